"""How much of its teacher the quantized student keeps: both answer the held out questions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from edge_models.evaluation.metrics import Interval, K, intervals, ndcg
from edge_models.features.tables import FloatArray, IntArray
from edge_models.training.held_out import HeldOut
from edge_models.training.queries import Query, Task

BAR = 0.98  # of the teacher's worth, for each task
ENOUGH = 100  # questions; a ratio of fewer says little
_AT_ONCE = 64  # questions that are scored together

Scorer = Callable[[FloatArray], FloatArray]


@dataclass(frozen=True, slots=True)
class Kept:
    """One task's mean worth of a list over its questions, and the student's by the teacher's, bootstrapped
    over shoppers."""

    questions: int
    teacher: float
    student: float
    ratio: Interval

    @property
    def low(self) -> bool:
        return self.questions >= ENOUGH and self.ratio.mean < BAR

    @property
    def surely_low(self) -> bool:
        return self.low and self.ratio.high < BAR

    def text(self) -> str:
        r = self.ratio
        return f"{r.mean:.1%} [{r.low:.1%}, {r.high:.1%}]"


def measure(held_out: HeldOut, teacher: Scorer, student: Scorer) -> dict[Task, Kept]:
    """Both scorers take (rows, features) and give (rows,); a question whose answer is not in the shortlist
    counts as zero for both."""
    gains: dict[Task, list[list[float]]] = {}
    shoppers: dict[Task, list[str]] = {}
    batch: list[tuple[Query, IntArray, FloatArray]] = []

    def answer() -> None:
        x = np.concatenate([features for _, _, features in batch])
        scores = np.stack([teacher(x), student(x)])
        start = 0
        for question, rows, features in batch:
            part = scores[:, start : start + len(features)]
            start += len(features)
            both = [_asked(question, rows, score) for score in part]
            gains.setdefault(question.task, []).append(both)
            shoppers.setdefault(question.task, []).append(str(question.shopper))
        batch.clear()

    for entry in held_out.rows():
        batch.append(entry)
        if len(batch) == _AT_ONCE:
            answer()
    if batch:
        answer()
    return {task: kept(np.asarray(values), shoppers[task]) for task, values in gains.items()}


def measure_of(task: Task) -> str:
    """What a list of this task is worth is told by: the benchmark's own measure."""
    return {Task.DISCOVER: "recall@10", Task.COLD: "HR@50"}.get(task, "NDCG@10")


def length(task: Task) -> int:
    """How many places of a list count."""
    return 50 if task is Task.COLD else K


def worth(task: Task, hits: npt.NDArray[np.bool_], wanted: int) -> float:
    """Of one list of at most `length(task)` places, by the task's measure: `hits` (places,) says which hold a
    wanted product, `wanted` how many such products there are."""
    if task is Task.COLD:
        return float(hits.any())
    return float(hits.sum() / wanted) if task is Task.DISCOVER else ndcg(hits, wanted)


def kept(gains: npt.NDArray[np.float64], shoppers: Sequence[str]) -> Kept:
    """`gains` (questions, 2): the worth of the teacher's list and of the student's."""
    teacher, student = gains.mean(axis=0).tolist()
    ratio = intervals(gains[:, 1:], shoppers, gains[:, :1])[0] if teacher else Interval(1.0, 1.0, 1.0)
    return Kept(len(gains), teacher, student, ratio)


def as_markdown(kept: dict[Task, Kept]) -> str:
    """A table for the card; a task below the bar is named after it."""
    if not kept:
        return "No teacher, or no basket after the last origin: not measured."
    lines = ["| task | measure | questions | teacher | student | kept |", "|---|---|---|---|---|---|"]
    for task, k in kept.items():
        few = "" if k.questions >= ENOUGH else " (too few to say)"
        told = f"{k.teacher:.4f} | {k.student:.4f} | {k.text()}"
        lines.append(f"| {task} | {measure_of(task)} | {k.questions}{few} | {told} |")
    return "\n".join([*lines, *(f"\n**{text}**" for text in warnings(kept))])


def warnings(kept: dict[Task, Kept]) -> list[str]:
    """One sentence for each task in which the student keeps too little."""
    return [
        f"WARNING: in {task} the student keeps {k.text()} of its teacher, less than {BAR:.0%}. "
        + (
            "Train a larger student or more epochs before this bundle is published."
            if k.surely_low
            else "That may be chance: the interval holds the bar, too."
        )
        for task, k in kept.items()
        if k.low
    ]


def _asked(question: Query, rows: IntArray, score: FloatArray) -> float:
    best = rows[np.argsort(-score, kind="stable")[: length(question.task)]]
    return worth(question.task, np.isin(best, question.targets), len(question.targets))
