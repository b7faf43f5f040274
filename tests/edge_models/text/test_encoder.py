"""The made encoder: what it promises about vectors, languages and broken files."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from edge_models.data.glossary import Glossary
from edge_models.errors import BundleError
from edge_models.text import DIMENSION, Role, TextEncoder
from edge_models.text.language import Language, language_of

TEXTS = ["Running shoes", "运动鞋", "Organic whole milk, 1 gallon", "草莓味酸奶，冷藏保存，开盖即食", "T恤"]


def test_vectors_have_length_one_and_do_not_depend_on_their_company(encoder: TextEncoder) -> None:
    together = encoder.encode(TEXTS)
    assert together.shape == (len(TEXTS), DIMENSION)
    assert together.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert np.einsum("td,td->t", together, alone).min() > 0.995


def test_more_texts_than_a_batch_keep_their_order(encoder: TextEncoder) -> None:
    many = TEXTS * 8
    vectors = encoder.encode(many)
    again = vectors.reshape(8, len(TEXTS), DIMENSION)
    assert np.einsum("atd,btd->abt", again, again).min() > 0.99


def test_a_blank_text_resembles_nothing(encoder: TextEncoder) -> None:
    assert not encoder.encode(["", "  \n"]).any()
    assert encoder.encode([]).shape == (0, DIMENSION)


def test_a_text_of_any_length_and_any_characters_has_a_vector(encoder: TextEncoder) -> None:
    odd = ["milk " * 5000, "\x00\x07\ufeff", "😀🧦", "ﬁne ｆｕｌｌ　ｗｉｄｔｈ", "Ελληνικά русский العربية"]
    vectors = encoder.encode(odd)
    assert np.isfinite(vectors).all()
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_full_width_letters_read_like_plain_ones(encoder: TextEncoder) -> None:
    plain, wide = encoder.encode(["Running shoes", "Ｒｕｎｎｉｎｇ　ｓｈｏｅｓ"])
    assert plain @ wide > 0.99


def test_without_the_means_a_language_keeps_to_itself(encoder: TextEncoder) -> None:
    """Subtracting them brings translations together: the point of the means."""
    entries = [entry for _, entry in Glossary.load().entries()][1::18]
    english, chinese = [e.en for e in entries], [e.zh for e in entries]

    def found(vectors_of: object) -> float:
        """Share of Chinese names whose English name is the nearest of all names but itself."""
        en, zh = (vectors_of(t) for t in (english, chinese))  # type: ignore[operator]
        similarity = zh @ np.concatenate([en, zh]).T
        similarity[np.arange(len(zh)), len(en) + np.arange(len(zh))] = -1
        return float((similarity.argmax(axis=1) == np.arange(len(zh))).mean())

    raw = found(lambda texts: encoder.raw(texts, Role.PASSAGE))
    centred = found(lambda texts: encoder.encode(texts, Role.PASSAGE))
    assert raw < 0.05
    assert centred > 0.25  # of some hundred names, many of them alike


def test_any_han_character_makes_a_text_chinese() -> None:
    assert language_of("Nike 跑鞋") is Language.ZH
    assert language_of("Café, 250 ml") is Language.EN


@pytest.mark.parametrize("name", ["text.onnx", "tokenizer.json", "text.json"])
def test_a_missing_or_damaged_file_is_named(made: Path, tmp_path: Path, name: str) -> None:
    broken = Path(shutil.copytree(made, tmp_path / "broken"))
    (broken / name).write_bytes(b"{}")
    with pytest.raises(BundleError, match=name):
        TextEncoder.load(broken)
    (broken / name).unlink()
    with pytest.raises(BundleError, match=name):
        TextEncoder.load(broken)


def test_means_that_are_not_numbers_are_refused(made: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(made, tmp_path / "broken"))
    settings = json.loads((broken / "text.json").read_text())
    settings["means"]["query"]["zh"] = settings["means"]["query"]["zh"][:-1]
    (broken / "text.json").write_text(json.dumps(settings))
    with pytest.raises(BundleError, match="a mean is not 384 numbers"):
        TextEncoder.load(broken)
