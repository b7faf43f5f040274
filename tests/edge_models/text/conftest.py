"""The real encoder: that of the reference bundle, made once from its recipe and the published weights."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import edge_models
from edge_models.text import TextEncoder
from edge_models.text.index import FILE, TextIndex
from edge_models.text.making.recipe import follow
from edge_models.text.part import FOLDER
from edge_models.text.product import Product
from tests.edge_models.text.shops import APPAREL, make_bundle, write_shop

if TYPE_CHECKING:
    from tests.conftest import Workshop

REFERENCE = Path(edge_models.__file__).parent / "reference"


@pytest.fixture(scope="session")
def made(workshop: Workshop) -> Path:
    """A whole text part: the encoder, and the vectors of the reference bundle's products."""
    return workshop.folder("encoder", lambda folder: follow(REFERENCE / "text", folder))


@pytest.fixture(scope="session")
def encoder(made: Path) -> TextEncoder:
    return TextEncoder.load(made)


@pytest.fixture(scope="session")
def apparel() -> list[Product]:
    return APPAREL


@pytest.fixture(scope="session")
def bilingual(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of a shop whose apparel has its words in both languages."""
    folder = tmp_path_factory.mktemp("both")
    return make_bundle(write_shop(folder / "data", "both"), folder / "bundle", made)


@pytest.fixture(scope="session")
def index(bilingual: Path) -> TextIndex:
    """The vectors of its products."""
    return TextIndex.load(bilingual / FOLDER / FILE)
