"""Devices under the shelves in words: the list, teach-in, calibration."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from PySide6.QtCore import QCoreApplication

from kiosk.app.view_state import CellView, ChannelView, DevicesView, SlotSetupView, StockState
from kiosk.ui.formatting import age, number

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class StrangerRow:
    dialect: str
    device: str
    channel: str
    name: str
    detail: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class CellRow:
    shelf_id: str
    slot_id: str
    cell: str
    name: str  # "A1", "A1 / left"
    shelf: str
    state_text: str
    tone: str
    detail: str


@dataclass(frozen=True, slots=True)
class SetupText:
    shown: bool = False
    name: str = ""
    product: str = ""
    stock: str = ""
    confidence: str = ""
    device: str = ""
    reading: str = ""
    health: str = ""
    step: int = 0  # 0 zero, 1 reference, 2 check
    bound: bool = False  # an adopted device lies here
    proposed_id: str = ""
    proposed: str = ""
    planned_id: str = ""
    planned: str = ""


NO_SETUP = SetupText()
STEPS = ("zero", "reference", "check")


def stranger_row(channel: ChannelView, adopting: ChannelView | None, now: datetime) -> StrangerRow:
    state = "" if channel.online else translate("Devices", "Offline") + " · "
    heard = translate("Devices", "Says %1").replace("%1", number(channel.reported))
    ago = age((now - channel.heard_at).total_seconds())
    return StrangerRow(
        channel.dialect,
        channel.device,
        channel.channel,
        channel.name,
        f"{state}{channel.dialect} · {heard} · {ago}",
        channel == adopting,
    )


def cell_row(cell: CellView, now: datetime) -> CellRow:
    state, tone = _state(cell.state)
    return CellRow(
        cell.shelf_id, cell.slot_id, cell.cell, _name(cell), cell.shelf, state, tone, _health(cell, now)
    )


def _name(cell: CellView) -> str:
    slot = cell.slot_id.upper()
    return f"{slot} / {_cell_name(cell.cell)}" if cell.cell else slot


def _cell_name(cell: str) -> str:
    """The usual names in the reader's language; another one as staff typed it."""
    usual = {
        "left": translate("Devices", "Left"),
        "right": translate("Devices", "Right"),
        "front": translate("Devices", "Front"),
        "back": translate("Devices", "Back"),
    }
    return usual.get(cell, cell)


def _state(state: str) -> tuple[str, str]:
    match state:
        case "ok":
            return translate("Devices", "Well"), "good"
        case "dead":
            return translate("Devices", "Dead: not counted"), "bad"
        case "saturated":
            return translate("Devices", "Overloaded: not counted"), "bad"
        case "silent":
            return translate("Devices", "Silent"), "warn"
        case _:
            return translate("Devices", "Never heard"), "quiet"


def _health(cell: CellView, now: datetime) -> str:
    parts = [cell.device] if cell.device else []
    if cell.rate_hz is not None:
        parts.append(translate("Devices", "%1 a second").replace("%1", number(cell.rate_hz)))
    if cell.noise_g is not None:
        parts.append(translate("Devices", "noise %1 g").replace("%1", f"{cell.noise_g:.1f}"))
    if cell.drift_g is not None:
        drift = f"{cell.drift_g:+.1f}".replace("-", "−")
        parts.append(translate("Devices", "drift %1 g").replace("%1", drift))
    if cell.heard_at is not None:
        parts.append(age((now - cell.heard_at).total_seconds()))
    return " · ".join(parts)


def setup_text(setup: SlotSetupView | None, now: datetime) -> SetupText:
    if setup is None:
        return NO_SETUP
    cell = setup.cell
    reading = "–" if cell.grams is None else f"{cell.grams:,.1f}".replace("-", "−")
    return SetupText(
        shown=True,
        name=f"{cell.shelf} · {_name(cell)}",
        product=setup.product,
        stock=_stock(setup),
        confidence=""
        if setup.confidence is None
        else translate("Devices", "Count exact with %1 %").replace("%1", f"{setup.confidence * 100:.0f}"),
        device=cell.device or translate("Devices", "The plate names its slot itself"),
        reading=translate("Devices", "%1 g").replace("%1", reading),
        health=_state(cell.state)[0] + " · " + _health(cell, now),
        step=STEPS.index(setup.step),
        bound=cell.device != "",
        proposed_id=setup.proposed_id,
        proposed=setup.proposed,
        planned_id=setup.planned_id,
        planned=setup.planned,
    )


