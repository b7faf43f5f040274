"""What the use cases need from the outside, as protocols. `kiosk.bootstrap` chooses who provides it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from kiosk.domain.diet import Contents
from kiosk.domain.own_words import NOTHING_SAID, OwnWords
from kiosk.domain.pin import Attempts, Uptime
from kiosk.domain.planogram import Placement, Planogram, SlotRef
from kiosk.domain.product import Product
from kiosk.domain.profile import Profile, Visit
from kiosk.domain.restock import TaskState
from kiosk.domain.sales import SalesCounter
from kiosk.domain.sequence import Ledger, Position
from kiosk.domain.stock import Reading
from kiosk.domain.task import ActiveTask
from kiosk.domain.text import Text
from sync.status import SyncStatus
from sync.wire import EventKind

# ---- device.db


NOTHING_SOLD = SalesCounter()


@dataclass(frozen=True, slots=True)
class KeptSlot:
    """What device.db knows of a slot."""

    reading: Reading
    sales: SalesCounter = NOTHING_SOLD
    looked_at: datetime | None = None  # when somebody last checked it although its sensor is silent


@dataclass(frozen=True, slots=True)
class KeptTask:
    work: ActiveTask
    state: TaskState
    taken_by: str | None = None  # name of a member of staff


@dataclass(frozen=True, slots=True)
class Goods:
    """The goods that an audit entry is about."""

    ref: SlotRef
    product_id: str | None  # None: not known
    pieces: int | None = None  # that were put, negative: removed; None where none were moved
    grams: float | None = None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    at: datetime
    who: str
    action: str  # stable key
    detail: str
    goods: Goods | None = None


class Facts(Protocol):
    """The facts of this device. Writes belong inside `transaction()`; see `kiosk.store.device`."""

    def transaction(self) -> AbstractContextManager[None]: ...
    def tell(self, kind: EventKind, payload: Mapping[str, Any], at: datetime) -> None: ...
    def sync_status(self) -> SyncStatus: ...
    def request_sync(self) -> None: ...
    def ledger(self) -> Ledger: ...
    def has_seen(self, event_id: str) -> bool: ...
    def keep_seen(self, event_id: str, position: Position, at: datetime) -> None: ...
    def keep_ledger(self, ledger: Ledger) -> None: ...
    def forget_old(self, now: datetime) -> None: ...
    def slots(self) -> dict[SlotRef, KeptSlot]: ...
    def keep_reading(self, ref: SlotRef, reading: Reading) -> None: ...
    def keep_sales(self, ref: SlotRef, sales: SalesCounter) -> None: ...
    def keep_looked(self, ref: SlotRef, at: datetime) -> None: ...
    def placements(self) -> dict[SlotRef, Placement]: ...
    def keep_placement(self, ref: SlotRef, placement: Placement | None) -> None: ...
    def tasks(self) -> list[KeptTask]: ...
    def open_task(self, task_id: str, ref: SlotRef, product_id: str, at: datetime) -> None: ...
    def keep_task(self, task: KeptTask, at: datetime) -> None: ...
    def withdraw_task(self, task_id: str) -> None: ...
    def audit(self, who: str, action: str, detail: str, at: datetime, goods: Goods | None = None) -> None: ...
    def audit_entries(self, limit: int, action: str | None = None) -> list[AuditEntry]: ...
    def is_staff(self, staff_id: str) -> bool: ...
    def pin_hashes(self) -> dict[str, tuple[str, str]]: ...
    def attempts(self) -> Attempts: ...
    def keep_attempts(self, attempts: Attempts) -> None: ...
    def close(self) -> None: ...


# ---- catalog.db


@dataclass(frozen=True, slots=True)
class Group:
    """A department, or a category of one."""

    id: str
    parent: str | None  # the department of a category
    name: Text
    picture: str  # path inside the catalog's folder
    tint: int
    products: int


@dataclass(frozen=True, slots=True)
class Found:
    """Products that match, best first, and how many there are in all."""

    product_ids: tuple[str, ...]
    total: int


class Catalog(Protocol):
    """The active catalog. Every method may raise CatalogUnreadable (`kiosk.app.errors`)."""

    @property
    def version(self) -> str: ...
    @property
    def created(self) -> datetime: ...
    @property
    def folder(self) -> Path:
        """Where pictures are."""
        ...

    @property
    def store_id(self) -> str: ...
    @property
    def store_name(self) -> Text: ...
    @property
    def planogram(self) -> Planogram: ...
    @property
    def departments(self) -> Sequence[Group]: ...
    @property
    def size(self) -> int:
        """Number of products."""
        ...

    def categories(self, department: str) -> Sequence[Group]: ...
    def group(self, group_id: str) -> Group | None: ...
    def product(self, product_id: str) -> Product | None: ...
    def by_code(self, code: str) -> str | None:
        """Product id of a GTIN of any length or of a product number."""
        ...

    def listing(self, category: str, limit: int) -> Found: ...
    def search(self, query: str, limit: int) -> Found: ...
    def promoted(self, now: datetime, limit: int) -> Sequence[str]: ...
    def product_ids(self) -> Sequence[str]: ...
    @property
    def contents(self) -> frozenset[Contents]:
        """What some product is known to contain."""
        ...

    def containing(self, contents: frozenset[Contents]) -> frozenset[str]:
        """Products known to contain any of these."""
        ...

    def close(self) -> None: ...


# ---- profiles.db


class Profiles(Protocol):
    """Shoppers' profiles, each found by the seal of a card. Raises `sync.database`'s faults."""

    def load(self, card: str) -> Profile | None:
        """Raises ProfileUnreadable (`kiosk.app.errors`)."""
        ...

    def keep(self, card: str, profile: Profile, expires: date) -> None: ...
    def delete(self, card: str) -> None:
        """Nothing of it is left on the disk."""
        ...

    def forget_expired(self, today: date) -> None: ...


# ---- codes


@dataclass(frozen=True, slots=True)
class TypedCode:
    """What a typed code means."""

    gtins: tuple[str, ...] = ()  # that it may mean, the likeliest first
    card: str = field(default="", repr=False)  # the seal of a loyalty card
    secret: bool = False  # a card, or what may be one: never shown


CodeReader = Callable[[str], TypedCode]


# ---- suggestions


@dataclass(frozen=True, slots=True)
class Ask:
    """What the recommender is asked. `basket` holds the product on the screen too, last; `visits` are those
    of a shopper who is known, oldest first, `words` what they said."""

    basket: tuple[str, ...]
    exclude: frozenset[str]
    store: str
    candidates: tuple[str, ...]
    promoted: frozenset[str]
    time: datetime
    k: int
    visits: tuple[Visit, ...] = ()
    words: OwnWords = NOTHING_SAID


@dataclass(frozen=True, slots=True)
class Suggested:
    product_id: str
    kind: str  # value of kiosk.app.view_state.ReasonKind
    evidence: tuple[str, ...]  # product ids; of "you said" the shopper's words
    numbers: tuple[tuple[str, float], ...]
    promoted: bool = False  # of the ids in `Ask.promoted`; it has not moved the product's place


@dataclass(frozen=True, slots=True)
class Interest:
    """What a shopper's visits say; numbers that anybody can count in them."""

    kind: str  # value of kiosk.app.view_state.InterestKind
    evidence: tuple[str, ...]  # product ids
    numbers: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Portrait:
    """What a known shopper can see of themselves."""

    interests: tuple[Interest, ...] = ()
    repeat: tuple[Suggested, ...] = ()  # among what they took before
    discover: tuple[Suggested, ...] = ()  # among the rest
    meant: tuple[tuple[str, tuple[str, ...]], ...] = ()  # words of a thing → products here that it may mean


