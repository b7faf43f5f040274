"""The teacher keeps two kinds of questions apart, answers the same after a restart, and misses no kind."""

from pathlib import Path

import numpy as np

from edge_models.features.names import COLUMN, FEATURES
from edge_models.training.examples import Examples
from edge_models.training.teacher import TeacherSettings, teach

SETTINGS = TeacherSettings(rounds=20, foresee_rounds=10, foresee_bags=2, leaves=4, leaf_rows=5, threads=1)
HELD, SIGNAL = COLUMN["basket_size"], COLUMN["times"]


def questions(held: float, sign: float, seed: int) -> Examples:
    """Forty questions of ten products; those are bought whose signal is high (sign 1) or low (-1)."""
    rng = np.random.default_rng(seed)
    x = np.zeros((400, len(FEATURES)), dtype=np.float32)
    x[:, HELD], x[:, SIGNAL] = held, rng.standard_normal(400)
    bought = (sign * x[:, SIGNAL] > 0.5).astype(np.uint8)
    return Examples(x, bought, np.full(40, 10, dtype=np.int32))


def agreement(score: np.ndarray, asked: Examples) -> float:
    return float(np.corrcoef(score, asked.x[:, SIGNAL])[0, 1])


def test_each_kind_of_question_has_trees_of_its_own(tmp_path: Path) -> None:
    complete, foresee = questions(1.1, 1.0, 1), questions(0.0, -1.0, 2)
    trees: list[None] = []
    teacher = teach(Examples.join([complete, foresee]), SETTINGS, 1, lambda: trees.append(None))
    assert len(trees) == SETTINGS.trees
    both = np.concatenate([complete.x, foresee.x])
    scores = teacher.score(both)
    assert agreement(scores[:400], complete) > 0.5
    assert agreement(scores[400:], foresee) < -0.5
    teacher.save(tmp_path / "teacher")
    again = type(teacher).load(tmp_path / "teacher", threads=1)
    np.testing.assert_array_equal(again.score(both), scores)


def test_where_only_one_kind_was_asked_its_trees_answer_for_the_other() -> None:
    teacher = teach(questions(0.0, 1.0, 3), SETTINGS, 1)
    asked = questions(1.1, 1.0, 4)
    assert agreement(teacher.score(asked.x), asked) > 0.5
