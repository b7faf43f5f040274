"""All scanners of one bridge: a code that was read becomes an event that is kept and told."""

import uuid
from datetime import UTC, datetime

from firmware_bridge import homie, topics
from firmware_bridge.client import Inbound
from firmware_bridge.errors import DecodeError
from firmware_bridge.keeper import Keeper
from firmware_bridge.messages import ScanEvent, ScanSource
from firmware_bridge.retained import RetainedValues
from firmware_bridge.scans.codes import CodeRules, read_code
from firmware_bridge.values import DeviceState

MOST_SCANNERS = 64


class Scanners:
    """A scanner becomes a Homie device with its first code."""

    def __init__(self, keeper: Keeper, values: RetainedValues, root: str, rules: CodeRules) -> None:
        self.names: set[str] = set()
        self._keeper = keeper
        self._values = values
        self._root = root
        self._rules = rules

    def scan(
        self,
        scanner: str,
        raw: bytes,
        source: ScanSource,
        symbology: str,
        now: float,
        inbound: Inbound | None = None,
    ) -> bool:
        """Draft the event of a code; whether the scanner is new. `DecodeError` when `raw` is no code.

        `inbound` is the message that it came by, if the broker waits for its acknowledgement.
        """
        code = read_code(raw, self._rules, symbology)
        new = scanner not in self.names
        if new:
            self._add(scanner)
        event = ScanEvent(
            id=str(uuid.uuid4()),
            boot=0,
            seq=0,
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
        self._keeper.draft(topics.scan_event(scanner), event, inbound)
        return new

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
