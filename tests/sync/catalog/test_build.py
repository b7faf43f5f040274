"""A catalog from a data folder of which everything is known."""

import datetime as dt
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sync.catalog import illustrate
from sync.catalog.build import Order, Report, build
from sync.catalog.errors import CatalogBuildError
from sync.catalog.gtin import in_store_gtins
from sync.catalog.model import Catalog, Product, Promotion, SellingPoint, Text
from sync.catalog.package import write_catalog

UNTIL = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)


def made(authored: Any, folder: Path, **options: Any) -> tuple[Catalog, Report]:
    return build(Order(folder, authored.store, folder / "out", **options), authored.now)


def by_id(catalog: Catalog) -> dict[str, Product]:
    return {it.product_id: it for it in catalog.products}


def test_one_product_is_exactly_what_the_data_say(catalog: Catalog) -> None:
    assert by_id(catalog)["1002"] == Product(
        product_id="1002",
        gtin=in_store_gtins(["1002"])["1002"],
        name=Text("Potato Chips, 10 oz", "薯片 10盎司"),
        size=Text("10 oz", "10盎司（283克）"),
        department="grocery",
        category="grocery.bag-snacks",
        type="grocery.bag-snacks.potato-chips",
        brand="national",
        price_minor=349,
        promotion=Promotion(price_minor=299, featured=False, until=UNTIL),
        weight_g=283.5,
        picture="pictures/potato-chips.webp",
        aisle="snacks",
        pinyin=("shu", "pian", "ang", "si"),
    )


def test_contents_and_selling_points_come_from_the_data(authored: Any, write_folder: Any) -> None:
    products = [
        row | {"contains": "Pork, meat" if row["product_id"] == "1002" else None} for row in authored.products
    ]
    folder = write_folder(products=products)
    rows = [
        {
            "product_id": "1002",
            "text": "crisp",
            "sentence": "Really crisp.",
            "language": "en",
            "source": "review",
        },
        {"product_id": "1002", "text": "香脆", "sentence": "又香又脆", "language": "zh", "source": "review"},
        {"product_id": "1005", "text": "no", "sentence": "not sold", "language": "en", "source": "review"},
    ]
    pq.write_table(pa.Table.from_pylist(rows), folder / "selling_points.parquet")
    catalog, report = made(authored, folder)
    chips = by_id(catalog)["1002"]
    assert chips.contains == {"meat", "pork"}
    assert chips.selling_points == (SellingPoint("crisp", "Really crisp.", "en", "review"),)
    assert (report.with_contents, report.with_points) == (1, 1)
    assert any("selling points without" in reason for reason in report.unusable_rows)  # 香脆 is no quotation


def test_contents_that_nobody_knows_are_an_error(authored: Any, write_folder: Any) -> None:
    products = [row | {"contains": "sugar"} for row in authored.products]
    with pytest.raises(CatalogBuildError, match="contains sugar; expected some of meat, pork"):
        made(authored, write_folder(products=products))


def test_the_assortment_is_what_the_store_sold(catalog: Catalog) -> None:
    assert set(by_id(catalog)) == {"1001", "1002", "1003", "1004"}


def test_what_sells_most_stands_first(authored: Any, write_folder: Any) -> None:
    robots = [authored.sale("1004", 53, 99.0, 99.0)] * 9
    catalog, _ = made(authored, write_folder(transactions=[*authored.sales, *robots]))
    assert [it.product_id for it in catalog.products] == ["1004", "1002", "1001", "1003"]


def test_an_offer_that_nobody_bought_here_takes_the_chains_price(catalog: Catalog) -> None:
    apples = by_id(catalog)["1001"]
    assert (apples.price_minor, apples.promotion) == (100, Promotion(80, featured=True, until=UNTIL))


def test_a_display_without_a_discount_is_only_featured(catalog: Catalog) -> None:
    assert by_id(catalog)["1003"].promotion == Promotion(None, featured=True, until=UNTIL)


def test_a_product_listed_but_shown_nowhere_has_no_promotion(catalog: Catalog) -> None:
    assert by_id(catalog)["1004"].promotion is None


def test_a_products_own_gtin_is_kept(catalog: Catalog) -> None:
    assert by_id(catalog)["1003"].gtin == "04006381333931"


def test_store_brands_are_told_apart(catalog: Catalog) -> None:
    assert [it.brand for it in catalog.products] == ["national", "national", "private", "national"]


def test_green_is_spelled_as_it_is_typed(catalog: Catalog) -> None:
    assert by_id(catalog)["1003"].pinyin == ("zi", "you", "pin", "pai", "lv", "shu", "pian")


