"""Searching the store's names, each query as somebody types it: letter by letter, in both languages."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.adapters.releases import InstalledHere
from kiosk.store.catalog import CatalogStore
from kiosk.store.catalog_build import build
from sync.catalog.model import Product
from sync.catalog.package import read_catalog
from sync.wire import ReleaseKind
from tests.bench.device import BUILD, set_up
from tests.bench.figures import Figures

pytestmark = pytest.mark.bench

PRODUCTS, SEED, PAGE = 400, 367, 24


def test_search_over_the_stores_names(tmp_path: Path, figures: Figures) -> None:
    release = InstalledHere(set_up(BUILD / "bench" / "store") / "releases").current(ReleaseKind.CATALOG)
    assert release is not None
    build(release.folder, tmp_path / "catalog.db")
    store = CatalogStore(tmp_path / "catalog.db")
    chosen = random.Random(SEED).sample(read_catalog(release.folder).products, PRODUCTS)
    queries = [query for product in chosen for query in _typed(product)]
    took_ms = sorted(_search(store, query) for query in queries)
    store.close()
    figures.record("search_ms_p50", took_ms[len(took_ms) // 2], unit="ms")
    figures.record("search_ms_p99", took_ms[len(took_ms) * 99 // 100], unit="ms", limit=20)


def _search(store: CatalogStore, query: str) -> float:
    began = time.perf_counter()
    store.search(query, PAGE)
    return (time.perf_counter() - began) * 1e3


def _typed(product: Product) -> Iterator[str]:
    """What somebody who looks for this product types, letter by letter."""
    name = product.name.en.lower()
    yield from (name[:length] for length in range(1, min(len(name), 16)))
    yield from (product.name.zh[:length] for length in range(1, min(len(product.name.zh), 6) + 1))
    initials = "".join(syllable[0] for syllable in product.pinyin if syllable)
    yield from (initials[:length] for length in range(1, len(initials) + 1))
    yield "".join(product.pinyin)[:12]
    yield product.gtin
    if len(name) > 6:  # one letter too few
        yield name[:3] + name[4:]
