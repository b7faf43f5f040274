"""Measurements: each is a test under the marker `bench` that records its figures and fails where a limit is not kept.

    def test_search(figures: Figures) -> None:
        figures.record("search_ms_p99", 7.1, unit="ms", limit=20.0, peer=("LIKE scan", 31.0), command="make bench")

Files are called `test_<part>_….py`; `python -m tests.bench <part>` runs those of one part. The figures go to
build/bench.json, under their names, beside those of earlier runs, and are shown as a table at the end.
"""

import json
import os
import platform
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table

RESULTS = Path(__file__).parents[2] / "build" / "bench.json"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure. `limit` is the most it may be (`least`: the least); `peer` did the same work beside it."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    least: float | None = None
    peer: str = ""
    peer_value: float | None = None

    @property
    def holds(self) -> bool:
        below = self.limit is None or self.value <= self.limit
        return below and (self.least is None or self.value >= self.least)

    @property
    def ratio(self) -> float | None:
        return self.value / self.peer_value if self.peer_value else None


class Figures:
    """What one run has measured."""

    def __init__(self) -> None:
        self.all: list[Figure] = []

    def record(
        self,
        name: str,
        value: float,
        *,
        unit: str,
        limit: float | None = None,
        least: float | None = None,
        peer: tuple[str, float] | None = None,
    ) -> None:
        """Keep a figure; the test fails here where its limit is not kept."""
        peer_name, peer_value = peer or ("", None)
        figure = Figure(name, float(value), unit, limit, least, peer_name, peer_value)
        self.all.append(figure)
        assert figure.holds, f"{name} is {value:.3g} {unit}; wanted {_wanted(figure)}"


def _wanted(figure: Figure) -> str:
    parts = [] if figure.limit is None else [f"≤ {figure.limit:g}"]
    parts += [] if figure.least is None else [f"≥ {figure.least:g}"]
    return ", ".join(parts)


_run = Figures()


@pytest.fixture
def figures() -> Iterator[Figures]:
    yield _run


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
        table.add_row(figure.name, f"{figure.value:.3g} {figure.unit}", sign, _wanted(figure), peer, ratio)
    Console().print(table)
