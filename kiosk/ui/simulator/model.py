"""What the simulator's window shows, and what a hand or a scanner does in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Property, QCoreApplication, QObject, Qt, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from firmware_bridge.planogram import Placed
from firmware_bridge.simulator import SlotState, StoreState
from kiosk.app.view_state import Language
from kiosk.ui.models.rows import RowsModel
from kiosk.ui.simulator.engine import Hands
from kiosk.ui.simulator.products import CARD, Scannable, find
from kiosk.ui.simulator.shelf import ShelfName, SimulatedShelfModel, SlotCard

QML_IMPORT_NAME = "Endcap.Simulator.Models"
QML_IMPORT_MAJOR_VERSION = 1

FOUND_LIMIT = 60
MOST_AT_ONCE = 99


@dataclass(frozen=True, slots=True)
class HandCard:
    shelf: str
    slot: str
    label: str
    name: str
    picture: QUrl
    count: int


@dataclass(frozen=True, slots=True)
class ProductLine:
    gtin: str
    name: str
    picture: QUrl


class StoreHands(Protocol):
    """The running store, as the window sees it."""

    def do(self, hands: Hands) -> None: ...

    def scan(self, code: str) -> None: ...


@QmlElement
@QmlUncreatable("The window makes the one simulator")
class SimulatorModel(QObject):  # type: ignore[operator]  # stub: no __call__
    """The store in the window. Its `heard_*` signals may be sent from the store's thread."""

    heard_store = Signal(object)
    heard_connected = Signal(bool)
    heard_scan = Signal(str, bool)
    heard_failure = Signal(str)

    languageChanged = Signal()  # noqa: N815
    connectedChanged = Signal()  # noqa: N815
    chosenChanged = Signal()  # noqa: N815
    said = Signal()

    def __init__(
        self,
        shelves: Sequence[ShelfName],
        products: tuple[Scannable, ...],
        catalog: Path,
        first: StoreState,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._products = products
        self._catalog = catalog
        self._store = first
        self._hands: StoreHands | None = None
        self._language = Language.EN
        self._connected = False
        self._chosen = ("", "")
        self._said = ("", "quiet")
        self._asked = ""
        self._shelves = [SimulatedShelfModel(shelf, self) for shelf in shelves]
        self._hand = RowsModel(HandCard, self)
        self._found = RowsModel(ProductLine, self)
        queued = Qt.ConnectionType.QueuedConnection
        self.heard_store.connect(self._take_store, queued)
        self.heard_connected.connect(self._take_connected, queued)
        self.heard_scan.connect(self._take_scan, queued)
        self.heard_failure.connect(self._take_failure, queued)
        self._show()
        self.search("")

    def attach(self, hands: StoreHands) -> None:
        """Let this running store do what the window asks."""
        self._hands = hands

    # -- from the store ------------------------------------------------------------------------------

    @Slot(object)
    def _take_store(self, state: StoreState) -> None:
        self._store = state
        self._show()

    @Slot(bool)
    def _take_connected(self, connected: bool) -> None:
        self._connected = connected
        self.connectedChanged.emit()

    @Slot(str, bool)
    def _take_scan(self, code: str, taken: bool) -> None:
        if taken:
            text = QCoreApplication.translate("Simulator", "Scanned %1")
        else:
            text = QCoreApplication.translate("Simulator", "%1 was not scanned: the broker is away")
        self._say(text.replace("%1", code), "good" if taken else "bad")

    @Slot(str)
    def _take_failure(self, why: str) -> None:
        text = QCoreApplication.translate("Simulator", "The simulated store has stopped: %1")
        self._say(text.replace("%1", why), "bad")

    def _say(self, text: str, tone: str) -> None:
        self._said = (text, tone)
        self.said.emit()

    def _show(self) -> None:
        for shelf in self._shelves:
            name = shelf.name_of.id
            slots = [slot for slot in self._store.slots if slot.shelf == name]
            silent = name in self._store.silent
            shelf.show([self._slot_card(slot) for slot in slots], silent, self._language)
        held = [self._hand_card(slot) for slot in self._store.slots if slot.in_hand]
        self._hand.show(held)
        if self._chosen != ("", "") and self._chosen not in {(card.shelf, card.slot) for card in held}:
            self.choose("", "")

    def _slot_card(self, slot: SlotState) -> SlotCard:
        stranger = slot.strangers[-1] if slot.strangers else None
        return SlotCard(
            slot=slot.slot,
            label=slot.slot.upper(),
            name=self._name(slot.product),
            picture=self._picture(slot.product.picture),
            count=slot.count,
            capacity=slot.product.capacity,
            low=slot.count <= slot.product.threshold,
            stranger="" if stranger is None else self._name(stranger),
            stranger_picture=self._picture("" if stranger is None else stranger.picture),
        )

    def _hand_card(self, slot: SlotState) -> HandCard:
        product = slot.product
        return HandCard(
            *(slot.shelf, slot.slot, slot.slot.upper()),
            *(self._name(product), self._picture(product.picture), slot.in_hand),
        )

    def _name(self, product: Placed) -> str:
        return product.name_zh if self._language is Language.ZH else product.name_en

    def _picture(self, path: str) -> QUrl:
        return QUrl.fromLocalFile(str(self._catalog / path)) if path else QUrl()

    # -- for QML -------------------------------------------------------------------------------------

    @Property(list, constant=True)
    def shelves(self) -> list[SimulatedShelfModel]:
        return self._shelves

    @Property(RowsModel, constant=True)
    def hand(self) -> RowsModel:
        """What somebody holds."""
        return self._hand

    @Property(RowsModel, constant=True)
    def found(self) -> RowsModel:
        """Products to scan."""
        return self._found

    @Property(str, notify=languageChanged)
    def language(self) -> str:
        return self._language.value

    @Property(bool, notify=connectedChanged)
    def connected(self) -> bool:
        """Whether the broker is there."""
        return self._connected

    @Property(str, notify=chosenChanged)
    def chosenShelf(self) -> str:  # noqa: N802
        """Home of the piece in hand that is about to be put on a slot to be touched; "" for none."""
        return self._chosen[0]

    @Property(str, notify=chosenChanged)
    def chosenSlot(self) -> str:  # noqa: N802
        return self._chosen[1]

    @Property(str, notify=said)
    def message(self) -> str:
        return self._said[0]

    @Property(str, notify=said)
    def messageTone(self) -> str:  # noqa: N802
        return self._said[1]

    # -- what a person does --------------------------------------------------------------------------

    def _do(self, hands: Hands) -> None:
        if self._hands is not None:
            self._hands.do(hands)

    @Slot(str, str)
    def touchSlot(self, shelf: str, slot: str) -> None:  # noqa: N802
        """Lift a piece; or put the chosen piece of the hand here."""
        home = self._chosen
        if home == ("", ""):
            self._do(lambda store: store.lift(shelf, slot))
            return
        self.choose("", "")
        self._do(lambda store: store.misplace(*home, (shelf, slot)))

    @Slot(str, str)
    def liftStranger(self, shelf: str, slot: str) -> None:  # noqa: N802
        """Take what does not belong here."""
        self._do(lambda store: store.lift_stranger(shelf, slot))

    @Slot(str, str)
    def putBack(self, shelf: str, slot: str) -> None:  # noqa: N802
        self._do(lambda store: store.put_back(shelf, slot))

    @Slot(str, str)
    def choose(self, shelf: str, slot: str) -> None:
        """The piece of this home is to go where the next touch says; touching it again changes one's mind."""
        chosen = ("", "") if (shelf, slot) == self._chosen else (shelf, slot)
        if chosen != self._chosen:
            self._chosen = chosen
            self.chosenChanged.emit()

    @Slot(str, str, int)
    def restock(self, shelf: str, slot: str, pieces: int) -> None:
        """Bring new goods; 0 pieces fills the slot."""
        self._do(lambda store: store.restock(shelf, slot, pieces or MOST_AT_ONCE))

    @Slot(str, bool)
    def silence(self, shelf: str, on: bool) -> None:
        self._do(lambda store: store.silence(shelf, on))

    @Slot(str)
    def scan(self, code: str) -> None:
        """The scanner reads this code."""
        if code.strip() and self._hands is not None:
            self._hands.scan(code.strip())

    @Slot()
    def scanCard(self) -> None:  # noqa: N802
        """The scanner reads a member's card, which the demo's kiosk knows."""
        self.scan(CARD)

    @Slot(str)
    def search(self, text: str) -> None:
        """Products to scan by their name or number."""
        self._asked = text
        found = find(self._products, text, FOUND_LIMIT)
        self._found.show(
            [ProductLine(p.gtin, p.name(self._language), self._picture(p.picture)) for p in found]
        )

    @Slot()
    def switchLanguage(self) -> None:  # noqa: N802
        """To the other one of the two."""
        self.speak(Language.EN if self._language is Language.ZH else Language.ZH)

    def speak(self, language: Language) -> None:
        """Say everything in this language."""
        self._language = language
        self.languageChanged.emit()
        self._said = ("", "quiet")
        self.said.emit()
        self._show()
        self.search(self._asked)
