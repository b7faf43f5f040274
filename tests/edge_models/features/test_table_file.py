"""Tables come back from their file exactly as they were written."""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from edge_models.errors import BundleError
from edge_models.features.table_file import load, save
from edge_models.features.tables import Neighbours, StoreSales, Tables
from edge_models.runtime import Recommender


def assert_same(a: object, b: object) -> None:
    for f in fields(a):  # type: ignore[arg-type]
        x, y = getattr(a, f.name), getattr(b, f.name)
        if isinstance(x, np.ndarray):
            assert x.dtype == y.dtype and np.array_equal(x, y), f.name
        elif isinstance(x, StoreSales | Neighbours):
            assert_same(x, y)
        else:
            assert x == y, f.name


def test_what_was_written_is_read(recommender: Recommender, tmp_path: Path) -> None:
    save(recommender.tables, tmp_path / "t.npz")
    assert_same(recommender.tables, load(tmp_path / "t.npz"))


@pytest.mark.parametrize("largest", [200, 40_000, 65_535, 65_536, 300_000])
def test_store_rows_of_any_size_survive(recommender: Recommender, tmp_path: Path, largest: int) -> None:
    products = np.asarray([0, 3, largest - 1, largest, 1, 2, largest], dtype=np.int32)
    sales = StoreSales(
        ("a", "b"),
        np.asarray([0, 4, 7], dtype=np.int32),
        products,
        np.arange(7, dtype=np.int32) * 300,
        np.arange(7, dtype=np.int32),
        np.asarray([9, 70_000], dtype=np.int32),
    )
    tables: Tables = replace(recommender.tables, stores=sales)
    save(tables, tmp_path / "t.npz")
    assert_same(tables, load(tmp_path / "t.npz"))


def test_the_same_tables_give_the_same_bytes(recommender: Recommender, tmp_path: Path) -> None:
    for name in ("one", "two"):
        save(recommender.tables, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_quantized_weights_stay_within_half_a_step() -> None:
    weight = np.random.default_rng(0).random((50, 8)).astype(np.float32) * 3
    near = Neighbours.quantize(np.zeros((50, 8), dtype=np.int32), weight)
    assert np.abs(near.value - weight).max() <= weight.max() / 255 / 2 + 1e-6


@pytest.mark.parametrize("content", [b"", b"rubbish", b"PK\x05\x06" + bytes(18)])
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t.npz").write_bytes(content)
    with pytest.raises(BundleError, match=r"t\.npz"):
        load(tmp_path / "t.npz")
