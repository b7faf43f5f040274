import json
from pathlib import Path

import pytest

from firmware_bridge.errors import SimulatorError
from firmware_bridge.planogram import Shelf
from firmware_bridge.simulator import Simulator, SimulatorSettings
from firmware_bridge.simulator.script import Verb, load_script, play

SLOT = {"shelf": "shelf-a", "slot": "a1"}


def written(path: Path, *lines: dict[str, object]) -> Path:
    path.write_text("\n".join(json.dumps(line) for line in lines))
    return path


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


async def test_a_script_does_everything_that_a_store_can_suffer(tmp_path: Path, shelf: Shelf) -> None:
    lines: list[dict[str, object]] = [
        {"do": "lift", **SLOT},
        {"do": "misplace", **SLOT, "onto": "a3"},
        {"do": "lift_stranger", "shelf": "shelf-a", "slot": "a3"},
        {"do": "put_back", **SLOT},
        {"do": "restock", **SLOT, "qty": 3},
        {"do": "lean", **SLOT, "grams": 200, "seconds": 1.5},
        {"do": "touch", **SLOT},
        {"do": "knock", **SLOT, "grams": 60},
        {"do": "die", "shelf": "shelf-a", "slot": "a2"},
        {"do": "revive", "shelf": "shelf-a", "slot": "a2"},
        {"do": "die", "shelf": "shelf-a", "slot": "a4"},
        {"do": "disconnect", "shelf": "shelf-a"},
        {"do": "connect", "shelf": "shelf-a"},
        {"do": "clock", "off_s": -30, "skew_s_per_h": 2},
        {"do": "drift", "grams": 20, "period_s": 3600},
        {"do": "creep", "share": 0.002, "time_s": 300},
        {"do": "noise", "grams": 2},
        {"do": "disconnect", "shelf": "shelf-a"},
    ]
    actions = load_script(written(tmp_path / "s.jsonl", *({"at": 0, **line} for line in lines)))
    assert {action.do for action in actions} == set(Verb) - {Verb.SCAN}
    simulator = Simulator([shelf])
    before = simulator.state.slots[0].count
    await play(actions, simulator)
    state = simulator.state
    assert state.slots[0].count == min(before + 3, 12)
    assert state.slots[0].in_hand == 0
    assert state.silent == {"shelf-a"}
    plates = [simulator._store.slot("shelf-a", slot.slot).plate for slot in state.slots]
    assert [plate.dead_at_g is not None for plate in plates] == [False, False, False, True, False, False]
    nature = plates[0].nature
    assert (nature.noise_g, nature.drift_g, nature.drift_period_s) == (2.0, 20.0, 3600.0)
    assert (nature.creep, nature.creep_s) == (0.002, 300.0)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("[]", "not a JSON object"),
        ('{"at":-1}', "at is not"),
        ('{"at":1,"shelf":"a","slot":"b","do":"steal"}', "do is not one of lift, put_back"),
        ('{"at":1,"shelf":"a","slot":"b","do":"lift","quantity":2}', "'quantity' does not belong here"),
        ('{"at":1,"shelf":"a","slot":"b","do":"touch","qty":2}', "'qty' does not belong here"),
        ('{"at":1,"shelf":"a","slot":"b","do":"lean","grams":100}', "seconds is not"),
        ('{"at":1,"do":"drift","grams":1e9,"period_s":10}', "grams is not a number from 0"),
        ('{"at":1,"shelf":"a","do":"misplace","slot":"b"}', "onto is not"),
    ],
)
def test_a_wrong_line_is_named_with_what_is_wrong(tmp_path: Path, line: str, why: str) -> None:
    path = tmp_path / "visit.jsonl"
    path.write_text('{"at":1,"code":"123"}\n' + line)
    with pytest.raises(SimulatorError, match="line 2") as err:
        load_script(path)
    assert why in str(err.value)


@pytest.mark.parametrize(
    ("where", "why"),
    [
        ({"shelf": "shelf-a", "slot": "a9"}, "no slot 'a9'"),
        ({"shelf": "shelf-z", "slot": "a1"}, "no shelf 'shelf-z'"),
    ],
)
def test_a_slot_that_no_shelf_has_is_named_before_anything_plays(
    tmp_path: Path, shelf: Shelf, where: dict[str, str], why: str
) -> None:
    actions = load_script(written(tmp_path / "s.jsonl", {"at": 9, "do": "lift", **where}))
    with pytest.raises(SimulatorError, match=why):
        Simulator([shelf], SimulatorSettings(script=tuple(actions)))
