"""Shelf and scan events: each kept exactly once, whatever the broker, the clock and the disk do."""

from contextlib import suppress

import pytest

from firmware_bridge.messages import EventKind
from kiosk.app import commands
from kiosk.app.condition import Unusable
from kiosk.app.errors import CatalogUnreadable
from kiosk.app.view_state import Notice, Screen
from kiosk.domain.sequence import Position
from sync.database import DatabaseFull
from sync.wire import EventKind as Told
from sync.wire import ReleaseKind
from tests.kiosk.app.house import House
from tests.kiosk.small_store import CHEESE, MILK, gtin

FILLER = Told.RELEASE_INSTALLED


def pieces_sold(house: House, product_id: str = MILK) -> float:
    level = next(each for each in house.shelves.levels() if each.product_id == product_id)
    return level.sold_per_hour


def no_room(house: House) -> None:
    """The file may not grow by a page, and the outbox's last page is full."""
    db = house.facts._db
    db.execute(f"pragma max_page_count={db.execute('pragma page_count').fetchone()[0]}")
    for size in (1000, 100, 0):
        with suppress(DatabaseFull):
            while True:
                with house.facts.transaction():
                    house.facts.tell(FILLER, {"x": "x" * size}, house.clock.now())


def room_again(house: House) -> None:
    house.facts._db.execute("pragma max_page_count=1000000")


def test_a_repeated_event_counts_once(house: House) -> None:
    event = house.shelf(EventKind.PICK)
    for _ in range(3):
        house.hear(event, redelivered=True)
    assert len(house.told("lift")) == 1
    assert house.shopping.session.hand == (MILK,)


def test_a_repetition_after_a_restart_counts_once(house: House) -> None:
    event = house.shelf(EventKind.PICK)
    house.hear(event)
    house.restart()
    house.hear(event, redelivered=True)
    assert len(house.told("lift")) == 1
    assert house.view.screen is Screen.ATTRACT


def test_events_out_of_order_are_all_kept_and_the_cursor_waits(house: House) -> None:
    first, second, third = (house.shelf(EventKind.PICK) for _ in range(3))
    house.hear(first)
    house.hear(first)  # the journal confirms that nothing came before
    house.hear(third)
    assert house.dispatcher.intake.ledger.cursor == Position(1, 1)
    assert house.dispatcher.intake.ledger.gap
    house.restart()
    assert house.dispatcher.intake.ledger.gap
    house.hear(second)
    assert house.dispatcher.intake.ledger.cursor == Position(1, 3)
    assert len(house.told("lift")) == 3


def test_an_event_whose_rows_cannot_be_written_leaves_no_trace_in_the_facts(house: House) -> None:
    house.lift(CHEESE)
    no_room(house)
    before = house.told()
    event = house.shelf(EventKind.PICK)
    with pytest.raises(DatabaseFull):
        house.dispatcher.intake.shelf_event("shelf-a", event)
    assert not house.facts.has_seen(event.id)
    assert house.told() == before
    assert house.dispatcher.intake.ledger == house.facts.ledger()


def test_the_shopper_sees_the_page_although_the_disk_is_full_and_its_rows_are_kept_later(
    house: House,
) -> None:
    no_room(house)
    event = house.shelf(EventKind.PICK)
    for _ in range(3):
        with pytest.raises(DatabaseFull):
            house.dispatcher.intake.shelf_event("shelf-a", event)
    house.stage.refresh()
    assert house.view.product is not None
    assert house.view.product.product_id == MILK
    assert house.shopping.session.hand == (MILK,)
    room_again(house)
    house.hear(event)
    assert house.shopping.session.hand == (MILK,)
    assert [each.kind for each in house.told() if each.kind != FILLER] == ["lift", "view"]


def test_taps_go_on_without_their_statistics_and_the_screen_says_why(house: House) -> None:
    no_room(house)
    view = house.do(commands.OpenProduct(MILK))
    assert view.screen is Screen.PRODUCT
    assert Notice.DISK_FULL in view.notices
    assert house.condition.lost_rows == 1
    room_again(house)
    assert Notice.DISK_FULL not in house.pass_s(1).notices


