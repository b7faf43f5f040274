"""A store of a dozen products with two small shelves, and a device that has its catalog installed."""

import json
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sync.catalog
from kiosk.domain.pin import Uptime
from sync.catalog.gtin import in_store_gtins
from sync.catalog.model import (
    Aisle,
    Catalog,
    Category,
    Department,
    Planogram,
    Product,
    ProductType,
    Promotion,
    SellingPoint,
    Shelf,
    Slot,
    Taxonomy,
    Text,
)
from sync.catalog.package import write_catalog

NOW = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
VERSION = "2026.11.24-1"
PICTURES = Path(sync.catalog.__file__).parent / "pictures"
PICTURE = "pictures/shopping-bag.webp"

# id, English, Chinese, pinyin, type, price, weight; the most sold first
_ROWS = [
    ("1001", "Whole Milk", "全脂牛奶", "quan zhi niu nai", "milk", 399, 3785.0),
    ("1002", "Running Shoes", "跑步运动鞋", "pao bu yun dong xie", "shoes", 5999, 640.0),
    (
        "1003",
        "Store Brand Shredded Cheese, 8 oz",
        "自有品牌 碎芝士",
        "zi you pin pai sui zhi shi",
        "cheese",
        279,
        226.8,
    ),
    ("1004", "Cheese Crackers, 14 oz", "芝士饼干", "zhi shi bing gan", "crackers", 349, 396.9),
    ("1005", "Skim Milk", "脱脂牛奶", "tuo zhi niu nai", "milk", 389, None),
    ("1006", "Tennis Shoes", "网球运动鞋", "wang qiu yun dong xie", "shoes", 4999, 700.0),
    ("1007", "Bananas, 2 lb", "香蕉", "xiang jiao", "fruit", 129, 907.2),
    ("1008", "Green Bananas", "青香蕉", "qing xiang jiao", "fruit", 119, 907.2),
    ("1009", "Crème Brûlée", "焦糖布丁", "jiao tang bu ding", "pudding", 499, 200.0),
    ("1010", "Milk Chocolate", "牛奶巧克力", "niu nai qiao ke li", "candy", 199, 100.0),
    ("1011", "Light Bulb, 60 W", "灯泡 60瓦", "deng pao", "bulbs", 899, None),
    ("1012", "Green Tea", "绿茶", "lv cha", "tea", 329, 50.0),
]
UPC_E = "01234565"  # as printed on the tea: also a valid EAN-8
_GTINS = {**in_store_gtins(row[0] for row in _ROWS), "1012": "00012345000065"}
_DEPARTMENTS = {"food": Text("Food", "食品"), "home": Text("Home", "家居")}
_DEPARTMENT_OF = {"shoes": "home", "bulbs": "home"}
_NAMES = {
    "milk": Text("Milk", "牛奶"),
    "shoes": Text("Shoes", "鞋"),
    "cheese": Text("Cheese", "芝士"),
    "crackers": Text("Crackers", "饼干"),
    "fruit": Text("Fruit", "水果"),
    "pudding": Text("Pudding", "布丁"),
    "candy": Text("Candy", "糖果"),
    "bulbs": Text("Lighting", "照明"),
    "tea": Text("Tea", "茶"),
}
_DAIRY = frozenset({"dairy"})
_CONTAINS = {"1001": _DAIRY, "1003": _DAIRY, "1005": _DAIRY}
_POINTS = {
    "1001": (
        SellingPoint("Fresh and creamy", "Fresh and creamy; good in coffee.", "en", "description"),
        SellingPoint("tastes like it used to", "It tastes like it used to.", "en", "review"),
        SellingPoint("奶香浓郁。", "奶香浓郁。", "zh", "description"),
    ),
    "1003": (SellingPoint("容易融化", "容易融化；适合披萨。", "zh", "description"),),
}
MILK, SHOES, CHEESE, CRACKERS, SKIM, TEA = "1001", "1002", "1003", "1004", "1005", "1012"


def gtin(product_id: str) -> str:
    return _GTINS[product_id]


