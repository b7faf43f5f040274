"""Product texts of a data folder, and their index."""

from pathlib import Path

import pandas as pd

from edge_models.data.folder import DataFolder
from edge_models.text.encoder import TextEncoder
from edge_models.text.index import FILE, STEP, TextIndex
from edge_models.text.product import Product, Words
from edge_models.training.progress import Stages

_COLUMNS = ("name", "category", "department", "description")


def products_of(data: Path, with_sales: bool = True) -> list[Product]:
    """Every product of the folder with its words in both languages; not `with_sales`, the folder need hold no
    sale. Raises `DataError`."""
    catalog = DataFolder.open(data, with_sales).products()
    english = _columns(catalog, "")
    chinese = _columns(catalog, "_zh")
    ids = catalog["product_id"].tolist()
    return [
        Product(product, en[1] or zh[1], Words(*en), Words(*zh))
        for product, en, zh in zip(ids, english, chinese, strict=True)
    ]


def make_index(data: Path, encoder_folder: Path, out: Path, quiet: bool = False) -> TextIndex:
    """Write texts.npz into `out`: the vectors of every product of the data folder."""
    products, encoder = products_of(data), TextEncoder.load(encoder_folder)
    out.mkdir(parents=True, exist_ok=True)
    with Stages(quiet) as stages, stages.stage("Product texts", -(-len(products) // STEP)) as advance:
        index = TextIndex.build(encoder, products, advance)
    index.save(out / FILE)
    return index


def _columns(catalog: pd.DataFrame, ending: str) -> list[tuple[str, str, str, str]]:
    """(name, category, department, description) of each product in one language; "" where not given."""
    columns = [
        catalog[name + ending].fillna("").astype(str).tolist()
        if name + ending in catalog
        else [""] * len(catalog)
        for name in _COLUMNS
    ]
    return list(zip(*columns, strict=True))
