"""A shop that has sold nothing, from its table of products to suggestions with reasons, as a device makes
them.

The authored apparel catalog is written as a retailer would (`shops`): in English, in Chinese, in both, or
each product in one of the two.
"""

import json
from dataclasses import replace
from pathlib import Path

import click.testing
import numpy as np
import pytest

from edge_models.cli import models
from edge_models.errors import BundleError
from edge_models.runtime import (
    ReasonKind,
    Request,
    Suggestion,
    Want,
    check_bundle,
    open_bundle,
    read_words,
)
from edge_models.runtime.by_text import LIKE, TextRecommender
from edge_models.runtime.words import likings_of
from edge_models.text.encoder import TextEncoder
from edge_models.text.index import TextIndex
from edge_models.text.product import Product, Words
from tests.edge_models.small_encoder import write_small_encoder
from tests.edge_models.text.shops import APPAREL, LANGUAGES, make_bundle, write_shop

KIND = {p.product_id: p for p in APPAREL}
BY_NAME = {p.zh.name: p.product_id for p in APPAREL}
SHIRT, JEANS, SHOES, TRACKSUIT = (BY_NAME[n] for n in ("纯白T恤", "直筒牛仔裤", "运动鞋", "运动套装"))


@pytest.fixture(scope="module", params=LANGUAGES)
def bundle(
    request: pytest.FixtureRequest, made: Path, bilingual: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """With the real encoder."""
    language = str(request.param)
    if language == "both":
        return bilingual
    folder = tmp_path_factory.mktemp(language)
    return make_bundle(write_shop(folder / "data", language), folder / "bundle", made)


@pytest.fixture
def small_bundle(tmp_path: Path) -> Path:
    """With words that the small encoder mostly does not know: for what is not about meaning."""
    data = write_shop(tmp_path / "data", "both")
    return make_bundle(data, tmp_path / "bundle", write_small_encoder(tmp_path / "encoder"))


def test_t_shirt_jeans_sports_shoes_then_sportswear(bundle: Path) -> None:
    """The vision's example, through the command that answers requests."""
    request = {"id": "1", "history": [[SHIRT], [JEANS], [SHOES]], "basket": [TRACKSUIT]}
    asked = ["recommend", "--bundle", str(bundle), "--requests", "-", "--k", "10"]
    result = click.testing.CliRunner().invoke(models, asked, input=json.dumps(request))
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    ten = [KIND[p] for p in answer["items"]]
    assert len(ten) == 10
    assert {p.category for p in ten[:5]} == {"sportswear", "sports-shoes"}
    assert {p.en.department for p in ten} <= {"Sport", "Casual"}
    assert not {SHIRT, JEANS, SHOES, TRACKSUIT} & set(answer["items"])
    assert {r["kind"] for r in answer["reasons"]} == {"new_here"}
    assert sum(bool(r["evidence"]) for r in answer["reasons"]) >= 3


def test_other_pages_bring_other_departments(bundle: Path) -> None:
    recommender = open_bundle(bundle)
    for page, department in (("两件套西装", "Formal"), ("四件套床单", "Home"), ("长款羽绒服", "Outerwear")):
        request = Request(history=[[SHIRT], [JEANS], [SHOES]], basket=[BY_NAME[page]])
        first = recommender.recommend(request, 10)[0]
        assert KIND[first.product_id].en.department == department, page


def test_every_reason_is_true(bundle: Path) -> None:
    """Recomputed from the vectors: of what the shopper looked at or bought, the product resembles the named
    one most, and that clearly; none was sold."""
    recommender = open_bundle(bundle)
    assert isinstance(recommender, TextRecommender)
    vectors = {p: recommender._index.vector(p) for p in KIND}
    told = 0
    for page in list(KIND)[::20]:
        request = Request(history=[[SHIRT], [JEANS]], basket=[SHOES, page])
        for said in recommender.recommend(request, 8):
            assert said.reason.kind is ReasonKind.NEW_HERE
            near = {p: float(vectors[p] @ vectors[said.product_id]) for p in (SHIRT, JEANS, SHOES, page)}  # type: ignore[operator]
            best = max(near, key=lambda p: near[p])
            assert said.reason.evidence == ((best,) if near[best] >= LIKE else ())
            told += bool(said.reason.evidence)
    assert told >= 20


def test_the_bundle_keeps_what_it_promises(bundle: Path) -> None:
    report = check_bundle(bundle, budget_ms=1000)
    assert report.ok, report.problem
    assert (report.name, report.products) == ("apparel", len(APPAREL))


def ids(said: list[Suggestion]) -> list[str]:
    return [s.product_id for s in said]


def test_the_rules_hold_here_too(small_bundle: Path) -> None:
    recommender = open_bundle(small_bundle)
    some = list(KIND)[:20]
    asked = Request(basket=[SHOES], candidates=[*some, "no such product"], exclude=frozenset(some[:5]))
    assert set(ids(recommender.recommend(asked, 50))) == set(some[5:]) - {SHOES}
    marked = recommender.recommend(Request(basket=[SHOES], promoted=frozenset(KIND)), 3)
    assert all(s.promoted for s in marked)
    past = [[JEANS], [SHOES, JEANS], [SHIRT]]
    repeat = recommender.recommend(Request(history=past, basket=[SHIRT], want=Want.REPEAT), 8)
    assert {s.product_id: s.reason.numbers["times"] for s in repeat} == {JEANS: 2, SHOES: 1}
    assert {s.reason.kind for s in repeat} == {ReasonKind.BOUGHT_BEFORE}
    for want in (Want.ALL, Want.DISCOVER):
        got = recommender.recommend(Request(history=past, basket=[TRACKSUIT], want=want), 200)
        assert set(ids(got)) == set(KIND) - {JEANS, SHOES, SHIRT, TRACKSUIT}


def test_with_nothing_to_go_by_the_answer_is_empty(small_bundle: Path) -> None:
    recommender = open_bundle(small_bundle)
    assert recommender.recommend(Request()) == []
    assert recommender.recommend(Request(basket=["?"], history=[["!"]])) == []


def test_a_damaged_bundle_is_refused(small_bundle: Path) -> None:
    (small_bundle / "text" / "texts.npz").write_bytes(b"nonsense")
    with pytest.raises(BundleError, match=r"texts\.npz"):
        open_bundle(small_bundle)


def test_products_of_a_newer_catalog_join(small_bundle: Path) -> None:
    recommender = open_bundle(small_bundle)
    assert isinstance(recommender, TextRecommender)
    joining = recommender.placement([])
    vector = np.array(recommender._index.vector(SHOES))
    joining.add(Product("new", KIND[SHOES].en.category, en=KIND[SHOES].en), vector)
    joined = joining.done()
    assert joined.knows("new") and not recommender.knows("new")
    (first,) = joined.recommend(Request(basket=["new"]), 1)
    assert first.product_id == SHOES


def test_words_alone_are_enough_to_go_by(small_bundle: Path) -> None:
    loaded = TextRecommender.load(small_bundle)
    assert loaded.text is not None
    liked, unliked = read_words("shoes", loaded.text), read_words("no shoes", loaded.text)
    shoes = loaded.spoken_for(liked, list(loaded.kinds.row_of), 1)[0]
    answer = loaded.recommend(Request(likings=liked))
    assert answer[0].product_id == shoes[0]
    assert {(s.reason.kind, s.reason.evidence) for s in answer} == {(ReasonKind.YOU_SAID, ("shoes",))}
    assert loaded.recommend(Request(likings=unliked)) == []


def test_beside_what_is_looked_at_words_lift_at_most_half_of_the_list(tmp_path: Path) -> None:
    kinds = ("green tea", "milk", "cheese bread")
    products = [Product(f"{kind} {n}", f"{kind} {n}", en=Words(kind)) for kind in kinds for n in range(9)]
    encoder = TextEncoder.load(write_small_encoder(tmp_path))
    loaded = TextRecommender("small", "1", TextIndex.build(encoder, products), None)
    page = Request(basket=["green tea 0"])
    assert all("tea" in p for p in ids(loaded.recommend(page, 4)))
    liked = loaded.recommend(replace(page, likings=likings_of("I love milk", encoder)), 4)
    assert ["milk" in s.product_id for s in liked] == [True, True, False, False]
    assert [s.reason.kind for s in liked[:2]] == [ReasonKind.YOU_SAID] * 2
    unliked = loaded.recommend(replace(page, likings=likings_of("no green tea", encoder)), 4)
    assert not any("tea" in s.product_id for s in unliked)
