"""A scripted visit: one JSON line an action.

{"at":1.5,"shelf":"shelf-a","slot":"a3","do":"lift","qty":1}     also put_back, restock
{"at":4.0,"code":"5901234123457"}                                a scan
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from firmware_bridge.errors import DecodeError, SimulatorError
from firmware_bridge.messages import SimulatorDo
from firmware_bridge.simulator.shopper import Hands
from firmware_bridge.wire import load_object


@dataclass(frozen=True, slots=True)
class Action:
    at: float  # seconds since the beginning
    shelf: str = ""
    slot: str = ""
    do: SimulatorDo = SimulatorDo.LIFT
    qty: int = 1
    code: str = ""  # a scan, where not empty


def load_script(path: Path) -> list[Action]:
    """`SimulatorError` names the line that is wrong."""
    actions: list[Action] = []
    number = 0
    try:
        for number, line in enumerate(path.read_bytes().splitlines(), 1):  # noqa: B007 - the error names it
            if line.strip():
                actions.append(_action(line))
    except OSError as err:
        raise SimulatorError(f"cannot read {path}: {err.strerror}") from err
    except DecodeError as err:
        raise SimulatorError(f"{path}, line {number}: {err}") from err
    return sorted(actions, key=lambda action: action.at)


def _action(line: bytes) -> Action:
    fields = load_object(line, 4096)
    at = fields.number("at", 0.0, 1e7)
    if "code" in fields:
        return Action(at, code=fields.text("code", 1024))
    qty = fields.integer("qty", 1, 10_000) if "qty" in fields else 1
    return Action(
        at, fields.identifier("shelf"), fields.identifier("slot"), fields.one_of("do", SimulatorDo), qty
    )


async def play(actions: Sequence[Action], hands: Hands) -> None:
    """Each action at its time."""
    begin = time.monotonic()
    for action in actions:
        await asyncio.sleep(max(0.0, begin + action.at - time.monotonic()))
        if action.code:
            await hands.scan(action.code)
            continue
        match action.do:
            case SimulatorDo.LIFT:
                hands.lift(action.shelf, action.slot, action.qty)
            case SimulatorDo.PUT_BACK:
                hands.put_back(action.shelf, action.slot, action.qty)
            case SimulatorDo.RESTOCK:
                hands.restock(action.shelf, action.slot, action.qty)
