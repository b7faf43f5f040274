"""`endcap models selling-points`: from descriptions and reviews into the data folder."""

import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from edge_models.cli import models
from edge_models.errors import ModelsError
from edge_models.text import TextEncoder
from edge_models.text.point_table import make_selling_points
from edge_models.text.quotable import claim_of, may_speak, parts_of, says_something, sentences_of

PRODUCTS = """product_id,name,description,description_zh
1,Parka,"Filled with down; warm and light. Machine-washable.",填充羽绒；保暖又轻便。
2,Socks,,
"""
REVIEWS = """product_id,text,language
1,Very warm even in deep snow. The zip broke after a week!,en
1,Keeps me really warm in winter. Arrived late.,
1,很保暖，冬天穿正好。拉链质量太差了。,
2,Soft and comfortable. Not warm at all.,en
9,Lovely and soft.,en
1,Trop petit.,fr
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "products.csv").write_text(PRODUCTS)
    (tmp_path / "transactions.csv").write_text(
        "shopper_id,basket_id,product_id,timestamp\n1,1,1,2026-01-01T10:00:00\n"
    )
    return tmp_path


def quiet(done: int, total: int) -> None:
    assert 0 < done <= total


def test_descriptions_need_no_encoder(data: Path) -> None:
    report = make_selling_points(data, None, quiet)
    assert (report.products, report.from_descriptions, report.from_reviews) == (1, 3, 0)
    rows = pd.read_parquet(data / "selling_points.parquet")
    assert rows["language"].tolist() == ["en", "en", "zh"]
    first = rows.iloc[0]
    assert (first["text"], first["sentence"]) == ("Filled with down", "Filled with down; warm and light.")
    assert set(rows["source"]) == {"description"}


def test_reviews_without_an_encoder_are_refused_and_nothing_is_written(data: Path) -> None:
    (data / "reviews.csv").write_text(REVIEWS)
    result = CliRunner().invoke(models, ["selling-points", "--data", str(data)])
    assert result.exit_code == 1
    assert "--encoder" in result.output
    assert not (data / "selling_points.parquet").exists()


def test_a_malformed_review_table_is_named(data: Path) -> None:
    (data / "reviews.csv").write_text("product,words\n1,nice\n")
    with pytest.raises(ModelsError, match=r"reviews\.csv lacks the required column\(s\) product_id, text"):
        make_selling_points(data, None, quiet)


def test_reviews_are_quoted_in_their_own_language(data: Path, encoder: TextEncoder) -> None:
    (data / "reviews.csv").write_text(REVIEWS)
    report = make_selling_points(data, encoder, quiet)
    assert (report.reviews, report.strangers) == (4, 1)
    assert any("neither en nor zh" in line for line in report.left_out)
    rows = pd.read_parquet(data / "selling_points.parquet")
    quoted = rows[rows["source"] == "review"]
    assert {"en", "zh"} == set(quoted[quoted["product_id"] == "1"]["language"])
    for row in quoted.itertuples():
        assert row.sentence in REVIEWS
        assert row.text in row.sentence
        assert not any(word in row.sentence for word in ("broke", "late", "太差", "Not warm"))


def test_the_command_says_what_it_drew(data: Path) -> None:
    result = CliRunner().invoke(models, ["selling-points", "--data", str(data), "--json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["from_descriptions"] == 3


@pytest.mark.parametrize(
    "sentence",
    [
        "It is not warm.",
        "Warm but itchy.",
        "I wanted to love the soft fabric.",
        "Would be lovely if it were softer.",
        "Delivery was fast and the box was intact.",
        "I love this shirt!",
        "Very happy, would recommend.",
        "How can this be soft?",
        "没有想象中保暖。",
        "衣服不保暖。",
        "如果再甜一点就完美了！",
        "物流很快，包装完好。",
        "非常满意，值得推荐！",
        "质量还行，颜色一般。",
        "说好的赠品呢？",
    ],
)
def test_words_that_cannot_speak_for_a_product(sentence: str) -> None:
    assert not may_speak(sentence)


@pytest.mark.parametrize(
    "sentence", ["Soft and warm fabric.", "The colors are vibrant.", "面料柔软舒服。", "苹果又甜又脆，不错。"]
)
def test_words_that_can(sentence: str) -> None:
    assert may_speak(sentence)


def test_the_part_that_stands_alone_stands_in_its_sentence() -> None:
    long = "I ordered this in the china pattern color, and the colors are vibrant and beautiful!"
    assert "the colors are vibrant and beautiful!" in parts_of(long)
    assert all(part in long for part in parts_of(long))
    assert parts_of("Soft and warm.") == ["Soft and warm."]
    assert says_something("Soft and warm") and not says_something("Love it so much!")


def test_numbering_is_no_part_of_a_sentence() -> None:
    assert sentences_of("1、外观漂亮手感好。2) 键盘舒服。") == ["外观漂亮手感好。", "键盘舒服。"]
    assert claim_of("Sweet and soft; good in yogurt.") == "Sweet and soft"
