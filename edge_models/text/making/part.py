"""The text part, joined to a bundle: as files of the bundle, under its manifest."""

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from edge_models.errors import ExportError
from edge_models.export.bundle import building, seal
from edge_models.export.card import with_text
from edge_models.features.table_file import load as load_tables
from edge_models.runtime.bundle import CARD, TABLES, read_manifest, verify_files
from edge_models.text.encoder import TextEncoder
from edge_models.text.index import FILE, STEP, TextIndex
from edge_models.text.making.catalog import products_of
from edge_models.text.making.make import make_encoder
from edge_models.text.making.recipe import follow
from edge_models.text.part import ENCODER_FILES, FOLDER
from edge_models.text.product import Product, Words
from edge_models.training.progress import Stages


@dataclass(frozen=True, slots=True)
class TextPartReport:
    bundle: str
    version: str
    products: int  # whose texts the bundle can compare with
    text_bytes: int

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def text(self) -> str:
        return (
            f"{self.bundle}: version {self.version}, texts of {self.products:,} products, "
            f"text part of {self.text_bytes / 1e6:.1f} MB"
        )


def add_text(
    bundle: Path, data: Path, out: Path, version: str, encoder: Path | None = None, quiet: bool = False
) -> TextPartReport:
    """Write `bundle` with a text part as `out`, which may be the same folder.

    `data` describes the products that the bundle knows. `encoder` was made by `endcap models text`; None: it
    is made now. Raises `BundleError`, `DataError` or `ExportError`.
    """

    def write(part: Path, sold: frozenset[str]) -> int:
        with an_encoder(encoder, quiet) as made:
            products, _ = write_part(part, products_of(data), made, sold, quiet)
        if not products:
            raise ExportError(f"{data}: has no text of any product that the bundle knows.")
        return products

    return _join(bundle, out, version, write)


def add_text_by_recipe(bundle: Path, recipe: Path, out: Path, version: str) -> TextPartReport:
    """The same from a recipe, in seconds: nothing is encoded.

    Raises `BundleError`, or `ExportError` where the recipe cannot be followed or is that of other products.
    """

    def write(part: Path, sold: frozenset[str]) -> int:
        follow(recipe, part / FOLDER)
        index = TextIndex.load(part / FOLDER / FILE)
        missing = sold.difference(index.product_ids)
        if missing:
            raise ExportError(
                f"{recipe}: was written for other products: {len(missing):,} of the {len(sold):,} that "
                f"{bundle} knows are not in it. Join the text part with `endcap models add-text --data`."
            )
        return int(index.worded().sum())

    return _join(bundle, out, version, write)


def _join(
    bundle: Path, out: Path, version: str, write: Callable[[Path, frozenset[str]], int]
) -> TextPartReport:
    """Copy the bundle but for its text part; `write` writes that into the folder that it is given, for the
    products that the bundle knows, and returns of how many it has vectors."""
    manifest = read_manifest(bundle)
    verify_files(bundle, manifest)
    if manifest.ranks_by != "sales":
        raise ExportError(f"{bundle}: ranks by text, so it has its text part already.")
    tables = load_tables(bundle / TABLES)
    with building(out) as part:
        for name in manifest.files:
            if not name.startswith(f"{FOLDER}/"):
                shutil.copyfile(bundle / name, part / name)
        products = write(part, frozenset(tables.product_ids[: tables.seasoned]))
        tell_of_text(part, products)
        seal(part, manifest.raw | {"version": version})
    size = sum(file.stat().st_size for file in (out / FOLDER).iterdir())
    return TextPartReport(str(out), version, products, size)


def write_part(
    bundle: Path,
    products: list[Product],
    encoder: Path,
    sold: Collection[str] | None = None,
    quiet: bool = False,
    known: TextIndex | None = None,
) -> tuple[int, int]:
    """Write the text part into the folder of a bundle; returns (products with a vector, bytes).

    `known` are vectors that this encoder made before: their texts are not encoded again.

    Beside sales only products that `sold` are worth a vector; the others are named, so that a device can tell
    what is new from what was seldom bought. None: every product has its vector.
    """
    folder = bundle / FOLDER
    folder.mkdir()
    for name in ENCODER_FILES:
        try:
            shutil.copyfile(encoder / name, folder / name)
        except OSError as err:
            raise ExportError(
                f"{encoder / name}: {err.strerror or err}. Make an encoder with `endcap models text`."
            ) from err
    if sold is not None:
        products = [_as_in_a_catalog(p) if p.product_id in sold else _named(p) for p in products]
    loaded = TextEncoder.load(folder)
    with Stages(quiet) as stages, stages.stage("Product texts", -(-len(products) // STEP)) as advance:
        TextIndex.build(loaded, products, advance, known).save(folder / FILE)
    worded = sum(bool(p.passages()) for p in products)
    return worded, sum(p.stat().st_size for p in folder.iterdir())


def _as_in_a_catalog(product: Product) -> Product:
    """Without its description: a device's catalog has none, and like is compared with like."""
    return replace(product, en=replace(product.en, description=""), zh=replace(product.zh, description=""))


def _named(product: Product) -> Product:
    """Without its words."""
    return replace(product, en=Words(), zh=Words())


def tell_of_text(bundle: Path, products: int) -> None:
    """Say it in the card of a bundle that is not sealed yet."""
    card = bundle / CARD
    told = f"an encoder and the vectors of {products:,} products, to place what the tables do not know."
    card.write_text(with_text(card.read_text(encoding="utf-8"), told), encoding="utf-8")


@contextmanager
def an_encoder(given: Path | None, quiet: bool = False) -> Iterator[Path]:
    """The given folder, or one that holds a new encoder for as long as the block lasts."""
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="endcap-text-") as folder:
        made = Path(folder) / "encoder"
        make_encoder(made, quiet=quiet)
        yield made
