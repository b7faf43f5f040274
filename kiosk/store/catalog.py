"""Reading catalog.db; the `Catalog` port."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from kiosk.app.errors import CatalogUnreadable
from kiosk.app.ports import Found, Group
from kiosk.domain.diet import Contents
from kiosk.domain.gtin import Gtin, InvalidGtin
from kiosk.domain.money import Money
from kiosk.domain.planogram import Aisle, Planogram, Shelf, Slot
from kiosk.domain.product import Product, Promotion, SellingPoint
from kiosk.domain.text import Language, Text
from kiosk.store import search as matching
from kiosk.store.catalog_build import FORMAT
from sync.database import driver

_CACHED_PRODUCTS = 4096
_PRODUCT = (
    "select product_id, gtin, name_en, name_zh, size_en, size_zh, department, category, type, store_brand, "
    "price_minor, promotion_minor, featured, promoted_until, weight_g, picture, aisle, contains, points, "
    "namesakes "
    "from products where product_id = ?"
)


class CatalogStore:
    """An open catalog.db, which nobody writes to: a new one replaces the file. Belongs to the thread that
    opened it."""

    def __init__(self, path: Path) -> None:
        """Raises CatalogUnreadable where the cache is missing, damaged or of another format."""
        if not path.is_file():
            raise CatalogUnreadable(f"{path} does not exist; it is built from the catalog release")
        self._path = path
        with _faults(path):
            # Immutable: no locks, no log beside it, and it opens on a full disk and after a rename over it.
            self._db = driver.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)
        try:
            with _faults(path):
                self._check(path)
                self._load()
        except BaseException:
            self._db.close()
            raise
        self.product = lru_cache(_CACHED_PRODUCTS)(self._product)

    def _check(self, path: Path) -> None:
        found = self._db.execute("pragma user_version").fetchone()[0]
        if found != FORMAT:
            raise CatalogUnreadable(f"{path} has format {found}, not {FORMAT}")
        problem = self._db.execute("pragma quick_check(1)").fetchone()[0]
        if problem != "ok":
            raise CatalogUnreadable(f"{path} is damaged: {problem}")

    def _load(self) -> None:
        meta = dict(self._db.execute("select key, value from meta").fetchall())
        self.version = meta["version"]
        self.created = datetime.fromisoformat(meta["created"])
        self.folder = Path(meta["folder"])
        self.store_id = meta["store_id"]
        self.store_name = Text(**json.loads(meta["store_name"]))
        self.currency = meta["currency"]
        self.planogram = _planogram(json.loads(meta["planogram"]))
        self.size = int(self._db.execute("select count(*) from products").fetchone()[0])
        self._groups = {group.id: group for group in _groups(self._db)}
        self.departments = tuple(group for group in self._groups.values() if group.parent is None)
        self._ids = tuple(
            row[0] for row in self._db.execute("select product_id from products order by rank").fetchall()
        )
        self._promoted = self._db.execute(
            "select product_id, promoted_until from products where featured is not null order by rank"
        ).fetchall()
        rows = self._db.execute("select product_id, contains from products where contains != ''").fetchall()
        self._containing = {
            each: frozenset(product_id for product_id, words in rows if each.value in words.split())
            for each in Contents
        }
        self.contents = frozenset(each for each, products in self._containing.items() if products)
        self._vocabulary = tuple(
            row[0] for row in self._db.execute("select term from vocabulary where col = 'words'").fetchall()
        )

    def close(self) -> None:
        self._db.close()

    def product_ids(self) -> Sequence[str]:
        """Every product, the most sold first."""
        return self._ids

    def categories(self, department: str) -> Sequence[Group]:
        return tuple(group for group in self._groups.values() if group.parent == department)

    def group(self, group_id: str) -> Group | None:
        return self._groups.get(group_id)

    def _product(self, product_id: str) -> Product | None:
        with _faults(self._path):
            row = self._one(_PRODUCT, product_id)
        return None if row is None else self._from_row(*row)

    def _from_row(
        self,
        product_id: str,
        gtin: str,
        name_en: str,
        name_zh: str,
        size_en: str,
        size_zh: str,
        department: str,
        category: str,
        kind: str,
        store_brand: int,
        price_minor: int,
        promotion_minor: int | None,
        featured: int | None,
        until: str | None,
        weight_g: float | None,
        picture: str,
        aisle: str,
        contains: str,
        points: str,
        namesakes: int,
    ) -> Product:
        promotion = None
        if featured is not None:
            reduced = None if promotion_minor is None else Money(promotion_minor, self.currency)
            promotion = Promotion(reduced, bool(featured), datetime.fromisoformat(until) if until else None)
        return Product(
            product_id,
            Gtin(gtin),
            Text(name_en, name_zh),
            Text(size_en, size_zh),
            department,
            category,
            kind,
            bool(store_brand),
            Money(price_minor, self.currency),
            promotion,
            weight_g,
            picture,
            aisle,
            frozenset(map(Contents, contains.split())),
            tuple(_point(**each) for each in json.loads(points)),
            bool(namesakes),
        )

    def containing(self, contents: frozenset[Contents]) -> frozenset[str]:
        """Products known to contain any of these."""
        return frozenset().union(*(self._containing.get(each, frozenset()) for each in contents))

    def by_code(self, code: str) -> str | None:
        """Product id of a GTIN of any length or of a product number."""
        with _faults(self._path):
            try:
                row = self._one("select product_id from products where gtin = ?", Gtin.parse(code).digits)
            except InvalidGtin:
                row = None
            row = row or self._one("select product_id from products where product_id = ?", code.strip())
        return None if row is None else str(row[0])

    def listing(self, category: str, limit: int) -> Found:
        """Products of a category, the most sold first."""
        group = self._groups.get(category)
        with _faults(self._path):
            rows = self._db.execute(
                "select product_id from products where category = ? order by rank limit ?", [category, limit]
            ).fetchall()
        return Found(tuple(row[0] for row in rows), group.products if group is not None else 0)

    def promoted(self, now: datetime, limit: int) -> Sequence[str]:
        """Products with a promotion that holds at `now`, the most sold first."""
        moment = now.isoformat()
        holding = (each for each, until in self._promoted if until is None or until > moment)
        return tuple(islice(holding, limit))

    def search(self, query: str, limit: int) -> Found:
        """Products whose name, pinyin or number matches, the best match first, then the most sold."""
        asked = matching.parse(query)
        with _faults(self._path):
            ranks = dict.fromkeys(self._by_number(asked.code, limit) if asked.code else ())
            expressions = matching.tiers(asked)
            for expression in expressions:
                if len(ranks) >= limit:
                    break
                ranks.update(dict.fromkeys(self._matching(expression, limit)))
            if not ranks and (mended := self._mended(asked)):
                expressions = [mended]
                ranks.update(dict.fromkeys(self._matching(mended, limit)))
            total = max(len(ranks), self._count(expressions[-1]) if expressions else 0)
        return Found(tuple(self._ids[rank - 1] for rank in list(ranks)[:limit]), total)

    def _by_number(self, digits: str, limit: int) -> list[int]:
        """Ranks of products with this number, else of those whose number begins so; few digits are a size."""
        whole = self._ranks("product_id = ? or gtin = ?", digits, digits.zfill(14), limit)
        if whole or len(digits) < 4:
            return whole
        begins = digits + "*"
        return self._ranks("product_id glob ? or ltrim(gtin, '0') glob ltrim(?, '0')", begins, begins, limit)

    def _ranks(self, condition: str, first: str, second: str, limit: int) -> list[int]:
        statement = f"select rank from products where {condition} order by rank limit ?"  # noqa: S608  our own
        return [row[0] for row in self._db.execute(statement, [first, second, limit]).fetchall()]

    def _matching(self, expression: str, limit: int) -> list[int]:
        rows = self._db.execute(
            "select rowid from names where names match ? order by rowid limit ?", [expression, limit]
        ).fetchall()
        return [row[0] for row in rows]

    def _count(self, expression: str) -> int:
        return int(self._one("select count(*) from names where names match ?", expression)[0])

    def _mended(self, asked: matching.Query) -> str | None:
        """What the typed words may have meant, where each is an English word or one slip away from some."""
        if asked.han or not asked.words:
            return None
        known = set(self._vocabulary)
        choices = [
            [word] if word in known else matching.near_words(word, self._vocabulary) for word in asked.words
        ]
        return matching.corrected(choices) if all(choices) else None

    def _one(self, statement: str, value: str) -> Any:
        return self._db.execute(statement, [value]).fetchone()


@contextmanager
def _faults(path: Path) -> Iterator[None]:
    try:
        yield
    except driver.Error as error:
        raise CatalogUnreadable(f"{path}: {error}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise CatalogUnreadable(f"{path} does not hold what it should: {error}") from error


def _groups(db: driver.Connection) -> list[Group]:
    rows = db.execute(
        "select id, parent, name_en, name_zh, picture, tint, products from groups order by place"
    ).fetchall()
    return [
        Group(each, parent, Text(en, zh), picture, tint, products)
        for each, parent, en, zh, picture, tint, products in rows
    ]


def _planogram(kept: dict[str, Any]) -> Planogram:
    return Planogram(
        tuple(Aisle(each["id"], Text(**each["name"])) for each in kept["aisles"]),
        tuple(
            Shelf(
                each["id"], Text(**each["name"]), each["aisle"], tuple(_slot(slot) for slot in each["slots"])
            )
            for each in kept["shelves"]
        ),
    )


def _point(text: str, sentence: str, language: str, source: str) -> SellingPoint:
    return SellingPoint(text, sentence, Language(language), reviewed=source == "review")


def _slot(kept: dict[str, Any]) -> Slot:
    return Slot(
        kept["id"],
        kept["product_id"],
        kept["gtin"],
        kept["unit_weight_g"],
        kept["capacity"],
        kept["threshold"],
    )
