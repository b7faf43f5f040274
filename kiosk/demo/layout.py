"""Where the demo keeps its store.

`root` holds what happens in this store: HQ, device, broker, logs. `made` holds what is only made from
sources, the imported data, the catalog and the model; several demos may share it.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.demo.errors import AlreadyRunning, DemoError

PRIVATE = 0o600
LOCK = "lock"


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders of one demo; see each property."""

    root: Path
    made: Path

    @property
    def data(self) -> Path:
        """The data folder that `endcap models import` makes."""
        return self.made / "data"

    @property
    def catalog(self) -> Path:
        """The catalog package that `endcap hq catalog` builds."""
        return self.made / "catalog"

    @property
    def model(self) -> Path:
        """The reference bundle with its text part, which `endcap models add-text` joins to it."""
        return self.made / "model"

    @property
    def made_from(self) -> Path:
        """The fingerprints of what each of these was made from."""
        return self.made / "made.json"

    @property
    def hq(self) -> Path:
        """HQ's state."""
        return self.root / "hq"

    @property
    def device(self) -> Path:
        """The device's state, as on a real one."""
        return self.root / "device"

    @property
    def broker(self) -> Path:
        return self.root / "broker"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def prepared(self) -> Path:
        """What has been prepared, by fingerprint, with the passwords made on the way (0600)."""
        return self.root / "prepared.json"

    @property
    def facts(self) -> Path:
        """How to reach the running demo (mode 0600); there is none while it does not run."""
        return self.root / "demo.json"

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"


@contextmanager
def held(folder: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold a folder for this process alone; where another holds it, wait or raise AlreadyRunning."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / LOCK).open("w")
    except OSError as err:
        raise DemoError(f"{folder} cannot be used: {err.strerror}", "Name another folder.") from err
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as err:
            raise AlreadyRunning(
                f"a demo runs in {folder} already", "End it with Ctrl-C, or name another folder with --state."
            ) from err
        yield


def write_private(path: Path, document: Mapping[str, Any]) -> None:
    """Replace a JSON file at once; only its owner may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE), "w") as file:
        json.dump(document, file, ensure_ascii=False, indent=2)
    new.replace(path)


def read_json(path: Path) -> dict[str, Any]:
    """An empty object where there is no such file or it was cut short."""
    try:
        document = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return document if isinstance(document, dict) else {}
