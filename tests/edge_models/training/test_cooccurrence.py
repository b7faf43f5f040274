"""Neighbours by EASE: the same from either side, and what becomes of rare items where there are many."""

import numpy as np
import pytest
import scipy.sparse

from edge_models.training import cooccurrence, inverse
from edge_models.training.cooccurrence import ease, weights


def baskets(rows: int, items: int, seed: int = 0) -> scipy.sparse.csr_matrix:
    """Baskets of three popular items and, in most, a rare pair: 2k and 2k + 1 go together."""
    rng = np.random.default_rng(seed)
    x = np.zeros((rows, items), dtype=np.float32)
    for row in x:
        row[(items * rng.random(3) ** 3).astype(int)] = 1
        pair = rng.integers(items // 2)
        row[[2 * pair, 2 * pair + 1]] = 1
    return scipy.sparse.csr_matrix(x)


def whole(x: scipy.sparse.csr_matrix, ridge: float) -> np.ndarray:
    b = np.concatenate([block for _, block in weights(inverse.inverse(x, ridge))])
    np.fill_diagonal(b, 0)
    return b


def test_both_sides_and_the_definition_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    x = baskets(300, 80)
    p = np.linalg.inv((x.T @ x).toarray() + 5 * np.eye(80))
    definition = -p / np.diag(p)
    np.fill_diagonal(definition, 0)
    assert np.allclose(whole(x, 5), definition, atol=1e-4)
    monkeypatch.setattr(inverse, "_ROWS_PAY", 10.0)
    assert np.allclose(whole(x, 5), definition, atol=1e-4)


def test_common_rows_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cooccurrence, "_BLOCK", 7)
    x = baskets(200, 30)
    near, counts = ease(x, 5, 6, counted=True), (x.T @ x).toarray()
    rows = np.repeat(np.arange(30), 6).reshape(30, 6)
    assert np.array_equal(near.common, np.where(near.byte > 0, counts[rows, near.index], near.common))
    assert near.common.max() > 5


def test_rare_items_of_a_large_assortment_keep_their_companions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cooccurrence, "DENSE_ITEMS", 100)
    monkeypatch.setattr(cooccurrence, "_CORE", 60)
    monkeypatch.setattr(cooccurrence, "_BLOCK", 16)
    x = baskets(6000, 200)
    near = ease(x, 5, 8, counted=True)
    frequency = np.asarray(x.sum(axis=0)).ravel()
    rare = np.sort(np.argsort(-frequency, kind="stable")[60:])
    assert len(rare) == 140
    assert np.array_equal(near.index[rare, 0], rare ^ 1)
    assert (near.common[rare, 0] > 10).all() and not (near.index == np.arange(200)[:, None])[
        near.byte > 0
    ].any()
    assert (np.diff(near.value, axis=1) <= 0).all()


def test_fewer_items_than_neighbours_and_nothing_bought() -> None:
    assert ease(baskets(50, 4), 5, 48).index.shape == (4, 3)
    assert not ease(scipy.sparse.csr_matrix((0, 5), dtype=np.float32), 5, 3, counted=True).value.any()
    assert ease(scipy.sparse.csr_matrix((5, 1), dtype=np.float32), 5, 3).index.shape == (1, 0)


def test_items_of_few_rows_stay_out_of_the_dense_matrix() -> None:
    inverted: list[int] = []

    def spied(x: scipy.sparse.csr_matrix, items: np.ndarray, ridge: float) -> np.ndarray:
        inverted.extend(items.tolist())
        return inverse.inverse(x, ridge)

    x = np.repeat(np.eye(4, dtype=np.float32), [4, 5, 6, 1], axis=0)
    x[:, 3] = 1
    near = ease(scipy.sparse.csr_matrix(x), 5, 2, invert=spied)
    assert inverted == [1, 2, 3]  # the first item has four rows
    assert near.index.shape == (4, 2)