def catalog(folder: Path, version: str = VERSION) -> Catalog:
    """The store's catalog, to be written to `folder`."""
    products = tuple(_product(*row) for row in _ROWS)
    kinds = dict.fromkeys(row[4] for row in _ROWS)
    return Catalog(
        "small-store",
        version,
        NOW,
        "7",
        Text("Corner Store", "街角小店"),
        "USD",
        products,
        Taxonomy(
            tuple(
                Department(each, name, PICTURE, tint)
                for tint, (each, name) in enumerate(_DEPARTMENTS.items())
            ),
            tuple(Category(kind, _DEPARTMENT_OF.get(kind, "food"), _NAMES[kind], PICTURE) for kind in kinds),
            tuple(ProductType(f"{kind}.all", kind, _NAMES[kind]) for kind in kinds),
        ),
        Planogram(
            (
                Aisle("a1", Text("Aisle 1 · Food", "1号通道 · 食品"), ("food",)),
                Aisle("a2", Text("Aisle 2", "2号通道"), ("home",)),
            ),
            (
                Shelf(
                    "shelf-a",
                    Text("Smart shelf A", "智能货架A"),
                    "a1",
                    tuple(_slot(f"a{n}", each) for n, each in enumerate((MILK, CHEESE, CRACKERS, SKIM), 1)),
                ),
                Shelf(
                    "shelf-b",
                    Text("Smart shelf B", "智能货架B"),
                    "a2",
                    (_slot("b1", SHOES), _slot("b2", "1011")),
                ),
            ),
        ),
        folder,
    )


def _product(
    product_id: str, en: str, zh: str, pinyin: str, kind: str, price: int, weight: float | None
) -> Product:
    promotion = None
    if product_id in (CHEESE, CRACKERS):
        promotion = Promotion(price - 50 if product_id == CHEESE else None, True, NOW + timedelta(days=5))
    brand = "private" if en.startswith("Store Brand") else "national"
    department = _DEPARTMENT_OF.get(kind, "food")
    return Product(
        product_id,
        gtin(product_id),
        Text(en, zh),
        Text("", ""),
        department,
        kind,
        f"{kind}.all",
        brand,
        price,
        promotion,
        weight,
        PICTURE,
        "a1" if department == "food" else "a2",
        tuple(pinyin.split()),
        _CONTAINS.get(product_id, frozenset()),
        _POINTS.get(product_id, ()),
    )


def _slot(slot: str, product_id: str) -> Slot:
    return Slot(slot, product_id, gtin(product_id), Text("Goods", "商品"), PICTURE, 250.0, 12, 4)


@dataclass(frozen=True, slots=True)
class Device:
    """The state folder of a kiosk."""

    state: Path

    @classmethod
    def equipped(cls, state: Path, bundle: Path) -> "Device":
        """With the small store's catalog and a model in use."""
        made = cls(state)
        made.install_catalog()
        made.install_model(bundle, VERSION)
        return made

    def install_catalog(self, made: Catalog | None = None, version: str = VERSION) -> Path:
        """Put a catalog in use, as the agent does after verifying it."""
        folder = self.state / "releases" / "catalog" / version
        made = made or catalog(folder, version)
        write_catalog(replace(made, folder=folder, version=version), PICTURES, PICTURES / "LICENSE.txt")
        self.point("catalog", version)
        return folder

    def install_model(self, bundle: Path, version: str, damage: bytes | None = None) -> Path:
        """Put a model in use; with `damage` as the content of its graph."""
        folder = self.state / "releases" / "model" / version
        shutil.copytree(bundle, folder)
        manifest = json.loads((folder / "manifest.json").read_text())
        (folder / "manifest.json").write_text(json.dumps(manifest | {"version": version}))
        for graph in folder.glob("*.onnx") if damage is not None else ():
            graph.write_bytes(damage or b"")
        self.point("model", version)
        return folder

    def point(self, kind: str, version: str) -> None:
        """Move the pointer of a kind, in one step."""
        pointer = self.state / "releases" / kind / "current.json"
        previous = json.loads(pointer.read_text())["version"] if pointer.exists() else None
        draft = pointer.with_suffix(".draft")
        draft.write_text(json.dumps({"version": version, "previous": previous, "held": []}))
        draft.replace(pointer)


class FakeClock:
    """Three clocks that stand still until they are moved."""

    def __init__(self) -> None:
        self.wall = NOW
        self.monotonic = 1000.0
        self.boot = "boot-1"

    def now(self) -> datetime:
        return self.wall

    def at(self) -> float:
        return self.monotonic

    def uptime(self) -> Uptime:
        return Uptime(self.boot, self.monotonic)

    def pass_s(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.monotonic += seconds

    def jump_s(self, seconds: float) -> None:
        """Only the wall clock moves."""
        self.wall += timedelta(seconds=seconds)
