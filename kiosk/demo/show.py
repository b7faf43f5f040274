"""The demo itself: prepare the store, run its processes, tell the person at the terminal how to see it."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from firmware_bridge.broker import find_mosquitto
from kiosk.demo import ports
from kiosk.demo.errors import DemoError
from kiosk.demo.layout import Layout, held, write_private
from kiosk.demo.preparation import Preparation, Prepared
from kiosk.demo.programs import OFFSCREEN, Plan, Screen, store_programs, vnc
from kiosk.demo.screen import Line, StatusScreen
from kiosk.demo.supervisor import Condition, Report, Supervisor
from kiosk.ui import platform

BROKER_PORT, KIOSK_VNC_PORT, SHELF_VNC_PORT = 1883, 5900, 5901
KIOSK_SIZE, SHELF_SIZE = (1080, 1920), (1100, 760)  # px of a screen over VNC
BROKERS = {True: "Mosquitto", False: "the embedded amqtt (Mosquitto is not installed)"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person asked for."""

    root: Path
    made: Path | None = None  # None: in root
    fresh: bool = False
    size: tuple[int, int] | None = None  # of the kiosk's window, px; None: what fits the screen
    language: str = "en"
    offscreen: bool = False  # no window at all: for tests and the tour


def run_demo(wish: Wish, console: Console) -> None:
    """Run until the person ends it; everything that it started has ended when this returns."""
    root = wish.root.absolute()
    layout = Layout(root, (wish.made or root / "made").absolute())
    with held(root), tempfile.TemporaryDirectory(prefix="endcap-demo-") as sockets:
        if wish.fresh:
            _forget(layout)
        prepared = _prepare(layout, console)
        plan = _plan(wish, layout, prepared, Path(sockets) / "kiosk.sock")
        try:
            _supervise(plan, prepared, console)
        finally:
            layout.facts.unlink(missing_ok=True)
    console.print("Everything has been stopped.")


def _forget(layout: Layout) -> None:
    """Begin anew; what is made from sources stays, since it would only be made again."""
    for entry in layout.root.iterdir():
        if entry.is_dir() and entry != layout.made:
            shutil.rmtree(entry)
    layout.prepared.unlink(missing_ok=True)


def _prepare(layout: Layout, console: Console) -> Prepared:
    with console.status("Looking what is there") as status:

        def progress(text: str) -> None:
            status.update(text)
            if not console.is_terminal:
                console.print(f"{text} …", highlight=False)

        return Preparation(layout, progress).run()


def _plan(wish: Wish, layout: Layout, prepared: Prepared, inspect: Path) -> Plan:
    if not ports.is_free(prepared.hq_port):
        raise DemoError(
            f"port {prepared.hq_port}, at which the kiosk knows HQ, is in use by another program",
            "End that program, or let the demo choose anew with --fresh.",
        )
    taken = {prepared.hq_port}
    kiosk_screen = _screen(wish, KIOSK_VNC_PORT, wish.size or KIOSK_SIZE, taken)
    shelf_screen = None if wish.offscreen else _screen(wish, SHELF_VNC_PORT, SHELF_SIZE, taken)
    return Plan(
        layout=layout,
        broker_port=ports.choose(BROKER_PORT, taken),
        hq_port=prepared.hq_port,
        inspect=inspect,
        kiosk_screen=kiosk_screen,
        shelf_screen=shelf_screen,
        size=wish.size or (KIOSK_SIZE if wish.offscreen else None),
        language=wish.language,
    )


def _screen(wish: Wish, vnc_port: int, size: tuple[int, int], taken: set[int]) -> Screen:
    if wish.offscreen:
        return OFFSCREEN
    if platform.display(os.environ)[0] is not None:
        return Screen()
    port = ports.choose(vnc_port, taken)
    taken.add(port)
    return vnc(port, size)


def _supervise(plan: Plan, prepared: Prepared, console: Console) -> None:
    details = {
        "broker": f"{BROKERS[find_mosquitto() is not None]} on {ports.HOST}:{plan.broker_port}",
        "hq": f"https://{ports.HOST}:{plan.hq_port}/",
        "simulator": "two shelves of 12 slots, one scanner",
    }
    with (
        Supervisor(store_programs(plan), ends_with="kiosk") as supervisor,
        StatusScreen(console, details, _lines(plan, prepared)) as screen,
    ):

        def on_change(reports: list[Report]) -> None:
            screen.show(reports)
            write_private(plan.layout.facts, _facts(plan, prepared, reports))

        supervisor.run(on_change)


def _lines(plan: Plan, prepared: Prepared) -> list[Line]:
    lines = []
    for name, screen in (("Kiosk", plan.kiosk_screen), ("Shelves", plan.shelf_screen)):
        if screen and screen.vnc_port:
            lines.append(
                Line(name, f"no display here; see it with: vncviewer {ports.HOST}::{screen.vnc_port}")
            )
    if lines:
        lines.append(
            Line("Mind", "VNC here asks no password and listens on every address: try it on a safe network.")
        )
    lines += [
        Line(
            "Fleet page",
            f"https://{ports.HOST}:{plan.hq_port}/  ({prepared.hq_user} / {prepared.hq_password})",
        ),
        Line("Staff PIN", f"{prepared.pin} ({prepared.staff_name})"),
        Line("Loyalty card", f"{prepared.card}: scan it with the simulated scanner"),
        Line("Logs", str(plan.layout.logs)),
    ]
    return lines


def _facts(plan: Plan, prepared: Prepared, reports: Sequence[Report]) -> dict[str, Any]:
    return {
        "pid": os.getpid(),
        "ready": all(report.condition is Condition.RUNNING for report in reports),
        "broker_port": plan.broker_port,
        "inspect": str(plan.inspect),
        **asdict(prepared),
        "processes": {report.name: asdict(report) for report in reports},
    }
