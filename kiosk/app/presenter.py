"""From what is known to what the screen shows: one frozen `ViewState` in the shopper's language."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kiosk.app import member_views
from kiosk.app.condition import Condition
from kiosk.app.dispatcher import Dispatcher
from kiosk.app.ports import Catalog, Clock, Facts, Found, Releases, Suggester
from kiosk.app.product_views import ProductViews
from kiosk.app.settings import Settings
from kiosk.app.staff_views import StaffViews
from kiosk.app.view_state import (
    BrowseView,
    CompareView,
    DietView,
    IdleView,
    Notice,
    PinView,
    Screen,
    SearchView,
    SuggestionView,
    ViewState,
)
from kiosk.domain import session as shopper
from kiosk.domain.diet import Contents
from kiosk.domain.product import compare
from kiosk.domain.session import Phase, Session
from kiosk.domain.staff import Desk, StaffPhase, StaffSession

ATTRACT_PRODUCTS = 8
ATTRACT_RENEWED_S = 60.0

_DESKS = {
    Desk.RESTOCK: Screen.STAFF_RESTOCK,
    Desk.TASK: Screen.STAFF_TASK,
    Desk.HEALTH: Screen.STAFF_HEALTH,
    Desk.VERSIONS: Screen.STAFF_VERSIONS,
    Desk.AUDIT: Screen.STAFF_AUDIT,
    Desk.DEVICES: Screen.STAFF_DEVICES,
}


@dataclass(slots=True)
class _Remembered:
    """Answers that stay true while their key does."""

    search: tuple[tuple[str, str, int], Found] | None = None  # (catalog version, query, limit)
    attract: tuple[tuple[str, float], tuple[str, ...]] | None = None  # (catalog version, until when)
    deadline: tuple[float, datetime] | None = None  # monotonic deadline, the same as wall-clock time
    unlock: tuple[float, datetime] | None = None


class Presenter:
    """Used from the runtime loop only. Its methods may raise CatalogUnreadable."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        facts: Facts,
        clock: Clock,
        settings: Settings,
        suggester: Suggester,
        releases: Releases,
    ) -> None:
        self._dispatcher = dispatcher
        self._members = dispatcher.shopping.members
        self._clock = clock
        self._settings = settings
        self._suggester = suggester
        self._staff = StaffViews(dispatcher, facts, clock, releases)
        self._remembered = _Remembered()

    def present(self) -> ViewState:
        session = self._dispatcher.shopping.session
        catalog = self._dispatcher.catalog
        now = self._clock.now()
        if session.phase is Phase.NOBODY:
            self._remembered.search = None  # what somebody looked for is a trace of them
        views = None
        if catalog is not None:
            held = frozenset(session.hand)
            views = ProductViews(
                catalog, self._dispatcher.shelves, session.language, now, held, session.left_out
            )
        state = ViewState(
            screen=Screen.ATTRACT,
            language=session.language,
            accessible=session.accessible,
            store_name="" if catalog is None else catalog.store_name.of(session.language),
            lifted=() if views is None else views.all_of(session.held),
            notices=self._notices(self._dispatcher.condition),
            can_go_back=bool(session.trail) or not isinstance(session.place, shopper.Home),
            trace=self._dispatcher.condition.trace,
        )
        staff = self._dispatcher.desk.session
        if staff is not None:
            return self._at_desk(replace(state, lifted=()), staff, views)
        state = replace(state, idle=self._idle(session.phase is Phase.ASKED, session.deadline))
        if catalog is None or views is None:
            return state
        choices = tuple(each for each in Contents if each in catalog.contents)
        left_out = tuple(each for each in Contents if each in session.left_out)
        state = replace(state, diet=DietView(choices, left_out), signed_in=session.member)
        return self._at_place(state, session, catalog, views, now)

    # ---- shoppers

    def _at_place(
        self, state: ViewState, session: Session, catalog: Catalog, views: ProductViews, now: datetime
    ) -> ViewState:
        match session.place:
            case shopper.AtProduct(product_id):
                product = views.of(product_id)
                if product is None:  # gone with a new catalog
                    return replace(state, screen=Screen.NOT_SOLD, not_sold_code=product_id)
                pending, suggestions = self._suggestions(product_id, views)
                return replace(
                    state,
                    screen=Screen.PRODUCT,
                    product=product,
                    suggestions=suggestions,
                    suggestions_pending=pending,
                )
            case shopper.Comparing(left, right):
                return self._compared(state, left, right, catalog, views, now)
            case shopper.NotSold(code):
                return replace(state, screen=Screen.NOT_SOLD, not_sold_code=code)
            case shopper.Browsing() as place:
                return replace(state, screen=Screen.BROWSE, browse=self._browse(place, catalog, views))
            case shopper.Searching(query, pages):
                found = self._search(catalog, query, pages * self._settings.page_size)
                search = SearchView(query, views.all_of(found.product_ids), found.total)
                return replace(state, screen=Screen.SEARCH, search=search)
            case shopper.Consenting():
                return replace(state, screen=Screen.CONSENT, consent=member_views.consent(self._members))
            case shopper.AtInterests(showing):
                known = member_views.interests(self._members, showing, catalog, views)
                return replace(state, screen=Screen.INTERESTS, interests=known)
            case shopper.Forgotten():
                return replace(state, screen=Screen.FORGOTTEN)
            case shopper.Home():
                return replace(state, attract=views.all_of(self._promoted(catalog, now)))

    def _compared(
        self, state: ViewState, left: str, right: str, catalog: Catalog, views: ProductViews, now: datetime
    ) -> ViewState:
        products = catalog.product(left), catalog.product(right)
        shown = views.of(left), views.of(right)
        if products[0] is None or products[1] is None or shown[0] is None or shown[1] is None:
            return state
        result = compare(products[0], products[1], now)
        view = CompareView(shown[0], shown[1], result.cheaper, result.cheaper_per_100g)
        return replace(state, screen=Screen.COMPARE, compare=view)

    def _suggestions(self, product_id: str, views: ProductViews) -> tuple[bool, tuple[SuggestionView, ...]]:
        answer = self._dispatcher.shopping.suggestions
        if answer is None or answer.product_id != product_id:
            return False, ()
        return answer.pending, views.suggestions(answer.items)

    def _browse(self, place: shopper.Browsing, catalog: Catalog, views: ProductViews) -> BrowseView:
        departments = tuple(views.group(each) for each in catalog.departments)
        department = None if place.department is None else catalog.group(place.department)
        category = None if place.category is None else catalog.group(place.category)
        if department is None:
            return BrowseView(departments)
        categories = tuple(views.group(each) for each in catalog.categories(department.id))
        if category is None:
            return BrowseView(departments, views.group(department), categories)
        found = catalog.listing(category.id, place.pages * self._settings.page_size)
        return BrowseView(
            departments,
            views.group(department),
            categories,
            views.group(category),
            views.all_of(found.product_ids),
            found.total,
        )

    def _search(self, catalog: Catalog, query: str, limit: int) -> Found:
        key = (catalog.version, query, limit)
        if self._remembered.search is None or self._remembered.search[0] != key:
            self._remembered.search = (key, catalog.search(query, limit))
        return self._remembered.search[1]

    def _promoted(self, catalog: Catalog, now: datetime) -> tuple[str, ...]:
        kept, at = self._remembered.attract, self._clock.at()
        if kept is None or kept[0][0] != catalog.version or at >= kept[0][1]:
            ids = tuple(catalog.promoted(now, ATTRACT_PRODUCTS) or catalog.product_ids()[:ATTRACT_PRODUCTS])
            kept = ((catalog.version, at + ATTRACT_RENEWED_S), ids)
            self._remembered.attract = kept
        return kept[1]

    # ---- staff

    def _at_desk(self, state: ViewState, staff: StaffSession, views: ProductViews | None) -> ViewState:
        if staff.phase is not StaffPhase.WORKING or staff.member is None:
            return replace(state, screen=Screen.STAFF_PIN, pin=self._pin(staff), can_go_back=True)
        return replace(
            state,
            screen=_DESKS[staff.desk],
            staff=self._staff.view(staff, staff.member.name, state.language, views),
            idle=self._idle(staff.asked, staff.deadline),
            can_go_back=staff.desk is not Desk.RESTOCK,
        )

    def _pin(self, staff: StaffSession) -> PinView:
        uptime = self._clock.uptime()
        attempts = self._dispatcher.desk.attempts
        checking = staff.phase is StaffPhase.CHECKING
        left_s = 0.0 if checking else attempts.locked_s(uptime)
        until = None
        if left_s > 0:
            kept = self._remembered.unlock
            if kept is None or kept[0] != attempts.locked_until_s:
                kept = (attempts.locked_until_s, self._clock.now() + timedelta(seconds=left_s))
                self._remembered.unlock = kept
            until = kept[1]
        return PinView(staff.wrong, until, checking)

    # ---- everybody

    def _idle(self, asked: bool, deadline: float | None) -> IdleView:
        if not asked or deadline is None:
            return IdleView()
        kept = self._remembered.deadline
        if kept is None or kept[0] != deadline:
            kept = (deadline, self._clock.now() + timedelta(seconds=deadline - self._clock.at()))
            self._remembered.deadline = kept
        return IdleView(True, kept[1])

    def _notices(self, condition: Condition) -> tuple[Notice, ...]:
        told = {
            Notice.DISK_FULL: condition.not_keeping,
            Notice.BROKER_DOWN: not condition.broker_connected,
            Notice.SHELF_LOST: condition.broker_connected and self._dispatcher.shelves.any_gone(),
            Notice.CATALOG_REBUILDING: condition.rebuilding,
            Notice.SUGGESTIONS_UNAVAILABLE: not self._suggester.available,
        }
        return tuple(notice for notice, holds in told.items() if holds)
