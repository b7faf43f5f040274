"""A shop without a single sale: the authored apparel catalog, ranked by its texts alone."""

import importlib.util
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from edge_models.text import TextEncoder
from edge_models.text.index import TextIndex
from edge_models.text.product import Product
from edge_models.text.taste import PER_CATEGORY, Ranked, TextRanker

_SPEC = importlib.util.spec_from_file_location("probes", Path(__file__).with_name("probes.py"))
assert _SPEC
assert _SPEC.loader
probes = importlib.util.module_from_spec(_SPEC)
__import__("sys").modules["probes"] = probes
_SPEC.loader.exec_module(probes)

EN, ZH = 0, 1
LANGUAGES = list(product((EN, ZH), repeat=2))  # of the history, of what is looked at


class Shop:
    """Asks the ranker as a shopper would, in words."""

    def __init__(self, encoder: TextEncoder, index: TextIndex, products: list[Product]) -> None:
        self.encoder, self.ranker = encoder, TextRanker(index)
        self.product = {p.product_id: p for p in products}

    def ten(self, probe: "probes.Probe", history: int, current: int) -> list[Product]:
        past = list(self.encoder.encode([names[history] for names in probe.history]))
        looked_at = self.encoder.encode([probe.current[current]])[0]
        return [self.product[r.product_id] for r in self.ranker.rank(looked_at, past, 10)]

    def marks(self, asked: "list[probes.Probe]") -> tuple[float, float]:
        """(share of the best five of an expected category, share of the best ten of an allowed
        department)."""
        lists = [(p, self.ten(p, h, c)) for p in asked for h, c in LANGUAGES]
        first = [x.category in p.first for p, ten in lists for x in ten[:5]]
        allowed = [x.en.department in p.allowed for p, ten in lists for x in ten]
        return float(np.mean(first)), float(np.mean(allowed))


@pytest.fixture(scope="module")
def shop(encoder: TextEncoder, index: TextIndex, apparel: list[Product]) -> Shop:
    return Shop(encoder, index, apparel)


@pytest.mark.parametrize(("history", "current"), LANGUAGES)
def test_t_shirt_jeans_and_sports_shoes_then_sportswear(shop: Shop, history: int, current: int) -> None:
    """[T恤, 牛仔裤, 运动鞋], looking at 运动服: sports shoes and sportswear first, and nothing
    but sport and casual wear."""
    ten = shop.ten(probes.VISION, history, current)
    assert len(ten) == 10
    assert {p.category for p in ten[:5]} <= probes.VISION.first
    assert probes.VISION.both <= {p.category for p in ten[:5]}
    assert {p.en.department for p in ten} <= {"Sport", "Casual"}


def test_the_probes_that_were_tuned_on(shop: Shop) -> None:
    first, allowed = shop.marks(probes.TUNED)
    assert first > 0.95
    assert allowed > 0.95


def test_probes_that_were_never_tuned_on(shop: Shop) -> None:
    first, allowed = shop.marks(probes.HELD_OUT)
    assert first > 0.85
    assert allowed > 0.85


def test_products_of_the_catalog_rank_like_their_names(shop: Shop, index: TextIndex) -> None:
    by_name = {p.zh.name: p.product_id for p in shop.product.values()}
    past = [index.vector(by_name[name]) for name in ("纯白T恤", "直筒牛仔裤", "运动鞋")]
    current = by_name["运动套装"]
    ranked = shop.ranker.rank(index.vector(current), past, 10, exclude={current})  # type: ignore[arg-type]
    ten = [shop.product[r.product_id] for r in ranked]
    assert {p.category for p in ten[:5]} == {"sportswear", "sports-shoes"}
    assert {p.en.department for p in ten} <= {"Sport", "Casual"}
    assert current not in {p.product_id for p in ten}


def test_what_is_looked_at_changes_the_list(shop: Shop) -> None:
    """The same history, another product: no fixed answer."""
    past = list(shop.encoder.encode(["T恤", "牛仔裤", "运动鞋"]))
    for name, department in (("西装", "Formal"), ("婴儿爬服", "Children"), ("床单", "Home")):
        ranked = shop.ranker.rank(shop.encoder.encode([name])[0], past, 1)
        assert {shop.product[r.product_id].en.department for r in ranked} == {department}, name


def test_a_suggestion_names_what_it_resembles_most(shop: Shop, index: TextIndex) -> None:
    past = list(shop.encoder.encode(["sports shoes", "jeans"]))
    current = shop.encoder.encode(["sportswear"])[0]
    told: dict[int | None, np.ndarray] = {None: current, 0: past[0], 1: past[1]}
    ranked = shop.ranker.rank(current, past, 10)
    assert {r.like for r in ranked} >= {None, 0}
    for r in ranked:
        vector = index.vector(r.product_id)
        assert vector is not None
        assert r.similarity == pytest.approx(float(told[r.like] @ vector), abs=1e-5)
        assert r.similarity == pytest.approx(max(float(x @ vector) for x in told.values()), abs=1e-5)


def test_a_list_shows_more_than_one_kind(shop: Shop) -> None:
    ranked = shop.ranker.rank(shop.encoder.encode(["T恤"])[0], (), 10)
    kinds = [shop.product[r.product_id].category for r in ranked]
    assert max(kinds.count(kind) for kind in kinds) <= PER_CATEGORY


def test_without_anything_to_go_by_the_list_is_empty(shop: Shop) -> None:
    nothing: list[Ranked] = shop.ranker.rank(None)
    assert nothing == []
