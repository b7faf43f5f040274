from pathlib import Path

from kiosk.demo.layout import Layout
from kiosk.demo.programs import OFFSCREEN, Plan, has_display, store_programs, vnc


def plan(tmp_path: Path) -> Plan:
    return Plan(Layout(tmp_path, tmp_path / "made"), 1884, 8444, tmp_path / "s.sock", OFFSCREEN)


def test_six_processes_come_after_those_that_they_need(tmp_path: Path) -> None:
    programs = store_programs(plan(tmp_path))
    assert sorted(p.name for p in programs) == ["agent", "bridge", "broker", "hq", "kiosk", "simulator"]
    for number, program in enumerate(programs):
        assert set(program.needs) <= {before.name for before in programs[:number]}


def test_nobody_needs_a_display_for_vnc_or_offscreen() -> None:
    assert OFFSCREEN.env == {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    assert vnc(5907, "1280x800").env["QT_QPA_PLATFORM"] == "vnc:size=1280x800,port=5907"
    assert not has_display({})
    assert has_display({"WAYLAND_DISPLAY": "wayland-0"})
