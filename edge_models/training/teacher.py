"""The teacher: gradient-boosted trees that order each query's products (LambdaMART, Burges 2010)."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import lightgbm as lgb
import numpy as np

from edge_models.features.names import FEATURES
from edge_models.features.tables import FloatArray
from edge_models.training.examples import Examples


@dataclass(frozen=True, slots=True)
class TeacherSettings:
    rounds: int = 250
    rate: float = 0.08
    leaves: int = 63
    leaf_rows: int = 400
    column_share: float = 0.5
    row_share: float = 0.7
    truncation: int = 20
    threads: int = 2


class Teacher:
    """Scores feature matrices; higher is better within a query."""

    @classmethod
    def load(cls, path: Path, threads: int) -> "Teacher":
        """What `save` wrote."""
        return cls(lgb.Booster(model_str=path.read_text(encoding="utf-8")), threads)

    def save(self, path: Path) -> None:
        path.write_text(self._booster.model_to_string(), encoding="utf-8")

    def __init__(self, booster: lgb.Booster, threads: int) -> None:
        self._booster = booster
        self._threads = threads

    def score(self, matrix: FloatArray) -> FloatArray:
        """(rows,) float32."""
        return np.asarray(self._booster.predict(matrix, num_threads=self._threads), dtype=np.float32)


def teach(
    examples: Examples, settings: TeacherSettings, seed: int, advance: Callable[[], None] = lambda: None
) -> Teacher:
    """Train on the examples; `advance` is called after each of `settings.rounds` trees."""
    parameters = {
        "objective": "lambdarank",
        "learning_rate": settings.rate,
        "num_leaves": settings.leaves,
        "min_data_in_leaf": min(settings.leaf_rows, max(len(examples.x) // 50, 1)),
        "feature_fraction": settings.column_share,
        "bagging_fraction": settings.row_share,
        "bagging_freq": 1,
        "lambda_l2": 1.0,
        "max_bin": 127,
        "lambdarank_truncation_level": settings.truncation,
        "num_threads": settings.threads,
        "seed": seed,
        "deterministic": True,
        "force_row_wise": True,
        "verbosity": -1,
    }
    rows = lgb.Dataset(examples.x, examples.label, group=examples.group, feature_name=list(FEATURES))
    booster = lgb.train(parameters, rows, settings.rounds, callbacks=[lambda _: advance()])
    return Teacher(booster, settings.threads)
