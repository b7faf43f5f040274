"""Which slots need goods, and which one first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto

from kiosk.domain.planogram import SlotRef
from kiosk.domain.stock import Stock, StockState

SOON_H = 4.0  # opening hours until empty under which a slot is urgent
LOOK_AGAIN_AFTER = timedelta(hours=4)  # a silent slot that somebody has looked at is left alone for this long


class Urgency(StrEnum):
    EMPTY = auto()
    HIGH = auto()
    LOW = auto()
    UNKNOWN = auto()  # the sensor is silent: go and look


class TaskState(StrEnum):
    OPEN = auto()
    TAKEN = auto()
    DONE = auto()


_RANK = {Urgency.EMPTY: 0, Urgency.HIGH: 1, Urgency.UNKNOWN: 2, Urgency.LOW: 3}


@dataclass(frozen=True, slots=True)
class Level:
    """What is known of one slot when its need is judged."""

    ref: SlotRef
    product_id: str
    capacity: int
    threshold: int
    stock: Stock
    sold_per_hour: float  # per opening hour
    settled: bool = True  # False: unknown only since a moment, so nothing is decided yet


@dataclass(frozen=True, slots=True)
class Need:
    level: Level
    urgency: Urgency
    hours_left: float | None  # opening hours until empty; None where unknown or nothing sells
    needed: int | None  # pieces that fill the slot; None where the stock is unknown


def need_of(level: Level) -> Need | None:
    """The need of a slot, or None where there is enough.

    A stale count is the best that is known and is judged as it stands; an unknown one means: go and look.
    """
    count = level.stock.count
    if level.stock.state is StockState.UNKNOWN or count is None:
        return Need(level, Urgency.UNKNOWN, None, None)
    hours = count / level.sold_per_hour if level.sold_per_hour > 0 else None
    needed = max(0, level.capacity - count)
    if count <= 0:
        return Need(level, Urgency.EMPTY, 0.0, needed)
    soon = hours is not None and hours <= SOON_H
    if count <= level.threshold:
        return Need(
            level, Urgency.HIGH if soon or count * 2 <= level.threshold else Urgency.LOW, hours, needed
        )
    return None


def judge(level: Level) -> Need:
    """The need of a slot that already has a task: what is nearly full again is still listed, as LOW."""
    need = need_of(level)
    if need is not None:
        return need
    count = level.stock.count or 0
    hours = count / level.sold_per_hour if level.sold_per_hour > 0 else None
    return Need(level, Urgency.LOW, hours, max(0, level.capacity - count))


def most_urgent_first(needs: Iterable[Need]) -> list[Need]:
    """Empty before nearly empty before silent before low; within one, what runs out sooner, then what sells
    faster."""

    def key(need: Need) -> tuple[int, float, float, SlotRef]:
        hours = need.hours_left if need.hours_left is not None else float("inf")
        return (_RANK[need.urgency], hours, -need.level.sold_per_hour, need.level.ref)

    return sorted(needs, key=key)


@dataclass(frozen=True, slots=True)
class TaskChanges:
    """What must change so that every slot in need has one task and no other slot has an open one."""

    open: tuple[Level, ...]
    withdraw: tuple[str, ...]  # ids of open tasks whose slot is full again


def reconcile(
    levels: Iterable[Level],
    open_tasks: Mapping[SlotRef, str],
    taken: frozenset[SlotRef],
    looked_at: Mapping[SlotRef, datetime],
    now: datetime,
) -> TaskChanges:
    """Compare needs with tasks. `open_tasks`: ids of untaken tasks; `looked_at`: when a silent slot was last
    checked."""
    wanted: dict[SlotRef, Level] = {}
    undecided: set[SlotRef] = set()
    for level in levels:
        if not level.settled:
            undecided.add(level.ref)
            continue
        need = need_of(level)
        if need is None:
            continue
        if need.urgency is Urgency.UNKNOWN and _lately(looked_at.get(level.ref), now):
            continue
        wanted[level.ref] = level
    opened = tuple(level for ref, level in wanted.items() if ref not in open_tasks and ref not in taken)
    withdrawn = tuple(task for ref, task in open_tasks.items() if ref not in wanted and ref not in undecided)
    return TaskChanges(opened, withdrawn)


def _lately(looked: datetime | None, now: datetime) -> bool:
    return looked is not None and timedelta(0) <= now - looked < LOOK_AGAIN_AFTER
