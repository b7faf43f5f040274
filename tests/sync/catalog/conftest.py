"""A tiny authored data folder of which everything is known, and catalogs made from it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sync.catalog import illustrate, package
from sync.catalog.build import Order, build
from sync.catalog.model import Catalog

NOW = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)
STORE, OTHER = "s1", "s2"
MONDAY = dt.datetime(2017, 12, 25)  # noqa: DTZ001 - the data's times are the store's wall clock

Row = dict[str, Any]


def product(product_id: str, name: str, name_zh: str, places: tuple[str, str, str], **more: Any) -> Row:
    """A row of `products`; `places` are department, category and type, which serve as raw texts too."""
    keys = ("department", "category", "type")
    row: Row = {"product_id": product_id, "name": name, "name_zh": name_zh, "brand": "National"}
    for key, text in zip(keys, places, strict=True):
        row |= {key: text.capitalize(), f"{key}_zh": f"中{text[:1]}", f"{key}_raw": text}
    return row | {"size": None, "size_zh": None, "weight_g": None, "gtin": None} | more


def sale(
    product_id: str, week: int, price: float, shelf: float, *, quantity: float = 1, store: str = STORE
) -> Row:
    when = MONDAY + dt.timedelta(weeks=week - 53, hours=9)
    return {
        "shopper_id": "h1",
        "basket_id": f"b{week}",
        "product_id": product_id,
        "timestamp": when,
        "store_id": store,
        "quantity": quantity,
        "price": price,
        "shelf_price": shelf,
        "week": week,
    }


def offer(
    product_id: str, *, display: str | None = None, mailer: str | None = None, store: str = STORE
) -> Row:
    return {
        "product_id": product_id,
        "store_id": store,
        "week": 53,
        "week_start": MONDAY,
        "display": display,
        "mailer": mailer,
    }


APPLE = ("PRODUCE", "APPLES", "APPLES GALA (BULK&BAG)")
CHIPS = ("GROCERY", "BAG SNACKS", "POTATO CHIPS")
NOVEL = ("ROBOTS", "HELPERS", "WALKING")  # that no picture and no aisle knows

PRODUCTS = [
    product("1001", "Gala Apples", "嘎啦苹果", APPLE, weight_g=180.0),
    product(
        "1002",
        "Potato Chips, 10 oz",
        "薯片 10盎司",
        CHIPS,
        size="10 oz",
        size_zh="10盎司（283克）",
        weight_g=283.5,
    ),
    product("1003", "Store Brand Chips", "自有品牌绿薯片", CHIPS, brand="Private", gtin="4006381333931"),
    product("1004", "Robot", "机器人", NOVEL),
    product("1005", "Never sold here", "别处", CHIPS),
]
SALES = [
    # Apples: charged 1.00, 1.00, 1.20 before discounts; nobody bought them this week in this store.
    *(sale("1001", week, 1.0, shelf) for week, shelf in ((50, 1.0), (51, 1.0), (52, 1.2))),
    *(sale("1001", 53, 0.80, 1.0, store=OTHER) for _ in range(3)),
    # Chips: 3.49 on the shelf, two of three lines at 2.99 this week, one of them a line of two bags.
    sale("1002", 40, 2.0, 2.0),
    sale("1002", 53, 2.99, 3.49),
    sale("1002", 53, 5.98, 3.49, quantity=2),
    sale("1002", 53, 3.49, 3.49),
    # Store brand: at its usual price.
    sale("1003", 53, 1.99, 1.99),
    sale("1004", 53, 99.0, 99.0),
    sale("1004", 53, 0.0, 0.0),  # a gift: shows no price
    sale("9999", 53, 5.0, 5.0),  # not among the products
    sale("1005", 53, 5.0, 5.0, store=OTHER),
]
OFFERS = [
    offer("1001", mailer="front page"),
    offer("1003", display="aisle end"),
    offer("1004"),  # listed, but shown nowhere
    offer("1002", mailer="front page", store=OTHER),
]

WriteFolder = Callable[..., Path]


@dataclass(frozen=True, slots=True)
class Authored:
    """The rows of the tiny folder, and how to write more of them."""

    store: str = STORE
    now: dt.datetime = NOW
    products: tuple[Row, ...] = tuple(PRODUCTS)
    sales: tuple[Row, ...] = tuple(SALES)
    offers: tuple[Row, ...] = tuple(OFFERS)
    product: Callable[..., Row] = product
    sale: Callable[..., Row] = sale


@pytest.fixture
def authored() -> Authored:
    return Authored()


@pytest.fixture
def write_folder(tmp_path: Path) -> WriteFolder:
    """Writes a data folder; each table may be replaced, None leaves it out."""

    def write(**tables: list[Row] | None) -> Path:
        folder = tmp_path / "data"
        folder.mkdir(exist_ok=True)
        for name, rows in (
            {"products": PRODUCTS, "transactions": SALES, "promotions": OFFERS} | tables
        ).items():
            if rows is not None:
                pq.write_table(pa.Table.from_pylist(rows), folder / f"{name}.parquet")
        return folder

    return write


@pytest.fixture
def catalog(write_folder: WriteFolder, tmp_path: Path) -> Catalog:
    """The catalog of the authored store, not written yet."""
    return build(Order(write_folder(), STORE, tmp_path / "catalog"), NOW)[0]


@pytest.fixture
def written(catalog: Catalog) -> Path:
    package.write_catalog(catalog, illustrate.FOLDER, illustrate.LICENCE)
    return catalog.folder
