"""A bundle for a shop without a single sale: its products are ranked by their texts alone."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from edge_models.errors import ExportError
from edge_models.export.bundle import building, seal, write_golden
from edge_models.export.card import Origin
from edge_models.runtime.bundle import CARD
from edge_models.runtime.by_text import TextRecommender
from edge_models.text.index import FILE, TextIndex
from edge_models.text.making.catalog import products_of
from edge_models.text.making.part import TextPartReport, an_encoder, write_part
from edge_models.text.part import FOLDER

_GOLDEN = 12
_CARD = """# {name} {version}

Suggests products of a shop that has sold nothing yet: those whose texts, in English or Chinese, are like
what is looked at and what was bought before. Nothing was learned from purchases; train a bundle once there
are some.

## Made from
- the texts of {products:,} products

## Made with
    {command}

## What it must not be used for
It knows what products are called, not what goes together. It does not know allergies or diets (exclude those
products in the request), prices, or stock.
"""


def from_catalog(
    data: Path, out: Path, name: str, version: str, encoder: Path | None = None, quiet: bool = False
) -> TextPartReport:
    """Write a bundle from the products table of `data`, its only table that is read.

    `encoder` was made by `endcap models text`; None: it is made now. Raises `DataError` or `ExportError`.
    """
    products = products_of(data, with_sales=False)
    command = f"endcap models from-catalog --data DATA --out BUNDLE --name {name} --version {version}"
    with an_encoder(encoder, quiet) as made, building(out) as part:
        worded, size = write_part(part, products, made, quiet=quiet)
        if not worded:
            raise ExportError(f"{data}: no product has a name.")
        index = TextIndex.load(part / FOLDER / FILE)
        write_golden(part, TextRecommender(name, version, index, None).recommend, _golden_requests(index))
        card = _CARD.format(name=name, version=version, products=worded, command=command)
        (part / CARD).write_text(card, encoding="utf-8")
        origin = asdict(Origin("Likeness of texts.", (command,)))
        more = {"ranks_by": "text", "products": worded, "metrics": {}, "origin": origin}
        seal(part, {"name": name, "version": version} | more)
    return TextPartReport(str(out), version, worded, size)


def _golden_requests(index: TextIndex) -> Iterator[dict[str, Any]]:
    yield {"id": "empty"}
    yield {"id": "unknown", "basket": ["no such product"]}
    ids = index.product_ids[:: max(len(index.product_ids) // _GOLDEN, 1)][:_GOLDEN]
    for number, product in enumerate(ids):
        yield {"id": f"text-{number}", "history": [[p] for p in ids[:number][-3:]], "basket": [product]}
