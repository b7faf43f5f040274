"""Selling points are quotations of praise, and those that many make come first."""

import pytest

from edge_models.text import TextEncoder
from edge_models.text.selling_points import MARGIN, SellingPoints, sentences_of

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
