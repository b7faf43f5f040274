"""Words of this store for letters that a shopper types: so Chinese is written by its sounds."""

from kiosk.app.ports import Catalog
from kiosk.domain.text import Language

MOST_OFFERED = 6
_SEARCHED = 24  # products among whose names they are


def offered_words(letters: str, language: Language, catalog: Catalog) -> tuple[str, ...]:
    """Names of products and categories that the letters may be the sound of, the shortest first: they name
    kinds. English needs no such help. Raises CatalogUnreadable."""
    if language is not Language.ZH or not letters.strip():
        return ()
    names: set[str] = set()
    for product_id in catalog.search(letters, _SEARCHED).product_ids:
        product = catalog.product(product_id)
        group = None if product is None else catalog.group(product.category)
        names |= {each.name.of(language) for each in (product, group) if each is not None}
    return tuple(sorted(names, key=lambda name: (len(name), name))[:MOST_OFFERED])