def test_an_unknown_department_gets_a_neutral_picture_and_an_aisle_of_its_own(catalog: Catalog) -> None:
    robot = by_id(catalog)["1004"]
    assert (robot.picture, robot.aisle) == ("pictures/shopping-bag.webp", "robots")
    assert [(it.id, it.name.en) for it in catalog.planogram.aisles] == [
        ("produce", "Aisle 1 · Fruit and vegetables"),
        ("snacks", "Aisle 2 · Snacks"),
        ("robots", "Aisle 3 · Robots"),
    ]


def test_the_report_tells_what_was_left_out(authored: Any, write_folder: Any) -> None:
    _, report = made(authored, write_folder())
    assert (report.products, report.unknown, report.without_price) == (4, 1, 0)
    assert (report.featured, report.reduced, report.offers_in_data) == (2, 2, 3)
    assert report.neutral_pictures == ["Robots | Helpers | Walking"]
    assert report.unusable_rows == {"sales without a quantity and a price above zero": 1}


def test_an_earlier_week_knows_nothing_of_later_ones(authored: Any, write_folder: Any) -> None:
    catalog, report = made(authored, write_folder(), week=52)
    assert set(by_id(catalog)) == {"1001", "1002"}
    assert by_id(catalog)["1002"].price_minor == 200
    assert (report.week, report.featured) == (52, 0)


def test_the_data_week_may_be_shown_from_any_day(authored: Any, write_folder: Any) -> None:
    catalog, _ = made(authored, write_folder(), shown_from=dt.date(2027, 1, 4))
    promotion = by_id(catalog)["1002"].promotion
    assert promotion is not None
    assert promotion.until == dt.datetime(2027, 1, 11, tzinfo=dt.UTC)


def test_without_promotions_only_reductions_are_shown(authored: Any, write_folder: Any) -> None:
    catalog, report = made(authored, write_folder(promotions=None))
    assert report.week == 53
    assert {it.product_id: it.promotion for it in catalog.products if it.promotion} == {
        "1002": Promotion(299, featured=False, until=UNTIL)
    }


def test_weeks_are_told_from_dates_where_the_data_number_none(authored: Any, write_folder: Any) -> None:
    sales = [{key: value for key, value in row.items() if key != "week"} for row in authored.sales]
    numbered, _ = made(authored, write_folder())
    dated, report = made(authored, write_folder(transactions=sales))
    assert report.week == 53
    assert dated.products == numbered.products


def test_a_build_does_not_depend_on_the_order_of_rows(authored: Any, write_folder: Any) -> None:
    first, _ = made(authored, write_folder())
    second, _ = made(
        authored,
        write_folder(products=[*reversed(authored.products)], transactions=[*reversed(authored.sales)]),
    )
    assert first == second


def test_smart_shelves_hold_only_what_a_load_cell_can_count(authored: Any, write_folder: Any) -> None:
    kinds = ("PRETZELS", "CORN CHIPS", "POTATO CHIPS")
    weights = (20.0, 200.0, 2000.0)
    products = [
        authored.product(str(n), f"Snack {n}", f"零食{n}", ("GROCERY", "BAG SNACKS", kind), weight_g=weight)
        for n, (kind, weight) in enumerate(zip(kinds, weights, strict=True), start=1)
    ]
    sales = [authored.sale(it["product_id"], 53, 1, 1) for it in products]
    catalog, report = made(authored, write_folder(products=products, transactions=sales, promotions=None))
    (shelf,) = catalog.planogram.shelves
    assert [(slot.id, slot.product_id, slot.unit_weight_g) for slot in shelf.slots] == [("a1", "2", 200.0)]
    assert report.slots == 1


@pytest.mark.parametrize(
    ("tables", "options", "words"),
    [
        ({"transactions": None}, {}, "no transactions.parquet"),
        ({"products": None}, {}, "no products.parquet"),
        ({"products": [{"product_id": "1"}]}, {}, r"lacks the column\(s\) name"),
        ({}, {"week": 7}, "neither sales nor promotions of week 7"),
        (
            {"promotions": [{"product_id": "1", "store_id": "s1", "week": "W47"}]},
            {},
            "must be a whole number",
        ),
    ],
)
def test_data_that_give_no_catalog_are_an_error(
    authored: Any, write_folder: Any, tables: dict[str, Any], options: dict[str, Any], words: str
) -> None:
    with pytest.raises(CatalogBuildError, match=words):
        made(authored, write_folder(**tables), **options)


