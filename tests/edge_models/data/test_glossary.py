import re
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest

from edge_models.data.completejourney import package_folder
from edge_models.data.errors import DataError
from edge_models.data.glossary import Glossary

# Brands keep their Latin names in Chinese shops too; "T恤" and "维生素C" are Chinese words.
LATIN_WORDS = (
    *("Almay", "Bain de Luxe", "Body Fantasies", "Bonne Bell", "Calgon", "CoverGirl", "Curfew"),
    *("Earth Therapeutics", "HD Designs", "Hanes", "Happy", "Healing Garden", "L'eggs", "Neoteric", "Nerf"),
    *("Parfums de Coeur", "Physicians Formula", "Sally Hansen", "Sinclair & Valentine", "T-Mobile"),
    *("Wet n Wild", "T恤", "维生素C"),
)


@pytest.fixture(scope="module")
def catalog() -> pd.DataFrame:
    return pd.read_parquet(package_folder() / "products.parquet")


def test_every_department_category_and_type_of_the_source_is_in_the_glossary(
    glossary: Glossary, catalog: pd.DataFrame
) -> None:
    kinds = catalog[["department", "product_category", "product_type"]]
    assert [raw for raw in kinds["department"].dropna().unique() if not glossary.department(raw)] == []
    assert [raw for raw in kinds["product_category"].dropna().unique() if not glossary.category(raw)] == []
    assert [raw for raw in kinds["product_type"].dropna().unique() if not glossary.type(raw)] == []


def test_chinese_has_no_latin_letters_but_those_of_brands(glossary: Glossary) -> None:
    left = {
        raw: entry.zh for raw, entry in glossary.entries() if re.search("[A-Za-z]", _without_brands(entry.zh))
    }
    assert left == {}


def test_every_listed_latin_word_is_needed(glossary: Glossary) -> None:
    everything = " ".join(entry.zh for _, entry in glossary.entries())
    assert [word for word in LATIN_WORDS if word not in everything] == []


def test_chinese_is_chinese_and_short_enough_for_a_sign(glossary: Glossary) -> None:
    assert [entry.zh for _, entry in glossary.entries() if not re.search("[\u4e00-\u9fff]", entry.zh)] == []
    assert [entry.zh for _, entry in glossary.entries() if len(_without_brands(entry.zh)) > 18] == []


def test_english_reads_like_a_sign_and_not_like_the_source(glossary: Glossary) -> None:
    shouting = re.compile(r"\b(?!(?:BBQ|CD|CDs|DVD|DVDs|VHS|NFL|MLB|APS|TV|HD)\b)[A-Z]{3,}")
    assert [entry.en for _, entry in glossary.entries() if shouting.search(entry.en)] == []
    assert [entry.en for _, entry in glossary.entries() if re.search(r"FRZN|[:*_]|\(\w+$|  ", entry.en)] == []
    assert [entry.en for _, entry in glossary.entries() if len(entry.en) > 50] == []


def test_no_text_has_stray_spaces(glossary: Glossary) -> None:
    assert [e for _, e in glossary.entries() if e.en != e.en.strip() or e.zh != e.zh.strip()] == []


def test_a_type_may_mean_something_else_in_another_category(glossary: Glossary) -> None:
    ice_cream, sauce = glossary.type("PREMIUM"), glossary.type("PREMIUM", "PASTA SAUCE")
    assert ice_cream is not None and sauce is not None
    assert (ice_cream.zh, sauce.zh) == ("优质冰淇淋", "精品意面酱")
    assert glossary.type("PREMIUM", "A CATEGORY THAT SAYS NOTHING") == ice_cream


def test_entries_for_one_category_name_a_category_and_a_type_that_exist(catalog: pd.DataFrame) -> None:
    rows = [line.split("\t") for line in _file("types.tsv")[1:]]
    assert {row[1] for row in rows} - {""} <= set(catalog["product_category"].dropna())
    assert {row[0] for row in rows} == set(catalog["product_type"].dropna())


@pytest.mark.parametrize(("name", "key"), [("departments.tsv", 1), ("categories.tsv", 1), ("types.tsv", 2)])
def test_files_are_sorted_and_say_each_thing_once(name: str, key: int) -> None:
    keys = [line.split("\t")[:key] for line in _file(name)[1:]]
    assert keys == sorted(keys)
    assert len({tuple(k) for k in keys}) == len(keys)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("SOUP\tSoup\t汤\tpints\t", r"SOUP.*pints"),
        ("SOUP\tSoup\t\t\t", r"categories.tsv, line 2"),
        ("SOUP\tSoup\t汤", r"categories.tsv, line 2"),
        ("SOUP\tSoup\t汤\tfluid\t碗\tmore", r"categories.tsv, line 2"),
    ],
)
def test_a_malformed_line_is_an_error_that_says_where(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "departments.tsv").write_text("raw\ten\tzh\n", "utf-8")
    (tmp_path / "categories.tsv").write_text(f"raw\ten\tzh\toz\tpiece\n{line}\n", "utf-8")
    (tmp_path / "types.tsv").write_text("raw\tcategory\ten\tzh\toz\tpiece\n", "utf-8")
    with pytest.raises(DataError, match=message):
        Glossary.load(tmp_path)


def _without_brands(text: str) -> str:
    for word in LATIN_WORDS:
        text = text.replace(word, "")
    return text


def _file(name: str) -> list[str]:
    return (files("edge_models.data") / "glossary" / name).read_text("utf-8").splitlines()
