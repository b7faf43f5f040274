"""What a shopper says of their taste, as a profile keeps it."""

import pytest

from edge_models.text.clauses import clauses_of
from kiosk.domain.own_words import LONGEST_WORDS, OwnWords, Thing


def understood(text: str) -> OwnWords:
    return OwnWords(text, tuple(Thing(c.words, c.wanted, b"v") for c in clauses_of(text)), "encoder")


@pytest.mark.parametrize(
    ("text", "taken_back", "left"),
    [
        ("I love oat milk and spicy snacks, no coffee", "spicy snacks", "oat milk; no coffee"),
        ("no coffee, tea or soda", "coffee", "no tea; no soda"),
        ("不要咖啡、茶，爱喝燕麦奶", "咖啡", "不要茶；燕麦奶"),
        ("I like cheese", "cheese", ""),
        ("I like cheese", "bread", "cheese"),
    ],
)
def test_what_is_left_when_a_thing_is_taken_back_reads_as_before(
    text: str, taken_back: str, left: str
) -> None:
    words = understood(text).without(taken_back)
    assert words.text == left
    assert understood(left).things == words.things


def test_what_is_typed_is_no_longer_than_fits_and_not_read_yet() -> None:
    words = OwnWords.typed("  oat \n milk " + "x" * 500)
    assert words.text.startswith("oat milk x") and len(words.text) == LONGEST_WORDS
    assert not words.things and not words.encoder
