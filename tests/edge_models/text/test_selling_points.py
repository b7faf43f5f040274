"""Selling points are quotations of praise, and those that many make come first."""

import zipfile
from pathlib import Path

import pandas as pd
import pytest

from edge_models.text import TextEncoder
from edge_models.text.quotable import sentences_of
from edge_models.text.selling_points import MARGIN, SellingPoints

DESCRIPTION = "Goose-down parka with hood. Machine-washable at 30 degrees."
REVIEWS = [
    "Very warm even in deep snow. The zip broke after a week!",
    "Keeps me really warm in winter. Arrived late.",
    "So warm! I wear it every day and it looks great.",
    "很保暖，冬天穿正好。就是袖子有点短，不太满意。",
    "颜色很漂亮，大家都说好看。拉链质量太差了。",
    "I returned it. Cheap material and a terrible smell.",
]


@pytest.fixture(scope="module")
def points(encoder: TextEncoder) -> SellingPoints:
    return SellingPoints(encoder)


def test_every_point_is_quoted_from_the_place_it_names(points: SellingPoints) -> None:
    drawn = points.draw(DESCRIPTION, REVIEWS, k=6)
    assert len(drawn) >= 3
    for point in drawn:
        assert point.sentence in (DESCRIPTION if point.review is None else REVIEWS[point.review])


def test_complaints_are_never_points(points: SellingPoints) -> None:
    said = " ".join(p.sentence for p in points.draw(DESCRIPTION, REVIEWS, k=20))
    for complaint in ("zip broke", "late", "returned", "Cheap", "太差", "不太满意"):
        assert complaint not in said


def test_what_many_say_comes_first(points: SellingPoints) -> None:
    first, *_ = points.draw("", REVIEWS, k=3)
    assert "warm" in first.sentence or "保暖" in first.sentence
    assert first.support >= 2
    supports = [p.support for p in points.draw("", REVIEWS, k=5)]
    assert supports == sorted(supports, reverse=True)


def test_one_voice_among_many_is_no_point(points: SellingPoints) -> None:
    others = [f"Very warm coat, winter {year}." for year in range(7)]
    assert "pockets" in " ".join(p.sentence for p in points.draw("", ["Lovely deep pockets.", *others[:3]]))
    drawn = points.draw("", ["Lovely deep pockets.", *others])
    assert drawn and "pockets" not in " ".join(p.sentence for p in drawn)


def test_support_counts_reviews_not_sentences(points: SellingPoints) -> None:
    (only, *_) = points.draw("", ["Very warm coat. Very warm coat. Very warm coat."], k=1)
    assert only.support == 1
    (first, *_) = points.draw("", ["Very warm coat.", "Very warm coat!", "A very warm coat."], k=1)
    assert first.support == 3


def test_two_points_never_say_the_same(points: SellingPoints) -> None:
    drawn = points.draw("", ["Very warm coat.", "Very warm coat!", "Lovely colour and print."], k=5)
    assert len(drawn) == 2


def test_praise_tells_good_from_bad_in_both_languages(points: SellingPoints) -> None:
    good = points.praise(["Delicious, my children love it", "味道很好，孩子很爱吃", "物流很快，包装完好"])
    bad = points.praise(["Tasted awful, threw it away", "味道很难吃，扔掉了", "物流太慢，包装破损"])
    assert good.min() > MARGIN > 0 > bad.max()


def test_nothing_to_say(points: SellingPoints) -> None:
    assert points.draw("", []) == []
    assert points.draw("", ["", "…", "Terrible. Never again."]) == []


def test_sentences_stand_in_their_text() -> None:
    text = "好看！很舒服，推荐。 Warm; 3.5 kg, e.g. light. Really?\nYes indeed"
    assert all(s in text for s in sentences_of(text))
    assert "Yes indeed" in sentences_of(text)
    assert "很舒服，推荐。" in sentences_of(text)


SHARED = Path(__file__).parents[4] / "shared" / "data"
ENGLISH = SHARED / "en_reviews_womens" / "Womens_Clothing_E-Commerce_Reviews.csv.zip"
CHINESE = SHARED / "zh_reviews_10cats" / "online_shopping_10_cats.zip"


def _read(file: Path, member: str) -> pd.DataFrame:
    if not file.exists():
        pytest.skip(f"{file} is not here: reviews to judge by")
    with zipfile.ZipFile(file) as archive, archive.open(member) as table:
        return pd.read_csv(table)


def _mixed(praise: pd.DataFrame, complaint: pd.DataFrame, seed: int) -> tuple[list[str], list[bool]]:
    """Twelve reviews of each kind, and which of them praise."""
    texts = [t for part in (praise, complaint) for t in part["text"].sample(12, random_state=seed)]
    return texts, [True] * 12 + [False] * 12


def _share_from_complaints(
    points: SellingPoints, groups: list[tuple[list[str], list[bool]]], least: int
) -> float:
    drawn = [praises[p.review or 0] for texts, praises in groups for p in points.draw("", texts)]
    assert len(drawn) >= least
    return drawn.count(False) / len(drawn)


@pytest.mark.slow
def test_english_reviewers_who_complain_are_seldom_quoted(points: SellingPoints) -> None:
    """Half of the reviews complain; what they still praise may be quoted, so the share is not zero."""
    reviews = _read(ENGLISH, "Womens Clothing E-Commerce Reviews.csv").dropna(subset=["Review Text"])
    reviews = reviews.rename(columns={"Review Text": "text"})
    good, bad = reviews[reviews["Rating"] >= 4], reviews[reviews["Rating"] <= 2]
    groups = [_mixed(good, bad, seed) for seed in range(1000, 1012)]
    assert _share_from_complaints(points, groups, least=2 * len(groups)) <= 0.22


@pytest.mark.slow
def test_chinese_reviewers_who_complain_are_seldom_quoted(points: SellingPoints) -> None:
    reviews = _read(CHINESE, "online_shopping_10_cats.csv").dropna(subset=["review"])
    reviews = reviews.rename(columns={"review": "text"})
    groups = [
        _mixed(of_kind[of_kind["label"] == 1], of_kind[of_kind["label"] == 0], seed)
        for kind, of_kind in reviews.groupby("cat")
        if kind != "酒店"  # no goods
        for seed in (1000, 1001)
    ]
    # The reviews of a kind are of many products, so few of them make the same point
    assert _share_from_complaints(points, groups, least=len(groups) // 2) <= 0.1
