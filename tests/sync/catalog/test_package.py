"""Reading a package: what was written comes back, and whatever is wrong is said."""

import dataclasses
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sync.catalog import illustrate
from sync.catalog.errors import CatalogBuildError, CatalogFormatError
from sync.catalog.model import Catalog, SellingPoint
from sync.catalog.package import read_catalog, write_catalog
from sync.manifest import parse_manifest


def edit_json(name: str, change: Callable[[Any], None]) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        value = json.loads((folder / name).read_text(encoding="utf-8"))
        change(value)
        (folder / name).write_text(json.dumps(value), encoding="utf-8")

    return edit


def edit_first_product(**values: Any) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        first, *rest = (folder / "products.jsonl").read_text(encoding="utf-8").splitlines()
        lines = [json.dumps(json.loads(first) | values), *rest]
        (folder / "products.jsonl").write_text("\n".join(lines), encoding="utf-8")

    return edit


def test_what_was_written_is_read(catalog: Catalog, written: Path) -> None:
    assert read_catalog(written) == catalog


def test_contents_and_points_are_optional_and_read_as_written(catalog: Catalog, written: Path) -> None:
    assert "contains" not in (written / "products.jsonl").read_text("utf-8")  # as older catalogs
    point = SellingPoint("又脆", "又香又脆。", "zh", "review")
    first, *rest = catalog.products
    told = dataclasses.replace(first, contains=frozenset({"meat", "pork"}), selling_points=(point,))
    write_catalog(dataclasses.replace(catalog, products=(told, *rest)), illustrate.FOLDER, illustrate.LICENCE)
    assert read_catalog(written).products[0] == told


def test_the_manifest_is_one_that_a_device_accepts(written: Path) -> None:
    manifest = parse_manifest((written / "manifest.json").read_bytes())
    listed = {entry.path: (entry.sha256, entry.size) for entry in manifest.files}
    found = {
        path.relative_to(written).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_size,
        )
        for path in written.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert listed == found
    assert "pictures/LICENSE.txt" in found


def test_the_device_reads_a_catalog_without_the_builders_libraries(written: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from sync.catalog.package import read_catalog\n"
        f"read_catalog(Path({str(written)!r}))\n"
        "print(sorted({'pandas', 'pyarrow', 'pypinyin', 'numpy', 'PIL'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "name", ["manifest.json", "products.jsonl", "taxonomy.json", "planogram.json", "pictures/apple.webp"]
)
def test_a_missing_file_is_named(written: Path, name: str) -> None:
    (written / name).unlink()
    with pytest.raises(CatalogFormatError, match=name):
        read_catalog(written)


@pytest.mark.parametrize("name", ["manifest.json", "taxonomy.json", "planogram.json"])
@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b"null"])
def test_a_corrupt_file_is_named(written: Path, name: str, content: bytes) -> None:
    (written / name).write_bytes(content)
    with pytest.raises(CatalogFormatError, match=name):
        read_catalog(written)


def test_a_cut_product_is_named_by_its_line(written: Path) -> None:
    path = written / "products.jsonl"
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(CatalogFormatError, match=r"products\.jsonl line 4: not JSON"):
        read_catalog(written)


