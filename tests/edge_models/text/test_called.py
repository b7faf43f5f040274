"""Words that stand in the names of a store's products mean those products."""

from pathlib import Path

import numpy as np
import pytest

from edge_models.text.called import Called
from edge_models.text.encoder import Role, TextEncoder
from edge_models.text.index import TextIndex
from edge_models.text.product import Product, Words
from tests.edge_models.small_encoder import write_small_encoder

CATALOG = [
    Product("1", "", en=Words("Soy Sauce"), zh=Words("酱")),
    Product("2", "", en=Words("Green Tea"), zh=Words("绿茶")),
    Product("3", "", en=Words("Yoghurt milk"), zh=Words("酸奶")),
    Product("4", "", en=Words("Steamed rice"), zh=Words("米")),
]


@pytest.fixture
def encoder(tmp_path: Path) -> TextEncoder:
    return TextEncoder.load(write_small_encoder(tmp_path))


def nearest(encoder: TextEncoder, words: str, catalog: list[Product] | None = None) -> str | None:
    index = TextIndex.build(encoder, CATALOG)
    (vector,) = encoder.encode([words], Role.QUERY)
    led = Called(CATALOG if catalog is None else catalog, index).led(words, vector)
    likeness = index.similarity(led)
    return index.product_ids[int(likeness.argmax())] if likeness.max() > 0.3 else None


def test_a_word_that_the_encoder_does_not_know_is_heard_by_its_name(encoder: TextEncoder) -> None:
    assert not encoder.encode(["soy", "酸"], Role.QUERY).any()
    assert nearest(encoder, "soy") == "1"
    assert nearest(encoder, "酸") == "3"


@pytest.mark.parametrize("words", ["yoghurts", "YOGHURT", "yoghurt"])
def test_one_and_many_are_the_same_word(encoder: TextEncoder, words: str) -> None:
    assert nearest(encoder, words) == "3"


@pytest.mark.parametrize("words", ["so", "team", "steam", "shoes", "no.*such[thing"])
def test_a_part_of_a_word_names_nothing(encoder: TextEncoder, words: str) -> None:
    assert nearest(encoder, words) is None


def test_only_what_is_sold_here_leads(encoder: TextEncoder) -> None:
    assert nearest(encoder, "soy", CATALOG[1:]) is None
    assert nearest(encoder, "tea", []) == "2"  # as the encoder has it


def test_a_led_vector_has_length_one(encoder: TextEncoder) -> None:
    index = TextIndex.build(encoder, CATALOG)
    for words in ("soy", "green tea", "milk", "酱"):
        (vector,) = encoder.encode([words], Role.QUERY)
        length = np.linalg.norm(Called(CATALOG, index).led(words, vector))
        assert length == pytest.approx(1.0, abs=1e-5)
