"""The staff's screens."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from kiosk.app.view_state import (
    ActiveTaskView,
    AlertView,
    AuditRowView,
    CellView,
    ChannelView,
    DevicesView,
    DeviceView,
    GoodsView,
    HealthView,
    Language,
    Notice,
    PinView,
    RefusalView,
    Screen,
    SlotSetupView,
    StaffView,
    StockState,
    StockView,
    SyncView,
    TaskState,
    TaskStep,
    TaskView,
    Urgency,
    VersionsView,
    VersionView,
    ViewState,
)
from kiosk.ui.errors import WindowError
from kiosk.ui.gallery.products import NOW, Products


class StaffScenes(Products):
    """What somebody of the staff may come to see."""

    def pin(self, pin: PinView | None = None) -> ViewState:
        return self._state(Screen.STAFF_PIN, pin=pin or PinView())

    def tasks(self) -> tuple[TaskView, ...]:
        speeds = (9.0, 6.4, 4.2, 2.0, 0.0, 3.1, 1.2, 0.8)
        counts: tuple[int | None, ...] = (0, 1, 1, 2, None, 2, 2, 2)
        urgencies = (Urgency.EMPTY, Urgency.HIGH, Urgency.HIGH, Urgency.LOW, Urgency.UNKNOWN)
        tasks = []
        for at, product in enumerate(self.shelved[:8]):
            count = counts[at]
            stock = (
                StockView(StockState.UNKNOWN)
                if count is None
                else StockView(StockState.MEASURED, count, NOW - timedelta(seconds=4), about=at == 3)
            )
            urgency = urgencies[at] if at < len(urgencies) else Urgency.LOW
            hours = None if count is None or speeds[at] == 0 else count / speeds[at] * 24
            tasks.append(
                TaskView(
                    f"task-{at}",
                    replace(product, stock=stock),
                    8,
                    2,
                    speeds[at],
                    hours,
                    urgency,
                    TaskState.TAKEN if at == 1 else TaskState.OPEN,
                    "Mei" if at == 1 else None,
                    None if count is None else 8 - count,
                    "shelf-a",
                    (product.location.slot or "").lower(),
                    tuple(f"a{place}" for place in range(1, 13)),
                )
            )
        return tuple(tasks)

    def _staffed(self, screen: Screen, **parts: Any) -> ViewState:
        return self._state(screen, staff=StaffView("Mei", **parts))

    def restock(self) -> ViewState:
        return self._staffed(Screen.STAFF_RESTOCK, tasks=self.tasks())

    def restock_done(self) -> ViewState:
        return self._staffed(Screen.STAFF_RESTOCK)

    def task(self, step: TaskStep = TaskStep.FILL, put: int = 3, message: str = "") -> ViewState:
        first = self.tasks()[0]
        stock = StockView(StockState.MEASURED, put, NOW - timedelta(seconds=1))
        product = replace(first.product, stock=stock)
        task = replace(first, product=product, needed=8 - put, state=TaskState.TAKEN, taken_by="Mei")
        active = ActiveTaskView(
            task, step, put, put * 368.5, "04006381333931" if message == "wrong_product" else None, message
        )
        return self._staffed(Screen.STAFF_TASK, active=active)

    def health(self) -> ViewState:
        devices = (
            DeviceView("shelf-a", self._shelf_name("A"), "shelf", "ready", NOW - timedelta(seconds=2), 12, 0),
            DeviceView("shelf-b", self._shelf_name("B"), "shelf", "lost", NOW - timedelta(minutes=7), 12, 12),
            DeviceView("scanner-1", "Scanner 1", "scanner", "ready", NOW - timedelta(seconds=9), 0, 0),
            DeviceView("bridge", "Bridge", "bridge", "ready", NOW - timedelta(seconds=1), 0, 0),
        )
        sync = SyncView(NOW - timedelta(minutes=3), 12, "")
        return self._staffed(Screen.STAFF_HEALTH, health=HealthView(True, devices, sync, 3, 0))

    def _alerts(self) -> tuple[AlertView, ...]:
        return (
            AlertView("load", "", NOW - timedelta(minutes=12)),
            AlertView("journal", "", NOW - timedelta(seconds=40)),
        )

    def health_alerts(self) -> ViewState:
        sync = SyncView(NOW - timedelta(minutes=3), 0, "")
        bridge = DeviceView("bridge", "Bridge", "bridge", "alert", NOW - timedelta(seconds=1), 0, 0)
        health = HealthView(True, (bridge,), sync, 0, 0)
        return self._staffed(Screen.STAFF_HEALTH, health=health, alerts=self._alerts())

    def health_down(self) -> ViewState:
        sync = SyncView(NOW - timedelta(hours=5), 1248, "https://hq.example:8443: connection refused")
        return replace(
            self._staffed(Screen.STAFF_HEALTH, health=HealthView(False, (), sync, 0, 4)),
            notices=(Notice.BROKER_DOWN,),
        )

    def _shelf_name(self, letter: str) -> str:
        return f"智能货架{letter}" if self.language is Language.ZH else f"Smart shelf {letter}"

    def _cells(self) -> tuple[CellView, ...]:
        states = ("ok", "dead", "silent", "never")
        seen = NOW - timedelta(seconds=2)
        return tuple(
            CellView(
                *("shelf-a", f"a{at + 1}", "", self._shelf_name("A"), state),
                device="shelf-esp-1 / slot_a1" if at == 0 else "",
                rate_hz=10.2,
                noise_g=0.4,
                drift_g=-1.3,
                grams=1473.9,
                heard_at=seen,
            )
            if state != "never"
            else CellView("shelf-a", f"a{at + 1}", "", self._shelf_name("A"), state)
            for at, state in enumerate(states)
        )

    def devices(self) -> ViewState:
        stranger = ChannelView(
            "esphome", "shelf-esp-2", "slot_a4", "shelf-esp-2 / slot_a4", True, NOW, 84112.0
        )
        view = DevicesView(
            (stranger,), self._cells(), teach_in_until=NOW + timedelta(seconds=47), adopting=stranger
        )
        return self._staffed(Screen.STAFF_DEVICES, devices=view)

    def devices_quiet(self) -> ViewState:
        view = DevicesView((), self._cells(), remark="no_answer")
        return self._staffed(Screen.STAFF_DEVICES, devices=view)

    def devices_alerts(self) -> ViewState:
        lost = AlertView("journal-read", "", NOW - timedelta(hours=3))
        strange = AlertView("heat", "The board is at 92 °C. Give it air.", None)
        view = DevicesView((), self._cells())
        return self._staffed(Screen.STAFF_DEVICES, devices=view, alerts=(*self._alerts(), lost, strange))

    def slot_setup(self, step: str = "zero", remark: str = "", detail: str = "") -> ViewState:
        stock = StockView(StockState.MEASURED, 4, NOW, about=step == "reference")
        setup = SlotSetupView(self._cells()[0], self.hero().name, stock, 0.83, step)
        if step == "check":
            setup = replace(setup, proposed_id=self.hero().product_id, proposed=self.hero().name)
        view = DevicesView((), self._cells(), setup=setup, remark=remark, detail=detail)
        return self._staffed(Screen.STAFF_DEVICES, devices=view)

    def versions(self, *refusals: RefusalView) -> ViewState:
        learned = (("queries", 18756.0), ("purchases", 1440939.0))
        return self._staffed(
            Screen.STAFF_VERSIONS,
            versions=VersionsView(
                VersionView("2026.11.24-1", NOW - timedelta(hours=8), learned),
                VersionView("2026.11.17-2", NOW - timedelta(days=7), learned),
                VersionView("2026.11.24-2", NOW - timedelta(hours=2), products=13168),
                refusals,
            ),
        )

    def versions_first(self) -> ViewState:
        unsigned = RefusalView("signature", "model", "2026.11.25-1", "model 2026.11.25-1: signature is wrong")
        state = self.versions(unsigned)
        if state.staff is None or state.staff.versions is None:
            raise WindowError("the versions' scene has lost its versions")
        versions = replace(state.staff.versions, previous_model=None)
        return replace(state, staff=replace(state.staff, versions=versions))

    def audit(self) -> ViewState:
        taken = GoodsView(self._shelf_name("A"), "A1", self.hero().name, None, None)
        put = replace(taken, pieces=6, grams=2212.0)
        rows = [
            AuditRowView(NOW - timedelta(minutes=2), "Mei", "restock_confirmed", "", put),
            AuditRowView(NOW - timedelta(minutes=6), "Mei", "task_taken", "Jonas", taken),
            AuditRowView(NOW - timedelta(minutes=9), "Mei", "signed_in", ""),
            AuditRowView(NOW - timedelta(minutes=10), "", "pin_wrong", ""),
            AuditRowView(NOW - timedelta(hours=3), "Jonas", "model_rolled_back", "2026.11.24-1"),
            AuditRowView(NOW - timedelta(hours=9), "", "release_installed", "catalog 2026.11.24-2"),
        ]
        return self._staffed(Screen.STAFF_AUDIT, audit=tuple(rows * 4))

    def audit_empty(self) -> ViewState:
        return self._staffed(Screen.STAFF_AUDIT)
