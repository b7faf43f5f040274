"""What a shopper sees and what HQ hears of it."""

import json

import pytest

from firmware_bridge.messages import EventKind
from kiosk.app import commands
from kiosk.app.errors import CommandRefused
from kiosk.app.ports import Suggested
from kiosk.app.view_state import Language, Notice, Screen, StockState
from tests.kiosk.app.house import House
from tests.kiosk.small_store import CHEESE, CRACKERS, MILK, SHOES, TEA, UPC_E, gtin


def test_nobody_sees_an_invitation_with_products_of_the_store(house: House) -> None:
    assert house.view.screen is Screen.ATTRACT
    assert house.view.store_name == "Corner Store"
    assert [product.product_id for product in house.view.attract] == [CHEESE, CRACKERS]


def test_a_lifted_product_gets_its_page(house: House) -> None:
    house.stock(CHEESE, 6)
    view = house.lift(CHEESE)
    assert view.screen is Screen.PRODUCT
    product = view.product
    assert product is not None
    assert (product.name, product.price_minor, product.currency) == (
        "Store Brand Shredded Cheese, 8 oz",
        279,
        "USD",
    )
    assert product.promotion is not None
    assert (product.promotion.price_minor, product.unit_price_minor) == (229, 101)
    assert (product.location.aisle, product.location.shelf, product.location.slot) == (
        "Aisle 1 · Food",
        "Smart shelf A",
        "A2",
    )
    assert (product.location.walk, product.location.spot) == ((0, 2), (1, 4))
    assert (product.stock.state, product.stock.count, product.stock.observed_at) == (
        StockState.MEASURED,
        6,
        house.clock.now(),
    )
    assert product.lifted
    assert view.trace == house.facts._db.execute("select id from events_seen").fetchone()[0]


def test_a_second_product_is_compared_and_the_cheaper_named(house: House) -> None:
    house.lift(MILK)
    view = house.lift(CRACKERS)
    assert view.screen is Screen.COMPARE
    assert view.compare is not None
    assert (view.compare.left.product_id, view.compare.right.product_id) == (MILK, CRACKERS)
    assert (view.compare.cheaper, view.compare.cheaper_per_100g) == (CRACKERS, MILK)
    assert [product.product_id for product in view.lifted] == [MILK, CRACKERS]


def test_the_screen_follows_what_is_put_back(house: House) -> None:
    house.lift(MILK)
    house.lift(CHEESE)
    view = house.put_back(CHEESE)
    assert view.screen is Screen.PRODUCT
    assert view.product is not None
    assert view.product.product_id == MILK
    assert house.put_back(MILK).screen is Screen.ATTRACT


def test_a_scan_shows_the_product_or_says_that_it_is_not_sold(house: House) -> None:
    view = house.scan(gtin(SHOES))
    assert view.product is not None
    assert view.product.product_id == SHOES
    assert view.product.stock.state is StockState.UNKNOWN
    view = house.scan("04006381333931")
    assert (view.screen, view.not_sold_code) == (Screen.NOT_SOLD, "4006381333931")


@pytest.mark.parametrize(
    "code",
    [
        gtin(MILK).lstrip("0"),
        f"(01){gtin(MILK)}(17)271231(10)LOT7",
        f"https://id.gs1.org/01/{gtin(MILK)}/10/LOT7",
        f"]E0{gtin(MILK)[1:]}",
        MILK,
    ],
)
def test_a_typed_code_is_as_good_as_a_scan(house: House, code: str) -> None:
    view = house.do(commands.EnterCode(code))
    assert view.product is not None
    assert view.product.product_id == MILK
    assert [event.payload["source"] for event in house.told("scan")] == ["typed"]


@pytest.mark.parametrize("code", [UPC_E, f"]E0{UPC_E}", "]E00012345000065"])
def test_a_upc_e_that_is_typed_names_its_product(house: House, code: str) -> None:
    view = house.do(commands.EnterCode(code))
    assert view.product is not None
    assert view.product.product_id == TEA
    assert house.told("scan")[0].payload["gtin"] == gtin(TEA)


def test_of_two_readings_of_a_scan_the_one_that_is_sold_here_counts(house: House) -> None:
    ean8 = UPC_E.zfill(14)
    view = house.scan(ean8, or_else=gtin(TEA))
    assert view.product is not None
    assert view.product.product_id == TEA
    view = house.scan(gtin(SHOES), or_else=gtin(TEA))  # both are sold: the first reading is meant
    assert view.product is not None
    assert view.product.product_id == SHOES
    view = house.scan("00000096385074", or_else="00009638500074")
    assert (view.screen, view.not_sold_code) == (Screen.NOT_SOLD, "96385074")
    told = [event.payload["gtin"] for event in house.told("scan")]
    assert told == [gtin(TEA), gtin(SHOES), "00000096385074"]


def test_a_card_that_is_scanned_reaches_neither_headquarters_nor_the_disk(house: House) -> None:
    house.scan(None, raw="MEMBER-SECRET")
    told = json.dumps([dict(event.payload) for event in house.told()])
    assert "SECRET" not in told
    assert b"MEMBER-SECRET" not in house.settings.device_db.read_bytes()


