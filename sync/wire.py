"""What the device and HQ say to one another, as frozen values.

Both sides read the other's JSON here and nowhere else; what does not fit raises WireError that names the
field.
"""

import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum, auto
from typing import Any

from sync.errors import SyncError

MAX_PAYLOAD_BYTES = 16 * 1024  # of one event, as JSON
MAX_BATCH_EVENTS = 500
MAX_BATCH_BYTES = 256 * 1024  # the agent's batches; HQ takes more
MAX_BODY_BYTES = 4 * 1024 * 1024  # of any request, unpacked
MAX_PROBLEMS = 50
_KIND = re.compile(r"[a-z][a-z0-9_]{0,39}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class WireError(SyncError):
    """What arrived is not what was agreed."""


class EventKind(StrEnum):
    """What a kiosk tells HQ. HQ keeps kinds it does not know too: a kiosk may be newer than HQ."""

    VIEW = auto()
    LIFT = auto()
    RETURN = auto()
    SCAN = auto()
    SUGGESTIONS_SHOWN = auto()
    SUGGESTION_TAKEN = auto()
    RESTOCK = auto()
    SESSION_END = auto()
    MODEL_ROLLED_BACK = auto()
    RELEASE_INSTALLED = auto()
    RELEASE_REFUSED = auto()


class ReleaseKind(StrEnum):
    MODEL = auto()
    CATALOG = auto()


@dataclass(frozen=True, slots=True)
class Event:
    """One fact from one kiosk. `at` is the kiosk's clock, which may be wrong; HQ notes its own beside
    it."""

    id: str  # UUID
    kind: str
    at: datetime  # aware, UTC
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RejectedEvent:
    """HQ's word that this event can never be kept, so sending it again is useless."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Receipt:
    accepted: tuple[str, ...]
    rejected: tuple[RejectedEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class ReleaseId:
    kind: ReleaseKind
    version: str

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong on a kiosk. `code` is stable (the fleet page translates it); `detail` is for
    people."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class KioskReport:
    """How a kiosk is doing."""

    versions: Mapping[str, str]  # release kind -> installed version
    backlog: int  # events not yet at HQ
    problems: tuple[Problem, ...] = ()
    clock: datetime | None = None  # the kiosk's own


def utc_text(moment: datetime) -> str:
    """ISO 8601 in UTC with milliseconds and Z. Raises ValueError for a naive datetime."""
    if moment.tzinfo is None:
        raise ValueError("a datetime without a time zone says no moment; use datetime.now(UTC)")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_utc(text: object, name: str = "at") -> datetime:
    """The aware UTC datetime that `text` says. Raises WireError."""
    if not isinstance(text, str) or len(text) > 40:
        raise WireError(f"{name} must be an ISO 8601 time with a zone")
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError("no zone")
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise WireError(f"{name} must be an ISO 8601 time with a zone, not {text!r}") from error


def parse_json(body: bytes) -> dict[str, Any]:
    """A JSON object, strictly: UTF-8, no repeated keys, no NaN. Raises WireError."""

    def no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise WireError("a JSON object repeats a key")
        return found

    def no_constants(text: str) -> Any:
        raise WireError(f"{text} is not JSON")

    try:
        value = json.loads(body.decode(), object_pairs_hook=no_repeats, parse_constant=no_constants)
    except (ValueError, RecursionError) as error:
        raise WireError(f"not JSON: {error}") from error
    if not isinstance(value, dict):
        raise WireError("a JSON object was expected")
    return value


def parse_name(value: object, name: str) -> str:
    """The name of a kiosk or a store: 1 to 64 letters, digits, dots, dashes, underscores. Raises
    WireError."""
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise WireError(f"{name} must be 1 to 64 letters, digits, dots, dashes or underscores")
    return value


def event_to_json(event: Event) -> dict[str, Any]:
    return {"id": event.id, "kind": event.kind, "at": utc_text(event.at), "payload": dict(event.payload)}


def event_from_json(value: object) -> Event:
    """Raises WireError."""
    if not isinstance(value, dict):
        raise WireError("an event must be an object")
    identity, kind, payload = value.get("id"), value.get("kind"), value.get("payload", {})
    if not isinstance(identity, str) or not _is_uuid(identity):
        raise WireError("id must be a UUID")
    if not isinstance(kind, str) or not _KIND.fullmatch(kind):
        raise WireError("kind must be a short lower-case word")
    if not isinstance(payload, dict):
        raise WireError("payload must be an object")
    if len(json.dumps(payload, ensure_ascii=False).encode(errors="surrogatepass")) > MAX_PAYLOAD_BYTES:
        raise WireError(f"payload is larger than {MAX_PAYLOAD_BYTES} bytes")
    return Event(identity, kind, parse_utc(value.get("at")), payload)


def receipt_from_json(value: Mapping[str, Any]) -> Receipt:
    """Raises WireError."""
    accepted, rejected = value.get("accepted"), value.get("rejected", [])
    if not isinstance(accepted, list) or not all(isinstance(each, str) for each in accepted):
        raise WireError("accepted must be a list of event ids")
    if not isinstance(rejected, list) or not all(isinstance(each, dict) for each in rejected):
        raise WireError("rejected must be a list of objects")
    return Receipt(
        tuple(accepted),
        tuple(RejectedEvent(str(each.get("id", "")), str(each.get("reason", ""))[:300]) for each in rejected),
    )


def receipt_to_json(receipt: Receipt) -> dict[str, Any]:
    return {
        "accepted": list(receipt.accepted),
        "rejected": [{"id": each.id, "reason": each.reason} for each in receipt.rejected],
    }


def desired_from_json(value: Mapping[str, Any]) -> tuple[ReleaseId, ...]:
    """The releases HQ wants here. Kinds that this device does not know are left out. Raises WireError."""
    listed = value.get("releases")
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise WireError("releases must be a list of objects")
    known = [each for each in listed if each.get("kind") in list(ReleaseKind)]
    if not all(isinstance(each.get("version"), str) and len(each["version"]) <= 80 for each in known):
        raise WireError("the version of a release must be a short text")
    wanted = tuple(ReleaseId(ReleaseKind(each["kind"]), each["version"]) for each in known)
    if len({each.kind for each in wanted}) != len(wanted):
        raise WireError("releases names a kind twice")
    return wanted


def report_to_json(report: KioskReport) -> dict[str, Any]:
    return {
        "versions": dict(report.versions),
        "backlog": report.backlog,
        "problems": [{"code": each.code, "detail": each.detail} for each in report.problems],
        "clock": utc_text(report.clock) if report.clock else None,
    }


def report_from_json(value: Mapping[str, Any]) -> KioskReport:
    """Raises WireError."""
    versions, backlog, problems = value.get("versions"), value.get("backlog"), value.get("problems", [])
    if not isinstance(versions, dict) or len(versions) > 20:
        raise WireError("versions must be an object of release kinds and versions")
    if not all(_KIND.fullmatch(kind) and isinstance(v, str) and len(v) <= 64 for kind, v in versions.items()):
        raise WireError("versions must map release kinds to versions")
    if not isinstance(backlog, int) or isinstance(backlog, bool) or not 0 <= backlog < 2**53:
        raise WireError("backlog must be a whole number")
    if not isinstance(problems, list) or not all(isinstance(each, dict) for each in problems):
        raise WireError("problems must be a list of objects")
    found = tuple(
        Problem(str(each.get("code", ""))[:60], str(each.get("detail", ""))[:500])
        for each in problems[:MAX_PROBLEMS]
    )
    clock = value.get("clock")
    return KioskReport(versions, backlog, found, parse_utc(clock, "clock") if clock is not None else None)


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False
