"""Products of a catalog that the bundle does not know, placed by their text and ranked among the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from edge_models.runtime import Placer, Reason, ReasonKind, Recommender, Request
from edge_models.text.making.catalog import products_of
from edge_models.text.making.part import add_text
from edge_models.text.product import Product, Words
from edge_models.text.reading import Forgetful
from tests.edge_models.conftest import NEWCOMERS, Shop
from tests.edge_models.small_encoder import write_small_encoder

KNOWN = [Product(p, "", en=Words(p)) for p in ("pasta", "tomato sauce", "tea", "biscuits", "rice", "butter")]
GREEN_TEA = Product("n1", "", zh=Words("绿茶"))
FRESH_PASTA = Product("n2", "", en=Words("green pasta"), zh=Words("绿面"))
NAMELESS = Product("n3", "")
NOTHING_LIKE_IT = Product("n4", "", en=Words("shoes"))
CATALOG = [*KNOWN, GREEN_TEA, FRESH_PASTA, NAMELESS, NOTHING_LIKE_IT]
IDS = [p.product_id for p in CATALOG]


@dataclass
class Kept:
    """What remembers vectors, in memory."""

    vectors: dict[str, bytes] = field(default_factory=dict)

    def get(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        return {key: self.vectors[key] for key in keys if key in self.vectors}

    def put(self, vectors: Mapping[str, bytes]) -> None:
        self.vectors |= vectors

    def keep_only(self, keys: Sequence[str]) -> None:
        self.vectors = {key: self.vectors[key] for key in keys}


@pytest.fixture(scope="module")
def base(shop: Shop, trained_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Recommender:
    folder = tmp_path_factory.mktemp("placing")
    add_text(trained_folder, shop.folder, folder / "b", "2", write_small_encoder(folder / "e"), quiet=True)
    return Recommender.load(folder / "b")


@pytest.fixture(scope="module")
def placed(base: Recommender) -> Recommender:
    return place(base, CATALOG)


def place(base: Recommender, catalog: Sequence[Product]) -> Recommender:
    placer = Placer.of(base, catalog, Forgetful())
    assert placer is not None
    while not placer.turn(0.001):
        pass
    done = placer.placed()
    assert isinstance(done, Recommender)
    return done


def test_a_new_product_stands_in_the_groups_of_what_its_text_is_like(placed: Recommender) -> None:
    """So its features are theirs; `tests.bench.models_cold` measures how well that ranks on real sales."""
    tables, row = placed.tables, placed.tables.row_of
    for new, like in (("n1", "tea"), ("n2", "pasta")):
        for group in (tables.type_of, tables.category_of, tables.department_of):
            assert group[row[new]] == group[row[like]]
    assert tables.type_of[row["n1"]] != tables.type_of[row["n2"]]


def test_new_products_are_suggested_among_the_others(placed: Recommender) -> None:
    suggested = {s.product_id for s in placed.recommend(Request(basket=["rice"], candidates=IDS), 8)}
    assert {"n1", "n2"} <= suggested


def test_its_reason_names_the_sold_product_that_is_nearest(placed: Recommender) -> None:
    reasons = {s.product_id: s.reason for s in placed.recommend(Request(basket=["rice"], candidates=IDS), 8)}
    assert reasons["n1"] == Reason(ReasonKind.NEW_HERE, evidence=("tea",))
    assert reasons["n2"] == Reason(ReasonKind.NEW_HERE, evidence=("pasta",))


def test_what_the_data_named_is_not_called_new(base: Recommender) -> None:
    """A product seen in training and left out of the tables: here the newcomers, forgotten."""
    known = dict.fromkeys(base.tables.product_ids[: base.tables.seasoned])
    assert next(iter(NEWCOMERS)) not in known
    neighbours = base.placement([])._neighbourhood
    vector = base.text.index().vector("tea") if base.text else None
    assert vector is not None
    assert not neighbours.place(next(iter(NEWCOMERS)), vector).new
    assert neighbours.place("never heard of", vector).new


def test_what_is_like_nothing_or_has_no_text_stays_unknown(placed: Recommender) -> None:
    assert not placed.knows("n3") and not placed.knows("n4")
    assert not {"n3", "n4"} & {s.product_id for s in placed.recommend(Request(candidates=IDS), 20)}


def test_only_products_at_hand_are_named_as_alike(base: Recommender) -> None:
    """Tea sold, but not in this store: of what is here, nothing resembles a tea."""
    here = [p for p in CATALOG if p.product_id != "tea"]
    assert not place(base, here).knows("n1")


def test_reasons_of_known_products_stay(base: Recommender, placed: Recommender) -> None:
    """Their scores may move a little: how many products a type has is a feature."""
    known = [p.product_id for p in KNOWN]
    for basket in (["pasta"], ["tea", "rice"], []):
        request = Request(basket=basket, candidates=known)
        before, after = ({s.product_id: s for s in r.recommend(request)} for r in (base, placed))
        assert {p: s.reason for p, s in after.items()} == {p: s.reason for p, s in before.items()}
        assert all(abs(after[p].score - before[p].score) < 0.5 for p in before)


def test_without_candidates_only_what_sold_is_suggested(placed: Recommender) -> None:
    assert not {"n1", "n2"} & {s.product_id for s in placed.recommend(Request(), 100)}


def test_one_product_a_turn_where_time_is_short(base: Recommender) -> None:
    placer = Placer.of(base, CATALOG, Forgetful())
    assert placer is not None and placer.total == 4
    for done in (1, 2, 3):
        assert not placer.turn(0.0)
        assert placer.done == done
    assert placer.turn(0.0)


def test_each_text_is_encoded_once(base: Recommender) -> None:
    kept = Kept()
    for wanted in (4, 0):  # n1, n2 in both languages, n4; then all remembered
        placer = Placer.of(base, CATALOG, kept)
        assert placer is not None
        while not placer.turn(1.0):
            pass
        again = placer.placed()
        assert placer.encoded == wanted
        assert again.knows("n1")
    assert len(kept.vectors) == 4
    fewer = Placer.of(base, [*KNOWN, GREEN_TEA], kept)
    assert fewer is not None
    assert fewer.turn(1.0)
    fewer.placed()
    assert len(kept.vectors) == 1  # what nobody bears any more is forgotten


def test_the_text_of_a_product_of_the_bundle_is_not_encoded_again(base: Recommender, shop: Shop) -> None:
    tea = next(p for p in products_of(shop.folder) if p.product_id == "tea")
    placer = Placer.of(base, [*KNOWN, replace(tea, product_id="other tea")], Forgetful())
    assert placer is not None and placer.turn(1.0)
    placed = placer.placed()
    assert placer.encoded == 0
    assert isinstance(placed, Recommender)
    tables = placed.tables
    assert tables.type_of[tables.row_of["other tea"]] == tables.type_of[tables.row_of["tea"]]


def test_another_encoder_does_not_use_what_this_one_made(
    shop: Shop, trained_folder: Path, tmp_path: Path
) -> None:
    kept = Kept()
    for seed in (0, 1):
        encoder = write_small_encoder(tmp_path / f"e{seed}", seed)
        add_text(trained_folder, shop.folder, tmp_path / f"b{seed}", "2", encoder, quiet=True)
        placer = Placer.of(Recommender.load(tmp_path / f"b{seed}"), CATALOG, kept)
        assert placer is not None
        while not placer.turn(1.0):
            pass
        assert placer.encoded == 4


def test_nothing_to_place_is_said_at_once(base: Recommender, recommender: Recommender) -> None:
    assert Placer.of(base, KNOWN, Forgetful()) is None
    assert Placer.of(recommender, CATALOG, Forgetful()) is None  # without a text part
