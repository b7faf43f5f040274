from dataclasses import replace
from pathlib import Path

from kiosk.demo.layout import Layout
from kiosk.demo.programs import OFFSCREEN, Plan, Screen, store_programs, vnc


def plan(tmp_path: Path) -> Plan:
    return Plan(Layout(tmp_path, tmp_path / "made"), 1884, 8444, tmp_path / "s.sock", OFFSCREEN)


def test_six_processes_come_after_those_that_they_need(tmp_path: Path) -> None:
    programs = store_programs(plan(tmp_path))
    assert sorted(p.name for p in programs) == ["agent", "bridge", "broker", "hq", "kiosk", "simulator"]
    for number, program in enumerate(programs):
        assert set(program.needs) <= {before.name for before in programs[:number]}


def test_nobody_needs_a_display_for_vnc_or_offscreen() -> None:
    assert OFFSCREEN.env == {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    assert vnc(5907, (1280, 800)).env["QT_QPA_PLATFORM"] == "vnc:size=1280x800:port=5907"


def test_on_a_display_the_kiosk_does_not_hide_the_shelves(tmp_path: Path) -> None:
    shown = replace(plan(tmp_path), kiosk_screen=Screen(), shelf_screen=Screen())
    argv = {program.name: program.argv for program in store_programs(shown)}
    assert "--on-desk" in argv["kiosk"] and "--on-desk" in argv["simulator"]
    hidden = {program.name: program.argv for program in store_programs(plan(tmp_path))}
    assert not any("--on-desk" in each for each in hidden.values())


def test_a_wanted_size_is_the_kiosks(tmp_path: Path) -> None:
    sized = replace(plan(tmp_path), kiosk_screen=Screen(), size=(960, 540))
    kiosk = next(program for program in store_programs(sized) if program.name == "kiosk")
    assert kiosk.argv[kiosk.argv.index("--size") + 1] == "960x540"
