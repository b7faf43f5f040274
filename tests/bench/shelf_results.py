"""Figures of the shelf, which also go to build/bench-shelf.json."""

import json
from pathlib import Path

from tests.bench.figures import Figures

RESULTS = Path(__file__).parents[2] / "build" / "bench-shelf.json"


def record(
    figures: Figures,
    name: str,
    value: float,
    unit: str,
    *,
    limit: float | None = None,
    least: float | None = None,
) -> None:
    """Keep the figure, then fail where its limit is not kept."""
    try:
        kept = json.loads(RESULTS.read_text())
    except (OSError, ValueError):
        kept = {}
    kept[name] = round(float(value), 6)
    RESULTS.parent.mkdir(exist_ok=True)
    new = RESULTS.with_suffix(".new")
    new.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n")
    new.replace(RESULTS)
    figures.record(name, value, unit=unit, limit=limit, least=least)
