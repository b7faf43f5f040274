"""A catalog package: the folder of Seam 2 in docs/architecture.md, read strictly and written whole.

The device calls `read_catalog`; it needs the standard library only. Hashes and signatures are the business
of `sync.releases`, which has verified the folder before anybody reads it; this module checks that the files
make sense.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sync.catalog import consistency, encoding
from sync.catalog.errors import CatalogBuildError, CatalogError, CatalogFormatError
from sync.catalog.fields import Fields
from sync.catalog.model import Catalog, Planogram, Product, Taxonomy

__all__ = ["Catalog", "CatalogError", "CatalogFormatError", "pictures_of", "read_catalog", "write_catalog"]

SCHEMA = 1
MANIFEST, PRODUCTS, TAXONOMY, PLANOGRAM = "manifest.json", "products.jsonl", "taxonomy.json", "planogram.json"
LICENCE = "pictures/LICENSE.txt"


def read_catalog(folder: Path) -> Catalog:
    """The catalog in `folder`.

    Raises CatalogFormatError, naming file and line, where a file is missing or malformed, an id or GTIN
    occurs twice, a check digit is wrong, something refers to what does not exist, or a picture is missing.
    """
    manifest = Fields(_read_json(folder / MANIFEST), MANIFEST)
    if manifest.whole("schema", least=1) != SCHEMA:
        raise manifest.wrong("schema", f"{SCHEMA}, the only one this program reads")
    if manifest.text("kind") != "catalog":
        raise manifest.wrong("kind", "catalog")
    catalog = Catalog(
        name=manifest.text("name"),
        version=manifest.text("version"),
        created=manifest.moment("created"),
        store_id=manifest.text("store_id"),
        store_name=manifest.bilingual("store_name"),
        currency=manifest.text("currency"),
        products=tuple(_read_products(folder / PRODUCTS)),
        taxonomy=encoding.decode_taxonomy(Fields(_read_json(folder / TAXONOMY), TAXONOMY)),
        planogram=encoding.decode_planogram(Fields(_read_json(folder / PLANOGRAM), PLANOGRAM)),
        folder=folder,
    )
    consistency.check(catalog)
    for picture in pictures_of(catalog.products, catalog.taxonomy, catalog.planogram):
        if not (folder / picture).is_file():
            raise CatalogFormatError(f"{picture}: the picture is missing")
    return catalog


def write_catalog(
    catalog: Catalog,
    pictures: Path,
    licence: Path,
    extra: dict[str, Any] | None = None,
    own_pictures: Path | None = None,
) -> None:
    """Write `catalog` to `catalog.folder` with its manifest and the pictures it names, files of
    `own_pictures` (which need not exist) or else of `pictures`.

    `extra` are further manifest keys (where the data came from). The package is complete beside its place
    before it moves there, so nobody finds half of one. An earlier package there is replaced; anything else
    in its place is a CatalogBuildError.
    """
    consistency.check(catalog)
    folder = catalog.folder
    _refuse_foreign(folder)
    draft = folder.with_name(folder.name + ".draft")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        sources = [own_pictures, pictures] if own_pictures else [pictures]
        _fill(draft, catalog, sources, licence, extra or {})
        if folder.exists():
            shutil.rmtree(folder)
        draft.replace(folder)
    except OSError as err:
        shutil.rmtree(draft, ignore_errors=True)
        raise CatalogBuildError(f"the catalog cannot be written to {folder}: {err}") from err


def _fill(
    folder: Path, catalog: Catalog, sources: Sequence[Path], licence: Path, extra: dict[str, Any]
) -> None:
    (folder / "pictures").mkdir(parents=True)
    for path in sorted(pictures_of(catalog.products, catalog.taxonomy, catalog.planogram)):
        found = [file for source in sources if (file := source / Path(path).name).is_file()]
        shutil.copyfile(found[0] if found else sources[-1] / Path(path).name, folder / path)
    shutil.copyfile(licence, folder / LICENCE)
    lines = (_compact(encoding.encode_product(product)) for product in catalog.products)
    (folder / PRODUCTS).write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    _write_json(folder / TAXONOMY, encoding.encode_taxonomy(catalog.taxonomy))
    _write_json(folder / PLANOGRAM, encoding.encode_planogram(catalog.planogram))
    _write_json(folder / MANIFEST, _manifest(catalog, folder, extra))


def pictures_of(products: Iterable[Product], taxonomy: Taxonomy, planogram: Planogram) -> frozenset[str]:
    """Every picture that the catalog names, as paths inside the package."""
    return frozenset(
        [it.picture for it in products]
        + [it.picture for it in taxonomy.departments]
        + [it.picture for it in taxonomy.categories]
        + [slot.picture for shelf in planogram.shelves for slot in shelf.slots]
    )


def _read_products(path: Path) -> Iterator[Product]:
    for number, line in enumerate(_read_text(path).splitlines(), start=1):
        where = f"{path.name} line {number}"
        try:
            value = json.loads(line)
        except ValueError as err:
            raise CatalogFormatError(f"{where}: not JSON ({err})") from err
        yield encoding.decode_product(Fields(value, where))


def _read_json(path: Path) -> Any:
    try:
        return json.loads(_read_text(path))
    except ValueError as err:
        raise CatalogFormatError(f"{path.name}: not JSON ({err})") from err


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as err:
        raise CatalogFormatError(f"{path.name} is missing in {path.parent}") from err
    except UnicodeDecodeError as err:
        raise CatalogFormatError(f"{path.name}: not UTF-8 ({err})") from err
    except OSError as err:
        raise CatalogFormatError(f"{path.name} cannot be read: {err}") from err


def _manifest(catalog: Catalog, folder: Path, extra: dict[str, Any]) -> dict[str, Any]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        "schema": SCHEMA,
        "kind": "catalog",
        "name": catalog.name,
        "version": catalog.version,
        "created": encoding.moment_text(catalog.created),
        "store_id": catalog.store_id,
        "store_name": encoding.encode_text(catalog.store_name),
        "currency": catalog.currency,
        **extra,
        "files": {path.relative_to(folder).as_posix(): _fingerprint(path) for path in files},
    }


def _fingerprint(path: Path) -> dict[str, Any]:
    return {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "size": path.stat().st_size}


def _refuse_foreign(folder: Path) -> None:
    """Replace only what is clearly a catalog package or empty."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise CatalogBuildError(f"{folder} is a file; choose a folder for the catalog")
    if not any(folder.iterdir()):
        return
    try:
        if Fields(_read_json(folder / MANIFEST), MANIFEST).text("kind") == "catalog":
            return
    except CatalogFormatError:
        pass
    raise CatalogBuildError(f"{folder} holds something other than a catalog; choose an empty folder")


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
