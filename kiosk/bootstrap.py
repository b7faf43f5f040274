"""The one place that names concrete classes: a kiosk is put together here.

kiosk = build_kiosk(read_settings(state), window.show)
kiosk.start()
kiosk.submit(OpenBrowse())
kiosk.stop()
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from contextlib import AsyncExitStack, asynccontextmanager, closing, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from firmware_bridge.card_key import card_key
from firmware_bridge.client import MqttSettings, Tls
from firmware_bridge.errors import CardKeyError
from kiosk.adapters.catalog_loader import CatalogLoader
from kiosk.adapters.clock import SystemClock
from kiosk.adapters.code_reader import code_reader
from kiosk.adapters.pins import PinChecker
from kiosk.adapters.recommender import RecommenderDesk
from kiosk.adapters.releases import InstalledHere, PointerWatch
from kiosk.adapters.shelf_feed import ShelfFeed
from kiosk.adapters.worker import Worker
from kiosk.app.bell import Bell
from kiosk.app.commands import Command
from kiosk.app.condition import Condition
from kiosk.app.dispatcher import Dispatcher
from kiosk.app.errors import SettingsError
from kiosk.app.members import Members
from kiosk.app.ports import Clock
from kiosk.app.presenter import Presenter
from kiosk.app.restocking import Restocking
from kiosk.app.runtime import Runtime
from kiosk.app.settings import Settings, read_settings
from kiosk.app.shelves import Shelves
from kiosk.app.shopping import Shopping
from kiosk.app.staff_desk import StaffDesk
from kiosk.app.stage import Stage
from kiosk.app.view_state import ViewState
from kiosk.store.catalog import CatalogStore
from kiosk.store.catalog_build import build
from kiosk.store.catalog_texts import read_texts
from kiosk.store.device import DeviceStore
from kiosk.store.pin_hashes import find_owner
from kiosk.store.profiles import ProfileStore
from kiosk.store.text_vectors import TextVectors
from sync.database import DatabaseError
from sync.wire import ReleaseKind

__all__ = ["Kiosk", "build_kiosk", "read_settings"]

log = logging.getLogger(__name__)


class Kiosk:
    """A whole kiosk but its window. Its methods may be called from any thread; `show` is called in the
    runtime's."""

    def __init__(self, settings: Settings, show: Callable[[ViewState], None], clock: Clock) -> None:
        self.settings = settings
        self._show = show
        self._clock = clock
        self._runtime = Runtime(self._open)

    def start(self) -> None:
        """Open everything. Raises `sync.database`'s faults where device.db cannot be used."""
        self._runtime.start()

    def stop(self) -> None:
        """Close everything and join its threads. Safe to call twice."""
        self._runtime.stop()

    def submit(self, command: Command) -> None:
        """Ask for a command; never blocks. A refusal is logged."""
        self._runtime.submit(command)

    def ask(self, command: Command) -> "Future[None]":
        """As `submit`, answering when it was carried out, or with its CommandRefused."""
        return self._runtime.ask(command)

    @asynccontextmanager
    async def _open(self) -> AsyncIterator[Stage]:
        """Everything inside the runtime's thread, opened in order and closed in reverse."""
        self.settings.state.mkdir(parents=True, exist_ok=True)
        async with AsyncExitStack() as stack:
            facts = stack.enter_context(closing(DeviceStore(self.settings.device_db)))
            key = _card_key(self.settings)
            profiles = _open_profiles(self.settings, key)
            if profiles is not None:
                stack.callback(profiles.close)
            texts = stack.enter_context(closing(TextVectors(self.settings.texts_db)))
            worker = stack.enter_context(Worker())
            house = _furnish(self.settings, self._clock, facts, profiles, key, texts, worker, self._show)
            stack.callback(house.close)
            house.loader.load()
            house.recommender.load()
            house.stage.refresh()
            for name, forever in (
                ("tick", house.stage.tick_forever()),
                ("releases", house.watch.run()),
                ("shelf-feed", house.feed.run()),
            ):
                task = asyncio.create_task(forever, name=f"kiosk-{name}")
                task.add_done_callback(_log_end)
                stack.push_async_callback(_cancel, task)
            yield house.stage


@dataclass(frozen=True, slots=True)
class _House:
    stage: Stage
    feed: ShelfFeed
    loader: CatalogLoader
    recommender: RecommenderDesk
    watch: PointerWatch

    def close(self) -> None:
        self.stage.close()
        catalog = self.stage.dispatcher.catalog
        if catalog is not None:
            catalog.close()


