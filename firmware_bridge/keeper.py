"""What was decided, on its way into bridge.db: one transaction for all that waits.

A draft becomes an event with its place in the order (`boot`, `seq`) only by the commit; a scan that came
over MQTT is acknowledged to the broker only after it. While the disk refuses (full, read-only, broken),
drafts wait in memory and the sensing goes on; over the bound the oldest changes by samples are given up
first, and counted.
"""

import asyncio
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from firmware_bridge import topics
from firmware_bridge.alerts import Alert, Alerts
from firmware_bridge.client import Inbound
from firmware_bridge.errors import JournalError
from firmware_bridge.journal import Journal, JournalEntry
from firmware_bridge.messages import (
    ScanEvent,
    ShelfEvent,
    decode_scan_event,
    encode_scan_event,
    encode_shelf_event,
)
from firmware_bridge.sensing import Change
from firmware_bridge.shelves import Shelves

MOST_DRAFTS = 10_000  # about 10 MB
AGAIN_S = 1.0  # until the next try, while the disk refuses


@dataclass(slots=True)
class Draft:
    """An event without its place in the order; and the message that it came by, if the broker waits."""

    topic: str
    event: ShelfEvent | ScanEvent  # its boot and seq are given by the commit
    inbound: Inbound | None = None

    @property
    def is_left_unanswered(self) -> bool:
        """Whether the connection broke that it came by, so that the broker will send it again."""
        return self.inbound is not None and not self.inbound.can_be_acknowledged

    def is_same_scan(self, topic: str, event: ShelfEvent | ScanEvent) -> bool:
        scans = isinstance(self.event, ScanEvent) and isinstance(event, ScanEvent)
        return scans and self.topic == topic and self.event.raw == event.raw  # type: ignore[union-attr]


class Keeper:
    """Run it as a task; `draft` what was decided."""

    def __init__(
        self,
        journal: Journal,
        shelves: Shelves,
        alerts: Alerts,
        clock: Callable[[], float],
        most: int = MOST_DRAFTS,
    ) -> None:
        self.lost = 0  # drafts given up
        self._journal = journal
        self._shelves = shelves
        self._alerts = alerts
        self._clock = clock
        self._most = most
        self._drafts: deque[Draft] = deque()
        self._wanted = asyncio.Event()
        self._refused = False

    @property
    def waiting(self) -> int:
        """Drafts that are not in bridge.db yet."""
        return len(self._drafts)

    def draft(self, topic: str, event: ShelfEvent | ScanEvent, inbound: Inbound | None = None) -> None:
        """Keep this soon. A scan that the broker sends again is the one that still waits here, if any."""
        if inbound is not None and inbound.duplicate:
            for waiting in self._drafts:
                if waiting.is_left_unanswered and waiting.is_same_scan(topic, event):
                    waiting.inbound = inbound
                    return
        if len(self._drafts) >= self._most:
            self._give_one_up()
        self._drafts.append(Draft(topic, event, inbound))
        self._wanted.set()

    def draft_change(self, shelf: str, change: Change) -> None:
        """Keep a change of stock soon."""
        event = ShelfEvent(
            id=str(uuid.uuid4()),
            boot=0,
            seq=0,
            ts=datetime.fromtimestamp(change.began, UTC),
            slot=change.slot,
            gtin=change.gtin,
            kind=change.kind,
            qty=change.qty,
            grams=change.grams,
            confidence=change.confidence,
        )
        self.draft(topics.slot_event(shelf, change.slot), event)

    def _give_one_up(self) -> None:
        """The oldest change; where there is none the oldest scan, which its broker, if it has one, keeps."""
        changes = (n for n, draft in enumerate(self._drafts) if isinstance(draft.event, ShelfEvent))
        del self._drafts[next(changes, 0)]
        self.lost += 1

    async def run(self, on_kept: Callable[[], None]) -> None:
        """Keep what is drafted, and try again while the disk refuses; until cancelled."""
        while True:
            await self._wanted.wait()
            if not self._wanted.is_set():  # somebody kept everything meanwhile
                continue
            if self.keep():
                on_kept()
            else:
                await asyncio.sleep(AGAIN_S)

    def keep(self, everything: bool = False) -> bool:
        """One transaction for all drafts and what the shelves know; False when the disk refuses it.

        What the shelves know is never kept without the events that led there, or a crash would lose these.
        """
        try:
            with self._journal.transaction():
                for draft in self._drafts:
                    self._append(draft)
                self._journal.keep_published()
                now = self._clock()
                for shelf, state in self._shelves.changed(everything or self._refused):
                    self._journal.keep_shelf(shelf, now, state)
                if everything:
                    self._journal.prune()
        except JournalError as err:
            self._say_refused(err)
            return False
        self._wanted.clear()
        self._shelves.mark_kept()
        for draft in self._drafts:
            if draft.inbound is not None:
                draft.inbound.acknowledge()
        if self._refused:
            self._refused = False
            told = f"bridge.db can be written again; {self.waiting} events waited, {self.lost} were lost"
            self._alerts.clear(Alert.JOURNAL, told)
        self._drafts.clear()
        return True

    def _append(self, draft: Draft) -> None:
        inbound = draft.inbound
        if inbound is not None and inbound.duplicate and self._was_kept(draft, inbound.delivery):
            return
        event = replace(draft.event, boot=self._journal.boot, seq=self._journal.next_seq())
        payload = encode_shelf_event(event) if isinstance(event, ShelfEvent) else encode_scan_event(event)
        entry = JournalEntry(event.boot, event.seq, event.id, draft.topic, payload)
        self._journal.append(entry, None if inbound is None else inbound.delivery)

    def _was_kept(self, draft: Draft, delivery: int) -> bool:
        """Whether an earlier life kept it and died before it could acknowledge."""
        kept = self._journal.delivered_as(delivery)
        return any(draft.is_same_scan(entry.topic, decode_scan_event(entry.payload)) for entry in kept)

    def _say_refused(self, err: JournalError) -> None:
        self._refused = True
        self._wanted.set()
        lost = f" {self.lost} of the oldest are lost." if self.lost else ""
        told = f"{err}. Events wait in memory.{lost} Free space on its disk, make it writable or replace it."
        self._alerts.raise_alert(Alert.JOURNAL, told)
