"""The text part joined to a bundle: files of the bundle, under its manifest; without it all is as before."""

import json
import shutil
from pathlib import Path

import click.testing
import pytest

from edge_models.cli import models
from edge_models.errors import BundleError, ExportError
from edge_models.export.refresh import refresh
from edge_models.runtime import Recommender, Request, check_bundle
from edge_models.text.making.part import add_text
from edge_models.text.part import FILES, TextPart
from tests.edge_models.conftest import NEWCOMERS, Shop
from tests.edge_models.small_encoder import write_small_encoder


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_encoder(tmp_path_factory.mktemp("encoder"))


@pytest.fixture(scope="module")
def joined(shop: Shop, trained_folder: Path, small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("joined") / "bundle"
    report = add_text(trained_folder, shop.folder, out, "2", small, quiet=True)
    assert (report.version, report.products) == ("2", shop.lines.product_id.nunique())
    return out


def test_the_manifest_covers_the_text_part(joined: Path) -> None:
    listed = json.loads((joined / "manifest.json").read_text())["files"]
    on_disk = {p.relative_to(joined).as_posix() for p in joined.rglob("*") if p.is_file()}
    assert set(FILES) <= set(listed) == on_disk - {"manifest.json"}
    assert check_bundle(joined, budget_ms=1000).ok
    assert "Texts: an encoder" in (joined / "README.md").read_text()


@pytest.mark.parametrize("name", FILES)
def test_one_changed_byte_is_noticed(joined: Path, tmp_path: Path, name: str) -> None:
    bundle = shutil.copytree(joined, tmp_path / "bundle")
    content = bytearray((bundle / name).read_bytes())
    content[len(content) // 2] ^= 1
    (bundle / name).write_bytes(content)
    with pytest.raises(BundleError, match=name):
        Recommender.load(bundle)


def test_half_a_text_part_is_refused(joined: Path, tmp_path: Path) -> None:
    bundle = shutil.copytree(joined, tmp_path / "bundle")
    manifest = json.loads((bundle / "manifest.json").read_text())
    del manifest["files"]["text/tokenizer.json"]
    (bundle / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(BundleError, match=r"not whole: text/tokenizer\.json"):
        Recommender.load(bundle)


def test_suggestions_are_the_same_with_and_without_it(joined: Path, trained_folder: Path) -> None:
    with_text, without = Recommender.load(joined), Recommender.load(trained_folder)
    assert with_text.text is not None and without.text is None
    for request in (Request(), Request(basket=["pasta"]), Request(history=[["tea"], ["rice"]])):
        assert with_text.recommend(request) == without.recommend(request)
    with pytest.raises(BundleError, match="no text part"):
        without.placement([])


def test_it_has_vectors_of_what_sold_and_the_names_of_all(joined: Path) -> None:
    recommender = Recommender.load(joined)
    assert recommender.text is not None
    index = recommender.text.index()
    tea, newcomer = index.vector("tea"), index.vector(next(iter(NEWCOMERS)))
    assert tea is not None and tea.any()
    assert newcomer is not None and not newcomer.any()


def test_a_refresh_keeps_it(joined: Path, shop: Shop, tmp_path: Path) -> None:
    refresh(joined, shop.folder, tmp_path / "new", "3", quiet=True)
    old, new = Recommender.load(joined), Recommender.load(tmp_path / "new")
    assert old.text is not None and new.text is not None
    assert old.text.encoder_id == new.text.encoder_id
    assert "Texts: an encoder" in (tmp_path / "new" / "README.md").read_text()


def test_another_encoder_has_another_id(tmp_path: Path, joined: Path, shop: Shop) -> None:
    """Joined in place, over the part that was there."""
    bundle = shutil.copytree(joined, tmp_path / "bundle")
    add_text(bundle, shop.folder, bundle, "3", write_small_encoder(tmp_path / "other", seed=1), quiet=True)
    one, other = Recommender.load(joined).text, Recommender.load(bundle).text
    assert isinstance(one, TextPart) and isinstance(other, TextPart)
    assert one.encoder_id != other.encoder_id
    assert (bundle / "README.md").read_text().count("Texts:") == 1


def test_a_folder_that_is_no_encoder_leaves_the_bundle_alone(
    trained_folder: Path, shop: Shop, tmp_path: Path
) -> None:
    with pytest.raises(ExportError, match=r"text\.onnx.*endcap models text"):
        add_text(trained_folder, shop.folder, tmp_path / "out", "2", tmp_path, quiet=True)
    assert list(tmp_path.iterdir()) == []


def test_the_command_joins_and_reports(trained_folder: Path, shop: Shop, small: Path, tmp_path: Path) -> None:
    folders = {"--bundle": trained_folder, "--data": shop.folder, "--out": tmp_path / "b", "--encoder": small}
    arguments = [str(part) for pair in folders.items() for part in pair]
    result = click.testing.CliRunner().invoke(models, ["add-text", *arguments, "--json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["text_bytes"] > 10_000
    assert check_bundle(tmp_path / "b", budget_ms=1000).ok


def test_the_command_ranks_products_that_only_the_catalog_knows(
    joined: Path, trained_folder: Path, tmp_path: Path
) -> None:
    names = {"n1": "Green tea", "n2": "Bread", "tea": "Tea", "pasta": "Pasta", "bread": "Bread"}
    rows = "".join(f"{product},{name}\n" for product, name in names.items())
    (tmp_path / "products.csv").write_text(f"product_id,name\n{rows}")
    request = json.dumps({"id": "1", "basket": ["pasta"], "candidates": list(names)})

    def ask(bundle: Path, *more: str) -> click.testing.Result:
        asked = ["recommend", "--bundle", str(bundle), "--requests", "-", *more]
        return click.testing.CliRunner().invoke(models, asked, input=request)

    assert set(json.loads(ask(joined).stdout)["items"]) == {"tea", "bread"}
    placed = ask(joined, "--catalog", str(tmp_path))
    assert placed.exit_code == 0, placed.output
    answer = json.loads(placed.stdout)
    reasons = dict(zip(answer["items"], answer["reasons"], strict=True))
    assert set(reasons) == {"tea", "bread", "n1", "n2"}
    assert reasons["n1"] == {"kind": "new_here", "evidence": ["tea"], "numbers": {}}
    assert reasons["n2"] == {"kind": "new_here", "evidence": ["bread"], "numbers": {}}
    refused = ask(trained_folder, "--catalog", str(tmp_path))
    assert refused.exit_code == 1 and "no text part" in refused.output
