"""How long each step from one page to another, in either language, keeps the window from the next touch."""

import os
import time
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table

from kiosk.app.view_state import Language
from kiosk.demo.layout import Layout
from tests.bench.device import BUILD, OFFSCREEN, set_up
from tests.bench.figures import Figures

pytestmark = pytest.mark.bench

ROUNDS = 3
SHOWN = 8  # of the longest steps
SETTLE_S = 0.06  # a frame or two, as between two touches
WARM_S = 4.0  # all pages are made, as on a kiosk that has stood for a while
TOUR = (
    *("attract", "product", "compare", "product", "attract", "search", "product", "browse-departments"),
    *(
        "browse-categories",
        "browse-products",
        "product-longest",
        "interests",
        "attract",
        "staff-pin",
        "staff-restock",
    ),
    *("staff-task", "staff-health", "staff-devices", "staff-slot-check", "staff-versions", "staff-audit"),
)


@pytest.fixture(scope="module")
def catalog() -> Path:
    set_up(BUILD / "bench" / "store")
    return Layout(BUILD / "bench" / "store", BUILD / "demo" / "made").catalog


def test_every_step_from_page_to_page(catalog: Path, figures: Figures) -> None:
    blocks = walk(catalog)
    table = Table("step", "ms", title="The longest steps, each the median of its rounds")
    medians = {step: sorted(times)[len(times) // 2] for step, times in blocks.items()}
    for step in sorted(medians, key=medians.__getitem__, reverse=True)[:SHOWN]:
        table.add_row(step, f"{medians[step]:.1f}")
    Console().print(table)
    figures.record("gui_block_page_ms_max", max(medians.values()), unit="ms", limit=16)


def walk(catalog: Path) -> dict[str, list[float]]:
    """Step → milliseconds of the window's thread, once for each round."""
    os.environ |= OFFSCREEN
    from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop

    from kiosk.ui.gallery import Gallery
    from kiosk.ui.studio import Studio

    def rest(seconds: float) -> None:
        deadline = QDeadlineTimer(round(seconds * 1000))
        while not deadline.hasExpired():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)

    scenes = {language: Gallery(catalog, language).scenes() for language in Language}
    steps = [(name, language) for language in Language for name in TOUR]
    steps += [(name, language) for name in ("product", "search", "attract") for language in Language]
    blocks: dict[str, list[float]] = defaultdict(list)
    with Studio() as studio:
        studio.pose(scenes[Language.EN]["attract"], (1080, 1920))
        studio.window.warm_up()
        rest(WARM_S)
        for _ in range(ROUNDS):
            for before, after in pairwise([*steps, steps[0]]):
                began = time.perf_counter()
                studio.window.apply(scenes[after[1]][after[0]])
                step = " → ".join(f"{name} ({language})" for name, language in (before, after))
                blocks[step].append((time.perf_counter() - began) * 1000)
                rest(SETTLE_S)
    return dict(blocks)
