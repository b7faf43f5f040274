"""The teacher: gradient-boosted trees, some for each kind of question.

Completing a basket has one right answer, so those trees learn to order (LambdaMART, Burges 2010).
Foreseeing a basket has many, so those learn how probable each product is (logistic loss). ADR 6 has the
numbers.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm as lgb
import numpy as np
import numpy.typing as npt

from edge_models.features.names import COLUMN, FEATURES
from edge_models.features.tables import FloatArray
from edge_models.training.examples import Examples

_COMPLETE, _FORESEE = "complete", "foresee"  # the kinds of questions
_BINS = 127


@dataclass(frozen=True, slots=True)
class TeacherSettings:
    rounds: int = 250  # trees that complete
    foresee_rounds: int = 150  # trees that foresee, in each of
    foresee_bags: int = 2  # so many boosters, which differ by chance; their mean teaches
    rate: float = 0.08
    leaves: int = 63
    leaf_rows: int = 400
    column_share: float = 0.5
    row_share: float = 0.7
    truncation: int = 20
    threads: int = 2

    @property
    def trees(self) -> int:
        """Of all kinds together, at most."""
        return self.rounds + self.foresee_bags * self.foresee_rounds


class Teacher:
    """Scores feature matrices; higher is better within a query. Scores of two kinds of questions have nothing
    in common."""

    def __init__(self, boosters: dict[str, list[lgb.Booster]], threads: int) -> None:
        """A kind that no question was of may be missing: the other answers for it."""
        self._boosters = boosters
        self._threads = threads

    @classmethod
    def load(cls, path: Path, threads: int) -> "Teacher":
        """What `save` wrote."""
        models: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            {kind: [lgb.Booster(model_str=text) for text in texts] for kind, texts in models.items()}, threads
        )

    def save(self, path: Path) -> None:
        models = {kind: [b.model_to_string() for b in boosters] for kind, boosters in self._boosters.items()}
        path.write_text(json.dumps(models), encoding="utf-8")

    def score(self, matrix: FloatArray) -> FloatArray:
        """(rows,) float32 of a matrix (rows, features), whose rows may be of several queries."""
        out = np.zeros(len(matrix), dtype=np.float32)
        foresee = _foresees(matrix)
        for kind, rows in ((_COMPLETE, ~foresee), (_FORESEE, foresee)):
            if rows.any():
                boosters = self._boosters.get(kind) or next(iter(self._boosters.values()))
                asked = matrix[rows]
                scores = [b.predict(asked, raw_score=True, num_threads=self._threads) for b in boosters]
                out[rows] = np.mean(scores, axis=0)
        return out


def teach(
    examples: Examples, settings: TeacherSettings, seed: int, advance: Callable[[], None] = lambda: None
) -> Teacher:
    """Train on the examples, at least one; `advance` is called after each tree."""
    foresee = _foresees(examples.x[np.cumsum(examples.group) - 1])
    parts = {_COMPLETE: ~foresee, _FORESEE: foresee}
    return Teacher(
        {
            kind: _boost(kind, examples.of(queries), settings, seed, advance)
            for kind, queries in parts.items()
            if queries.any()
        },
        settings.threads,
    )


def _foresees(matrix: FloatArray) -> npt.NDArray[np.bool_]:
    """(rows,) True for a question about a basket of which nothing is known yet."""
    empty: npt.NDArray[np.bool_] = matrix[:, COLUMN["basket_size"]] == 0
    return empty


def _boost(
    kind: str, examples: Examples, settings: TeacherSettings, seed: int, advance: Callable[[], None]
) -> list[lgb.Booster]:
    objective: dict[str, Any] = {
        "objective": "lambdarank",
        "lambdarank_truncation_level": settings.truncation,
    }
    rounds, bags = settings.rounds, 1
    if kind == _FORESEE:
        objective, rounds, bags = {"objective": "binary"}, settings.foresee_rounds, settings.foresee_bags
    parameters = objective | {
        "learning_rate": settings.rate,
        "num_leaves": settings.leaves,
        "min_data_in_leaf": min(settings.leaf_rows, max(len(examples.x) // 50, 1)),
        "feature_fraction": settings.column_share,
        "bagging_fraction": settings.row_share,
        "bagging_freq": 1,
        "lambda_l2": 1.0,
        "max_bin": _BINS,
        "num_threads": settings.threads,
        "deterministic": True,
        "force_row_wise": True,
        "verbosity": -1,
    }
    rows = lgb.Dataset(
        examples.x,
        examples.label,
        group=examples.group,
        feature_name=list(FEATURES),
        params={"max_bin": _BINS, "verbosity": -1},
    )
    return [
        lgb.train(parameters | {"seed": seed + bag}, rows, rounds, callbacks=[lambda _: advance()])
        for bag in range(bags)
    ]
