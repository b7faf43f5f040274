"""A member's own words through a whole kiosk with a real text encoder of a few words."""

from pathlib import Path

import pytest

from kiosk.app.commands import (
    AnswerConsent,
    CorrectInterest,
    EndSession,
    EnterCode,
    OpenProduct,
    SayWords,
)
from kiosk.app.view_state import InterestKind, InterestView, ReasonKind, Screen, ViewState
from tests.kiosk.small_store import CRACKERS, MILK, SKIM, TEA, Device
from tests.kiosk.whole_kiosk import RunningKiosk, running

CARD = "LOY-4711"


@pytest.fixture
def device(tmp_path: Path, bundle: Path) -> Device:
    return Device.equipped(tmp_path / "device", bundle)


def said(view: ViewState) -> dict[str, InterestView]:
    rows = view.interests.interests if view.interests is not None else ()
    return {row.words: row for row in rows if row.kind is InterestKind.SAID}


def understood(view: ViewState) -> bool:
    return bool(said(view)) and all(dict(row.numbers)["read"] for row in said(view).values())


def sign_in(kiosk: RunningKiosk) -> ViewState:
    kiosk.shown.until(lambda v: v.store_name, "the catalog")
    return kiosk.do(EnterCode(CARD))


def test_words_are_read_matched_followed_and_taken_back(device: Device) -> None:
    with running(device) as kiosk:
        sign_in(kiosk)
        kiosk.do(AnswerConsent(True))
        kiosk.shown.until(lambda v: v.interests is not None and v.interests.may_say, "the model")
        kiosk.do(SayWords("我爱喝茶, no milk. I love shoes"))
        view = kiosk.shown.until(understood, "what was understood")
        meant = {words: {p.product_id for p in row.products} for words, row in said(view).items()}
        assert TEA in meant["茶"] and SKIM in meant["milk"] and meant["shoes"] == set()
        kiosk.do(OpenProduct(CRACKERS))
        view = kiosk.shown.until(lambda v: v.suggestions and not v.suggestions_pending, "suggestions")
        reasons = {each.product.product_id: each.reason for each in view.suggestions}
        assert (reasons[TEA].kind, reasons[TEA].evidence) == (ReasonKind.YOU_SAID, "茶")
        # the last is the one or the other: whether MILK, which the model does not know, is placed by now
        assert next(iter(reasons)) == TEA and list(reasons)[-1] in (SKIM, MILK)
        kiosk.do(EndSession())
    with running(device) as kiosk:  # as after a night without power
        assert sign_in(kiosk).screen is Screen.INTERESTS
        kiosk.shown.until(understood, "what was understood")
        kiosk.do(CorrectInterest("said:milk"))
        view = kiosk.shown.until(lambda v: set(said(v)) == {"茶", "shoes"}, "milk taken back")
        assert view.interests is not None and view.interests.words == "茶；shoes"


def test_without_a_text_part_the_page_offers_no_words(tmp_path: Path, bundle: Path) -> None:
    device = Device.equipped(tmp_path / "device", bundle.parent / "bare")
    with running(device) as kiosk:
        sign_in(kiosk)
        kiosk.do(AnswerConsent(True))
        kiosk.do(OpenProduct(CRACKERS))
        kiosk.shown.until(lambda v: v.suggestions, "suggestions")
        view = kiosk.do(EnterCode(CARD))
        assert view.interests is not None and not view.interests.may_say
