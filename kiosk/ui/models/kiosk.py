"""The root of what QML sees: the page, its models, and the commands that every page can send."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import Enum

from PySide6.QtCore import Property, QEnum, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.app.commands import (
    EndSession,
    EnterCode,
    ExtendSession,
    GoBack,
    GoHome,
    LeaveOut,
    OpenBrowse,
    OpenCompare,
    OpenProduct,
    OpenSearch,
    OpenStaff,
    SetAccessible,
    SwitchLanguage,
    Touch,
)
from kiosk.app.product_views import POINTS
from kiosk.app.view_state import Language, Screen, ViewState
from kiosk.ui import wording
from kiosk.ui.models.browse import BrowseModel
from kiosk.ui.models.cards import (
    NO_POINT,
    NO_PRODUCT,
    DietChoice,
    NoticeRow,
    PointRow,
    ProductCard,
    diet_choices,
    notice_row,
    point_row,
    product_cards,
    suggestion_cards,
)
from kiosk.ui.models.compare import CompareModel
from kiosk.ui.models.member import MemberModel
from kiosk.ui.models.product import ProductModel
from kiosk.ui.models.rows import RowsModel
from kiosk.ui.models.search import SearchModel
from kiosk.ui.models.staff import StaffModel
from kiosk.ui.models.submit import Submit

QML_IMPORT_NAME = "Endcap.Models"
QML_IMPORT_MAJOR_VERSION = 1

_TICK_MS = 1000  # ages and countdowns are said by the second
_SCREENS = list(Screen)
SUGGESTIONS = 8  # cards that are kept ready


def _now() -> datetime:
    return datetime.now(UTC)


@QmlElement
@QmlUncreatable("The window makes the one kiosk")
class KioskModel(QObject):  # type: ignore[operator]  # stub: no __call__
    """Takes each view state in `apply` and sends what is touched through `submit`."""

    @QEnum
    class Page(Enum):
        """The screens of `kiosk.app.view_state.Screen`, in its order."""

        Attract = 0
        Product = 1
        Compare = 2
        NotSold = 3
        Browse = 4
        Search = 5
        Consent = 6
        Interests = 7
        Forgotten = 8
        StaffPin = 9
        StaffRestock = 10
        StaffTask = 11
        StaffHealth = 12
        StaffVersions = 13
        StaffAudit = 14
        StaffDevices = 15

    pageChanged = Signal()  # noqa: N815
    languageChanged = Signal()  # noqa: N815
    changed = Signal()
    idleChanged = Signal()  # noqa: N815

    def __init__(
        self, submit: Submit, now: Callable[[], datetime] = _now, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._submit = submit
        self._now = now
        self._state = ViewState(screen=Screen.ATTRACT, language=Language.EN)
        self._product = ProductModel(self)
        self._compare = CompareModel(self)
        self._suggestions = RowsModel(ProductCard, self, floor=SUGGESTIONS, blank=NO_PRODUCT)
        self._points = RowsModel(PointRow, self, floor=POINTS, blank=NO_POINT)
        self._diet = RowsModel(DietChoice, self)
        self._attract = RowsModel(ProductCard, self)
        self._lifted = RowsModel(ProductCard, self)
        self._notices = RowsModel(NoticeRow, self)
        self._browse = BrowseModel(submit, self)
        self._search = SearchModel(submit, self)
        self._member = MemberModel(submit, self)
        self._staff = StaffModel(submit, now, self)
        self._stale = False  # the suggestions in the model are of an earlier product
        self._seconds_left = 0
        self._ticker = QTimer(self)
        self._ticker.setInterval(_TICK_MS)
        self._ticker.timeout.connect(self.tick)
        self._ticker.start()

    # -- from the runtime ----------------------------------------------------------------------------

    def apply(self, state: ViewState) -> None:
        """Show this state. The translator of its language is already installed. GUI thread only."""
        before, self._state = self._state, state
        spoken = state.language is not before.language
        if state.screen is Screen.ATTRACT and before.screen is not Screen.ATTRACT:
            self._forget()
        self._show_products(before, spoken)
        if spoken or state.notices != before.notices:
            self._notices.show([notice_row(notice) for notice in state.notices])
        if state.browse is not None:
            self._browse.show(state.browse, state.language)
        if state.search is not None:
            entered = state.screen is Screen.SEARCH and before.screen is not Screen.SEARCH
            self._search.show(state.search, state.language, entered)
        self._member.show(state, spoken)
        self._staff.show(state.staff, state.pin, spoken)
        self._count_down()
        if spoken:
            self.languageChanged.emit()
        self.changed.emit()
        if state.screen is not before.screen:
            self.pageChanged.emit()

    def _show_products(self, before: ViewState, spoken: bool) -> None:
        state, now = self._state, self._now()
        if spoken or state.product is not before.product:
            self._product.show(state.product, state.language, now)
            if state.product is not None:
                self._points.show([point_row(point) for point in state.product.points])
        if spoken or state.diet != before.diet:
            self._diet.show(diet_choices(state.diet))
        if spoken or state.compare is not before.compare:
            self._compare.show(state.compare, state.language, now)
        if not self._waiting and (spoken or state.suggestions != before.suggestions or self._stale):
            self._suggestions.show(suggestion_cards(state.suggestions, state.product, state.language))
        self._stale = self._waiting
        if state.screen is Screen.ATTRACT:  # elsewhere its products stay, unseen, for the next time
            self._attract.show(product_cards(state.attract, state.language))
        if spoken or state.lifted is not before.lifted:
            self._lifted.show(product_cards(state.lifted, state.language))

    @property
    def _waiting(self) -> bool:
        """The suggestions are on their way. The last ones stay in the model, unseen, until they have come:
        emptying it and filling it again would cost each card twice."""
        return self._state.suggestions_pending and not self._state.suggestions

    def _forget(self) -> None:
        self._product.forget()
        self._compare.forget()
        self._points.show(())
        self._search.forget()
        self._member.forget()

    @Slot()
    def tick(self) -> None:
        """A second has gone by: ages and the countdown say so."""
        now = self._now()
        self._product.grow_older(now)
        self._compare.grow_older(now)
        self._staff.grow_older()
        self._count_down()

    def _count_down(self) -> None:
        deadline = self._state.idle.deadline
        left = 0
        if self._state.idle.warning and deadline is not None:
            left = max(0, round((deadline - self._now()).total_seconds()))
        self._seconds_left = left
        self.idleChanged.emit()

    # -- for QML -------------------------------------------------------------------------------------

    @Property(int, notify=pageChanged)
    def page(self) -> int:
        """A value of `Page`."""
        return _SCREENS.index(self._state.screen)

    @Property(str, notify=languageChanged)
    def language(self) -> str:
        return self._state.language.value

    @Property(bool, notify=changed)
    def accessible(self) -> bool:
        return self._state.accessible

    @Property(str, notify=changed)
    def storeName(self) -> str:  # noqa: N802
        return self._state.store_name

    @Property(bool, notify=changed)
    def canGoBack(self) -> bool:  # noqa: N802
        return self._state.can_go_back

    @Property(bool, notify=changed)
    def suggestionsWaited(self) -> bool:  # noqa: N802
        """Suggestions are on their way and there are none to show yet."""
        return self._waiting

    @Property(str, notify=changed)
    def notSoldCode(self) -> str:  # noqa: N802
        return self._state.not_sold_code

    @Property(bool, notify=idleChanged)
    def idleWarning(self) -> bool:  # noqa: N802
        return self._state.idle.warning

    @Property(int, notify=idleChanged)
    def idleSecondsLeft(self) -> int:  # noqa: N802
        return self._seconds_left

    @Property(ProductModel, constant=True)
    def product(self) -> ProductModel:
        return self._product

    @Property(CompareModel, constant=True)
    def compare(self) -> CompareModel:
        return self._compare

    @Property(RowsModel, constant=True)
    def suggestions(self) -> RowsModel:
        return self._suggestions

    @Property(RowsModel, constant=True)
    def points(self) -> RowsModel:
        """What speaks for the product."""
        return self._points

    @Property(str, notify=changed)
    def pointSources(self) -> str:  # noqa: N802
        """Whose words the points are, in one line."""
        return wording.point_sources(self._state.product.points) if self._state.product else ""

    @Property(RowsModel, constant=True)
    def diet(self) -> RowsModel:
        """What may be left out of suggestions."""
        return self._diet

    @Property(str, notify=changed)
    def without(self) -> str:
        """How much is left out of them, "" where nothing is."""
        return wording.without(self._state.diet)

    @Property(RowsModel, constant=True)
    def attract(self) -> RowsModel:
        return self._attract

    @Property(RowsModel, constant=True)
    def lifted(self) -> RowsModel:
        return self._lifted

    @Property(RowsModel, constant=True)
    def notices(self) -> RowsModel:
        return self._notices

    @Property(BrowseModel, constant=True)
    def browse(self) -> BrowseModel:
        return self._browse

    @Property(SearchModel, constant=True)
    def search(self) -> SearchModel:
        return self._search

    @Property(MemberModel, constant=True)
    def member(self) -> MemberModel:
        return self._member

    @Property(StaffModel, constant=True)
    def staff(self) -> StaffModel:
        return self._staff

    # -- what a person asks for ----------------------------------------------------------------------

    @Slot()
    def touch(self) -> None:
        self._submit(Touch())

    @Slot()
    def goHome(self) -> None:  # noqa: N802
        self._submit(GoHome())

    @Slot()
    def goBack(self) -> None:  # noqa: N802
        self._submit(GoBack())

    @Slot(str)
    def openProduct(self, product_id: str) -> None:  # noqa: N802
        self._submit(OpenProduct(product_id))

    @Slot(str)
    def openSuggestion(self, product_id: str) -> None:  # noqa: N802
        self._submit(OpenProduct(product_id, from_suggestion=True))

    @Slot()
    def openCompare(self) -> None:  # noqa: N802
        self._submit(OpenCompare())

    @Slot()
    def openBrowse(self) -> None:  # noqa: N802
        self._submit(OpenBrowse())

    @Slot()
    def openSearch(self) -> None:  # noqa: N802
        self._submit(OpenSearch())

    @Slot(str)
    def enterCode(self, raw: str) -> None:  # noqa: N802
        self._submit(EnterCode(raw))

    @Slot()
    def switchLanguage(self) -> None:  # noqa: N802
        """To the other one of the two."""
        other = Language.EN if self._state.language is Language.ZH else Language.ZH
        self._submit(SwitchLanguage(other))

    @Slot()
    def toggleAccessible(self) -> None:  # noqa: N802
        self._submit(SetAccessible(not self._state.accessible))

    @Slot(str, bool)
    def leaveOut(self, contents: str, on: bool) -> None:  # noqa: N802
        self._submit(LeaveOut(contents, on))

    @Slot()
    def extendSession(self) -> None:  # noqa: N802
        self._submit(ExtendSession())

    @Slot()
    def endSession(self) -> None:  # noqa: N802
        self._submit(EndSession())

    @Slot()
    def openStaff(self) -> None:  # noqa: N802
        self._submit(OpenStaff())