def test_browsing_shows_departments_categories_products_and_more(house: House) -> None:
    view = house.do(commands.OpenBrowse())
    assert view.browse is not None
    assert [group.name for group in view.browse.departments] == ["Food", "Home"]
    view = house.do(commands.SelectDepartment("food"))
    assert view.browse is not None
    assert view.browse.department is not None
    view = house.do(commands.SelectCategory("milk"))
    assert view.browse is not None
    assert [product.name for product in view.browse.products] == ["Whole Milk", "Skim Milk"]
    assert view.browse.total == 2
    assert house.do(commands.GoBack()).browse is not None


def test_searching_grows_by_pages(house: House) -> None:
    view = house.do(commands.SetQuery("c"))
    assert view.search is not None
    assert len(view.search.results) == 3
    assert view.search.total > 3
    view = house.do(commands.LoadMore())
    assert view.search is not None
    assert len(view.search.results) == min(6, view.search.total)


def test_the_language_changes_every_word_of_content(house: House) -> None:
    house.lift(MILK)
    view = house.do(commands.SwitchLanguage(Language.ZH))
    assert view.product is not None
    assert (view.store_name, view.product.name, view.product.category) == ("街角小店", "全脂牛奶", "牛奶")
    assert view.product.location.aisle == "1号通道 · 食品"


