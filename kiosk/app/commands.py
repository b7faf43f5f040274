"""What a person at the screen can ask for, as frozen values.

The window sends these to the dispatcher; a command that cannot be carried out raises to its sender.
Shelf and scan events are not commands: they report what has already happened (`firmware_bridge.messages`).
"""

from dataclasses import dataclass

from kiosk.app.view_state import Language, MemberList


@dataclass(frozen=True, slots=True)
class Touch:
    """Any touch: somebody is here."""


@dataclass(frozen=True, slots=True)
class GoHome:
    pass


@dataclass(frozen=True, slots=True)
class GoBack:
    pass


@dataclass(frozen=True, slots=True)
class OpenProduct:
    product_id: str
    from_suggestion: bool = False


@dataclass(frozen=True, slots=True)
class OpenCompare:
    pass


@dataclass(frozen=True, slots=True)
class OpenBrowse:
    pass


@dataclass(frozen=True, slots=True)
class SelectDepartment:
    group_id: str


@dataclass(frozen=True, slots=True)
class SelectCategory:
    group_id: str


@dataclass(frozen=True, slots=True)
class LoadMore:
    """The next page of the products being browsed or found."""


@dataclass(frozen=True, slots=True)
class OpenSearch:
    pass


@dataclass(frozen=True, slots=True)
class SetQuery:
    text: str


@dataclass(frozen=True, slots=True)
class SubmitQuery:
    """Enter was pressed in the search field: a loyalty card that was typed there is one; all else is found
    already."""

    text: str

    def __repr__(self) -> str:  # as of EnterCode
        return "SubmitQuery(text=***)"


@dataclass(frozen=True, slots=True)
class EnterCode:
    """A code typed by hand or by a keyboard-wedge scanner."""

    raw: str

    def __repr__(self) -> str:  # it may be a card, whose number never reaches a log
        return "EnterCode(raw=***)"


@dataclass(frozen=True, slots=True)
class SwitchLanguage:
    language: Language


@dataclass(frozen=True, slots=True)
class SetAccessible:
    on: bool


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """Suggest nothing with these contents (a value of `Contents`), or, where `on` is false, again."""

    contents: str
    on: bool


@dataclass(frozen=True, slots=True)
class AnswerConsent:
    """Whether this kiosk may keep a profile for the card that was shown."""

    agreed: bool


@dataclass(frozen=True, slots=True)
class OpenInterests:
    """What this kiosk knows of the shopper whose card was shown, or one of their two lists."""

    showing: MemberList = MemberList.INTERESTS


@dataclass(frozen=True, slots=True)
class CorrectInterest:
    """This is not the shopper; `key` is that of an InterestView."""

    key: str

    def __repr__(self) -> str:  # it may hold their own words
        return "CorrectInterest(key=***)"


@dataclass(frozen=True, slots=True)
class SayWords:
    """What the shopper whose card was shown says of their taste, in the place of what they said before; ""
    takes it back."""

    text: str

    def __repr__(self) -> str:  # what a shopper says reaches no log
        return "SayWords(text=***)"


@dataclass(frozen=True, slots=True)
class OfferWords:
    """Letters that the shopper typed of a word: which words of this store may they stand for? So Chinese is
    written by its sounds."""

    letters: str

    def __repr__(self) -> str:  # as of SayWords
        return "OfferWords(letters=***)"


@dataclass(frozen=True, slots=True)
class DeleteProfile:
    """Delete everything this kiosk knows of the shopper, for good."""


@dataclass(frozen=True, slots=True)
class ExtendSession:
    pass


@dataclass(frozen=True, slots=True)
class EndSession:
    """Wipe every trace of the shopper now."""


@dataclass(frozen=True, slots=True)
class OpenStaff:
    pass


@dataclass(frozen=True, slots=True)
class SubmitPin:
    pin: str

    def __repr__(self) -> str:  # a PIN never reaches a log
        return "SubmitPin(pin=***)"


@dataclass(frozen=True, slots=True)
class LeaveStaff:
    pass


@dataclass(frozen=True, slots=True)
class ShowRestock:
    pass


@dataclass(frozen=True, slots=True)
class ShowHealth:
    pass


@dataclass(frozen=True, slots=True)
class ShowVersions:
    pass


@dataclass(frozen=True, slots=True)
class ShowAudit:
    pass


@dataclass(frozen=True, slots=True)
class TakeTask:
    task_id: str


@dataclass(frozen=True, slots=True)
class ReleaseTask:
    """Give a taken task back unfinished."""

    task_id: str


@dataclass(frozen=True, slots=True)
class PickSlot:
    """The slot chosen by hand instead of a scan."""

    shelf: str
    slot: str


@dataclass(frozen=True, slots=True)
class FinishTask:
    """Close the task with the quantity that the weight confirmed."""

    task_id: str


@dataclass(frozen=True, slots=True)
class ShowDevices:
    pass


@dataclass(frozen=True, slots=True)
class OpenTeachIn:
    """Let new devices be adopted for a minute."""


@dataclass(frozen=True, slots=True)
class ChooseDevice:
    """A device that was heard and is not adopted."""

    dialect: str
    device: str
    channel: str


@dataclass(frozen=True, slots=True)
class AdoptDevice:
    """Bind the chosen device to a slot; `cell` where several lie under it, else ""."""

    shelf: str
    slot: str
    cell: str = ""


@dataclass(frozen=True, slots=True)
class ForgetDevice:
    """Unbind what lies under the chosen slot's cell."""


@dataclass(frozen=True, slots=True)
class ChooseCell:
    shelf: str
    slot: str
    cell: str = ""


@dataclass(frozen=True, slots=True)
class CalibrateCell:
    """A step of the chosen cell's calibration: "zero" (also tare), "reference" or "check"."""

    step: str
    grams: int = 0


@dataclass(frozen=True, slots=True)
class CountSlot:
    """Somebody counted the chosen slot."""

    count: int


@dataclass(frozen=True, slots=True)
class BindProduct:
    """The chosen slot holds this product from now on; the planned one goes back to headquarters' plan."""

    product_id: str


@dataclass(frozen=True, slots=True)
class RollBackModel:
    pass


@dataclass(frozen=True, slots=True)
class SyncNow:
    pass


Command = (
    Touch
    | GoHome
    | GoBack
    | OpenProduct
    | OpenCompare
    | OpenBrowse
    | SelectDepartment
    | SelectCategory
    | LoadMore
    | OpenSearch
    | SetQuery
    | SubmitQuery
    | EnterCode
    | SwitchLanguage
    | SetAccessible
    | LeaveOut
    | AnswerConsent
    | OpenInterests
    | CorrectInterest
    | SayWords
    | OfferWords
    | DeleteProfile
    | ExtendSession
    | EndSession
    | OpenStaff
    | SubmitPin
    | LeaveStaff
    | ShowRestock
    | ShowHealth
    | ShowVersions
    | ShowAudit
    | TakeTask
    | ReleaseTask
    | PickSlot
    | FinishTask
    | ShowDevices
    | OpenTeachIn
    | ChooseDevice
    | AdoptDevice
    | ForgetDevice
    | ChooseCell
    | CalibrateCell
    | CountSlot
    | BindProduct
    | RollBackModel
    | SyncNow
)
