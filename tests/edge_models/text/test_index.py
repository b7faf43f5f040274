"""Similar products by text, and their file."""

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from edge_models.errors import BundleError
from edge_models.text import Role, TextEncoder
from edge_models.text.encoder import FloatArray
from edge_models.text.index import TextIndex
from edge_models.text.product import Product, TextError, Words, read_tables
from tests.edge_models.small_encoder import write_small_encoder


def test_similar_products_are_of_the_same_kind(index: TextIndex) -> None:
    """Of all products, the nearest other one is mostly of the same category."""
    row_category = index.category_of
    same = [
        row_category[index.row_of[s[0].product_id]] == row_category[row]
        for row, product in enumerate(index.product_ids)
        if (s := index.similar(product, 1))
    ]
    assert len(same) == len(index.product_ids)
    assert np.mean(same) > 0.85


def test_a_product_never_resembles_itself_and_an_unknown_one_nothing(index: TextIndex) -> None:
    for product in index.product_ids[::20]:
        found = index.similar(product, len(index.product_ids) + 5)
        assert len(found) == len(index.product_ids) - 1
        assert product not in {s.product_id for s in found}
        assert [s.similarity for s in found] == sorted((s.similarity for s in found), reverse=True)
    assert index.similar("no such product") == []


def test_one_language_finds_the_other(encoder: TextEncoder) -> None:
    products = [
        Product("shoes", "a", zh=Words("跑步鞋")),
        Product("milk", "b", zh=Words("纯牛奶")),
        Product("trainers", "a", en=Words("Running shoes")),
        Product("yoghurt", "b", en=Words("Strawberry yoghurt")),
    ]
    found = TextIndex.build(encoder, products)
    assert found.similar("trainers", 1)[0].product_id == "shoes"
    assert found.similar("yoghurt", 1)[0].product_id == "milk"


class Counting(TextEncoder):
    """Notes what it is asked to encode."""

    asked: list[str]

    def encode(self, texts: Sequence[str], role: Role = Role.PASSAGE) -> FloatArray:
        self.asked.extend(texts)
        return super().encode(texts, role)


def test_texts_that_an_earlier_index_knows_are_not_encoded_again(tmp_path: Path) -> None:
    encoder = Counting.load(write_small_encoder(tmp_path / "encoder"))
    encoder.asked = []
    old = [Product("a", "x", en=Words("Tea")), Product("b", "x", en=Words("Milk"), zh=Words("奶"))]
    TextIndex.build(encoder, old).save(tmp_path / "texts.npz")
    known = TextIndex.load(tmp_path / "texts.npz")
    encoder.asked = []
    now = [replace(old[1], product_id="c"), replace(old[0], en=Words("Green tea")), Product("d", "y")]
    found = TextIndex.build(encoder, now, known=known)
    assert encoder.asked == ["Green tea"]
    for product, vector in (("c", known.vector("b")), ("d", np.zeros(384))):
        np.testing.assert_allclose(found.vector(product), vector, atol=1e-6)
    assert not np.allclose(found.vector("a"), known.vector("a"))


def test_a_product_without_text_resembles_nothing(encoder: TextEncoder) -> None:
    found = TextIndex.build(encoder, [Product("a", "x"), Product("b", "x", en=Words("Milk"))])
    assert found.similar("a") == []


def test_what_is_saved_is_read_again_in_few_bytes(index: TextIndex, tmp_path: Path) -> None:
    path = tmp_path / "texts.npz"
    index.save(path)
    again = TextIndex.load(path)
    assert again.product_ids == index.product_ids
    assert again.categories == index.categories
    np.testing.assert_array_equal(again.category_of, index.category_of)
    np.testing.assert_array_equal(again.text_of, index.text_of)
    assert np.einsum("td,td->t", again.table, index.table).min() > 0.9995
    assert path.stat().st_size < 420 * (len(index.product_ids) + len(index.categories))
    first = path.read_bytes()
    index.save(path)
    assert path.read_bytes() == first


def test_products_that_share_a_text_share_a_vector(encoder: TextEncoder, tmp_path: Path) -> None:
    many = TextIndex.build(encoder, [Product(str(i), "x", en=Words("Milk")) for i in range(1000)])
    many.save(tmp_path / "texts.npz")
    assert (tmp_path / "texts.npz").stat().st_size < 8000
    again = TextIndex.load(tmp_path / "texts.npz")
    np.testing.assert_allclose(again.vector("7"), many.vector("999"), atol=0.01)


def test_a_damaged_index_is_refused(index: TextIndex, tmp_path: Path) -> None:
    path = tmp_path / "texts.npz"
    with pytest.raises(BundleError, match=r"texts\.npz"):
        TextIndex.load(path)
    path.write_bytes(b"no zip")
    with pytest.raises(BundleError, match="not an index"):
        TextIndex.load(path)
    index.save(path)
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(tmp_path / "part.npz", "w") as part:
        for name in whole.namelist()[1:]:
            part.writestr(name, whole.read(name))
    with pytest.raises(BundleError, match="not an index"):
        TextIndex.load(tmp_path / "part.npz")


def test_a_wrong_table_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "categories.tsv").write_text(
        "category\tdepartment\tdepartment_zh\tname\tname_zh\nx\td\td\tn\tn\n"
    )
    head = "product_id\tcategory\tname\tname_zh\tdescription\tdescription_zh\n"
    (tmp_path / "products.tsv").write_text(head + "1\tx\tShirt\n")
    with pytest.raises(TextError, match=r"products\.tsv, line 2"):
        read_tables(tmp_path)
    (tmp_path / "products.tsv").write_text(head + "1\ty\tShirt\t衬衫\tA\tB\n")
    with pytest.raises(TextError, match="unknown category 'y'"):
        read_tables(tmp_path)
