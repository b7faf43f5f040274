"""Takes the tour and tells, step by step, what holds."""

import asyncio
import logging
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from kiosk.demo.errors import TourFailed
from kiosk.demo.layout import Layout
from kiosk.demo.tour.customer import customer
from kiosk.demo.tour.headquarters import headquarters
from kiosk.demo.tour.hosting import Demo, hosted
from kiosk.demo.tour.member import member
from kiosk.demo.tour.resilience import resilience
from kiosk.demo.tour.staff import staff
from kiosk.demo.tour.stage import opened
from kiosk.demo.tour.step import Chapter
from kiosk.demo.tour.teach_in import teach_in

CHAPTERS = (customer, member, staff, headquarters, teach_in, resilience)
# A shopper's patience, shortened so that the tour need not wait as long.
SETTINGS = """\
[kiosk]
idle_timeout_s = 8.0
warning_s = 3.0
accessible_idle_timeout_s = 12.0
"""


def take_tour(root: Path, made: Path, console: Console, chapters: Sequence[Chapter] = CHAPTERS) -> int:
    """Run a demo of its own in `root` and try every step; returns 0 if all hold, else 1.

    A step that fails ends its chapter, since the next ones build on it; the other chapters are still tried.
    """
    began = time.monotonic()
    layout = Layout(root.absolute(), made.absolute())
    status = console.status("Starting the store")
    logging.getLogger("firmware_bridge").setLevel(logging.ERROR)  # a killed broker is no news here
    try:
        with status, hosted(layout, SETTINGS, progress=status.update) as demo:
            status.stop()
            console.print(f"The store runs after {time.monotonic() - began:.1f} s.", highlight=False)
            failures = asyncio.run(_play(demo, console, chapters))
    except TourFailed as err:  # the demo itself does not start or end as it should
        failures = [str(err)]
    if failures:
        for failure in failures:
            console.print(f"\n[red]✗ {escape(failure)}", highlight=False)
        console.print(f"\nThe logs are in {layout.logs}.", soft_wrap=True)
        return 1
    console.print(
        f"\n[green]All of it holds[/], in {time.monotonic() - began:.0f} s. Nothing is left behind.",
        highlight=False,
    )
    return 0


async def _play(demo: Demo, console: Console, chapters: Sequence[Chapter]) -> list[str]:
    """Returns what failed."""
    failures = []
    async with opened(demo) as stage:
        for chapter in chapters:
            console.print(f"\n[bold]{chapter.title}")
            await stage.begin_anew()
            for step in chapter.steps:
                began = time.monotonic()
                try:
                    await step.take(stage)
                except TourFailed as err:
                    console.print(f"  [red]✗ {step.text}", highlight=False)
                    failures.append(f"{step.text}: {err}")
                    break
                took = f"{time.monotonic() - began:.1f} s"
                console.print(f"  [green]✓[/] {step.text} [dim]{took}", highlight=False)
    return failures