def _furnish(
    settings: Settings,
    clock: Clock,
    facts: DeviceStore,
    profiles: ProfileStore | None,
    key: bytes,
    texts: TextVectors,
    worker: Worker,
    show: Callable[[ViewState], None],
) -> _House:
    """Make everything and wire it."""
    changed, catalog_changed, model_changed = Bell(), Bell(), Bell()
    releases = InstalledHere(settings.releases)
    model_here, catalog_here = (
        partial(releases.current, kind) for kind in (ReleaseKind.MODEL, ReleaseKind.CATALOG)
    )
    condition = Condition()
    if facts.starved is not None:
        condition.refused(facts.starved)
    recommender = RecommenderDesk(
        worker,
        settings.opening.zone,
        model_here,
        partial(read_texts, settings.catalog_db),
        texts,
        condition,
        model_changed.ring,
    )
    shelves = Shelves(facts, clock, settings.opening, settings.bridge_id)
    restocking = Restocking(facts, clock, shelves)
    pins = PinChecker(worker, find_owner)
    desk = StaffDesk(facts, clock, settings.staff_timing, restocking, pins, releases)
    members = Members(profiles, clock, recommender, condition, settings.profile_days, changed.ring)
    shopping = Shopping(
        facts, clock, settings, recommender, members, condition, shelves.none_left, changed.ring
    )
    read_code = code_reader(settings.loyalty_prefixes, settings.staff_prefixes, key)
    late_after = timedelta(seconds=settings.idle_timeout_s)  # by then the shopper's session has ended
    dispatcher = Dispatcher(
        facts, clock, shelves, shopping, restocking, desk, condition, late_after, read_code, changed.ring
    )
    presenter = Presenter(dispatcher, facts, clock, settings, recommender, releases)
    stage = Stage(dispatcher, presenter, show)
    feed = ShelfFeed(_mqtt(settings), settings.bridge_id, stage)
    dispatcher.devices.say = feed.ask
    dispatcher.devices.on_placed = feed.catalog_changed
    loader = CatalogLoader(
        dispatcher, worker, catalog_here, settings.catalog_db, CatalogStore, build, catalog_changed.ring
    )
    load = {ReleaseKind.CATALOG: loader.load, ReleaseKind.MODEL: recommender.load}
    watch = PointerWatch(releases.store, lambda kind: load[kind]())
    changed.listen(stage.refresh)
    catalog_changed.listen(feed.catalog_changed)
    catalog_changed.listen(recommender.catalog_changed)
    catalog_changed.listen(stage.refresh)
    model_changed.listen(shopping.suggest_again)
    model_changed.listen(stage.refresh)
    return _House(stage, feed, loader, recommender, watch)


def _card_key(settings: Settings) -> bytes:
    """Empty where it cannot be used: cards are then not known, and the rest goes on."""
    try:
        return card_key(settings.state)
    except CardKeyError as error:
        log.error("Loyalty cards cannot be used: %s", error)
        return b""


def _open_profiles(settings: Settings, key: bytes) -> ProfileStore | None:
    if not key:
        return None
    try:
        return ProfileStore(settings.profiles_db, key)
    except DatabaseError as error:
        log.error("Shoppers' profiles cannot be used: %s", error)
        return None


def _mqtt(settings: Settings) -> MqttSettings:
    password = None
    if settings.broker_password_file:
        path = Path(settings.broker_password_file)
        try:
            password = path.read_text(encoding="utf-8").rstrip("\n")
        except (OSError, ValueError) as error:
            raise SettingsError(f"broker_password_file cannot be read: {error}") from error
    return MqttSettings(
        client_id=settings.kiosk_id,
        host=settings.broker_host,
        port=settings.broker_port,
        protocol=settings.broker_protocol,
        username=settings.broker_username or None,
        password=password,
        tls=Tls(Path(settings.broker_ca)) if settings.broker_ca else None,
    )


async def _cancel(task: "asyncio.Task[None]") -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def _log_end(task: "asyncio.Task[None]") -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.critical("%s ended by a fault", task.get_name(), exc_info=error)


def build_kiosk(settings: Settings, show: Callable[[ViewState], None], clock: Clock | None = None) -> Kiosk:
    """A kiosk that is not started yet. `show` must neither block nor raise; `clock` is for tests."""
    return Kiosk(settings, show, clock or SystemClock())
