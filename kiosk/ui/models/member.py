"""A shopper whose loyalty card was shown: whether they may be remembered, and what is known of them."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.app.commands import (
    AnswerConsent,
    CorrectInterest,
    DeleteProfile,
    OfferWords,
    OpenInterests,
    SayWords,
)
from kiosk.app.member_views import MOST_LISTED
from kiosk.app.view_state import ConsentView, InterestsView, MemberList, ViewState
from kiosk.domain.own_words import LONGEST_WORDS
from kiosk.ui import interests_wording as wording
from kiosk.ui.models.cards import NO_PRODUCT, ProductCard, suggestion_cards
from kiosk.ui.models.rows import RowsModel
from kiosk.ui.models.submit import Submit

QML_IMPORT_NAME = "Endcap.Models"
QML_IMPORT_MAJOR_VERSION = 1

_NOTHING = InterestsView()
_NOT_ASKED = ConsentView(keep_days=365)


@QmlElement
@QmlUncreatable("Members come from the kiosk's view state")
class MemberModel(QObject):  # type: ignore[operator]  # stub: no __call__
    """Emptied when the shopper leaves."""

    changed = Signal()
    replaced = Signal()  # the shopper has gone, or another has come: nothing that was begun is theirs

    def __init__(self, submit: Submit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._submit = submit
        self._signed_in = False
        self._consent = _NOT_ASKED
        self._view = _NOTHING
        self._basis = self._more = ""
        self._kept = wording.months(_NOT_ASKED.keep_days)
        self._rows = RowsModel(wording.InterestRow, self)
        self._offered = RowsModel(wording.OfferedWord, self)
        self._suggestions = RowsModel(ProductCard, self, floor=MOST_LISTED, blank=NO_PRODUCT)

    def show(self, state: ViewState, spoken: bool) -> None:
        """Follow the state; a page that fades away still shows what it showed."""
        consent, view = state.consent or self._consent, state.interests or self._view
        same = (consent, view, state.signed_in) == (self._consent, self._view, self._signed_in)
        if same and not spoken:
            return
        if view.guest != self._view.guest:
            self.replaced.emit()
        self._consent, self._view, self._signed_in = consent, view, state.signed_in
        self._rows.show([wording.interest_row(each) for each in view.interests])
        self._suggestions.show(suggestion_cards(view.suggestions, None, state.language))
        self._offered.show([wording.OfferedWord(word) for word in view.offered])
        self._basis = wording.basis(view, state.language)
        self._more = wording.more(view)
        self._kept = wording.months(view.keep_days or consent.keep_days)
        self.changed.emit()

    def forget(self) -> None:
        """Leave no trace of the shopper."""
        self.replaced.emit()
        self._consent, self._view, self._signed_in = _NOT_ASKED, _NOTHING, False
        self._basis = self._more = ""
        self._rows.show(())
        self._offered.show(())
        self._suggestions.show(())
        self.changed.emit()

    @Property(bool, notify=changed)
    def signedIn(self) -> bool:  # noqa: N802
        return self._signed_in

    @Property(bool, notify=changed)
    def refused(self) -> bool:
        """Consent cannot be given: profiles cannot be used now."""
        return self._consent.failed

    @Property(bool, notify=changed)
    def failed(self) -> bool:
        """The last correction or deletion could not be carried out."""
        return self._view.failed

    @Property(bool, notify=changed)
    def waited(self) -> bool:
        """The list is on its way and there is nothing to show yet."""
        return self._view.pending and not self._view.suggestions

    @Property(str, notify=changed)
    def showing(self) -> str:
        """A value of MemberList."""
        return self._view.showing.value

    @Property(str, notify=changed)
    def basis(self) -> str:
        """What all of it rests on."""
        return self._basis

    @Property(str, notify=changed)
    def more(self) -> str:
        """How much is kept besides the rows."""
        return self._more

    @Property(str, notify=changed)
    def kept(self) -> str:
        """How long without a visit, "12 months"."""
        return self._kept

    @Property(bool, notify=changed)
    def maySay(self) -> bool:  # noqa: N802
        """They can say in their own words what they like."""
        return self._view.may_say

    @Property(str, notify=changed)
    def words(self) -> str:
        """What they said."""
        return self._view.words

    @Property(RowsModel, constant=True)
    def offered(self) -> RowsModel:
        """Words for the letters that are typed."""
        return self._offered

    @Property(int, constant=True)
    def longestWords(self) -> int:  # noqa: N802
        return LONGEST_WORDS

    @Property(RowsModel, constant=True)
    def interests(self) -> RowsModel:
        return self._rows

    @Property(RowsModel, constant=True)
    def suggestions(self) -> RowsModel:
        """The list that is shown."""
        return self._suggestions

    @Slot(bool)
    def answer(self, agreed: bool) -> None:
        """To whether this kiosk may remember."""
        self._submit(AnswerConsent(agreed))

    @Slot(str)
    def open(self, showing: str) -> None:
        """One of the lists of MemberList."""
        self._submit(OpenInterests(MemberList(showing)))

    @Slot(str)
    def correct(self, key: str) -> None:
        self._submit(CorrectInterest(key))

    @Slot(str)
    def say(self, text: str) -> None:
        """In the place of what was said before."""
        self._submit(SayWords(text))

    @Slot(str)
    def offer(self, letters: str) -> None:
        """Which words may these letters be the beginning of?"""
        self._submit(OfferWords(letters))

    @Slot()
    def deleteAll(self) -> None:  # noqa: N802
        self._submit(DeleteProfile())
