from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_models.data.package_size import Ounce, parse

READ = [
    # raw, English, Chinese, grams
    ("15.7 OZ", "15.7 oz", "15.7盎司", 445.1),
    (".5 OZ", "0.5 oz", "0.5盎司", 14.2),
    ("16    OZ", "16 oz", "16盎司", 453.6),
    ("1 LB", "1 lb", "1磅", 453.6),
    ("LB", "1 lb", "1磅", 453.6),
    ("1 LB 8 OZ", "24 oz", "24盎司", 680.4),
    ("3/4 LB", "0.75 lb", "0.75磅", 340.2),
    ("12 3/4 OZ", "12.75 oz", "12.75盎司", 361.5),
    ("P    16 OZ", "16 oz", "16盎司", 453.6),
    ("SNGAL 20 OZ", "20 oz", "20盎司", 567.0),
    ("20 LB BAG", "20 lb", "20磅", 9071.8),
    ("400 GM", "400 g", "400克", 400.0),
    ("41-50/16 OZ", "16 oz", "16盎司", 453.6),  # shrimp: so many to the pound
    ("2 L", "2 L", "2升", None),
    ("2 L*", "2 L", "2升", None),
    ("1 GA", "1 gal", "1加仑", None),
    ("GAL", "1 gal", "1加仑", None),
    (".5 PT", "0.5 pt", "0.5品脱", None),
    ("1/2 GAL", "0.5 gal", "0.5加仑", None),
    ("HALF GAL", "0.5 gal", "0.5加仑", None),
    ("750 ML", "750 ml", "750毫升", None),
    ("4/187 ML", "4 × 187 ml", "187毫升×4", None),
    ("36 CT", "36 ct", "36个装", None),
    ("1 DZ", "1 dozen", "1打", None),
    ("10.25 IN", "10.25 in", "10.25英寸", None),
    ("40 LOADS", "40 loads", "40次洗量", None),
    ("1 LOAD", "1 load", "1次洗量", None),
    ("8 PK/24.8 OZ", "8 pk, 24.8 oz", "24.8盎司（8件装）", None),
    ("10 CT/15 OZ", "10 ct, 15 oz", "15盎司（10个装）", None),
    ("15 OZ/10 CT", "10 ct, 15 oz", "15盎司（10个装）", None),
    ("4/4 OZ", "4 pk, 4 oz", "4盎司（4件装）", None),
    ("6/16 OZ", "6 pk, 16 oz", "16盎司（6件装）", None),
]


@pytest.mark.parametrize(("raw", "en", "zh", "grams"), READ)
def test_a_real_text_is_read(raw: str, en: str, zh: str, grams: float | None) -> None:
    size = parse(raw)
    assert size is not None
    assert (size.en, size.zh(), size.net_weight_g) == (en, zh, grams)


@pytest.mark.parametrize(
    "raw",
    ["", " ", "LARGE", "CTN", "SCAN KPC", "56/64 CT", "0 OZ", "1/0 OZ", "8 X10 IN", "OZ", "12/", "1e9 LB"],
)
def test_a_text_without_a_size_is_none(raw: str) -> None:
    assert parse(raw) is None


def test_an_ounce_of_a_drink_is_a_volume() -> None:
    can = parse("12/12 OZ", ounce=Ounce.FLUID)
    assert can is not None
    assert (can.en, can.zh(), can.net_weight_g) == ("12 × 12 fl oz", "12液盎司×12", None)
    assert can.zh_metric() == "12液盎司×12（355毫升×12）"


def test_an_ounce_that_may_be_either_has_no_weight_and_no_metric_text() -> None:
    size = parse("9.7 OZ", ounce=Ounce.UNCLEAR)
    assert size is not None
    assert (size.en, size.zh_metric(), size.net_weight_g) == ("9.7 oz", "9.7盎司", None)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("15 OZ", "15盎司（425克）"),
        ("5 LB", "5磅（2.27千克）"),
        ("2 L", "2升"),
        ("400 GM", "400克"),
        ("12 CT", "12枚装"),
    ],
)
def test_the_long_chinese_text_adds_metric_units(raw: str, text: str) -> None:
    size = parse(raw)
    assert size is not None
    assert size.zh_metric("枚") == text


@given(st.text(max_size=24))
def test_any_text_gives_a_sensible_size_or_none(raw: str) -> None:
    _check(parse(raw))


_TOKENS = st.sampled_from(
    [
        "1",
        "12",
        ".5",
        "3.25",
        "0",
        "99999999",
        "/",
        " ",
        "-",
        "OZ",
        "LB",
        "PK",
        "CT",
        "FL OZ",
        "GAL",
        "L",
        "ML",
        "DZ",
        "P",
        "X",
    ]
)


@given(st.lists(_TOKENS, max_size=7).map("".join))
def test_any_mixture_of_known_words_gives_a_sensible_size_or_none(raw: str) -> None:
    _check(parse(raw))


def _check(size: Any) -> None:
    if size is None:
        return
    assert size.quantity > 0 and size.pack >= 1
    assert size.en and size.zh()
    assert size.net_weight_g is None or size.net_weight_g >= 0


@given(
    st.integers(1, 4000),
    st.sampled_from([("OZ", 28.349523125), ("LB", 453.59237), ("GM", 1.0), ("KG", 1000.0)]),
)
def test_weight_follows_the_unit(tenths: int, unit: tuple[str, float]) -> None:
    size = parse(f"{tenths / 10} {unit[0]}")
    assert size is not None
    assert size.net_weight_g == pytest.approx(tenths / 10 * unit[1], abs=0.051)


@given(st.integers(1, 99_999), st.sampled_from(["OZ", "LB", "ML", "L", "CT", "PK", "IN", "GAL"]))
def test_spaces_and_case_do_not_matter(number: int, unit: str) -> None:
    assert parse(f"{number} {unit}") == parse(f"  {number}    {unit.lower()} ") == parse(f"{number}{unit}")


@given(st.integers(2, 60), st.integers(1, 200), st.sampled_from(["PK", "CT"]))
def test_pieces_may_stand_before_or_after_the_amount(pack: int, ounces: int, word: str) -> None:
    assert parse(f"{pack} {word}/{ounces} OZ") == parse(f"{ounces} OZ/{pack} {word}")
