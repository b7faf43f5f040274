"""All scanners of one bridge: a code that was read becomes a kept event."""

import uuid
from datetime import UTC, datetime, timedelta

from firmware_bridge import homie, topics
from firmware_bridge.errors import DecodeError
from firmware_bridge.journal import Journal, JournalEntry
from firmware_bridge.messages import (
    DeviceState,
    ScanEvent,
    ScanSource,
    decode_scan_event,
    encode_scan_event,
)
from firmware_bridge.retained import RetainedValues
from firmware_bridge.scans.codes import CodeRules, read_code

MOST_SCANNERS = 64
REDELIVERED_WITHIN = timedelta(seconds=60)
REDELIVERED_MOST = 200


class Scanners:
    """A scanner becomes a Homie device with its first code."""

    def __init__(self, journal: Journal, values: RetainedValues, root: str, rules: CodeRules) -> None:
        self.names: set[str] = set()
        self._journal = journal
        self._values = values
        self._root = root
        self._rules = rules

    def scan(self, scanner: str, raw: bytes, source: ScanSource, symbology: str, now: float) -> bool:
        """Keep the event of a code; whether the scanner is new. `DecodeError` when `raw` is no code."""
        code = read_code(raw, self._rules, symbology)
        new = scanner not in self.names
        if new:
            self._add(scanner)
        event = ScanEvent(
            id=str(uuid.uuid4()),
            boot=self._journal.boot,
            seq=self._journal.next_seq(),
            ts=datetime.fromtimestamp(now, UTC),
            source=source,
            symbology=code.symbology,
            raw=code.raw,
            gtin=code.gtin,
            lot=code.lot,
            expiry=code.expiry,
            net_weight_g=code.net_weight_g,
            price=code.price,
            alternative_gtin=code.alternative_gtin,
        )
        topic, payload = topics.scan_event(scanner), encode_scan_event(event)
        with self._journal.transaction():
            self._journal.append(JournalEntry(event.boot, event.seq, event.id, topic, payload))
        return new

    def was_kept(self, scanner: str, raw: bytes, now: float) -> bool:
        """Whether a scan that the broker sends again was kept before a bridge died without acknowledging."""
        code = read_code(raw, self._rules)
        oldest = datetime.fromtimestamp(now, UTC) - REDELIVERED_WITHIN
        entries = self._journal.newest_of(topics.scan_event(scanner), REDELIVERED_MOST)
        events = (decode_scan_event(entry.payload) for entry in entries)
        return any(event.raw == code.raw and event.ts > oldest for event in events)

    def _add(self, scanner: str) -> None:
        if len(self.names) >= MOST_SCANNERS:
            raise DecodeError(f"more than {MOST_SCANNERS} scanners")
        self.names.add(scanner)
        description = homie.scanner_description(scanner, self._root)
        self._values.set(topics.device_description(scanner), homie.encode_description(description))
        self._values.set(topics.device_state(scanner), DeviceState.READY.encode())

    def say_goodbye(self) -> None:
        for scanner in self.names:
            self._values.set(topics.device_state(scanner), DeviceState.DISCONNECTED.encode())