def twice(values: list[Any]) -> None:
    values.append(values[0])


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (edit_first_product(gtin="02000000010012"), "gtin must be 14 digits with a valid check digit"),
        (edit_first_product(price_minor=0), "line 1: price_minor must be a whole number of at least 1"),
        (edit_first_product(price_minor=1.5), "price_minor must be a whole number"),
        (edit_first_product(price_minor=True), "price_minor must be a whole number"),
        (edit_first_product(name={"en": "Apples"}), "line 1, name: zh is missing"),
        (edit_first_product(name="Apples"), "name: expected an object, found str"),
        (edit_first_product(weight_g=-3), "weight_g must be a number above 0"),
        (edit_first_product(brand="ours"), "brand must be national or private"),
        (edit_first_product(picture="pictures/../secret.webp"), "picture must be a path"),
        (edit_first_product(picture="/etc/passwd"), "picture must be a path"),
        (edit_first_product(picture="pictures/none.webp"), "pictures/none.webp: the picture is missing"),
        (edit_first_product(contains=["sugar"]), "contains must be a list of some of meat"),
        (edit_first_product(contains="meat"), "contains must be a list, found"),
        (
            edit_first_product(
                selling_points=[{"text": {"en": "crisp"}, "sentence": "Soft.", "source": "review"}]
            ),
            r"selling_points\[0\]: sentence must be the sentence that holds the text",
        ),
        (
            edit_first_product(
                selling_points=[{"text": {"fr": "bon"}, "sentence": "bon", "source": "review"}]
            ),
            "text must be a text in en or zh",
        ),
        (
            edit_first_product(
                selling_points=[{"text": {"en": "ok"}, "sentence": "ok", "source": "friends"}]
            ),
            "source must be description or review",
        ),
        (edit_first_product(type="nowhere"), "type nowhere does not exist"),
        (edit_first_product(aisle="nowhere"), "aisle nowhere does not exist"),
        (edit_first_product(category="produce.apples"), "of another category"),
        (edit_first_product(product_id="1001"), "product_id 1001 occurs twice"),
        (edit_first_product(pinyin={"syllables": "ping guo"}), "syllables must be a list"),
        (
            edit_first_product(promotion={"price_minor": 349, "featured": True, "until": None}),
            "not below the shelf price",
        ),
        (
            edit_first_product(
                promotion={"price_minor": None, "featured": True, "until": "2026-12-01T00:00:00"}
            ),
            "until must be a time in UTC",
        ),
        (
            edit_first_product(promotion={"price_minor": None, "featured": True, "until": "tomorrow"}),
            "until must be a time such as",
        ),
        (edit_json("taxonomy.json", lambda it: twice(it["departments"])), "department .* occurs twice"),
        (
            edit_json("taxonomy.json", lambda it: it["departments"][0].update(tint=12)),
            "tint must be a whole number",
        ),
        (edit_json("taxonomy.json", lambda it: it["departments"].clear()), "department .* does not exist"),
        (edit_json("planogram.json", lambda it: twice(it["shelves"][0]["slots"])), "slot a1 occurs twice"),
        (
            edit_json("planogram.json", lambda it: it["shelves"][0]["slots"][0].update(product_id="9")),
            "product_id 9 does not exist",
        ),
        (
            edit_json(
                "planogram.json", lambda it: it["shelves"][0]["slots"][0].update(gtin="04006381333931")
            ),
            "its gtin is not that of its product",
        ),
        (
            edit_json("planogram.json", lambda it: it["shelves"][0]["slots"][0].update(threshold=99)),
            "threshold must be a whole number from 0",
        ),
        (edit_json("manifest.json", lambda it: it.update(schema=2)), "schema must be 1"),
        (edit_json("manifest.json", lambda it: it.update(kind="model")), "kind must be catalog"),
        (edit_json("manifest.json", lambda it: it.pop("currency")), "currency is missing"),
    ],
)
def test_a_contradiction_is_said_in_words(written: Path, damage: Callable[[Path], None], words: str) -> None:
    damage(written)
    with pytest.raises(CatalogFormatError, match=words):
        read_catalog(written)


def test_a_newer_package_replaces_the_older_one(catalog: Catalog, written: Path) -> None:
    newer = dataclasses.replace(catalog, version="2026.11.24-2")
    write_catalog(newer, illustrate.FOLDER, illustrate.LICENCE)
    assert read_catalog(written).version == "2026.11.24-2"
    assert [path.name for path in written.parent.iterdir() if "draft" in path.name] == []


def test_something_else_in_its_place_is_left_alone(catalog: Catalog) -> None:
    catalog.folder.mkdir()
    (catalog.folder / "thesis.txt").write_text("years of work")
    with pytest.raises(CatalogBuildError, match="something other than a catalog"):
        write_catalog(catalog, illustrate.FOLDER, illustrate.LICENCE)
    assert (catalog.folder / "thesis.txt").read_text() == "years of work"


def test_what_cannot_be_written_is_said_and_leaves_nothing_behind(catalog: Catalog, tmp_path: Path) -> None:
    with pytest.raises(CatalogBuildError, match="cannot be written to"):
        write_catalog(catalog, tmp_path / "no-pictures", illustrate.LICENCE)
    assert not catalog.folder.exists()
    assert [path.name for path in tmp_path.iterdir() if "draft" in path.name] == []
