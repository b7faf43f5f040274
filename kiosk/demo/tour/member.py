"""What a customer with a loyalty card does: sees what is known, corrects it, says no, has it deleted."""

import json
from typing import Any

from kiosk.demo.tour.inspector import View
from kiosk.demo.tour.stage import Stage
from kiosk.demo.tour.step import Chapter
from kiosk.demo.tour.waiting import require

member = Chapter("A customer with a loyalty card")

NEW_CARD = "LOY-2002-NEW"


@member.step("A card that the kiosk knows shows its owner's interests, and the products they rest on")
async def known(stage: Stage) -> None:
    view = await _show(stage, stage.card, "interests")
    require(view["signed_in"], "nobody is signed in")
    view = await _settled(stage)
    rows = view["interests"]["interests"]
    kinds = {row["kind"] for row in rows}
    require("regular" in kinds, f"no interest is regular: {kinds}")
    for row in rows:
        require(row["products"], f"an interest names no product: {row['key']}")
        numbers = dict(row["numbers"])
        require(numbers.get("lately", 0) <= numbers.get("of", 0), f"{row['key']}: {numbers}")
        if row["kind"] == "regular":
            require(numbers["times"] >= 4 and numbers["days_between"] > 0, f"{row['key']}: {numbers}")
    require(stage.card not in json.dumps(view), "the screen shows the card's number")


@member.step("The list to repeat and the list to discover have nothing in common")
async def lists(stage: Stage) -> None:
    found = {}
    for showing in ("repeat", "discover"):
        await stage.kiosk.command("OpenInterests", showing=showing)
        view = await _settled(stage)
        require(view["interests"]["showing"] == showing, f"{showing} is not shown")
        ids = [each["product"]["product_id"] for each in view["interests"]["suggestions"]]
        require(len(ids) >= 3, f"only {len(ids)} suggestions to {showing}")
        require(all(each in stage.products for each in ids), "a suggestion is not sold here")
        found[showing] = set(ids)
    require(not found["repeat"] & found["discover"], f"in both lists: {found['repeat'] & found['discover']}")


@member.step(
    "What the customer says in their own words, in either language, is understood and brings its kind"
)
async def said(stage: Stage) -> None:
    for words in ("I love baby food", "我喜欢婴儿食品"):
        await stage.kiosk.command("OpenInterests", showing="interests")
        await stage.kiosk.command("SayWords", text=words)
        view = await stage.kiosk.until(lambda v: _understood(v) and not v["interests"]["pending"], words)
        row = _understood(view)
        require(row["words"] in words and row["products"], f"{words!r} became {row}")
        await stage.kiosk.command("OpenInterests", showing="discover")
        view = await _settled(stage)
        reasons = [each["reason"]["kind"] for each in view["interests"]["suggestions"]]
        require("you_said" in reasons, f"{words!r} brought nothing: {reasons}")
    await stage.kiosk.command("SayWords", text="")
    await stage.kiosk.until(lambda v: not v["interests"]["words"], "the words taken back")


@member.step("What is not the customer is gone at once, and is still gone with the next visit")
async def corrected(stage: Stage) -> None:
    await stage.kiosk.command("OpenInterests", showing="interests")
    view = await _settled(stage)
    key = view["interests"]["interests"][0]["key"]
    await stage.kiosk.command("CorrectInterest", key=key)
    require(key not in _keys(await stage.kiosk.view()), f"{key} is still there")
    await stage.kiosk.command("EndSession")
    view = await stage.kiosk.until(lambda v: v["screen"] == "attract", "the invitation")
    require(view["interests"] is None and not view["signed_in"], "the shopper's interests stay")
    await _show(stage, stage.card, "interests")
    require(key not in _keys(await _settled(stage)), f"{key} has come back")
    await stage.kiosk.command("EndSession")


@member.step("A new card is asked about first, and a no leaves nothing behind")
async def refused(stage: Stage) -> None:
    for _ in range(2):
        view = await _show(stage, NEW_CARD, "consent")
        require(not view["signed_in"], "nobody agreed yet")
        await stage.kiosk.command("AnswerConsent", agreed=False)
        await stage.kiosk.command("EndSession")


@member.step("After a yes everything can be deleted, and the card is new again")
async def deleted(stage: Stage) -> None:
    await _show(stage, NEW_CARD, "consent")
    await stage.kiosk.command("AnswerConsent", agreed=True)
    await stage.kiosk.until(lambda v: v["screen"] == "interests" and v["signed_in"], "the interests")
    await stage.kiosk.command("DeleteProfile")
    await stage.kiosk.until(lambda v: v["screen"] == "forgotten", "everything deleted")
    await stage.kiosk.command("EndSession")
    await _show(stage, NEW_CARD, "consent")
    await stage.kiosk.command("AnswerConsent", agreed=False)
    await stage.kiosk.command("EndSession")


async def _show(stage: Stage, card: str, screen: str) -> View:
    """Hold a card under the scanner."""
    await stage.shelves.scan(card)
    return await stage.kiosk.until(lambda v: v["screen"] == screen, f"the screen {screen}")


async def _settled(stage: Stage) -> View:
    return await stage.kiosk.until(
        lambda v: v["interests"] and not v["interests"]["pending"], "the interests"
    )


def _understood(view: View) -> dict[str, Any]:
    """The interest that their words became, once the model has read them; empty until then."""
    rows = view["interests"]["interests"]
    return next((row for row in rows if row["kind"] == "said" and dict(row["numbers"])["read"]), {})


def _keys(view: dict[str, Any]) -> set[str]:
    return {row["key"] for row in view["interests"]["interests"]}
