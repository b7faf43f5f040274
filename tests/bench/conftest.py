"""Measurements: tests under the marker `bench` that record figures and fail where a limit is not kept.

    from tests.bench.figures import Figures

    def test_search(figures: Figures) -> None:
        figures.record("search_ms_p99", 7.1, unit="ms", limit=20.0, peer=("LIKE scan", 31.0))

Files are called `test_<part>_….py`; `python -m tests.bench <part>` runs those of one part. The figures go to
build/bench.json, under their names, beside those of earlier runs, and are shown as a table at the end.
"""

import json
import os
import platform
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table

from tests.bench.figures import Figures, wanted

RESULTS = Path(__file__).parents[2] / "build" / "bench.json"
_run = Figures()


@pytest.fixture
def figures() -> Iterator[Figures]:
    before = len(_run.all)
    yield _run
    missed = [figure for figure in _run.all[before:] if not figure.holds]
    if missed:
        told = (f"{each.name} is {each.value:.3g} {each.unit}; wanted {wanted(each)}" for each in missed)
        pytest.fail("\n".join(told), pytrace=False)


def pytest_sessionfinish() -> None:
    if not _run.all:
        return
    try:
        kept = json.loads(RESULTS.read_text())
    except (OSError, ValueError):
        kept = {}
    at = datetime.now(UTC).isoformat(timespec="seconds")
    for figure in _run.all:
        kept[figure.name] = figure.value
        kept.setdefault("_details", {})[figure.name] = {**asdict(figure), "ratio": figure.ratio, "at": at}
    kept["_machine"] = {"cores": os.cpu_count(), "load": os.getloadavg()[0], "platform": platform.platform()}
    RESULTS.parent.mkdir(exist_ok=True)
    new = RESULTS.with_suffix(".new")
    new.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n")
    new.replace(RESULTS)


def pytest_terminal_summary() -> None:
    if not _run.all:
        return
    table = Table("", "measured", "", "wanted", "peer", "ratio", title=f"Figures ({RESULTS.name})")
    for figure in _run.all:
        sign = "[green]✓" if figure.holds else "[red]✗"
        peer = f"{figure.peer} {figure.peer_value:.3g}" if figure.peer_value is not None else figure.peer
        ratio = f"{figure.ratio:.2f}" if figure.ratio is not None else ""
        table.add_row(figure.name, f"{figure.value:.3g} {figure.unit}", sign, wanted(figure), peer, ratio)
    Console().print(table)
