"""What must hold between the files of one catalog: unique ids, and nothing that points nowhere."""

from collections.abc import Container, Iterable

from sync.catalog.errors import CatalogFormatError
from sync.catalog.model import Catalog, Product


def check(catalog: Catalog) -> None:
    """Raises CatalogFormatError at the first contradiction."""
    taxonomy, planogram = catalog.taxonomy, catalog.planogram
    departments = _unique("taxonomy.json: department", (it.id for it in taxonomy.departments))
    categories = {it.id: it.department for it in taxonomy.categories}
    types = {it.id: it.category for it in taxonomy.types}
    _unique("taxonomy.json: category", (it.id for it in taxonomy.categories))
    _unique("taxonomy.json: type", (it.id for it in taxonomy.types))
    aisles = _unique("planogram.json: aisle", (it.id for it in planogram.aisles))
    for category in taxonomy.categories:
        _known(f"taxonomy.json: category {category.id}", "department", category.department, departments)
    for kind in taxonomy.types:
        _known(f"taxonomy.json: type {kind.id}", "category", kind.category, categories)
    for aisle in planogram.aisles:
        for department in aisle.departments:
            _known(f"planogram.json: aisle {aisle.id}", "department", department, departments)

    _unique("products.jsonl: product_id", (it.product_id for it in catalog.products))
    _unique("products.jsonl: gtin", (it.gtin for it in catalog.products))
    for product in catalog.products:
        where = f"products.jsonl: product {product.product_id}"
        _known(where, "aisle", product.aisle, aisles)
        _known(where, "type", product.type, types)
        if types[product.type] != product.category:
            raise CatalogFormatError(
                f"{where}: type {product.type} is of another category than {product.category}"
            )
        if categories[product.category] != product.department:
            raise CatalogFormatError(f"{where}: category {product.category} is not of {product.department}")
        promotion = product.promotion
        if promotion and promotion.price_minor is not None and promotion.price_minor >= product.price_minor:
            raise CatalogFormatError(f"{where}: the promotion's price is not below the shelf price")
    _check_shelves(catalog, {it.product_id: it for it in catalog.products}, aisles)


def _check_shelves(catalog: Catalog, products: dict[str, Product], aisles: frozenset[str]) -> None:
    _unique("planogram.json: shelf", (it.id for it in catalog.planogram.shelves))
    for shelf in catalog.planogram.shelves:
        where = f"planogram.json: shelf {shelf.id}"
        _known(where, "aisle", shelf.aisle, aisles)
        _unique(f"{where}: slot", (it.id for it in shelf.slots))
        for slot in shelf.slots:
            _known(f"{where}: slot {slot.id}", "product_id", slot.product_id, products)
            if products[slot.product_id].gtin != slot.gtin:
                raise CatalogFormatError(f"{where}: slot {slot.id}: its gtin is not that of its product")


def _unique(what: str, values: Iterable[str]) -> frozenset[str]:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise CatalogFormatError(f"{what} {value} occurs twice")
        seen.add(value)
    return frozenset(seen)


def _known(where: str, key: str, value: str, known: Container[str]) -> None:
    if value not in known:
        raise CatalogFormatError(f"{where}: {key} {value} does not exist")
