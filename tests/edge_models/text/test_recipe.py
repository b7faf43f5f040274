"""A text part from its recipe: to the byte what was written down, or a refusal that says why."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import click.testing
import numpy as np
import pytest

from edge_models.cli import models
from edge_models.errors import BundleError, ExportError
from edge_models.features.table_file import load as load_tables
from edge_models.runtime import Placer, Recommender, Request, check_bundle
from edge_models.runtime.bundle import TABLES
from edge_models.text import Role, TextEncoder
from edge_models.text.index import TextIndex
from edge_models.text.language import Language
from edge_models.text.making.make import make_encoder
from edge_models.text.making.part import add_text_by_recipe
from edge_models.text.making.recipe import follow, write_recipe
from edge_models.text.part import ENCODER_FILES
from edge_models.text.product import Product, Words
from edge_models.text.reading import Forgetful
from tests.edge_models.text.conftest import REFERENCE

BUNDLE, RECIPE = REFERENCE / "bundle", REFERENCE / "text"


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference bundle with its text part, by the command that the demo gives."""
    out = tmp_path_factory.mktemp("joined") / "bundle"
    arguments = ["--bundle", str(BUNDLE), "--recipe", str(RECIPE), "--out", str(out), "--version", "2"]
    result = click.testing.CliRunner().invoke(models, ["add-text", *arguments, "--json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["products"] == load_tables(BUNDLE / TABLES).seasoned
    return out


def test_the_reference_bundle_is_good_with_its_text_part(joined: Path) -> None:
    report = check_bundle(joined, budget_ms=1000)
    assert report.ok, report.problem
    assert report.size_bytes < 36_000_000
    in_the_repository = sum(file.stat().st_size for file in RECIPE.iterdir())
    assert in_the_repository < 5_000_000


def test_the_command_needs_no_library_of_training(tmp_path: Path) -> None:
    """The demo gives it, and has none of them installed."""
    code = (
        "import sys; sys.modules |= dict.fromkeys(('scipy', 'lightgbm', 'wordfreq')); "
        "from edge_models.cli import models; models()"
    )
    joining = ["add-text", "--bundle", str(BUNDLE), "--recipe", str(RECIPE), "--out", str(tmp_path / "out")]
    done = subprocess.run([sys.executable, "-c", code, *joining], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_it_places_a_new_product_of_either_language(joined: Path) -> None:
    recommender = Recommender.load(joined)
    new = [
        Product("en", "", en=Words("Condensed mushroom soup, 10 oz", "Soup", "Grocery")),
        Product("zh", "", zh=Words("浓缩蘑菇汤罐头 10盎司", "汤类", "食品杂货")),
    ]
    placer = Placer.of(recommender, new, Forgetful())
    assert placer is not None and placer.turn(60.0)
    placed = placer.placed()
    assert isinstance(placed, Recommender)
    soup, *types = (placed.tables.type_of[placed.tables.row_of[p]] for p in ("889912", "en", "zh"))
    assert types == [soup, soup]  # both are ranked as the condensed soup that sold
    said = placed.recommend(Request(candidates=["en", "zh"]))
    assert {s.product_id for s in said} == {"en", "zh"}


def test_its_vectors_are_those_of_this_encoder(encoder: TextEncoder) -> None:
    """Three of its products, encoded anew from the texts that the demo's catalog has."""
    index = TextIndex.load(RECIPE / "texts.npz")
    for product, texts in {
        "889912": ("Condensed Soup, 11 oz, Soup, Grocery", "浓缩汤罐头 11盎司，汤类，食品杂货"),
        "1033214": ("Cut Melon, Cut Fruit, Produce", "切半甜瓜，鲜切水果，果蔬"),
        "7169088": (
            "Premium Ice Cream, 56 fl oz, Ice Cream & Sherbet, Grocery",
            "优质冰淇淋 56液盎司，冰淇淋，食品杂货",
        ),
    }.items():
        vector = index.vector(product)
        assert vector is not None
        between = encoder.encode(texts).sum(axis=0)
        assert vector @ between / np.linalg.norm(between) > 0.999, texts


def test_what_is_written_down_comes_out_again(joined: Path, tmp_path: Path) -> None:
    write_recipe(joined, tmp_path / "recipe")
    assert read(tmp_path / "recipe") == read(RECIPE)
    follow(tmp_path / "recipe", tmp_path / "part")
    assert read(tmp_path / "part") == read(joined / "text")


def test_a_changed_recipe_is_refused_and_no_bundle_is_left(tmp_path: Path) -> None:
    recipe = shutil.copytree(RECIPE, tmp_path / "recipe")
    tokenizer = json.loads((recipe / "tokenizer.json").read_text())
    tokenizer["model"]["vocab"].reverse()
    (recipe / "tokenizer.json").write_text(json.dumps(tokenizer))
    with pytest.raises(ExportError, match=r"text\.onnx is not what the recipe promises"):
        add_text_by_recipe(BUNDLE, recipe, tmp_path / "out", "2")
    assert [p.name for p in tmp_path.iterdir()] == ["recipe"]


def test_a_tokenizer_of_another_model_is_refused(tmp_path: Path) -> None:
    recipe = shutil.copytree(RECIPE, tmp_path / "recipe")
    (recipe / "tokenizer.json").write_text('{"model": {"vocab": [["no such piece in it", 0.0]]}}')
    with pytest.raises(ExportError, match="not a tokenizer of these weights"):
        follow(recipe, tmp_path / "part")


def test_a_folder_that_is_no_recipe_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"not the recipe of a text part.*endcap models text-recipe"):
        follow(tmp_path, tmp_path / "part")


def test_a_recipe_of_other_products_is_refused(trained_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"other products.*add-text --data"):
        add_text_by_recipe(trained_folder, RECIPE, tmp_path / "out", "2")


def test_a_bundle_without_a_text_part_has_no_recipe(tmp_path: Path) -> None:
    arguments = ["--bundle", str(BUNDLE), "--out", str(tmp_path / "recipe")]
    result = click.testing.CliRunner().invoke(models, ["text-recipe", *arguments])
    assert result.exit_code == 1 and "has no text part" in result.output
    with pytest.raises(BundleError):
        write_recipe(BUNDLE, tmp_path / "recipe")


def test_other_things_in_its_folder_are_left_alone(joined: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(ExportError, match="not a recipe"):
        write_recipe(joined, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("more", [[], ["--recipe", str(RECIPE), "--data", str(RECIPE)]])
def test_either_data_or_a_recipe_is_asked_for(more: list[str], tmp_path: Path) -> None:
    arguments = ["add-text", "--bundle", str(BUNDLE), "--out", str(tmp_path / "out"), *more]
    result = click.testing.CliRunner().invoke(models, arguments)
    assert result.exit_code == 2 and "--recipe" in result.output


@pytest.mark.slow
def test_the_reference_is_what_the_makers_make(tmp_path: Path, made: Path) -> None:
    """From the published weights and the word lists, compared with the published model on the way."""
    report = make_encoder(tmp_path / "encoder", quiet=True)
    assert report.parity.least_cosine > 0.99
    for name in ENCODER_FILES[:2]:  # graph and tokenizer
        assert (tmp_path / "encoder" / name).read_bytes() == (made / name).read_bytes(), name
    mine, theirs = (settings(folder) for folder in (tmp_path / "encoder", made))
    for role in Role:
        for language in Language:
            np.testing.assert_allclose(mine[role][language], theirs[role][language], atol=2e-4)


def settings(folder: Path) -> dict[str, dict[str, list[float]]]:
    means: dict[str, dict[str, list[float]]] = json.loads((folder / "text.json").read_text())["means"]
    return means


def read(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}
