"""What staff see: tasks, the one in hand, health, versions, the audit log."""

from collections.abc import Iterator

from kiosk.app.device_views import DeviceViews
from kiosk.app.dispatcher import Dispatcher
from kiosk.app.ports import AuditEntry, Clock, DeviceHealth, Facts, Goods, KeptTask, ReleaseInfo, Releases
from kiosk.app.product_views import ProductViews
from kiosk.app.view_state import (
    ActiveTaskView,
    AuditRowView,
    DeviceView,
    GoodsView,
    HealthView,
    Language,
    RefusalView,
    StaffView,
    SyncView,
    TaskView,
    VersionsView,
    VersionView,
)
from kiosk.domain.restock import Need
from kiosk.domain.staff import Desk, StaffSession
from kiosk.domain.stock import StockState

AUDIT_ROWS = 200


class StaffViews:
    """Makes the part of the view that only staff see. Used from the runtime loop only."""

    def __init__(self, dispatcher: Dispatcher, facts: Facts, clock: Clock, releases: Releases) -> None:
        self._dispatcher = dispatcher
        self._facts = facts
        self._clock = clock
        self._releases = releases
        self._devices = DeviceViews(dispatcher.devices, dispatcher.shelves, clock)

    def view(
        self, staff: StaffSession, name: str, language: Language, products: ProductViews | None
    ) -> StaffView:
        match staff.desk:
            case Desk.RESTOCK:
                return StaffView(name, tasks=self._tasks(products))
            case Desk.TASK:
                return StaffView(name, active=self._active(staff.task_id, products))
            case Desk.HEALTH:
                return StaffView(name, health=self._health(language), alerts=self._dispatcher.alerts.views())
            case Desk.VERSIONS:
                return StaffView(name, versions=self._versions())
            case Desk.DEVICES:
                devices = self._devices.view(language, products)
                return StaffView(name, devices=devices, alerts=self._dispatcher.alerts.views())
            case Desk.AUDIT:
                entries = self._facts.audit_entries(AUDIT_ROWS)
                return StaffView(name, audit=tuple(self._row(each, language, products) for each in entries))

    def _tasks(self, products: ProductViews | None) -> tuple[TaskView, ...]:
        if products is None:
            return ()
        views = (self._task(need, task, products) for need, task in self._dispatcher.restocking.listed())
        return tuple(view for view in views if view is not None)

    def _task(self, need: Need, task: KeptTask, products: ProductViews) -> TaskView | None:
        level = need.level
        product = products.at_slot(task.work.product_id, level.ref)
        if product is None:
            return None
        shelf = self._dispatcher.shelves.planogram.shelf(level.ref.shelf)
        return TaskView(
            task_id=task.work.task_id,
            product=product,
            capacity=level.capacity,
            threshold=level.threshold,
            sold_per_day=level.sold_per_hour * self._dispatcher.shelves.opening_hours_per_day,
            hours_left=need.hours_left,
            urgency=need.urgency,
            state=task.state,
            taken_by=task.taken_by,
            needed=need.needed,
            shelf_id=level.ref.shelf,
            slot_id=level.ref.slot,
            slots=() if shelf is None else tuple(slot.id for slot in shelf.slots),
        )

    def _active(self, task_id: str | None, products: ProductViews | None) -> ActiveTaskView | None:
        restocking = self._dispatcher.restocking
        task = None if task_id is None else restocking.task(task_id)
        need = None if task is None else restocking.need(task)
        if task is None or need is None or products is None:
            return None
        view = self._task(need, task, products)
        if view is None:
            return None
        work = task.work
        return ActiveTaskView(view, work.step, work.put, work.grams, work.wrong_code, work.remark.value)

    # ---- the audit log

    def _row(self, entry: AuditEntry, language: Language, products: ProductViews | None) -> AuditRowView:
        goods = None if entry.goods is None else self._goods(entry.goods, language, products)
        return AuditRowView(entry.at, entry.who, entry.action, entry.detail, goods)

    def _goods(self, goods: Goods, language: Language, products: ProductViews | None) -> GoodsView:
        shelf = self._dispatcher.shelves.planogram.shelf(goods.ref.shelf)
        product_id = goods.product_id or ""
        name = "" if products is None else products.name(product_id)
        return GoodsView(
            shelf=goods.ref.shelf if shelf is None else shelf.name.of(language),
            slot=goods.ref.slot.upper(),
            product=name or product_id,
            pieces=goods.pieces,
            grams=goods.grams,
        )

    # ---- health

    def _health(self, language: Language) -> HealthView:
        condition, sync = self._dispatcher.condition, self._facts.sync_status()
        return HealthView(
            broker_connected=condition.broker_connected,
            devices=tuple(self._device(each, language) for each in self._dispatcher.shelves.devices()),
            sync=SyncView(sync.last_contact_at, sync.backlog, sync.error, sync.running),
            decode_errors=condition.decode_errors,
            missed_events=self._dispatcher.intake.ledger.missed,
        )

    def _device(self, device: DeviceHealth, language: Language) -> DeviceView:
        shelves = self._dispatcher.shelves
        shelf = shelves.planogram.shelf(device.device_id)
        refs = [ref for ref, _ in shelves.planogram.placed() if ref.shelf == device.device_id]
        silent = sum(shelves.stock_at(ref).state is not StockState.MEASURED for ref in refs)
        name = device.name or device.device_id
        alarmed = device.kind == "bridge" and bool(self._dispatcher.alerts.views())
        return DeviceView(
            device_id=device.device_id,
            name=name if shelf is None else shelf.name.of(language),
            kind=device.kind,
            state="alert" if alarmed else device.state,
            last_seen_at=device.last_seen_at,
            slots=len(refs),
            silent_slots=silent,
        )

    # ---- versions

    def _versions(self) -> VersionsView:
        installed = self._releases.installed()
        return VersionsView(
            model=_version(installed.model),
            previous_model=_version(installed.previous_model),
            catalog=self._catalog(installed.catalog),
            refusals=tuple(self._refusals()),
        )

    def _refusals(self) -> Iterator[RefusalView]:
        sync = self._facts.sync_status()
        if sync.refused_release is not None:
            release = sync.refused_release
            yield RefusalView(sync.refused_code, release.kind.value, release.version, sync.refused)
        for kind, unusable in self._dispatcher.condition.unusable.items():
            yield RefusalView("unusable", kind.value, unusable.version, unusable.reason)

    def _catalog(self, info: ReleaseInfo | None) -> VersionView | None:
        """The release in use; how many products it has is known once it serves."""
        if info is None:
            return None
        serving = self._dispatcher.catalog
        products = serving.size if serving is not None and serving.version == info.version else None
        return VersionView(info.version, info.created_at, products=products)


def _version(info: ReleaseInfo | None) -> VersionView | None:
    return None if info is None else VersionView(info.version, info.created_at, info.metrics)
