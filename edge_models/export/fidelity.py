"""How much of its teacher the quantized student keeps: both answer the held out questions."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from edge_models.evaluation.metrics import Interval, K, intervals, ndcg
from edge_models.features.tables import FloatArray, IntArray
from edge_models.training.held_out import HeldOut
from edge_models.training.queries import Query, Task

BAR = 0.98  # of the teacher's NDCG, for each task
ENOUGH = 100  # questions; a ratio of fewer says little
_AT_ONCE = 64  # questions that are scored together

Scorer = Callable[[FloatArray], FloatArray]


@dataclass(frozen=True, slots=True)
class Kept:
    """One task's mean NDCG@10 over its questions, and the student's by the teacher's, bootstrapped over
    shoppers."""

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
    gains: dict[Task, list[tuple[float, float]]] = {}
    shoppers: dict[Task, list[str]] = {}
    batch: list[tuple[Query, IntArray, FloatArray]] = []

    def answer() -> None:
        x = np.concatenate([features for _, _, features in batch])
        scores = np.stack([teacher(x), student(x)])
        start = 0
        for question, rows, features in batch:
            part = scores[:, start : start + len(features)]
            start += len(features)
            both = (_ndcg(rows, part[0], question.targets), _ndcg(rows, part[1], question.targets))
            gains.setdefault(question.task, []).append(both)
            shoppers.setdefault(question.task, []).append(str(question.shopper))
        batch.clear()

    for entry in held_out.rows():
        batch.append(entry)
        if len(batch) == _AT_ONCE:
            answer()
    if batch:
        answer()
    return {task: _kept(np.asarray(values), shoppers[task]) for task, values in gains.items()}


def _kept(gains: npt.NDArray[np.float64], shoppers: list[str]) -> Kept:
    """`gains` (questions, 2): the teacher's and the student's."""
    teacher, student = gains.mean(axis=0).tolist()
    ratio = intervals(gains[:, 1:], shoppers, gains[:, :1])[0] if teacher else Interval(1.0, 1.0, 1.0)
    return Kept(len(gains), teacher, student, ratio)


def as_markdown(kept: dict[Task, Kept]) -> str:
    """A table for the card; a task below the bar is named after it."""
    if not kept:
        return "No teacher, or no basket after the last origin: not measured."
    lines = ["| task | questions | teacher | student | kept |", "|---|---|---|---|---|"]
    for task, k in kept.items():
        few = "" if k.questions >= ENOUGH else " (too few to say)"
        lines.append(f"| {task} | {k.questions}{few} | {k.teacher:.4f} | {k.student:.4f} | {k.text()} |")
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


def _ndcg(rows: IntArray, score: FloatArray, targets: IntArray) -> float:
    best = rows[np.argsort(-score, kind="stable")[:K]]
    return ndcg(np.isin(best, targets), len(targets))
