import pandas as pd
import pytest

from edge_models.data.glossary import Glossary
from edge_models.data.knowledge import Knowledge
from edge_models.data.naming import is_crate, name_products, product_name, product_name_zh
from edge_models.data.package_size import parse


def named(glossary: Glossary, **raw: object) -> "pd.Series[object]":
    row = {
        "product_id": 1,
        "department": "GROCERY",
        "brand": "National",
        "product_category": "MEAT - SHELF STABLE",
        "product_type": "PASTA: CANNED",
        "package_size": "15 OZ",
    } | raw
    return name_products(pd.DataFrame([row]), glossary, Knowledge.load()).iloc[0]


def test_a_name_is_made_of_brand_tier_type_and_size(glossary: Glossary) -> None:
    pasta = named(glossary, brand="Private")
    assert pasta["name"] == "Store Brand Canned Pasta, 15 oz"
    assert pasta["name_zh"] == "自有品牌罐装意面 15盎司"
    assert (pasta["size"], pasta["size_zh"], pasta["weight_g"]) == ("15 oz", "15盎司（425克）", 425.2)
    assert (pasta["department"], pasta["department_zh"]) == ("Grocery", "食品杂货")
    assert (pasta["type_raw"], pasta["product_id"]) == ("PASTA: CANNED", "1")
    assert named(glossary)["name"] == "Canned Pasta, 15 oz"


def test_without_a_type_the_category_names_it_and_without_that_the_department(glossary: Glossary) -> None:
    assert named(glossary, product_type=None, package_size=None)["name_zh"] == "肉类与意面罐头"
    assert named(glossary, product_type=None, product_category=None, package_size=None)["name"] == "Grocery"


def test_a_text_that_the_glossary_lacks_stays_and_has_no_chinese(glossary: Glossary) -> None:
    new = named(glossary, product_type="SPACE FOOD")
    assert new["name"] == "SPACE FOOD, 15 oz"
    assert pd.isna(new["name_zh"]) and pd.isna(new["type_zh"])
    assert new["category_zh"] == "肉类与意面罐头"


def test_the_category_says_what_an_ounce_is(glossary: Glossary) -> None:
    beer = named(
        glossary, product_category="BEERS/ALES", product_type="BEERALEMALT LIQUORS", package_size="6/12 OZ"
    )
    assert beer["name"] == "Beer, 6 × 12 fl oz"
    assert pd.isna(beer["weight_g"])


def test_counted_things_take_their_measure_word(glossary: Glossary) -> None:
    eggs = named(glossary, product_category="EGGS", product_type="EGGS - LARGE", package_size="12 CT")
    assert eggs["name_zh"] == "大号鸡蛋 12枚装"


def test_a_size_that_the_type_tells_is_not_repeated() -> None:
    size = parse("2 L")
    assert product_name("Soft Drinks, 2 L Bottles", False, size) == "Soft Drinks, 2 L Bottles"
    assert product_name_zh("2升装汽水", False, size, "个") == "2升装汽水"


@pytest.mark.parametrize(
    ("department", "category", "raw", "crate"),
    [
        ("FROZEN GROCERY", "", "25 LB", True),  # tomatoes
        ("FROZEN GROCERY", "", "1 LB", False),
        ("PRODUCE", "TROPICAL FRUIT", "40 LB", True),  # bananas
        ("PRODUCE", "VEGETABLES SALAD", "24 CT", True),  # lettuce
        ("PRODUCE", "MELONS", "5 CT", True),
        ("PRODUCE", "POTATOES", "10 LB", False),
        ("PRODUCE", "POTATOES", "50 LB", True),
        ("PRODUCE", "APPLES", "3 LB", False),
        ("PRODUCE", "TOMATOES", "4 CT", False),
        ("PRODUCE", "POPCORN", "10 CT", False),
        ("MEAT", "BEEF", "80 LB", True),
        ("MEAT", "BEEF", "3 LB", False),
        ("GROCERY", "CAT LITTER", "40 LB", False),
    ],
)
def test_a_growers_crate_is_not_what_a_shopper_takes_home(
    department: str, category: str, raw: str, crate: bool
) -> None:
    size = parse(raw)
    assert size is not None
    assert is_crate(department, category, size) is crate


def test_every_product_of_the_demo_store_has_a_chinese_name(demo_products: pd.DataFrame) -> None:
    assert len(demo_products) > 10_000
    for column in ("name_zh", "department_zh", "category_zh", "type_zh"):
        assert demo_products[demo_products[column].isna()]["type_raw"].unique().tolist() == []


def test_every_product_of_every_store_has_a_chinese_name(products: pd.DataFrame) -> None:
    assert products["name_zh"].notna().all()
    assert products["name_zh"].str.contains("[\u4e00-\u9fff]").all()


def test_chinese_names_hold_no_latin_letters_but_those_of_brands(demo_products: pd.DataFrame) -> None:
    brands = "Almay|Body Fantasies|CoverGirl|Hanes|Happy|L'eggs|Sally Hansen"
    left = demo_products["name_zh"].str.replace(brands, "", regex=True)
    assert demo_products[left.str.contains("[A-Za-z]")]["name_zh"].unique().tolist() == []
    assert (
        demo_products[demo_products["size_zh"].str.contains("[A-Za-z]", na=False)]["size_zh"].tolist() == []
    )


def test_most_package_sizes_are_understood(products: pd.DataFrame) -> None:
    packed = products[products["department_raw"] != "PRODUCE"]
    assert packed["size"].notna().mean() > 0.6  # a third of the source's products state none
    assert products["weight_g"].notna().sum() > 35_000
    assert (products["weight_g"].dropna() > 0).all()
