"""Every screen as an authored view state, over the products of a catalog folder.

The source of the README's pictures and of the tests that look at each screen. The figures are authored; the
names, prices and pictures are the catalog's.
"""

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk.app.view_state import (
    ActiveTaskView,
    AuditRowView,
    BrowseView,
    CellView,
    ChannelView,
    CompareView,
    Contents,
    DevicesView,
    DeviceView,
    DietView,
    GoodsView,
    GroupView,
    HealthView,
    IdleView,
    Language,
    LocationView,
    Notice,
    PinView,
    PointView,
    ProductView,
    PromotionView,
    ReasonKind,
    ReasonView,
    RefusalView,
    Screen,
    SearchView,
    SlotSetupView,
    StaffView,
    StockState,
    StockView,
    SuggestionView,
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

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
PAGE = 30


class Gallery:
    """The products of one catalog in one language, and the scenes made of them."""

    def __init__(self, catalog: Path, language: Language) -> None:
        """Read the catalog folder. Raises WindowError where a file is missing or not what it should be."""
        self.language = language
        self._folder = catalog
        try:
            manifest = json.loads((catalog / "manifest.json").read_text())
            taxonomy = json.loads((catalog / "taxonomy.json").read_text())
            planogram = json.loads((catalog / "planogram.json").read_text())
            lines = (catalog / "products.jsonl").read_text().splitlines()
            self._read(manifest, taxonomy, planogram, [json.loads(line) for line in lines])
        except (OSError, ValueError, KeyError, IndexError) as err:
            raise WindowError(f"{catalog} is not a catalog folder: {err}") from err

    def _read(self, manifest: Any, taxonomy: Any, planogram: Any, records: list[Any]) -> None:
        lang = self.language.value
        self.store_name: str = manifest["store_name"][lang]
        self._currency: str = manifest["currency"]
        self._departments = {entry["id"]: entry for entry in taxonomy["departments"]}
        self._categories = {entry["id"]: entry for entry in taxonomy["categories"]}
        self._aisles = {
            entry["id"]: (at, entry["name"][lang]) for at, entry in enumerate(planogram["aisles"])
        }
        self._spots = {
            slot["product_id"]: (shelf["name"][lang], slot["id"], at, len(shelf["slots"]))
            for shelf in planogram["shelves"]
            for at, slot in enumerate(shelf["slots"])
        }
        self.products = {record["product_id"]: self._product(record) for record in records}
        self.shelved = [self.products[key] for key in self._spots if key in self.products]
        self._by_category: dict[str, list[ProductView]] = {}
        self._category_of = {record["product_id"]: record["category"] for record in records}
        for record in records:
            product = self.products[record["product_id"]]
            self._by_category.setdefault(record["category"], []).append(product)
        known = {word for record in records for word in record.get("contains", ())}
        self._diet = DietView(tuple(each for each in Contents if each in known))
        self.promoted = [product for product in self.products.values() if product.promotion is not None]

    def _product(self, record: Any) -> ProductView:
        lang = self.language.value
        department = self._departments[record["department"]]
        promotion = record["promotion"]
        shelf, slot, at, slots = self._spots.get(record["product_id"], (None, None, 0, 0))
        aisle_at, aisle = self._aisles[record["aisle"]]
        to_pay = (promotion or {}).get("price_minor") or record["price_minor"]
        weight = record["weight_g"]
        return ProductView(
            product_id=record["product_id"],
            gtin=record["gtin"],
            name=record["name"][lang],
            size=record["size"][lang],
            department=department["name"][lang],
            category=self._categories[record["category"]]["name"][lang],
            store_brand=record["brand"] == "private",
            price_minor=record["price_minor"],
            currency=self._currency,
            unit_price_minor=round(to_pay * 100 / weight) if weight else None,
            promotion=None
            if promotion is None
            else PromotionView(promotion["price_minor"], promotion["featured"], NOW + timedelta(days=6)),
            picture=str(self._folder / record["picture"]),
            tint=department["tint"],
            location=LocationView(
                aisle=aisle,
                shelf=shelf,
                slot=slot.upper() if slot else None,
                walk=(aisle_at, len(self._aisles)),
                spot=(at, slots) if slot else None,
            ),
            points=self._points(record),
            stock=StockView(StockState.MEASURED, 7, NOW - timedelta(seconds=5))
            if slot
            else StockView(StockState.NOT_MEASURED),
        )

    def _points(self, record: Any) -> tuple[PointView, ...]:
        points = record.get("selling_points", ())
        own = [point for point in points if self.language.value in point["text"]]
        return tuple(
            PointView(next(iter(point["text"].values())), point["sentence"], point["source"] == "review")
            for point in (own or points)[:3]
        )

    # -- parts ---------------------------------------------------------------------------------------

    def _state(self, screen: Screen, **parts: Any) -> ViewState:
        parts.setdefault("can_go_back", True)
        return ViewState(screen=screen, language=self.language, store_name=self.store_name, **parts)

    def _offers(self, count: int) -> tuple[ProductView, ...]:
        """Reduced products of as many departments as there are."""
        reduced = [
            product
            for product in self.promoted
            if product.promotion is not None and product.promotion.price_minor is not None
        ]
        seen: dict[tuple[str, str], ProductView] = {}
        for product in reduced or self.promoted or self.shelved:
            seen.setdefault((product.department, product.picture), product)
        return tuple(list(seen.values())[:count])

    def hero(self) -> ProductView:
        """A product of the smart shelf, reduced where there is one."""
        reduced = [product for product in self.shelved if product.promotion is not None]
        return (reduced or self.shelved)[0]

    def _other(self) -> ProductView:
        hero = self.hero()
        mates = [
            product
            for product in self.products.values()
            if product.category == hero.category and product is not hero and product.unit_price_minor
        ]
        return mates[0] if mates else self.shelved[-1]

    def suggestions(self) -> tuple[SuggestionView, ...]:
        hero = self.hero().name
        reasons = (
            ReasonView(ReasonKind.BOUGHT_TOGETHER, hero, (("percent", 34.0),)),
            ReasonView(ReasonKind.POPULAR_HERE, "", (("baskets", 412.0),)),
            ReasonView(ReasonKind.BOUGHT_TOGETHER, hero, (("percent", 12.0),)),
            ReasonView(ReasonKind.POPULAR_HERE, "", (("baskets", 96.0),)),
            ReasonView(ReasonKind.SIMILAR, hero),
            ReasonView(ReasonKind.NEW_HERE, hero),
            ReasonView(ReasonKind.BOUGHT_BEFORE, "", (("times", 5.0), ("days_between", 9.0))),
        )
        offers = self._offers(20)
        others = [product for product in self.products.values() if product not in offers]
        picks = [product for product in (*offers, *others[: len(reasons)]) if product.name != hero]
        return tuple(
            SuggestionView(product, reason, product.promotion is not None)
            for product, reason in zip(picks, reasons, strict=False)
        )

    def _groups(self) -> tuple[GroupView, ...]:
        lang = self.language.value
        counts: dict[str, int] = {}
        for category, products in self._by_category.items():
            department = self._categories[category]["department"]
            counts[department] = counts.get(department, 0) + len(products)
        return tuple(
            GroupView(
                key,
                entry["name"][lang],
                counts.get(key, 0),
                str(self._folder / entry["picture"]),
                entry["tint"],
            )
            for key, entry in self._departments.items()
            if counts.get(key)
        )

    def _category_groups(self, department: GroupView) -> tuple[GroupView, ...]:
        lang = self.language.value
        return tuple(
            GroupView(
                key,
                entry["name"][lang],
                len(self._by_category.get(key, ())),
                str(self._folder / entry["picture"]),
                department.tint,
            )
            for key, entry in self._categories.items()
            if entry["department"] == department.group_id and self._by_category.get(key)
        )

    # -- the customer's screens ----------------------------------------------------------------------

    def attract(self) -> ViewState:
        return self._state(Screen.ATTRACT, attract=self._offers(6), can_go_back=False)

    def attract_without_offers(self) -> ViewState:
        return self._state(Screen.ATTRACT, can_go_back=False)

    def product(self) -> ViewState:
        hero = replace(self.hero(), lifted=True)
        return self._state(
            Screen.PRODUCT,
            product=hero,
            lifted=(hero,),
            suggestions=self.suggestions(),
            diet=self._diet,
            trace="t1",
        )

    def product_two_lifted(self) -> ViewState:
        state = self.product()
        return replace(state, lifted=(*state.lifted, replace(self._other(), lifted=True)))

    def product_with_stock(self, stock: StockView) -> ViewState:
        state = self.product()
        hero = replace(self.hero(), stock=stock, promotion=None, store_brand=True)
        return replace(state, product=hero, lifted=())

    def product_left_out(self) -> ViewState:
        """A product with selling points and what the shopper leaves out, among others of its name."""
        told = [product for product in self.products.values() if len(product.points) > 1 and product.size]
        twins = Counter((product.name, product.size) for product in told)
        shown = next((each for each in told if twins[each.name, each.size] > 1), self.hero())
        kin = [each for each in told if each.name == shown.name and each is not shown][:2]
        left_out = (Contents.PORK, Contents.DAIRY)
        suggestions = (
            *(SuggestionView(each, ReasonView(ReasonKind.SIMILAR, shown.name)) for each in kin),
            *self.suggestions(),
        )
        return replace(
            self.product(),
            product=replace(shown, unwanted=(Contents.DAIRY,), number=shown.product_id),
            lifted=(),
            suggestions=suggestions,
            diet=DietView(tuple(Contents), left_out),
        )

    def category_left_out(self) -> ViewState:
        """Browsing with something left out: marked, not hidden."""
        state = self.category()
        if state.browse is None:
            return state
        marked = tuple(
            replace(product, unwanted=(Contents.DAIRY,) if at % 2 else ())
            for at, product in enumerate(state.browse.products)
        )
        return replace(state, browse=replace(state.browse, products=marked))

    def product_waiting(self) -> ViewState:
        return replace(self.product(), suggestions=(), suggestions_pending=True)

    def product_longest(self) -> ViewState:
        """The longest name of the store, on no smart shelf."""
        longest = max(self.products.values(), key=lambda product: len(product.name))
        return replace(self.product(), product=longest, lifted=(), suggestions=self.suggestions())

    def compare(self) -> ViewState:
        left, right = replace(self.hero(), lifted=True), replace(self._other(), lifted=True)
        cheaper = min((left, right), key=_to_pay)
        by_weight = [product for product in (left, right) if product.unit_price_minor is not None]
        return self._state(
            Screen.COMPARE,
            lifted=(left, right),
            compare=CompareView(
                left,
                right,
                cheaper.product_id if _to_pay(left) != _to_pay(right) else None,
                min(by_weight, key=lambda product: product.unit_price_minor or 0).product_id
                if len(by_weight) == 2
                else None,
            ),
        )

    def not_sold(self) -> ViewState:
        return self._state(Screen.NOT_SOLD, not_sold_code="04006381333931")

    def departments(self) -> ViewState:
        return self._state(Screen.BROWSE, browse=BrowseView(self._groups()))

    def categories(self) -> ViewState:
        groups = self._groups()
        department = max(groups, key=lambda group: group.products)
        return self._state(
            Screen.BROWSE, browse=BrowseView(groups, department, self._category_groups(department))
        )

    def category(self) -> ViewState:
        groups = self._groups()
        key = self._category_of[self.hero().product_id]
        department = next(group for group in groups if group.group_id == self._categories[key]["department"])
        categories = self._category_groups(department)
        products = self._by_category[key]
        return self._state(
            Screen.BROWSE,
            browse=BrowseView(
                groups,
                department,
                categories,
                next(group for group in categories if group.group_id == key),
                tuple(products[:PAGE]),
                len(products),
            ),
        )

    def search(self, query: str | None = None) -> ViewState:
        asked = query if query is not None else self.hero().name[: 2 if self.language is Language.ZH else 4]
        found = [product for product in self.products.values() if asked.lower() in product.name.lower()]
        return self._state(Screen.SEARCH, search=SearchView(asked, tuple(found[:PAGE]), len(found)))

    def search_empty(self) -> ViewState:
        return self._state(Screen.SEARCH, search=SearchView())

    def search_nothing(self) -> ViewState:
        return self._state(Screen.SEARCH, search=SearchView("xqzt"))

    def idle(self) -> ViewState:
        return replace(self.product(), idle=IdleView(True, NOW + timedelta(seconds=17)))

    def notices(self) -> ViewState:
        return replace(
            self.product_with_stock(StockView(StockState.UNKNOWN)),
            notices=(Notice.BROKER_DOWN, Notice.SUGGESTIONS_UNAVAILABLE),
            suggestions=(),
        )

    # -- the staff's screens -------------------------------------------------------------------------

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
        stranger = ChannelView("esphome", "shelf-esp-2", "slot_a4", True, NOW, 84112.0)
        view = DevicesView(
            (stranger,), self._cells(), teach_in_until=NOW + timedelta(seconds=47), adopting=stranger
        )
        return self._staffed(Screen.STAFF_DEVICES, devices=view)

    def devices_quiet(self) -> ViewState:
        view = DevicesView((), self._cells(), remark="no_answer")
        return self._staffed(Screen.STAFF_DEVICES, devices=view)

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

    # -- all of them ---------------------------------------------------------------------------------

    def scenes(self) -> dict[str, ViewState]:
        """Name → state, in the order of a visit."""
        stale = StockView(StockState.STALE, 4, NOW - timedelta(minutes=4))
        return {
            "attract": self.attract(),
            "attract-no-offers": self.attract_without_offers(),
            "product": self.product(),
            "product-two-lifted": self.product_two_lifted(),
            "product-waiting": self.product_waiting(),
            "product-left-out": self.product_left_out(),
            "product-stale": self.product_with_stock(stale),
            "product-about": self.product_with_stock(StockView(StockState.MEASURED, 6, NOW, about=True)),
            "product-none-left": self.product_with_stock(StockView(StockState.MEASURED, 0, NOW)),
            "product-longest": self.product_longest(),
            "notices": self.notices(),
            "compare": self.compare(),
            "not-sold": self.not_sold(),
            "browse-departments": self.departments(),
            "browse-categories": self.categories(),
            "browse-products": self.category(),
            "browse-left-out": self.category_left_out(),
            "search": self.search(),
            "search-empty": self.search_empty(),
            "search-nothing": self.search_nothing(),
            "idle": self.idle(),
            "staff-pin": self.pin(),
            "staff-pin-wrong": self.pin(PinView(wrong=True)),
            "staff-pin-locked": self.pin(PinView(wrong=True, locked_until=NOW + timedelta(seconds=90))),
            "staff-restock": self.restock(),
            "staff-restock-done": self.restock_done(),
            "staff-task-find": self.task(TaskStep.FIND_SLOT, 0, "wrong_product"),
            "staff-task": self.task(TaskStep.FILL, 0),
            "staff-task-unsure": self.task(TaskStep.FILL, 2, "unsure"),
            "staff-task-partly": self.task(TaskStep.CONFIRMED, 3),
            "staff-task-confirmed": self.task(TaskStep.CONFIRMED, 8),
            "staff-health": self.health(),
            "staff-health-down": self.health_down(),
            "staff-devices": self.devices(),
            "staff-devices-quiet": self.devices_quiet(),
            "staff-slot-zero": self.slot_setup(),
            "staff-slot-reference": self.slot_setup("reference", "refused", "the plate does not rest; wait"),
            "staff-slot-check": self.slot_setup("check", "cell_reference"),
            "staff-versions": self.versions(),
            "staff-versions-first": self.versions_first(),
            "staff-audit": self.audit(),
            "staff-audit-empty": self.audit_empty(),
        }


def _to_pay(product: ProductView) -> int:
    reduced = product.promotion.price_minor if product.promotion is not None else None
    return product.price_minor if reduced is None else reduced
