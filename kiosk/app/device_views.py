"""Devices under the shelves as staff see them: the list, and the slot that is being set up."""

from firmware_bridge.device_report import CellHealth, Channel
from firmware_bridge.registry import Place
from kiosk.app.device_desk import DeviceDesk
from kiosk.app.ports import Clock
from kiosk.app.product_views import ProductViews
from kiosk.app.shelves import Shelves
from kiosk.app.view_state import (
    CellView,
    ChannelView,
    DevicesView,
    Language,
    SlotSetupView,
    StockView,
)
from kiosk.domain.planogram import SlotRef

SILENT_AFTER_S = 15.0  # the list is told every 10 s where nobody looks


class DeviceViews:
    """Makes that part of the view. Used from the runtime loop only."""

    def __init__(self, desk: DeviceDesk, shelves: Shelves, clock: Clock) -> None:
        self._desk = desk
        self._shelves = shelves
        self._clock = clock

    def view(self, language: Language, products: ProductViews | None) -> DevicesView:
        desk = self._desk
        strangers = tuple(_channel(each) for each in desk.report.channels if each.place is None)
        adopting = next((each for each in desk.report.channels if each.source == desk.adopting), None)
        return DevicesView(
            strangers=strangers,
            cells=tuple(self._cells(language)),
            left_out=desk.report.left_out,
            teach_in_until=desk.teach_in_until,
            adopting=None if adopting is None else _channel(adopting),
            setup=None if desk.place is None else self._setup(desk.place, language, products),
            waiting=desk.waiting,
            remark=desk.remark,
            detail=desk.detail,
        )

    def _cells(self, language: Language) -> list[CellView]:
        """Every slot of the planogram with its cells; one that nothing was heard of has a row, too."""
        heard: dict[SlotRef, list[CellHealth]] = {}
        for cell in self._desk.report.cells:
            heard.setdefault(SlotRef(cell.place.shelf, cell.place.slot), []).append(cell)
        rows = []
        for ref, _ in self._shelves.planogram.placed():
            rows += [self._cell(cell.place, cell, language) for cell in heard.get(ref, [])]
            if ref not in heard:
                rows.append(self._cell(Place(*ref), None, language))
        return rows

    def _cell(self, place: Place, cell: CellHealth | None, language: Language) -> CellView:
        shelf = self._shelves.planogram.shelf(place.shelf)
        source = self._desk.source_at(place)
        return CellView(
            shelf_id=place.shelf,
            slot_id=place.slot,
            cell=place.cell,
            shelf=place.shelf if shelf is None else shelf.name.of(language),
            state=self._state(cell),
            device="" if source is None else source.name,
            rate_hz=None if cell is None else cell.rate_hz,
            noise_g=None if cell is None else cell.noise_g,
            drift_g=None if cell is None else cell.drift_g,
            grams=None if cell is None else cell.grams,
            heard_at=None if cell is None else cell.heard_at,
        )

    def _state(self, cell: CellHealth | None) -> str:
        if cell is None:
            return "never"
        silent = (self._clock.now() - cell.heard_at).total_seconds() > SILENT_AFTER_S
        return "silent" if silent and cell.state == "ok" else cell.state

    def _setup(self, place: Place, language: Language, products: ProductViews | None) -> SlotSetupView:
        ref, desk = SlotRef(place.shelf, place.slot), self._desk
        heard = next((each for each in desk.report.cells if each.place == place), None)
        slot, planned = self._shelves.planogram.slot(ref), self._shelves.plan.slot(ref)
        stock = self._shelves.stock_at(ref)
        product_id = "" if slot is None else slot.product_id
        planned_id = "" if planned is None else planned.product_id

        def name(each: str | None) -> str:
            return products.name(each) if products is not None and each else ""

        return SlotSetupView(
            cell=self._cell(place, heard, language),
            product=name(product_id),
            stock=StockView(stock.state, stock.count, stock.observed_at, stock.about),
            confidence=stock.confidence,
            step=desk.step.value,
            grams=desk.grams,
            off_g=desk.off_g,
            proposed_id=desk.proposed or "",
            proposed=name(desk.proposed),
            planned_id="" if planned_id == product_id else planned_id,
            planned="" if planned_id == product_id else name(planned_id),
        )


def _channel(each: Channel) -> ChannelView:
    source = each.source
    return ChannelView(
        source.dialect, source.device, source.channel, source.name, each.online, each.heard_at, each.reported
    )
