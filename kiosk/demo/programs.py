"""The store's processes, each as the command that a real store would run."""

import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kiosk.demo import ports
from kiosk.demo.layout import Layout
from kiosk.demo.process import Program
from kiosk.ui.platform import vnc_name

ENDCAP = (sys.executable, "-m", "kiosk.cli")
SYNC_INTERVAL_S = 15.0  # sooner than a store needs it, so that a spectator need not wait


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a window is drawn: on the display there is, by a VNC server, or nowhere (offscreen)."""

    platform: str = ""  # QT_QPA_PLATFORM; empty: Qt chooses
    vnc_port: int | None = None

    @property
    def env(self) -> dict[str, str]:
        if not self.platform:
            return {}
        return {"QT_QPA_PLATFORM": self.platform, "QT_QUICK_BACKEND": "software"}  # no graphics driver there

    @property
    def options(self) -> tuple[str, ...]:
        """On a display, the kiosk and the shelves stand side by side."""
        return () if self.platform else ("--on-desk",)


def vnc(port: int, size: tuple[int, int]) -> Screen:
    return Screen(vnc_name(port, size), port)


OFFSCREEN = Screen("offscreen")


@dataclass(frozen=True, slots=True)
class Plan:
    """What this run of the demo uses."""

    layout: Layout
    broker_port: int
    hq_port: int
    inspect: Path
    kiosk_screen: Screen
    shelf_screen: Screen | None = None  # None: the simulator shows no window
    size: tuple[int, int] | None = None  # of the kiosk's window; None: what fits
    language: str = "en"  # that the windows begin with


def store_programs(plan: Plan) -> list[Program]:
    """Each after those that it needs; they stop in reverse order."""
    return [
        broker_program(plan.layout, plan.broker_port),
        hq_program(plan.layout, plan.hq_port),
        bridge_program(plan.layout, plan.broker_port),
        simulator_program(plan),
        agent_program(plan.layout),
        kiosk_program(plan),
    ]


def broker_program(layout: Layout, port: int) -> Program:
    argv = (*ENDCAP, "broker", "--port", str(port), "--state", str(layout.broker))
    return Program("broker", argv, layout.log("broker"), ready=partial(ports.answers, port))


def hq_program(layout: Layout, port: int) -> Program:
    argv = (*ENDCAP, "hq", "serve", "--state", str(layout.hq), "--host", ports.HOST, "--port", str(port))
    return Program("hq", argv, layout.log("hq"), ready=partial(ports.answers, port))


def bridge_program(layout: Layout, broker_port: int) -> Program:
    argv = (*ENDCAP, "bridge", "--broker", f"{ports.HOST}:{broker_port}", "--state", str(layout.device))
    return Program("bridge", argv, layout.log("bridge"), needs=("broker",))


def simulator_program(plan: Plan) -> Program:
    """The simulated shelves; in a window where there is a screen for one."""
    window = plan.shelf_screen
    argv = (
        *(*ENDCAP, "shelves" if window else "simulate", "--broker", f"{ports.HOST}:{plan.broker_port}"),
        *("--planogram", str(plan.layout.catalog / "planogram.json")),
        *("--counts", str(plan.layout.root / "shelves.json")),
        *(("--language", plan.language, *window.options) if window else ()),
    )
    env = window.env if window else {}
    return Program("simulator", argv, plan.layout.log("simulator"), needs=("broker",), env=env)


def agent_program(layout: Layout) -> Program:
    argv = (*ENDCAP, "agent", "--state", str(layout.device), "--interval", str(SYNC_INTERVAL_S))
    return Program("agent", argv, layout.log("agent"), needs=("hq",))


def kiosk_program(plan: Plan) -> Program:
    argv = (
        *(*ENDCAP, "kiosk", "--state", str(plan.layout.device)),
        *("--broker", f"{ports.HOST}:{plan.broker_port}", "--inspect", str(plan.inspect)),
        *("--language", plan.language, *plan.kiosk_screen.options),
        *(("--size", "{}x{}".format(*plan.size)) if plan.size else ()),
    )
    ready = partial(ports.answers_at, plan.inspect)
    log = plan.layout.log("kiosk")
    return Program("kiosk", argv, log, needs=("broker",), env=plan.kiosk_screen.env, ready=ready)
