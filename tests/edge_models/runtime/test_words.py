"""A shopper's own words move suggestions: what they like comes, what they want less of goes."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from edge_models.cli import models
from edge_models.errors import RequestError
from edge_models.runtime import Reason, ReasonKind, Recommender, Request, Want, read_words
from edge_models.runtime.likings import DROP, LIFT
from edge_models.runtime.suggestion import Liking
from edge_models.text.making.part import add_text
from edge_models.text.product import Product, Words
from tests.edge_models.conftest import FILLERS, Shop
from tests.edge_models.runtime.test_placing import place
from tests.edge_models.small_encoder import write_small_encoder

BREAD = Request(basket=["bread"], store="store 1")


@pytest.fixture(scope="module")
def folder(shop: Shop, trained_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("words")
    add_text(trained_folder, shop.folder, made / "b", "2", write_small_encoder(made / "e"), quiet=True)
    return made / "b"


@pytest.fixture(scope="module")
def recommender(folder: Path) -> Recommender:
    return Recommender.load(folder)


def said(recommender: Recommender, text: str) -> tuple[Liking, ...]:
    assert recommender.text is not None
    return read_words(text, recommender.text)


def reasons(recommender: Recommender, request: Request, k: int = 4) -> dict[str, Reason]:
    return {s.product_id: s.reason for s in recommender.recommend(request, k)}


def test_what_is_liked_comes_with_the_words_as_its_reason(recommender: Recommender) -> None:
    ranked = [s.product_id for s in recommender.recommend(BREAD, 100)]
    last = max(("tea", "rice", "biscuits", "pasta"), key=ranked.index)
    assert last not in reasons(recommender, BREAD, 2)
    answer = reasons(recommender, replace(BREAD, likings=said(recommender, f"I love {last}")), 2)
    assert answer[last] == Reason(ReasonKind.YOU_SAID, evidence=(last,))
    assert answer["butter"].kind is ReasonKind.BOUGHT_TOGETHER  # moved by the basket, not by the words


def test_words_of_the_other_language_bring_the_same(recommender: Recommender) -> None:
    english, chinese = (said(recommender, text) for text in ("I love tea", "喜欢茶"))
    np.testing.assert_array_equal(english[0].vector, chinese[0].vector)
    answer = reasons(recommender, replace(BREAD, likings=chinese))
    assert answer["tea"] == Reason(ReasonKind.YOU_SAID, evidence=("茶",))


def test_what_is_not_wanted_falls_behind_everything_else(recommender: Recommender) -> None:
    assert next(iter(reasons(recommender, BREAD))) == "butter"
    less = replace(BREAD, likings=said(recommender, "no butter please"))
    everything = recommender.recommend(less, 100)
    assert min(everything, key=lambda s: s.score).product_id == "butter"
    assert "butter" not in reasons(recommender, less, 8)


def test_however_much_is_said_half_of_a_list_speaks_of_the_basket(recommender: Recommender) -> None:
    much = said(recommender, "I love tea, biscuits, rice, pasta, cheese, milk and bread")
    answer = list(reasons(recommender, replace(BREAD, likings=much), 6).values())
    assert [reason.kind for reason in answer[:3]] == [ReasonKind.YOU_SAID] * 3
    assert ReasonKind.YOU_SAID not in {reason.kind for reason in answer[3:]}


def test_a_product_is_moved_by_what_speaks_most_of_it(recommender: Recommender) -> None:
    scores = {s.product_id: s.score for s in recommender.recommend(BREAD, 100)}
    mixed = replace(BREAD, likings=said(recommender, "no tea, but I love biscuits"))
    moved = {s.product_id: s.score - scores[s.product_id] for s in recommender.recommend(mixed, 30)}
    assert moved["biscuits"] == pytest.approx(LIFT, abs=1e-3)
    assert moved["tea"] == pytest.approx(-DROP, abs=1e-3)
    assert {round(by, 3) for p, by in moved.items() if p not in ("biscuits", "tea")} == {0.0}


def test_what_this_store_has_not_moves_nothing(recommender: Recommender) -> None:
    shoes = replace(BREAD, likings=said(recommender, "shoes, no chocolate"))
    assert recommender.recommend(shoes) == recommender.recommend(BREAD)
    known = list(recommender.tables.product_ids)
    assert recommender.spoken_for(shoes.likings, known, 3) == [[], []]
    assert recommender.spoken_for(said(recommender, "biscuits and tea"), known, 3) == [["biscuits"], ["tea"]]
    assert recommender.spoken_for(said(recommender, "tea"), ["biscuits"], 3) == [[]]


def test_rules_hold_against_words(recommender: Recommender) -> None:
    tea = said(recommender, "tea")
    for asked in (
        replace(BREAD, exclude={"tea"}),
        replace(BREAD, candidates=["butter"]),
        replace(BREAD, basket=["tea"]),
        replace(BREAD, history=[["tea"]], want=Want.DISCOVER),
        replace(BREAD, history=[["butter"]], want=Want.REPEAT),
    ):
        assert "tea" not in reasons(recommender, replace(asked, likings=tea), 100)


def test_a_product_that_was_placed_is_spoken_for_as_well(recommender: Recommender) -> None:
    new = Product("n1", "", zh=Words("绿茶"))
    catalog = [*(Product(p, "", en=Words(p)) for p in ("tea", "bread", *FILLERS)), new]
    placed = place(recommender, catalog)
    asked = replace(BREAD, candidates=[p.product_id for p in catalog], likings=said(placed, "茶"))
    assert reasons(placed, asked)["n1"] == Reason(ReasonKind.YOU_SAID, evidence=("茶",))


def test_without_a_text_part_words_are_refused(trained_folder: Path, recommender: Recommender) -> None:
    bare = Recommender.load(trained_folder)
    with pytest.raises(RequestError, match="no text part"):
        bare.recommend(replace(BREAD, likings=said(recommender, "tea")))


def ask(bundle: Path, **request: object) -> tuple[int, str]:
    line = json.dumps({"id": "1", "basket": ["bread"]} | request)
    arguments = ["recommend", "--bundle", str(bundle), "--requests", "-", "--k", "4"]
    done = CliRunner().invoke(models, arguments, input=line + "\n")
    return done.exit_code, done.output


def test_words_can_be_tried_at_the_command_line(folder: Path, trained_folder: Path) -> None:
    code, output = ask(folder, words="爱喝茶，不要油")
    answer = json.loads(output)
    assert code == 0 and "tea" in answer["items"] and "butter" not in answer["items"]
    assert {"kind": "you_said", "evidence": ["茶"], "numbers": {}} in answer["reasons"]
    assert ask(folder)[1] == ask(folder, words="")[1]
    code, output = ask(trained_folder, words="tea")
    assert code == 1 and "text part" in output
    code, output = ask(folder, words=["tea"])
    assert code == 1 and "words is not a text" in output
