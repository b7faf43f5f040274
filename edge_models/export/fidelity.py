"""How much of its teacher the quantized student keeps: both answer the held out questions."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

import numpy as np

from edge_models.features.tables import FloatArray, IntArray
from edge_models.training.held_out import HeldOut
from edge_models.training.queries import Query, Task

BAR = 0.98  # of the teacher's NDCG, for each task
ENOUGH = 100  # questions; a ratio of fewer says little
_PLACES = 10
_AT_ONCE = 64  # questions that are scored together
_DISCOUNT = 1 / np.log2(np.arange(2, _PLACES + 2))

Scorer = Callable[[FloatArray], FloatArray]


@dataclass(frozen=True, slots=True)
class Kept:
    """One task's mean NDCG@10 over its questions."""

    questions: int
    teacher: float
    student: float

    @property
    def ratio(self) -> float:
        return self.student / self.teacher if self.teacher else 1.0

    @property
    def low(self) -> bool:
        return self.questions >= ENOUGH and self.ratio < BAR

    def as_dict(self) -> dict[str, float]:
        return {**asdict(self), "ratio": self.ratio}


def measure(held_out: HeldOut, teacher: Scorer, student: Scorer) -> dict[Task, Kept]:
    """Both scorers take (rows, features) and give (rows,); a question whose answer is not in the shortlist
    counts as zero for both."""
    gains: dict[Task, list[tuple[float, float]]] = {}
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
        batch.clear()

    for entry in held_out.rows():
        batch.append(entry)
        if len(batch) == _AT_ONCE:
            answer()
    if batch:
        answer()
    means = {task: np.mean(values, axis=0) for task, values in gains.items()}
    return {task: Kept(len(gains[task]), float(m[0]), float(m[1])) for task, m in means.items()}


def as_markdown(kept: dict[Task, Kept]) -> str:
    """A table for the card; a task below the bar is named after it."""
    if not kept:
        return "No teacher, or no basket after the last origin: not measured."
    lines = ["| task | questions | teacher | student | kept |", "|---|---|---|---|---|"]
    for task, k in kept.items():
        few = "" if k.questions >= ENOUGH else " (too few to say)"
        lines.append(f"| {task} | {k.questions}{few} | {k.teacher:.4f} | {k.student:.4f} | {k.ratio:.1%} |")
    return "\n".join([*lines, *(f"\n**{text}**" for text in warnings(kept))])


def warnings(kept: dict[Task, Kept]) -> list[str]:
    """One sentence for each task in which the student keeps too little."""
    return [
        f"WARNING: in {task} the student keeps {k.ratio:.1%} of its teacher, less than {BAR:.0%}. "
        "Train a larger student or more epochs before this bundle is published."
        for task, k in kept.items()
        if k.low
    ]


def _ndcg(rows: IntArray, score: FloatArray, targets: IntArray) -> float:
    best = rows[np.argsort(-score, kind="stable")[:_PLACES]]
    found = np.isin(best, targets)
    ideal = _DISCOUNT[: min(_PLACES, len(targets))].sum()
    return float((found * _DISCOUNT[: len(best)]).sum() / ideal)
