from pathlib import Path

import pytest

from firmware_bridge.errors import SimulatorError
from firmware_bridge.planogram import Shelf
from firmware_bridge.simulator import Simulator
from firmware_bridge.simulator.script import load_script, play


async def test_a_script_plays_in_order(tmp_path: Path, shelf: Shelf) -> None:
    path = tmp_path / "visit.jsonl"
    path.write_text(
        '{"at":0.05,"shelf":"shelf-a","slot":"a1","do":"put_back"}\n'
        '{"at":0.0,"shelf":"shelf-a","slot":"a1","do":"lift","qty":2}\n\n'
    )
    simulator = Simulator([shelf])
    before = simulator.state.slots[0].count
    await play(load_script(path), simulator)
    assert simulator.state.slots[0].count == before - 1


@pytest.mark.parametrize("line", ["[]", '{"at":-1}', '{"at":1,"shelf":"a","slot":"b","do":"steal"}'])
def test_a_wrong_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "visit.jsonl"
    path.write_text('{"at":1,"code":"123"}\n' + line)
    with pytest.raises(SimulatorError, match="line 2"):
        load_script(path)