def _stock(setup: SlotSetupView) -> str:
    stock = setup.stock
    if stock.count is None or stock.state is StockState.UNKNOWN:
        return translate("Devices", "Count unknown")
    text = translate("Devices", "About %1 here") if stock.about else translate("Devices", "%1 here")
    return text.replace("%1", str(stock.count))


def teach_in_s(view: DevicesView, now: datetime) -> int:
    """Seconds that teach-in stays open, 0 when it is closed."""
    if view.teach_in_until is None:
        return 0
    return max(0, ceil((view.teach_in_until - now).total_seconds()))


def remark(view: DevicesView) -> tuple[str, str]:
    """What became of the last request, and the tone."""
    setup = view.setup
    said = {
        "no_answer": (translate("Devices", "The bridge did not answer. Is it running? Try again."), "bad"),
        "not_connected": (
            translate("Devices", "No connection to the broker. Nothing was changed; try again later."),
            "bad",
        ),
        "not_heard": (translate("Devices", "This device is no longer heard. Choose it again."), "warn"),
        "not_adopted": (translate("Devices", "No adopted device lies here."), "warn"),
        "no_slot": (translate("Devices", "This slot is no longer in the plan."), "warn"),
        "cell_name": (
            translate("Devices", "A cell's name has small letters, digits and hyphens only."),
            "warn",
        ),
        "weight_range": (translate("Devices", "The known weight must be from 10 g to 50 kg."), "warn"),
        "count_range": (translate("Devices", "Count from 0 to 10,000 pieces."), "warn"),
        "not_sold": (translate("Devices", "This product is not in the catalog."), "warn"),
        "teach_in_opened": ("", "good"),
        "device_adopted": (translate("Devices", "Adopted. Now calibrate: begin with zero."), "good"),
        "device_forgotten": (translate("Devices", "Forgotten."), "good"),
        "slot_counted": (translate("Devices", "The count is kept."), "good"),
        "slot_bound": (translate("Devices", "The slot holds this product from now on."), "good"),
        "cell_zero": (translate("Devices", "Zero is set. Put the reference weight on."), "good"),
        "cell_reference": (translate("Devices", "Calibrated. Check it with a known weight."), "good"),
    }
    if view.waiting:
        return translate("Devices", "Waiting for the bridge…"), "quiet"
    if view.remark == "refused":
        return _refusal(view.detail), "bad"
    if view.remark == "cell_check" and setup is not None and setup.grams is not None:
        off = f"{setup.off_g or 0.0:+.1f}".replace("-", "−")
        text = translate("Devices", "It reads %1 g, %2 g off: right.")
        return text.replace("%1", f"{setup.grams:,.1f}").replace("%2", off), "good"
    return said.get(view.remark, ("", "quiet"))


def _refusal(detail: str) -> str:
    """The bridge's reason in words that say what to do; one that is not known here as it is."""
    known = {
        "teach-in is closed": translate("Devices", "Teach-in is closed. Open it, then adopt within 60 s."),
        "was never heard": translate("Devices", "This device has not spoken yet. Check its power and wait."),
        "does not rest": translate("Devices", "The plate does not rest. Let go of it and try again."),
        "for long enough": translate(
            "Devices", "The plate was not heard for long enough. Wait a moment and try again."
        ),
        "is not seen": translate("Devices", "The weight is not seen. Is it on this plate?"),
        "calibrate it anew": translate("Devices", "The reading is wrong. Calibrate again, from zero."),
        "lies under": translate(
            "Devices", "Another device lies there. Forget that one first, or give this cell another name."
        ),
        "was heard under": translate("Devices", "Nothing is heard from this slot. Adopt a device for it."),
    }
    return next((text for part, text in known.items() if part in detail), detail)
