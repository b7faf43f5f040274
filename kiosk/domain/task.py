"""One restock task in somebody's hands: find the slot, fill it, let the weight confirm.

FIND_SLOT ── product scanned, slot picked, goods put ──► FILL ── weight sure ──► CONFIRMED
                                                          ▲── removed, unsure ──────┘
"""

from dataclasses import dataclass, replace
from enum import StrEnum, auto

from kiosk.domain.planogram import SlotRef

SURE = 0.5  # least confidence of the shelf at which a weight confirms a number of pieces


class TaskStep(StrEnum):
    FIND_SLOT = auto()  # scan the product or pick the slot
    FILL = auto()  # put goods on the shelf, the weight counts
    CONFIRMED = auto()  # the weight agrees with the quantity


class Remark(StrEnum):
    """What the person at the shelf should know about the last thing they did."""

    NONE = ""
    WRONG_PRODUCT = "wrong_product"
    WRONG_SLOT = "wrong_slot"
    REMOVED = "removed"
    UNSURE = "unsure"  # the weight fits no whole number of pieces


@dataclass(frozen=True, slots=True)
class ActiveTask:
    task_id: str
    product_id: str
    ref: SlotRef
    step: TaskStep = TaskStep.FIND_SLOT
    net: int = 0  # pieces put on, less those taken off again
    grams: float = 0.0  # weight added, less what was taken off
    unsure: bool = False  # some of it was weighed without certainty
    remark: Remark = Remark.NONE
    wrong_code: str | None = None

    @property
    def put(self) -> int:
        """Pieces that the weight has confirmed so far."""
        return max(0, self.net)


@dataclass(frozen=True, slots=True)
class CodeScanned:
    product_id: str | None  # None: the catalog does not know the code
    code: str


@dataclass(frozen=True, slots=True)
class SlotPicked:
    ref: SlotRef


@dataclass(frozen=True, slots=True)
class GoodsPut:
    ref: SlotRef
    pieces: int
    grams: float  # added, positive
    confidence: float  # of the shelf, 0–1


@dataclass(frozen=True, slots=True)
class GoodsRemoved:
    ref: SlotRef
    pieces: int  # positive
    grams: float  # removed, positive


@dataclass(frozen=True, slots=True)
class WeightUnexplained:
    """The shelf felt something that is no whole number of this product."""

    ref: SlotRef
    grams: float  # signed


TaskEvent = CodeScanned | SlotPicked | GoodsPut | GoodsRemoved | WeightUnexplained


def step(task: ActiveTask, event: TaskEvent) -> ActiveTask:
    """The task after `event`. Goods put on the right slot find it as well as a scan does."""
    match event:
        case CodeScanned(product_id, code):
            if product_id != task.product_id:
                return replace(task, remark=Remark.WRONG_PRODUCT, wrong_code=code)
            return _found(task)
        case SlotPicked(ref):
            return _found(task) if ref == task.ref else _elsewhere(task)
        case GoodsPut(ref, pieces, grams, confidence):
            if ref != task.ref:
                return _elsewhere(task)
            return _weighed(task, pieces, grams, confidence < SURE)
        case GoodsRemoved(ref, pieces, grams):
            # A shopper may take something from another slot meanwhile; that is no mistake of the person here.
            return _weighed(task, -pieces, -grams, False) if ref == task.ref else task
        case WeightUnexplained(ref, grams):
            return _weighed(task, 0, grams, True) if ref == task.ref else task


def _found(task: ActiveTask) -> ActiveTask:
    found = TaskStep.FILL if task.step is TaskStep.FIND_SLOT else task.step
    return replace(task, step=found, remark=Remark.NONE, wrong_code=None)


def _elsewhere(task: ActiveTask) -> ActiveTask:
    return replace(task, remark=Remark.WRONG_SLOT, wrong_code=None)


def _weighed(task: ActiveTask, pieces: int, grams: float, unsure: bool) -> ActiveTask:
    net = task.net + pieces
    unsure = (task.unsure and net > 0) or unsure
    remark = Remark.UNSURE if unsure else Remark.REMOVED if pieces < 0 else Remark.NONE
    confirmed = net > 0 and not unsure
    return replace(
        task,
        step=TaskStep.CONFIRMED if confirmed else TaskStep.FILL,
        net=net,
        grams=task.grams + grams,
        unsure=unsure,
        remark=remark,
        wrong_code=None,
    )
