"""`python -m tests.bench.models_refresh --data DATA`: an overnight update beside a full fit, for one day.

The state is made on the eve of the last full day of DATA (such as `endcap models import completejourney`
writes) or, with --scale, of a made-up grocer (`synthetic.GROCER`: 1.5 million lines, 18,000 products). Then
`endcap models refresh` runs on the data with that day, once from the state and once without. The network is
that of the reference bundle, which no update changes. CPU seconds, seconds by the clock, peak memory and what
differs go to build/bench-models-refresh.json. Exit 0 where every bar holds.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import edge_models
from edge_models.features.tables import Neighbours
from edge_models.runtime import Recommender, Request
from edge_models.training.kept_inverses import FEW_ROWS
from tests.bench import synthetic
from tests.bench.models_scale import BUILD, run
from tests.edge_models.apart import steps_apart

BUNDLE = Path(edge_models.__file__).parent / "reference" / "bundle"
ASKED = 300
CPU_SHARE, PEAK_MB = 0.5, 8000.0  # of the full fit's CPU time


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--data", type=Path, help="data folder")
    what.add_argument("--scale", action="store_true", help="the made-up grocer")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        table = measure(asked.data or synthetic.write(Path(scratch) / "all", synthetic.GROCER), Path(scratch))
    BUILD.mkdir(exist_ok=True)
    path = BUILD / "bench-models-refresh.json"
    kept = json.loads(path.read_text()) if path.exists() else {}
    name = "GROCER" if asked.scale else asked.data.name
    path.write_text(json.dumps(kept | {name: table}, indent=1) + "\n")
    return tell(name, table)


def measure(data: Path, scratch: Path) -> dict[str, Any]:
    """Three updates, and how their last two bundles differ."""
    lines = pd.read_parquet(data / "transactions.parquet")
    day = lines["timestamp"].dt.floor("D")
    baskets = lines.groupby(day)["basket_id"].nunique()
    last = baskets[baskets >= baskets.median() / 2].index.max()  # data may end in the small hours
    for name, part in (("eve", lines[day < last]), ("day", lines[day <= last])):
        folder = scratch / name
        folder.mkdir()
        part.to_parquet(folder / "transactions.parquet")
        for products in data.glob("products.*"):
            shutil.copyfile(products, folder / products.name)
    state = scratch / "state"
    first, _ = _refresh(scratch / "eve", scratch / "first", "--state", state)
    nightly, told = _refresh(scratch / "day", scratch / "nightly", "--state", state)
    full, _ = _refresh(scratch / "day", scratch / "full")
    return {
        "cores": len(os.sched_getaffinity(0)),
        "baskets": int(baskets[last]),
        "products": told["products"],
        "state_gb": round(sum(file.stat().st_size for file in state.iterdir()) / 1e9, 2),
        "first": first,
        "nightly": nightly,
        "full": full,
        "cpu_share": nightly["cpu_minutes"] / full["cpu_minutes"],
        "inverses": told["inverses"],
        **differences(scratch / "nightly", scratch / "full", lines[day == last]),
    }


def differences(one: Path, other: Path, lines: pd.DataFrame) -> dict[str, Any]:
    """How the neighbours of two bundles differ, and of how many requests the answers do."""
    a, b = Recommender.load(one), Recommender.load(other)
    rng = np.random.default_rng(1)
    same, furthest = 0, 0.0
    held = lines.groupby("basket_id")["product_id"].agg(list).tolist()
    for place in rng.choice(len(held), min(ASKED, len(held)), replace=False):
        request = Request(basket=[str(p) for p in held[place][: len(held[place]) // 2 + 1]])
        left, right = a.recommend(request, 10), b.recommend(request, 10)
        same += [s.product_id for s in left] == [s.product_id for s in right]
        scores = {s.product_id: s.score for s in right}
        furthest = max(
            [furthest, *(abs(s.score - scores[s.product_id]) for s in left if s.product_id in scores)]
        )
    return {
        "steps_together": _apart(a.tables.together, b.tables.together),
        "steps_alike": _apart(a.tables.alike, b.tables.alike),
        "asked": min(ASKED, len(held)),
        "answered_alike": same,
        "score_differs": furthest,
    }


def _apart(a: Neighbours, b: Neighbours) -> dict[str, float]:
    steps = steps_apart(a, b)
    return {"largest": float(steps.max(initial=0)), "share": float((steps > 0.5).mean())}


def tell(name: str, table: dict[str, Any]) -> int:
    """Print the figures; 0 where every bar holds."""
    print(f"{name}: {table['products']:,} products, {table['baskets']:,} baskets of one day")
    for run_name in ("first", "nightly", "full"):
        told = table[run_name]
        print(
            f"  {run_name:<8} {told['cpu_minutes'] * 60:6.1f} CPU s, {told['minutes'] * 60:6.1f} s, "
            f"peak {told['peak_mb']:.0f} MB"
        )
    for inverse in table["inverses"]:
        print(
            f"  {inverse['name']}: {inverse['seconds']:.1f} s, from nothing "
            f"{inverse['seconds_from_nothing']:.1f} s; rounding {inverse['rounding']:.4f} steps"
        )
    print(
        f"  weights apart: together {table['steps_together']}, alike {table['steps_alike']}; "
        f"{table['answered_alike']} of {table['asked']} requests answered alike, "
        f"scores within {table['score_differs']:.2g}; state {table['state_gb']} GB"
    )
    peak = max(table[run_name]["peak_mb"] for run_name in ("first", "nightly", "full"))
    bars = (
        ("nightly over full, CPU time", table["cpu_share"], CPU_SHARE),
        ("peak MB", peak, PEAK_MB),
        ("from nothing at night", sum(i["new_because"] not in ("", FEW_ROWS) for i in table["inverses"]), 0),
    )
    for what, value, limit in bars:
        print(f"{'✓' if value <= limit else '✗'} {what}: {value:.2f} (≤ {limit:g})")
    return 0 if all(value <= limit for _, value, limit in bars) else 1


def _refresh(data: Path, out: Path, *more: str | Path) -> tuple[dict[str, float], dict[str, Any]]:
    figures, printed = run("refresh", "--data", data, "--bundle", BUNDLE, "--out", out, "--json", *more)
    return figures, json.loads(printed)


if __name__ == "__main__":
    sys.exit(main())
