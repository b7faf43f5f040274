"""A catalog's products as view states hold them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk.app.view_state import (
    Contents,
    DietView,
    Language,
    LocationView,
    PointView,
    ProductView,
    PromotionView,
    Screen,
    StockState,
    StockView,
    ViewState,
)
from kiosk.ui.errors import WindowError

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


class Products:
    """The products of one catalog in one language, as a page takes them."""

    def __init__(self, catalog: Path, language: Language) -> None:
        """Read the catalog folder. Raises WindowError where a file is missing or not what it should be."""
        self.language = language
        self._folder = catalog
        try:
            manifest = json.loads((catalog / "manifest.json").read_text())
            taxonomy = json.loads((catalog / "taxonomy.json").read_text())
            planogram = json.loads((catalog / "planogram.json").read_text())
            lines = (catalog / "products.jsonl").read_text().splitlines()
            self._read(manifest, taxonomy, planogram, [json.loads(line) for line in lines])
        except (OSError, ValueError, KeyError, IndexError) as err:
            raise WindowError(f"{catalog} is not a catalog folder: {err}") from err

    def _read(self, manifest: Any, taxonomy: Any, planogram: Any, records: list[Any]) -> None:
        lang = self.language.value
        self.store_name: str = manifest["store_name"][lang]
        self._currency: str = manifest["currency"]
        self._departments = {entry["id"]: entry for entry in taxonomy["departments"]}
        self._categories = {entry["id"]: entry for entry in taxonomy["categories"]}
        self._aisles = {
            entry["id"]: (at, entry["name"][lang]) for at, entry in enumerate(planogram["aisles"])
        }
        self._spots = {
            slot["product_id"]: (shelf["name"][lang], slot["id"], at, len(shelf["slots"]))
            for shelf in planogram["shelves"]
            for at, slot in enumerate(shelf["slots"])
        }
        self.products = {record["product_id"]: self._product(record) for record in records}
        self.shelved = [self.products[key] for key in self._spots if key in self.products]
        self._by_category: dict[str, list[ProductView]] = {}
        self._category_of = {record["product_id"]: record["category"] for record in records}
        for record in records:
            product = self.products[record["product_id"]]
            self._by_category.setdefault(record["category"], []).append(product)
        known = {word for record in records for word in record.get("contains", ())}
        self._diet = DietView(tuple(each for each in Contents if each in known))
        self.promoted = [product for product in self.products.values() if product.promotion is not None]

    def _product(self, record: Any) -> ProductView:
        lang = self.language.value
        department = self._departments[record["department"]]
        promotion = record["promotion"]
        shelf, slot, at, slots = self._spots.get(record["product_id"], (None, None, 0, 0))
        aisle_at, aisle = self._aisles[record["aisle"]]
        to_pay = (promotion or {}).get("price_minor") or record["price_minor"]
        weight = record["weight_g"]
        return ProductView(
            product_id=record["product_id"],
            gtin=record["gtin"],
            name=record["name"][lang],
            size=record["size"][lang],
            department=department["name"][lang],
            category=self._categories[record["category"]]["name"][lang],
            store_brand=record["brand"] == "private",
            price_minor=record["price_minor"],
            currency=self._currency,
            unit_price_minor=round(to_pay * 100 / weight) if weight else None,
            promotion=None
            if promotion is None
            else PromotionView(promotion["price_minor"], promotion["featured"], NOW + timedelta(days=6)),
            picture=str(self._folder / record["picture"]),
            tint=department["tint"],
            location=LocationView(
                aisle=aisle,
                shelf=shelf,
                slot=slot.upper() if slot else None,
                walk=(aisle_at, len(self._aisles)),
                spot=(at, slots) if slot else None,
            ),
            points=self._points(record),
            stock=StockView(StockState.MEASURED, 7, NOW - timedelta(seconds=5))
            if slot
            else StockView(StockState.NOT_MEASURED),
        )

    def _points(self, record: Any) -> tuple[PointView, ...]:
        points = record.get("selling_points", ())
        own = [point for point in points if self.language.value in point["text"]]
        return tuple(
            PointView(next(iter(point["text"].values())), point["sentence"], point["source"] == "review")
            for point in (own or points)[:3]
        )

    def _state(self, screen: Screen, **parts: Any) -> ViewState:
        parts.setdefault("can_go_back", True)
        return ViewState(screen=screen, language=self.language, store_name=self.store_name, **parts)

    def _offers(self, count: int) -> tuple[ProductView, ...]:
        """Reduced products of as many departments as there are."""
        reduced = [
            product
            for product in self.promoted
            if product.promotion is not None and product.promotion.price_minor is not None
        ]
        seen: dict[tuple[str, str], ProductView] = {}
        for product in reduced or self.promoted or self.shelved:
            seen.setdefault((product.department, product.picture), product)
        return tuple(list(seen.values())[:count])

    def hero(self) -> ProductView:
        """A product of the smart shelf, reduced where there is one."""
        reduced = [product for product in self.shelved if product.promotion is not None]
        return (reduced or self.shelved)[0]
