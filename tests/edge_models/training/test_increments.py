"""An inverse that follows what changed equals one made from nothing."""

import numpy as np
import pytest
import scipy.sparse
from hypothesis import given, settings
from hypothesis import strategies as st

from edge_models.errors import TrainingError
from edge_models.training import increments, inverse
from edge_models.training.increments import compare, follow

RIDGE = 7.0


class Night:
    """Baskets of a made-up retailer over some of 400 products; each night some come, go and are corrected,
    some products take part for the first time and some no longer."""

    def __init__(self, seed: int, rows: int, items: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.whole = self._baskets(rows)
        self.ids = np.sort(self.rng.choice(400, size=items, replace=False))

    def pass_by(self) -> None:
        rng, whole = self.rng, self.whole
        corrected = rng.choice(len(whole), size=rng.integers(0, min(5, len(whole) + 1)), replace=False)
        whole[corrected] = self._baskets(len(corrected))
        gone = rng.choice(len(whole), size=rng.integers(0, min(5, len(whole) + 1)), replace=False)
        self.whole = np.concatenate([np.delete(whole, gone, axis=0), self._baskets(rng.integers(0, 20))])
        out = rng.choice(len(self.ids), size=rng.integers(0, 4), replace=False)
        others = np.setdiff1d(np.arange(400), self.ids)
        come = rng.choice(others, size=rng.integers(0, 6), replace=False)
        self.ids = np.sort(np.concatenate([np.delete(self.ids, out), come]))

    @property
    def x(self) -> scipy.sparse.csr_matrix:
        return scipy.sparse.csr_matrix(self.whole[:, self.ids])

    @property
    def names(self) -> np.ndarray:
        return np.array([f"p{i:03}" for i in self.ids])

    def _baskets(self, rows: int) -> np.ndarray:
        return (self.rng.random((rows, 400)) < 0.3 * self.rng.random(400) ** 3).astype(np.float32)


def definition(x: scipy.sparse.csr_matrix) -> np.ndarray:
    dense = x.toarray().astype(np.float64)
    return np.linalg.inv(dense.T @ dense + RIDGE * np.eye(x.shape[1]))


@given(st.integers(0, 2**32), st.sampled_from([(600, 90), (40, 150), (0, 30)]))
@settings(max_examples=25, deadline=None)
def test_several_nights_in_a_row(seed: int, size: tuple[int, int]) -> None:
    """Of many baskets, of fewer baskets than products, and from the first basket on."""
    night = Night(seed, *size)
    before, names = night.x, night.names
    p = inverse.inverse(before, RIDGE)
    for _ in range(6):
        night.pass_by()
        p = follow(p, compare(names, before, night.names, night.x), night.x, RIDGE)
        before, names = night.x, night.names
        assert np.allclose(p, definition(before), atol=2e-6 / RIDGE)
        assert inverse.rounding(p, before, RIDGE) < 0.2


def test_only_what_changed_is_counted() -> None:
    night = Night(1, 200, 100)
    x, names = night.x, night.names
    assert compare(names, x, names, x).rank == 0
    shuffled = x[np.random.default_rng(2).permutation(x.shape[0])]
    assert compare(names, x, names, shuffled).rank == 0
    corrected = x.tolil()
    corrected[3, 5] = 1 - corrected[3, 5]
    change = compare(names, x, names, corrected.tocsr())
    assert (change.rows_in_total, change.rows_out_total, change.rank) == (1, 1, 2)


def test_equal_baskets_are_one_row_with_their_number() -> None:
    night = Night(1, 200, 100)
    x, names = night.x, night.names
    grown = scipy.sparse.vstack([x, *[x[7]] * 9, *[x[8] * 0] * 5]).tocsr()
    grown.eliminate_zeros()
    change = compare(names, x, names, grown)
    assert (change.rows_in_total, change.rank) == (9, 1)  # empty ones change nothing
    p = follow(inverse.inverse(x, RIDGE), change, grown, RIDGE)
    assert np.allclose(p, definition(grown), atol=2e-6 / RIDGE)
    back = compare(names, grown, names, x)
    assert (back.rows_out_total, back.rank) == (9, 1)
    assert np.allclose(follow(p, back, x, RIDGE), definition(x), atol=2e-6 / RIDGE)


def test_more_rows_than_one_step_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inverse, "_RANK", 7)
    monkeypatch.setattr(inverse, "_BLOCK", 16)
    night = Night(4, 300, 80)
    x, names, few = night.x, night.names, night.x[100:]
    change, done = compare(names, x, names, few), []
    assert change.rank == 100 and change.steps == 15
    p = follow(inverse.inverse(x, RIDGE), change, few, RIDGE, lambda: done.append(1))
    assert len(done) == 15
    assert np.allclose(p, definition(few), atol=2e-6 / RIDGE)


def test_a_large_change_is_not_worth_following() -> None:
    night = Night(5, 600, 100)
    x, names = night.x, night.names
    half = increments._WORTH
    assert compare(names, x[50:], names, x).worth_following(x) and half == 0.5
    assert not compare(names, x[60:], names, x).worth_following(x)


def test_rows_that_were_never_there_cannot_go() -> None:
    night = Night(6, 50, 60)
    p = inverse.inverse(night.x, RIDGE)
    never = scipy.sparse.csr_matrix(np.ones((40, 60), dtype=np.float32))
    with pytest.raises(TrainingError, match="cannot follow"):
        inverse.change_rows(p, never, -1)


def test_rounding_is_what_it_says() -> None:
    night = Night(7, 400, 25)  # fewer than are looked at: all are
    x = night.x
    exact = definition(x)
    rng = np.random.default_rng(8)
    for size in (1e-7, 1e-6, 1e-5):
        noise = rng.standard_normal(exact.shape) * size / RIDGE
        p = (exact + noise + noise.T).astype(np.float32)
        weight, right = -p / p.diagonal(), -exact / exact.diagonal()
        np.fill_diagonal(weight, 0)
        np.fill_diagonal(right, 0)
        measured = (np.abs(weight - right).max(axis=1) / np.maximum(right.max(axis=1), 1e-3)).max() * 255
        assert inverse.rounding(p, x, RIDGE) == pytest.approx(measured, rel=0.5)
