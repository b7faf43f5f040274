"""A scripted visit: one JSON line an action, each at its second.

{"at":1.5,"shelf":"shelf-a","slot":"a3","do":"lift","qty":1}     also put_back, restock, lift_stranger
{"at":1.5,"shelf":"shelf-a","slot":"a4","do":"lift"}             two lines of one second: two hands at once
{"at":3.0,"shelf":"shelf-a","slot":"a3","do":"misplace","onto":"a5"}
{"at":4.0,"code":"5901234123457"}                                a scan
{"at":5.0,"shelf":"shelf-a","slot":"a1","do":"lean","grams":200,"seconds":1.5}
{"at":7.0,"shelf":"shelf-a","slot":"a1","do":"knock","grams":60}  also touch, without grams
{"at":8.0,"shelf":"shelf-a","slot":"a2","do":"die"}              its load cell; revive makes it well
{"at":9.0,"shelf":"shelf-a","do":"disconnect"}                   its firmware falls silent; connect
{"at":9.0,"do":"clock","off_s":-30,"skew_s_per_h":2}             of all plates, from now on
{"at":9.0,"do":"drift","grams":20,"period_s":3600}               and creep: share, time_s; noise: grams
"""

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from pathlib import Path
from typing import Any, Final, Protocol

from firmware_bridge.errors import DecodeError, MqttError, SimulatorError
from firmware_bridge.simulator.shopper import Hands
from firmware_bridge.wire import Fields, load_object

log = logging.getLogger(__name__)

MAX_LINE = 4096


class Verb(StrEnum):
    LIFT = auto()
    PUT_BACK = auto()
    RESTOCK = auto()
    MISPLACE = auto()
    LIFT_STRANGER = auto()
    SCAN = auto()
    LEAN = auto()
    TOUCH = auto()
    KNOCK = auto()
    DIE = auto()
    REVIVE = auto()
    DISCONNECT = auto()
    CONNECT = auto()
    CLOCK = auto()
    DRIFT = auto()
    CREEP = auto()
    NOISE = auto()


@dataclass(frozen=True, slots=True)
class Action:
    at: float  # seconds since the beginning
    do: Verb
    line: int  # of the script
    shelf: str = ""
    slot: str = ""
    onto: str = ""  # slot of the same shelf
    qty: int = 1
    code: str = ""
    grams: float = 0.0
    seconds: float = 0.0
    period_s: float = 0.0
    time_s: float = 0.0
    share: float = 0.0
    off_s: float = 0.0
    skew_s_per_h: float = 0.0


class Store(Hands, Protocol):
    """What a script does to a store."""

    def misplace(self, shelf: str, slot: str, onto: tuple[str, str], qty: int = 1) -> int: ...

    def lift_stranger(self, shelf: str, slot: str) -> int: ...

    def lean(self, shelf: str, slot: str, grams: float, seconds: float) -> None: ...

    def touch(self, shelf: str, slot: str) -> None: ...

    def knock(self, shelf: str, slot: str, grams: float) -> None: ...

    def set_dead(self, shelf: str, slot: str, dead: bool = True) -> None: ...

    def silence(self, shelf: str, on: bool) -> None: ...

    def set_clock(self, off_s: float, skew_s_per_h: float) -> None: ...

    def change_nature(self, **changes: float) -> None: ...


_SLOT: Final = ("shelf", "slot")
_NEEDS: Final[Mapping[Verb, tuple[str, ...]]] = {
    Verb.LIFT: _SLOT,
    Verb.PUT_BACK: _SLOT,
    Verb.RESTOCK: _SLOT,
    Verb.MISPLACE: (*_SLOT, "onto"),
    Verb.LIFT_STRANGER: _SLOT,
    Verb.SCAN: ("code",),
    Verb.LEAN: (*_SLOT, "grams", "seconds"),
    Verb.TOUCH: _SLOT,
    Verb.KNOCK: (*_SLOT, "grams"),
    Verb.DIE: _SLOT,
    Verb.REVIVE: _SLOT,
    Verb.DISCONNECT: ("shelf",),
    Verb.CONNECT: ("shelf",),
    Verb.CLOCK: ("off_s", "skew_s_per_h"),
    Verb.DRIFT: ("grams", "period_s"),
    Verb.CREEP: ("share", "time_s"),
    Verb.NOISE: ("grams",),
}
_COUNTED: Final = frozenset({Verb.LIFT, Verb.PUT_BACK, Verb.RESTOCK, Verb.MISPLACE})  # these may have a qty
_READ: Final[Mapping[str, Callable[[Fields], Any]]] = {
    "shelf": lambda line: line.identifier("shelf"),
    "slot": lambda line: line.identifier("slot"),
    "onto": lambda line: line.identifier("onto"),
    "qty": lambda line: line.integer("qty", 1, 10_000),
    "code": lambda line: line.text("code", 1024),
    "grams": lambda line: line.number("grams", 0.0, 100_000.0),
    "seconds": lambda line: line.number("seconds", 0.1, 3600.0),
    "period_s": lambda line: line.number("period_s", 1.0, 1e7),
    "time_s": lambda line: line.number("time_s", 1.0, 1e6),
    "share": lambda line: line.number("share", 0.0, 0.5),
    "off_s": lambda line: line.number("off_s", -1e9, 1e9),
    "skew_s_per_h": lambda line: line.number("skew_s_per_h", -600.0, 600.0),
}


