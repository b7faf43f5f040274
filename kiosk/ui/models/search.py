"""The search page: what is typed, and what was found."""

from collections import deque

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.app.commands import SetQuery, SubmitQuery
from kiosk.app.view_state import Language, SearchView
from kiosk.ui.models.cards import NO_PRODUCT, SCREENFUL, ProductCard, product_cards
from kiosk.ui.models.paging import Paging
from kiosk.ui.models.rows import RowsModel
from kiosk.ui.models.submit import Submit

QML_IMPORT_NAME = "Endcap.Models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Search comes from the kiosk's view state")
class SearchModel(QObject):  # type: ignore[operator]  # stub: no __call__
    """While a person types, the field's own text leads; `refilled` says that the kiosk set another one.

    What the kiosk says of an earlier letter is no other text, however late it comes: if the field followed,
    it would lose the letters since, and ask for the earlier text once more.
    """

    changed = Signal()
    refilled = Signal(str)

    def __init__(self, submit: Submit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._submit = submit
        self._products = RowsModel(ProductCard, self, floor=SCREENFUL, blank=NO_PRODUCT)
        self._view = SearchView()
        self._language = Language.EN
        self._typed = ""  # what stands in the field
        self._asked: deque[str] = deque()  # typed and not answered yet, oldest first
        self._paging = Paging(submit)

    def show(self, view: SearchView, language: Language, entered: bool) -> None:
        """Show what was found; `entered` when the page has just been opened, so that the field follows."""
        if entered or (view.query != self._view.query and not self._answers(view.query)):
            self._follow(view.query)
        if view is self._view and language is self._language:
            return
        if view.query != self._view.query:
            self._paging.begin_anew()
        self._view, self._language = view, language
        self._products.show(product_cards(view.results, language))
        self.changed.emit()

    def _answers(self, query: str) -> bool:
        """Whether this is the answer to something that was typed. Answers may be skipped, never swapped."""
        if query not in self._asked:
            return False
        while self._asked.popleft() != query:
            pass
        return True

    def _follow(self, query: str) -> None:
        self._asked.clear()
        if query != self._typed:
            self._typed = query
            self.refilled.emit(query)

    def forget(self) -> None:
        """Leave no trace of what was typed."""
        if self._typed or self._view.query or self._view.results:
            self.show(SearchView(), self._language, entered=True)

    @Property(str, notify=changed)
    def query(self) -> str:
        """The text that the results belong to."""
        return self._view.query

    @Property(int, notify=changed)
    def total(self) -> int:
        return self._view.total

    @Property(RowsModel, constant=True)
    def products(self) -> RowsModel:
        return self._products

    @Slot(str)
    def type(self, text: str) -> None:
        """Search for this text."""
        if text != self._typed:
            self._typed = text
            self._asked.append(text)
            self._submit(SetQuery(text))

    @Slot(str)
    def submit(self, text: str) -> None:
        """Enter was pressed."""
        self._submit(SubmitQuery(text))

    @Slot()
    def loadMore(self) -> None:  # noqa: N802
        """The end of the list has been reached."""
        self._paging.reached_end(len(self._products.rows), self._view.total)