def test_a_store_without_sales_is_an_error(authored: Any, write_folder: Any) -> None:
    folder = write_folder()
    with pytest.raises(CatalogBuildError, match=r"store nowhere sold nothing.*: s1, s2"):
        build(Order(folder, "nowhere", folder / "out"), authored.now)


def test_a_damaged_table_is_an_error_that_names_it(authored: Any, write_folder: Any) -> None:
    folder = write_folder()
    (folder / "products.parquet").write_bytes(b"PAR1 but not really")
    with pytest.raises(CatalogBuildError, match=r"products\.parquet cannot be read"):
        made(authored, folder)


def test_two_products_with_one_gtin_are_an_error(authored: Any, write_folder: Any) -> None:
    products = [row | {"gtin": "4006381333931"} for row in authored.products]
    with pytest.raises(CatalogBuildError, match="share the GTIN 04006381333931"):
        made(authored, write_folder(products=products))


def test_tables_may_be_csv(authored: Any, write_folder: Any) -> None:
    import pyarrow.csv as pa_csv
    import pyarrow.parquet as pq

    folder = write_folder()
    expected, _ = made(authored, folder)
    for file in folder.glob("*.parquet"):
        pa_csv.write_csv(pq.read_table(file), file.with_suffix(".csv"))
        file.unlink()
    assert made(authored, folder)[0] == expected


def test_promotions_may_be_of_a_week_to_come(authored: Any, write_folder: Any) -> None:
    offers = [row | {"week": 54, "week_start": dt.datetime(2018, 1, 1)} for row in authored.offers]  # noqa: DTZ001
    catalog, report = made(authored, write_folder(promotions=offers))
    assert (report.week, report.week_start) == (54, dt.date(2018, 1, 1))
    assert by_id(catalog)["1003"].promotion == Promotion(None, featured=True, until=UNTIL)
    assert by_id(catalog)["1002"].promotion is None


def test_promotions_of_before_the_first_sale_are_not_this_weeks(authored: Any, write_folder: Any) -> None:
    offers = [row | {"week": 3} for row in authored.offers]
    assert made(authored, write_folder(promotions=offers))[1].week == 53


def test_what_no_shelf_holds_is_left_out_and_counted_by_reason(authored: Any, write_folder: Any) -> None:
    places = [
        ("GROCERY", "SOFT DRINKS", "CRV DEPOSIT T/NF"),
        ("DRUG GM", "TICKETS", "TICKETS"),
        ("DRUG GM", "CANDY", "ELECTRONIC GIFT CARDS ACTIVATI"),
        ("DRUG GM", "CIGARETTES", "CIGARETTES"),
        ("DRUG GM", "TOBACCO OTHER", "CIG LIGHTERS/LTR FLUID/PIPES"),
    ]
    products = [authored.product(str(n), f"P{n}", f"品{n}", it) for n, it in enumerate(places, start=1)]
    sales = [authored.sale(it["product_id"], 53, 1, 1) for it in products]
    catalog, report = made(authored, write_folder(products=products, transactions=sales))
    assert [it.product_id for it in catalog.products] == ["5"]
    assert report.not_on_shelf == {
        "bottle deposit": 1,
        "ticket": 1,
        "gift or phone card": 1,
        "tobacco, behind the counter": 1,
    }


def test_a_product_booked_far_from_its_type_is_shown_with_its_type(authored: Any, write_folder: Any) -> None:
    home, stray = ("GROCERY", "BLEACH", "LIQUID BLEACH"), ("DRUG GM", "BOOKSTORE", "LIQUID BLEACH")
    products = [authored.product(str(n), f"Bleach {n}", f"漂白剂{n}", home) for n in range(1, 11)]
    products.append(authored.product("11", "Bleach 11", "漂白剂11", stray))
    sales = [authored.sale("11", 53, 1, 1)]
    catalog, report = made(authored, write_folder(products=products, transactions=sales))
    (bleach,) = catalog.products
    assert (bleach.category, bleach.picture) == ("grocery.bleach", "pictures/bleach.webp")
    assert report.moved == 1
    few = made(authored, write_folder(products=products[-4:], transactions=sales))
    assert (few[0].products[0].category, few[1].moved) == ("drug-gm.bookstore", 0)


def test_a_wrong_gtin_is_replaced_and_told(authored: Any, write_folder: Any) -> None:
    products = [row | {"gtin": "4006381333932" if row["gtin"] else None} for row in authored.products]
    catalog, report = made(authored, write_folder(products=products))
    assert by_id(catalog)["1003"].gtin == "02000000010038"
    assert (report.with_own_gtin, report.unusable_gtins) == (0, ["1003: 4006381333932"])