@pytest.mark.parametrize(
    "command",
    [
        commands.OpenProduct("nothing"),
        commands.SelectDepartment("milk"),
        commands.SelectCategory("food"),
        commands.OpenCompare(),
        commands.LoadMore(),
        commands.ShowAudit(),
        commands.EnterCode("  "),
        commands.SubmitPin("123456"),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(house: House, command: commands.Command) -> None:
    before = house.view
    with pytest.raises(CommandRefused):
        house.do(command)
    assert house.view == before
    assert house.told() == []


# ---- suggestions


def test_the_page_comes_first_and_suggestions_as_soon_as_they_are_there(house: House) -> None:
    view = house.lift(MILK)
    assert view.suggestions_pending
    house.answers.answer(CHEESE, CRACKERS)
    view = house.view
    assert not view.suggestions_pending
    assert [each.product.product_id for each in view.suggestions] == [CHEESE, CRACKERS]
    assert (view.suggestions[0].reason.kind, view.suggestions[0].reason.evidence) == (
        "bought_together",
        "Whole Milk",
    )
    assert dict(view.suggestions[0].reason.numbers) == {"percent": 41.0}


def test_an_unknown_number_goes_to_headquarters_only_where_it_can_be_no_card(house: House) -> None:
    for number in ("04006381333931", "02912345678906", "00212345678909"):
        house.scan(number)
    assert [event.payload["gtin"] for event in house.told("scan")] == ["04006381333931", None, None]


def test_suggestions_are_asked_for_once_and_before_the_disk_is(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []
    ask, write = house.answers.ask, house.shopping.write
    monkeypatch.setattr(house.answers, "ask", lambda *each: (events.append("ask"), ask(*each)))
    monkeypatch.setattr(house.shopping, "write", lambda *each: (events.append("write"), write(*each)))
    lifted = house.lift(MILK)
    assert events == ["ask", "write"]
    assert lifted.suggestions_pending
    house.answers.answer(CHEESE)
    assert [each.product.product_id for each in house.view.suggestions] == [CHEESE]
    house.do(commands.OpenProduct(SHOES))
    house.do(commands.EnterCode(TEA))
    assert events == ["ask", "write"] * 3


def test_todays_lifts_and_scans_are_the_basket(house: House) -> None:
    house.scan(gtin(SHOES))
    house.lift(MILK)
    ask, _ = house.answers.asked[-1]
    assert ask.basket == (SHOES, MILK)
    assert (ask.store, len(ask.candidates), ask.promoted) == ("7", 12, {CHEESE, CRACKERS})


def test_what_is_sold_out_is_not_suggested_a_moment_longer(house: House) -> None:
    house.lift(MILK)
    house.answers.answer(CHEESE, CRACKERS)
    house.stock(CHEESE, 0)
    house.stage.refresh()
    assert [each.product.product_id for each in house.view.suggestions] == [CRACKERS]
    ask, _ = house.answers.asked[-1]
    assert CHEESE in ask.exclude
    house.stock(CHEESE, 3)
    ask, _ = house.answers.asked[-1]
    assert CHEESE not in ask.exclude


def test_a_lift_changes_the_suggestions_of_the_page_that_stays(house: House) -> None:
    house.scan(gtin(SHOES))
    house.lift(MILK)
    before, _ = house.answers.asked[-1]
    house.answers.answer(CRACKERS, CHEESE)
    house.lift(CRACKERS)
    house.do(commands.OpenProduct(MILK))
    after, _ = house.answers.asked[-1]
    assert after != before
    assert CRACKERS in after.exclude
    house.answers.answer(CRACKERS, which=0)  # the old answer, late
    assert CRACKERS not in [each.product.product_id for each in house.view.suggestions]


def test_a_promoted_product_is_marked_by_the_answer(house: House) -> None:
    house.lift(MILK)
    house.answers.asked[-1][1](
        [
            Suggested(CHEESE, "similar", (MILK,), (), promoted=True),
            Suggested(CRACKERS, "similar", (MILK,), ()),
        ]
    )
    assert [each.promoted for each in house.view.suggestions] == [True, False]


def test_an_answer_that_comes_too_late_is_for_nobody(house: House) -> None:
    house.lift(MILK)
    house.do(commands.OpenProduct(SHOES))
    house.answers.answer(CHEESE, which=0)
    assert house.view.suggestions == ()
    assert house.view.suggestions_pending


def test_an_answer_after_the_wipe_is_not_shown_to_the_next_shopper(house: House) -> None:
    house.lift(MILK)
    house.do(commands.EndSession())
    house.lift(MILK)
    house.answers.answer(CHEESE, which=0)
    assert house.view.suggestions == ()


def test_a_suggested_product_that_left_the_catalog_is_left_out(house: House) -> None:
    house.lift(MILK)
    house.answers.answer("gone", CHEESE)
    assert [each.product.product_id for each in house.view.suggestions] == [CHEESE]


def test_without_a_recommender_the_page_says_so(house: House) -> None:
    house.answers.available = False
    view = house.lift(MILK)
    assert Notice.SUGGESTIONS_UNAVAILABLE in view.notices
    assert not view.suggestions_pending


# ---- leaving


def test_a_shopper_who_walks_away_is_asked_and_every_trace_goes(house: House) -> None:
    house.do(commands.SwitchLanguage(Language.ZH))
    house.do(commands.SetAccessible(True))
    house.do(commands.SetAccessible(False))
    house.do(commands.SetQuery("milk"))
    house.lift(MILK)
    house.answers.answer(CHEESE)
    view = house.pass_s(60)
    assert view.idle.warning
    assert view.idle.deadline is not None
    assert (view.idle.deadline - house.clock.now()).total_seconds() == pytest.approx(20)
    view = house.pass_s(20)
    assert (view.screen, view.language, view.lifted, view.suggestions) == (
        Screen.ATTRACT,
        Language.EN,
        (),
        (),
    )
    assert not view.can_go_back
    house.do(commands.SetQuery(""))
    assert house.do(commands.GoBack()).screen is Screen.ATTRACT
    assert house.shopping.session.basket == ()


def test_one_touch_extends(house: House) -> None:
    house.lift(MILK)
    house.pass_s(60)
    assert not house.do(commands.ExtendSession()).idle.warning
    assert house.pass_s(59).screen is Screen.PRODUCT


def test_the_warning_stands_still_while_the_wall_clock_jumps(house: House) -> None:
    house.lift(MILK)
    asked = house.pass_s(60).idle
    house.clock.jump_s(7200)
    assert house.pass_s(5).idle == asked
    assert house.pass_s(15).screen is Screen.ATTRACT


# ---- what HQ hears


def test_headquarters_hears_of_a_visit_without_a_name(house: House) -> None:
    house.lift(MILK)
    house.answers.answer(CHEESE)
    house.do(commands.OpenProduct(CHEESE, from_suggestion=True))
    house.put_back(MILK)
    house.scan(gtin(SHOES))
    house.pass_s(60)
    house.pass_s(20)
    told = house.told()
    assert [event.kind for event in told] == [
        *(
            "lift",
            "view",
            "suggestions_shown",
            "suggestion_taken",
            "view",
            "return",
            "scan",
            "view",
            "session_end",
        )
    ]
    sessions = {event.payload["session"] for event in told}
    assert len(sessions) == 1
    taken = next(event for event in told if event.kind == "suggestion_taken")
    assert (taken.payload["for"], taken.payload["product_id"], taken.payload["place"]) == (MILK, CHEESE, 0)
    assert taken.payload["model"] == "2026.11.1"
    end = told[-1].payload
    assert (end["reason"], end["views"], end["lifts"], end["scans"], end["suggestions_taken"]) == (
        "idle",
        3,
        1,
        1,
        1,
    )


def test_two_visits_have_two_names(house: House) -> None:
    house.lift(MILK)
    house.do(commands.EndSession())
    house.lift(MILK)
    assert len({event.payload["session"] for event in house.told("view")}) == 2


def test_looking_again_at_the_same_page_asks_nothing_twice(house: House) -> None:
    house.lift(MILK)
    house.answers.answer(CHEESE)
    house.do(commands.SwitchLanguage(Language.ZH))
    house.pass_s(1)
    assert len(house.answers.asked) == 1
    assert [each.product.name for each in house.view.suggestions] == ["自有品牌 碎芝士"]


def test_a_return_after_the_shopper_has_gone_is_a_fact_and_no_session(house: House) -> None:
    view = house.hear(house.shelf(EventKind.RETURN, MILK))
    assert view.screen is Screen.ATTRACT
    assert [event.payload["session"] for event in house.told("return")] == [None]
