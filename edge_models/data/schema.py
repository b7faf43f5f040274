"""The tables of a data folder and their columns: the contract between what makes data and what uses it.

A file may hold more columns (ignored) and may lack optional ones (then the frame lacks them too).
"""

from dataclasses import dataclass
from enum import StrEnum, auto

CSV_ENCODING = "utf-8-sig"  # with or without the mark that spreadsheets put before UTF-8


class Kind(StrEnum):
    ID = auto()  # text, never a number: "0042" stays "0042"
    TEXT = auto()
    NUMBER = auto()  # float64
    INTEGER = auto()  # int64 where required, else float64, so that a missing value can be told
    TIME = auto()  # datetime64, wall clock of the store, without zone


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: Kind
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    columns: tuple[Column, ...]
    required: bool = True  # may the folder lack it?

    def column_names(self) -> list[str]:
        return [column.name for column in self.columns]

    def required_columns(self) -> list[str]:
        return [column.name for column in self.columns if column.required]


TRANSACTIONS = Table(
    "transactions",
    (
        Column("shopper_id", Kind.ID, required=True),
        Column("basket_id", Kind.ID, required=True),
        Column("product_id", Kind.ID, required=True),
        Column("timestamp", Kind.TIME, required=True),
        Column("store_id", Kind.ID),
        Column("quantity", Kind.NUMBER),
        Column("price", Kind.NUMBER),  # paid for the line, major units
        Column("shelf_price", Kind.NUMBER),  # of one piece before discounts, major units
        Column("week", Kind.INTEGER),  # the source's own week number, the one of `promotions`
    ),
)

PRODUCTS = Table(
    "products",
    (
        Column("product_id", Kind.ID, required=True),
        Column("name", Kind.TEXT, required=True),
        Column("name_zh", Kind.TEXT),
        Column("department", Kind.TEXT),
        Column("department_zh", Kind.TEXT),
        Column("category", Kind.TEXT),
        Column("category_zh", Kind.TEXT),
        Column("type", Kind.TEXT),
        Column("type_zh", Kind.TEXT),
        Column("brand", Kind.TEXT),  # National | Private
        Column("size", Kind.TEXT),
        Column("size_zh", Kind.TEXT),
        Column("weight_g", Kind.NUMBER),  # net weight of one package in grams, where the size tells it
        Column("gtin", Kind.ID),
        Column("description", Kind.TEXT),
        Column("description_zh", Kind.TEXT),
        Column("contains", Kind.TEXT),  # words of `edge_models.data.knowledge.CONTAINS`, with spaces between
        Column("department_raw", Kind.TEXT),
        Column("category_raw", Kind.TEXT),
        Column("type_raw", Kind.TEXT),
    ),
)

PROMOTIONS = Table(
    "promotions",
    (
        Column("product_id", Kind.ID, required=True),
        Column("store_id", Kind.ID, required=True),
        Column("week", Kind.INTEGER, required=True),
        Column("week_start", Kind.TIME),
        Column("display", Kind.TEXT),  # where it stands out in the store; missing: nowhere
        Column("mailer", Kind.TEXT),  # where the leaflet shows it; missing: nowhere
    ),
    required=False,
)

REVIEWS = Table(
    "reviews",
    (
        Column("product_id", Kind.ID, required=True),
        Column("text", Kind.TEXT, required=True),
        Column("language", Kind.TEXT),  # en | zh; told from the text where missing
    ),
    required=False,
)

SELLING_POINTS = Table(  # made by `endcap models selling-points`, the best of a product first
    "selling_points",
    (
        Column("product_id", Kind.ID, required=True),
        Column("text", Kind.TEXT, required=True),
        Column("sentence", Kind.TEXT, required=True),  # of which `text` is a part, or all
        Column("language", Kind.TEXT, required=True),  # en | zh
        Column("source", Kind.TEXT, required=True),  # description | review
    ),
    required=False,
)

TABLES = (TRANSACTIONS, PRODUCTS, PROMOTIONS, REVIEWS)