CSV_PRODUCTS = "product_id,name,name_zh,type,picture\nA1,Rye Bread,黑麦面包,Rye Bread,\nA2,Tea,茶,Teas,\n"
CSV_SALES = (
    "shopper_id,basket_id,product_id,timestamp,store_id,price\n"
    "s,b,A1,2026-11-16T09:10:00,007,2.49\ns,b,A2,2026-11-16T09:10:00,007,1.99\n"
)


@pytest.fixture
def own_data(tmp_path: Path) -> Path:
    """What a retailer may write by hand."""
    folder = tmp_path / "own"
    (folder / "pictures").mkdir(parents=True)
    (folder / "products.csv").write_text(CSV_PRODUCTS, "utf-8")
    (folder / "transactions.csv").write_text(CSV_SALES, "utf-8")
    return folder


def build_own(folder: Path, authored: Any) -> tuple[Catalog, Report]:
    return build(Order(folder, "007", folder / "out"), authored.now)


def test_a_retailers_own_csv_files_give_a_catalog(own_data: Path, authored: Any) -> None:
    catalog, report = build_own(own_data, authored)
    assert {it.name.zh: it.price_minor for it in catalog.products} == {"黑麦面包": 249, "茶": 199}
    assert by_id(catalog)["A2"].picture == "pictures/tea.webp"  # called as its type is
    assert report.neutral_pictures == [" |  | Rye Bread"]


def test_a_retailer_may_choose_the_pictures(own_data: Path, authored: Any) -> None:
    text = CSV_PRODUCTS.replace("Rye Bread,\n", "Rye Bread,rye\n").replace("Teas,\n", "Teas,coffee\n")
    (own_data / "products.csv").write_text(text, "utf-8")
    with pytest.raises(CatalogBuildError, match=r"product A1: there is no .*rye\.webp"):
        build_own(own_data, authored)
    (own_data / "pictures" / "rye.webp").write_bytes(b"GIF89a")
    with pytest.raises(CatalogBuildError, match=r"rye\.webp must be a WebP picture"):
        build_own(own_data, authored)
    picture = (illustrate.FOLDER / "bread.webp").read_bytes()
    (own_data / "pictures" / "rye.webp").write_bytes(picture)
    catalog, _ = build_own(own_data, authored)
    assert {it.picture for it in catalog.products} == {"pictures/rye.webp", "pictures/coffee.webp"}
    write_catalog(catalog, illustrate.FOLDER, illustrate.LICENCE, own_pictures=own_data / "pictures")
    assert (catalog.folder / "pictures" / "rye.webp").read_bytes() == picture


@pytest.mark.parametrize(
    ("table", "text", "words"),
    [
        ("transactions", CSV_SALES.replace(",", ";"), "separate the columns by commas"),
        (
            "transactions",
            CSV_SALES.replace("2026-11-16T", "16/11/2026 "),
            "2 sales without a timestamp such as",
        ),
        ("products", CSV_PRODUCTS.encode("gbk"), "is not UTF-8"),
        ("products", CSV_PRODUCTS.replace("Teas,", "Teas,../tea"), "no name of letters and digits"),
    ],
)
def test_what_is_wrong_with_a_csv_file_is_said(
    own_data: Path, authored: Any, table: str, text: str | bytes, words: str
) -> None:
    (own_data / f"{table}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(CatalogBuildError, match=words):
        build_own(own_data, authored)


def test_the_retailers_own_prices_hold_over_what_sales_tell(authored: Any, write_folder: Any) -> None:
    prices, reduced = {"1002": 3.99, "1003": 1.5}, {"1001": 0.75, "1003": 1.8}
    products = [row | {"price": prices.get(row["product_id"])} for row in authored.products]
    offers = [row | {"price": reduced.get(row["product_id"])} for row in authored.offers]
    told = by_id(made(authored, write_folder(products=products, promotions=offers))[0])
    assert (told["1002"].price_minor, told["1003"].price_minor) == (399, 150)
    assert told["1001"].promotion == Promotion(75, featured=True, until=UNTIL)
    assert told["1003"].promotion == Promotion(None, featured=True, until=UNTIL)  # no cheaper than usual


def test_of_two_offers_of_one_product_the_cheaper_holds(authored: Any, write_folder: Any) -> None:
    (front, *_) = [row for row in authored.offers if row["product_id"] == "1001"]
    offers = [front | {"price": 0.9}, front | {"price": 0.6, "mailer": None}, front | {"price": None}]
    told = by_id(made(authored, write_folder(promotions=offers))[0])["1001"].promotion
    assert told == Promotion(60, featured=True, until=UNTIL)
