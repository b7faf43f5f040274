"""What bridge, kiosk and HQ have kept, read from their databases as an auditor would."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2

from firmware_bridge import topics


def rows(database: Path, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """Read-only; the database must exist."""
    connection = dbapi2.connect(f"file:{database}?mode=ro", uri=True, timeout=10)
    try:
        found: list[tuple[Any, ...]] = connection.execute(sql, values).fetchall()
        return found
    finally:
        connection.close()


@dataclass(frozen=True, slots=True)
class HqEvent:
    id: str
    kind: str
    payload: dict[str, Any]


class HqRecords:
    """hq.db."""

    def __init__(self, database: Path) -> None:
        self._database = database

    def events(self, kind: str = "") -> list[HqEvent]:
        found = rows(self._database, "select id, kind, payload from events order by at, id")
        events = [HqEvent(each[0], each[1], json.loads(each[2])) for each in found]
        return [event for event in events if not kind or event.kind == kind]

    def counts(self) -> Counter[str]:
        return Counter(event.kind for event in self.events())


class DeviceRecords:
    """device.db."""

    def __init__(self, database: Path) -> None:
        self._database = database

    def audit(self) -> list[tuple[str, str, str]]:
        """(who, action, detail), oldest first."""
        return [
            (str(who), str(action), str(detail))
            for who, action, detail in rows(
                self._database, "select who, action, detail from audit order by seq"
            )
        ]

    def backlog(self) -> int:
        """Events that HQ has not acknowledged yet."""
        found: int = rows(self._database, "select count(*) from outbox")[0][0]
        return found


class BridgeRecords:
    """bridge.db: every event that ever left the shelves and scanners."""

    def __init__(self, database: Path) -> None:
        self._database = database

    def ids(self, *kinds: str, slot: tuple[str, str] | None = None) -> list[str]:
        """Ids of the shelf events of these kinds, of every slot or of one, oldest first."""
        found = rows(self._database, "select id, topic, payload from events order by boot, seq")
        wanted = None if slot is None else topics.slot_event(*slot)
        return [
            event
            for event, topic, payload in found
            if json.loads(payload).get("kind") in kinds and wanted in (None, topic)
        ]
