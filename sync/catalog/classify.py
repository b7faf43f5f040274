"""Departments, categories and types of a store's products, with stable ids made from their English names.

An id is a path of slugs: `produce`, `produce.apples`, `produce.apples.fuji-apples`. It depends on the names
alone, so a group keeps its id in every build.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from sync.catalog.model import Text
from sync.catalog.source import SourceProduct

_OTHER = Text("Other", "其他")


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class Place:
    """Where one product stands in the taxonomy; names a group's parent repeats are filled from above."""

    department: Group
    category: Group
    type: Group


def classify(products: Iterable[SourceProduct]) -> dict[str, Place]:
    """The place of each product, by id."""
    return {product.product_id: _place(product) for product in products}


def _place(product: SourceProduct) -> Place:
    department = _name(product.department, product.department_zh, _OTHER)
    category = _name(product.category, product.category_zh, department)
    kind = _name(product.type, product.type_zh, category)
    ids = [slug(department.en), slug(category.en), slug(kind.en)]
    return Place(
        Group(ids[0], department),
        Group(".".join(ids[:2]), category),
        Group(".".join(ids), kind),
    )


def _name(en: str, zh: str, above: Text) -> Text:
    return Text(en, zh or en) if en else above


def slug(name: str) -> str:
    """A name as an id: lower-case ASCII letters and digits with hyphens between; a hash where it has none
    of them.
    """
    bare = unicodedata.normalize("NFKD", name.lower().replace("&", " and ").replace("'", ""))
    plain = re.sub(r"[^a-z0-9]+", "-", "".join(it for it in bare if not unicodedata.combining(it))).strip("-")
    return plain or "x" + hashlib.sha256(name.encode()).hexdigest()[:10]
