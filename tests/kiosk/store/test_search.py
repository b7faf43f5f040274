"""How names are indexed and asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.store.search import index_pinyin, is_near, near_words, normalise, parse, tiers


def test_pinyin_is_indexed_from_every_syllable_on() -> None:
    everywhere, start = index_pinyin(["yun", "dong", "xie"])
    assert everywhere == "yundongxie dongxie xie ydx dx x"
    assert start == "yundongxie ydx"


def test_u_with_dots_is_typed_as_v() -> None:
    assert index_pinyin(["lü", "cha"])[1] == "lvcha lc"


def test_a_name_without_chinese_has_no_pinyin() -> None:
    assert index_pinyin([]) == ("", "")
    assert index_pinyin(["", "…"]) == ("", "")


@pytest.mark.parametrize(("text", "plain"), [("Crème", "creme"), ("ＭＩＬＫ", "milk"), ("ß", "ss")])
def test_accents_and_widths_do_not_matter(text: str, plain: str) -> None:
    assert normalise(text) == plain


@pytest.mark.parametrize(
    ("word", "other", "near"),
    [
        ("milk", "milk", True),
        ("mlik", "milk", True),
        ("mil", "milk", True),
        ("millk", "milk", True),
        ("milc", "milk", True),
        ("mlki", "milk", False),
        ("milkman", "milk", False),
        ("klim", "milk", False),
    ],
)
def test_one_slip_of_the_finger_is_near(word: str, other: str, near: bool) -> None:
    assert is_near(word, other) is near


@pytest.mark.parametrize("word", ["mil", "1234", "12oz"])
def test_short_words_and_numbers_are_not_guessed_at(word: str) -> None:
    assert near_words(word, ["milk", "1235", "13oz"]) == []


@given(st.text(max_size=200))
def test_whatever_is_typed_becomes_a_query(text: str) -> None:
    query = parse(text)
    for expression in tiers(query):
        assert expression.count('"') % 2 == 0


@given(st.text(alphabet="ab", min_size=0, max_size=6), st.text(alphabet="ab", min_size=0, max_size=6))
def test_being_near_goes_both_ways(word: str, other: str) -> None:
    assert is_near(word, other) == is_near(other, word)
