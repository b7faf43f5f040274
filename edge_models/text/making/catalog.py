"""Product texts of a data folder, and their index."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from edge_models.data.folder import DataFolder
from edge_models.errors import BundleError
from edge_models.runtime import AnyRecommender, Placer
from edge_models.text.encoder import TextEncoder
from edge_models.text.index import FILE, STEP, TextIndex
from edge_models.text.product import Product, Words
from edge_models.text.reading import Forgetful
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


def knowing_all(recommender: AnyRecommender, products: Sequence[Product]) -> AnyRecommender:
    """The recommender once it has placed those of the products that it does not know, as a device does.

    Raises `BundleError` where it has no text part.
    """
    if recommender.text is None:
        raise BundleError(
            f"{recommender.name} {recommender.version} has no text part: `endcap models add-text`."
        )
    placer = Placer.of(recommender, products, Forgetful())
    if placer is None:
        return recommender
    with Stages() as stages, stages.stage("Placing products", placer.total) as advance:
        finished = False
        while not finished:
            before = placer.done
            finished = placer.turn(0.2)
            for _ in range(placer.done - before):
                advance()
    return placer.placed()


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