def load_script(path: Path) -> list[Action]:
    """`SimulatorError` names the line that is wrong."""
    actions: list[Action] = []
    number = 0
    try:
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            if line.strip():
                actions.append(_action(load_object(line, MAX_LINE), number))
    except OSError as err:
        raise SimulatorError(f"cannot read {path}: {err.strerror}") from err
    except DecodeError as err:
        raise SimulatorError(f"{path}, line {number}: {err}") from err
    return sorted(actions, key=lambda action: action.at)


def _action(found: Fields, line: int) -> Action:
    at = found.number("at", 0.0, 1e7)
    verb = Verb.SCAN if "code" in found and "do" not in found else found.one_of("do", Verb)
    wanted = _NEEDS[verb]
    if verb in _COUNTED and "qty" in found:
        wanted = (*wanted, "qty")
    found.nothing_but("at", "do", *wanted)
    return Action(at, verb, line, **{name: _READ[name](found) for name in wanted})


def check(actions: Sequence[Action], slots: Collection[tuple[str, str]]) -> None:
    """`SimulatorError` names the first line that is about a slot or a shelf that the store does not have."""
    shelves = {shelf for shelf, _ in slots}
    for action in actions:
        if action.shelf and action.shelf not in shelves:
            raise SimulatorError(f"line {action.line} of the script: there is no shelf {action.shelf!r}")
        for slot in filter(None, (action.slot, action.onto)):
            if (action.shelf, slot) not in slots:
                raise SimulatorError(
                    f"line {action.line} of the script: there is no slot {slot!r} on shelf {action.shelf!r}"
                )


async def play(actions: Sequence[Action], store: Store) -> None:
    """Each action at its time."""
    begin = time.monotonic()
    for action in actions:
        await asyncio.sleep(max(0.0, begin + action.at - time.monotonic()))
        if action.do is Verb.SCAN:
            try:
                await store.scan(action.code)
            except MqttError as err:
                log.warning("Scan of line %d of the script lost: %s", action.line, err)
        else:
            _perform(action, store)


def _perform(action: Action, store: Store) -> None:
    where = action.shelf, action.slot
    match action.do:
        case Verb.LIFT:
            store.lift(*where, action.qty)
        case Verb.PUT_BACK:
            store.put_back(*where, action.qty)
        case Verb.RESTOCK:
            store.restock(*where, action.qty)
        case Verb.MISPLACE:
            store.misplace(*where, (action.shelf, action.onto), action.qty)
        case Verb.LIFT_STRANGER:
            store.lift_stranger(*where)
        case Verb.LEAN:
            store.lean(*where, action.grams, action.seconds)
        case Verb.TOUCH:
            store.touch(*where)
        case Verb.KNOCK:
            store.knock(*where, action.grams)
        case Verb.DIE | Verb.REVIVE:
            store.set_dead(*where, action.do is Verb.DIE)
        case Verb.DISCONNECT | Verb.CONNECT:
            store.silence(action.shelf, action.do is Verb.DISCONNECT)
        case Verb.CLOCK:
            store.set_clock(action.off_s, action.skew_s_per_h)
        case Verb.DRIFT:
            store.change_nature(drift_g=action.grams, drift_period_s=action.period_s)
        case Verb.CREEP:
            store.change_nature(creep=action.share, creep_s=action.time_s)
        case Verb.NOISE:
            store.change_nature(noise_g=action.grams)