class Suggester(Protocol):
    """Suggestions, made off the runtime loop. A newer question replaces one that still waits."""

    @property
    def available(self) -> bool: ...
    @property
    def version(self) -> str | None:
        """Of the bundle that answers; None while there is none."""
        ...

    @property
    def reads(self) -> str | None:
        """Id of the encoder that reads shoppers' words; None where the bundle has none."""
        ...

    def read(self, text: str, understood: Callable[[OwnWords | None], None]) -> None:
        """Find the things that a text names, with the encoder of the bundle that answers. `understood` is
        called in the runtime loop, with None where that failed."""
        ...

    def ask(self, ask: Ask, answered: Callable[[Sequence[Suggested]], None]) -> None:
        """Call `answered` in the runtime loop; with nothing where the recommender failed or was
        unavailable."""
        ...

    def portray(self, ask: Ask, answered: Callable[[Portrait], None]) -> None:
        """As `ask`: the interests in its visits, and its two lists of `k` products each."""
        ...


# ---- PINs


class PinDesk(Protocol):
    def check(
        self,
        pin: str,
        hashes: Mapping[str, str],
        answered: Callable[[str | None], None],
        failed: Callable[[], None],
    ) -> None:
        """Find whose PIN it is (id -> argon2 hash), off the runtime loop.

        In the loop, `answered` gets the id, None where it is nobody's; or `failed` is called.
        """
        ...


# ---- the rest of the device


@dataclass(frozen=True, slots=True)
class ReleaseInfo:
    version: str
    created_at: datetime | None
    metrics: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class InstalledReleases:
    model: ReleaseInfo | None
    previous_model: ReleaseInfo | None
    catalog: ReleaseInfo | None


class Releases(Protocol):
    def installed(self) -> InstalledReleases: ...
    def held_models(self) -> Sequence[str]:
        """Versions that staff went back from since the last update."""
        ...

    def roll_back_model(self) -> str:
        """Go back; returns the version gone back to. Raises sync's ReleaseError."""
        ...


@dataclass(frozen=True, slots=True)
class DeviceHealth:
    device_id: str
    name: str
    kind: str  # "shelf" | "scanner" | "bridge"
    state: str  # Homie $state, or "unknown"
    last_seen_at: datetime | None


class Clock(Protocol):
    def now(self) -> datetime:
        """Wall clock, aware UTC. It may jump."""
        ...

    def at(self) -> float:
        """Monotonic seconds."""
        ...

    def uptime(self) -> Uptime: ...
