"""`python -m tests.bench.models_scale`: time and memory of training and refreshing a large retailer.

Runs `endcap models train` and `endcap models refresh` on made-up sales (`synthetic`): GROCER (1.5 million
lines, 18,000 products) against the bars, MARKETPLACE (2 million lines, 100,000 products) as it comes.
Minutes by the clock, CPU minutes and the process's peak memory go to build/bench-models-scale.json. Exit 0
where every bar holds.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.bench import synthetic

BUILD = Path(__file__).parents[2] / "build"
ENDCAP = Path(sys.executable).with_name("endcap")
MINUTES, PEAK_MB = 20.0, 8000.0  # training GROCER on two cores
REFRESH_SHARE = 0.35  # of the training's CPU time


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("retailer", nargs="?", default="GROCER", help="as in tests.bench.synthetic")
    parser.add_argument("--share", type=float, default=1.0, help="of its lines, products, shoppers: a try")
    asked = parser.parse_args()
    full: synthetic.Retailer = getattr(synthetic, asked.retailer)
    retailer = replace(
        full,
        lines=round(full.lines * asked.share),
        products=round(full.products * asked.share),
        shoppers=round(full.shoppers * asked.share),
    )
    with tempfile.TemporaryDirectory() as scratch:
        data = synthetic.write(Path(scratch) / "data", retailer)
        bundle, fresh = Path(scratch) / "bundle", Path(scratch) / "fresh"
        train, _ = run("train", "--data", data, "--out", bundle, "--name", "bench")
        refresh, _ = run("refresh", "--data", data, "--bundle", bundle, "--out", fresh)
        size = sum(file.stat().st_size for file in bundle.iterdir()) / 1e6
    share = refresh["cpu_minutes"] / train["cpu_minutes"]
    table: dict[str, Any] = {
        "share": asked.share,
        "cores": len(os.sched_getaffinity(0)),
        "load": os.getloadavg()[0],
        "train": train,
        "refresh": refresh,
        "refresh_share": share,
        "bundle_mb": round(size, 2),
    }
    BUILD.mkdir(exist_ok=True)
    path = BUILD / "bench-models-scale.json"
    kept = json.loads(path.read_text()) if path.exists() else {}
    path.write_text(json.dumps(kept | {asked.retailer: table}, indent=1) + "\n")
    for name, told in (("train", train), ("refresh", refresh)):
        print(
            f"{asked.retailer} {name}: {told['minutes']:.1f} min, "
            f"{told['cpu_minutes']:.1f} CPU min, peak {told['peak_mb']:.0f} MB"
        )
    print(f"refresh takes {share:.0%} of training's CPU time; bundle {size:.1f} MB")
    if asked.retailer != "GROCER" or asked.share < 1:
        return 0
    bars = (
        ("minutes", train["minutes"], MINUTES),
        ("peak MB", max(train["peak_mb"], refresh["peak_mb"]), PEAK_MB),
        ("refresh's share of the CPU time", share, REFRESH_SHARE),
    )
    for name, value, limit in bars:
        print(f"{'✓' if value <= limit else '✗'} {name}: {value:.2f} (≤ {limit:g})")
    return 0 if all(value <= limit for _, value, limit in bars) else 1


def run(*arguments: str | Path) -> tuple[dict[str, float], str]:
    """`endcap models …`: its minutes, CPU minutes and peak memory; and what it printed."""
    start = time.monotonic()
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen([ENDCAP, "models", *arguments], stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        output.seek(0)
        printed = output.read()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"endcap models {arguments[0]} ended with {process.returncode}")
    return {
        "minutes": (time.monotonic() - start) / 60,
        "cpu_minutes": (usage.ru_utime + usage.ru_stime) / 60,
        "peak_mb": usage.ru_maxrss / 1024,
    }, printed


if __name__ == "__main__":
    sys.exit(main())