@pytest.mark.parametrize(
    ("age_s", "screen"), [(0, Screen.PRODUCT), (59, Screen.PRODUCT), (61, Screen.ATTRACT)]
)
def test_an_event_from_before_the_shoppers_time_is_a_fact_only(
    house: House, age_s: float, screen: Screen
) -> None:
    view = house.hear(house.shelf(EventKind.PICK, age_s=age_s))
    assert view.screen is screen
    assert len(house.told("lift")) == 1
    assert pieces_sold(house) > 0


def test_an_old_scan_is_a_fact_only(house: House) -> None:
    assert house.scan(gtin(MILK), age_s=120).screen is Screen.ATTRACT
    assert len(house.told("scan")) == 1


def test_an_event_from_the_future_is_followed(house: House) -> None:
    """A wall clock that was set back must not blind the screen."""
    assert house.hear(house.shelf(EventKind.PICK, age_s=-7200)).screen is Screen.PRODUCT


def test_a_product_that_is_not_in_the_catalog_is_kept_and_shown_as_nothing(house: House) -> None:
    view = house.hear(house.shelf(EventKind.PICK, known=False))
    assert view.screen is Screen.ATTRACT
    lift = house.told("lift")[0].payload
    assert (lift["product_id"], lift["gtin"]) == (None, "04006381333931")


def test_an_unknown_slot_and_an_unknown_shelf_are_kept(house: House) -> None:
    house.hear(house.shelf(EventKind.PICK), shelf="shelf-nowhere")
    assert house.told("lift")[0].payload["shelf"] == "shelf-nowhere"
    assert house.view.screen is Screen.PRODUCT  # the product itself is known


@pytest.mark.parametrize("kind", [EventKind.UNKNOWN, EventKind.MISPLACED])
def test_what_nobody_can_explain_moves_nothing(house: House, kind: EventKind) -> None:
    assert house.hear(house.shelf(kind, qty=0)).screen is Screen.ATTRACT
    assert house.told() == []
    assert house.facts.has_seen(house.facts._db.execute("select id from events_seen").fetchone()[0])


def test_a_product_put_on_the_wrong_slot_is_out_of_the_hand(house: House) -> None:
    house.lift(MILK)
    house.hear(house.shelf(EventKind.MISPLACED, MILK, at=CHEESE))
    assert house.shopping.session.hand == ()


def test_picks_less_returns_are_what_sells(house: House) -> None:
    house.lift(MILK, 3)
    house.put_back(MILK, 1)
    before = pieces_sold(house)
    assert before > 0
    house.put_back(MILK, 2)
    assert pieces_sold(house) == 0
    house.lift(CHEESE, 2)
    house.restart()
    assert pieces_sold(house, CHEESE) > 0


def test_goods_delivered_without_a_task_are_told_and_audited(house: House) -> None:
    house.hear(house.shelf(EventKind.RESTOCK, MILK, 6))
    payload = house.told("restock")[0].payload
    assert (payload["qty"], payload["task"], payload["confirmed"]) == (6, None, True)
    assert house.audited() == ["restock_noticed"]


def test_a_bridge_that_starts_anew_is_followed(house: House) -> None:
    house.lift(MILK)
    house.seq = 0
    event = house.shelf(EventKind.PICK, CHEESE)
    object.__setattr__(event, "boot", 2)
    house.hear(event)
    assert house.dispatcher.intake.ledger.gap
    house.hear(event)
    assert house.dispatcher.intake.ledger.cursor == Position(2, 1)
    assert len(house.told("lift")) == 2


def test_a_catalog_that_could_not_be_built_is_tried_again(house: House) -> None:
    tried: list[float] = []
    house.dispatcher.on_catalog_broken = lambda: tried.append(house.clock.at())
    house.dispatcher.catalog_broken(CatalogUnreadable("damaged"))
    house.pass_s(31)
    assert len(tried) == 1  # it is being built
    house.condition.unusable[ReleaseKind.CATALOG] = Unusable("2026.11.24-1", "the disk is full")
    house.pass_s(31)
    house.pass_s(31)
    assert len(tried) == 3
