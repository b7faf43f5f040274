"""A kiosk in a process of its own, to be killed: `python killed_kiosk.py STATE PORT`."""

import signal
import sys
from pathlib import Path

from kiosk.bootstrap import build_kiosk, read_settings


def main() -> None:
    kiosk = build_kiosk(read_settings(Path(sys.argv[1]), {"broker_port": int(sys.argv[2])}), lambda _: None)
    kiosk.start()
    print("started", flush=True)
    signal.pause()


if __name__ == "__main__":
    main()
