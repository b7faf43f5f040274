"""What follows from a product's type, and only that."""

from pathlib import Path

import pytest

from edge_models.data.errors import DataError
from edge_models.data.glossary import Glossary
from edge_models.data.knowledge import CONTAINS, Knowledge


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return Knowledge.load()


def test_a_type_wins_over_its_category(known: Knowledge) -> None:
    assert known.contains("RIBS", "PORK") == "meat pork"
    assert known.contains("TRADITIONAL VODKA", "LIQUOR") == "alcohol"
    assert known.contains("COCKTAIL MIXES-FLUID:ADD LIQ", "LIQUOR") == ""


def test_what_a_type_does_not_prove_is_not_said(known: Knowledge) -> None:
    for raw, category in (
        ("BEERALE -NON ALCOHOLIC", "BEERS/ALES"),
        ("NON-ALCOHLIC WINES", "MISC WINE"),
        ("FRZN SS PREMIUM ENTREES/DNRS/N", "FRZN MEAT/MEAT DINNERS"),  # may be anything
        ("SOY BEVERAGE", "NON-DAIRY BEVERAGES"),
        ("NON-DAIRY CHEESE", "REFRIGERATED"),
        ("BETTER FOR YOU", "BACON"),  # may be of turkey
        ("BANANAS", "TROPICAL FRUIT"),
    ):
        assert known.contains(raw, category) == "", raw


def test_pork_is_always_meat_too(known: Knowledge) -> None:
    for text in known.contents.values():
        assert "pork" not in text.split() or "meat" in text.split()


def test_each_row_is_of_a_type_that_the_glossary_names(known: Knowledge) -> None:
    glossary = Glossary.load()
    for raw, category in (*known.contents, *known.descriptions):
        assert not category or glossary.category(category) is not None, category
        assert not raw or glossary.type(raw, category) is not None, raw


def test_descriptions_are_in_their_languages_and_short(known: Knowledge) -> None:
    assert len(known.descriptions) >= 60
    for said in known.descriptions.values():
        assert said.en.isascii()
        assert any("\u4e00" <= char <= "\u9fff" for char in said.zh)
        assert said.en.endswith(".")
        assert said.zh.endswith("。")
        assert len(said.en) <= 160
        assert len(said.zh) <= 80


def test_an_unknown_word_is_refused(tmp_path: Path) -> None:
    (tmp_path / "descriptions.tsv").write_text("raw\tcategory\ten\tzh\n")
    (tmp_path / "contains.tsv").write_text("category\traw\tcontains\nPORK\t\tporc\n")
    with pytest.raises(DataError, match="'porc'; expected - or some of meat"):
        Knowledge.load(tmp_path)


def test_contents_are_words_of_the_contract(known: Knowledge) -> None:
    assert {word for text in known.contents.values() for word in text.split()} == set(CONTAINS)
