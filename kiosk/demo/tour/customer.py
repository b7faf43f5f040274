"""What a customer does: lifts, compares, scans, browses, searches, reads in two languages, walks away."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.demo.tour.inspector import View
from kiosk.demo.tour.stage import Slot, Stage
from kiosk.demo.tour.step import Chapter
from kiosk.demo.tour.waiting import require

customer = Chapter("A customer")

UNKNOWN_CODE = "4006381333931"  # a valid EAN-13 that no in-store product can have
REASONS = {"bought_together", "bought_before", "popular_here", "similar", "new_here"}


@customer.step("The screen invites, with products of this store")
async def invited(stage: Stage) -> None:
    view = await stage.kiosk.until(lambda v: v["screen"] == "attract" and v["attract"], "an invitation")
    require(view["store_name"], "the invitation does not name the store")
    for product in view["attract"]:
        require(product["product_id"] in stage.products, f"{product['name']} is not of this store")


@customer.step("A lifted product gets its page: picture, name, price, place, and how many are left")
async def lifted(stage: Stage) -> None:
    slot = stage.slot(0)
    before = await stock(stage, slot)
    view = await lift_and_see(stage, slot)
    product, kept = view["product"], stage.products[slot.product_id]
    require(product["name"] == kept["name"][view["language"]], f"the name is {product['name']}")
    require(product["price_minor"] == kept["price_minor"], f"the price is {product['price_minor']}")
    _require_picture(product["picture"])
    require(product["location"]["slot"], f"it stands nowhere: {product['location']}")
    view = await stage.kiosk.until(
        lambda v: v["product"]["stock"]["count"] == before - 1, f"{before - 1} are left"
    )
    require(view["product"]["stock"]["observed_at"], "nothing says how old the stock is")


@customer.step("It comes with suggestions of this store, each with a reason of its own")
async def suggested(stage: Stage) -> None:
    view = await stage.kiosk.until(
        lambda v: v["screen"] == "product" and not v["suggestions_pending"] and v["suggestions"],
        "suggestions",
    )
    ids = [each["product"]["product_id"] for each in view["suggestions"]]
    require(len(ids) >= 3, f"only {len(ids)} suggestions")
    require(len(set(ids)) == len(ids), f"a product is suggested twice: {ids}")
    require(view["product"]["product_id"] not in ids, "the product suggests itself")
    require(all(each in stage.products for each in ids), "a suggestion is not sold here")
    kinds = {each["reason"]["kind"] for each in view["suggestions"]}
    require(kinds <= REASONS, f"reasons {kinds}")
    for each in view["suggestions"]:
        _require_a_whole_reason(each["reason"])


def _require_a_whole_reason(reason: dict[str, Any]) -> None:
    numbers = dict(reason["numbers"])
    if reason["kind"] in ("bought_together", "similar", "new_here"):
        require(reason["evidence"], f"a reason names no product: {reason}")
    if reason["kind"] == "bought_together":
        require(0 < numbers.get("percent", 0) <= 100, f"a reason without a share: {reason}")


@customer.step("What the customer leaves out is not suggested, until it is wanted again")
async def left_out(stage: Stage) -> None:
    view = await stage.kiosk.view()
    require(view["diet"]["choices"], "nothing can be left out")
    for contents in view["diet"]["choices"]:
        await stage.kiosk.command("LeaveOut", contents=contents, on=True)
    view = await stage.kiosk.until(
        lambda v: v["diet"]["left_out"] and not v["suggestions_pending"] and v["suggestions"], "suggestions"
    )
    require(view["diet"]["left_out"] == view["diet"]["choices"], f"left out are {view['diet']['left_out']}")
    for each in view["suggestions"]:
        known = stage.products[each["product"]["product_id"]].get("contains")
        require(not known, f"{each['product']['name']} contains {known}")
    for contents in view["diet"]["choices"]:
        await stage.kiosk.command("LeaveOut", contents=contents, on=False)
    await stage.kiosk.until(
        lambda v: not v["diet"]["left_out"] and not v["suggestions_pending"] and v["suggestions"],
        "suggestions with everything again",
    )


@customer.step("A suggestion that is tapped leads to its product, and back")
async def suggestion_taken(stage: Stage) -> None:
    view = await stage.kiosk.view()
    first = view["suggestions"][0]["product"]["product_id"]
    await stage.kiosk.command("OpenProduct", product_id=first, from_suggestion=True)
    await shown(stage, first)
    await stage.kiosk.command("GoBack")
    await shown(stage, stage.slot(0).product_id)


@customer.step("A second lifted product is compared with the first")
async def compared(stage: Stage) -> None:
    first, second = stage.slot(0), stage.slot(1)
    await lift(stage, second)
    view = await stage.kiosk.until(lambda v: v["screen"] == "compare", "a comparison")
    sides = {view["compare"][side]["product_id"] for side in ("left", "right")}
    require(sides == {first.product_id, second.product_id}, f"compared are {sides}")
    prices = {i: _to_pay(view["compare"][i]) for i in ("left", "right")}
    cheaper = view["compare"]["cheaper"]
    if prices["left"] != prices["right"]:
        side = min(prices, key=prices.__getitem__)
        require(
            cheaper == view["compare"][side]["product_id"], f"cheaper is said to be {cheaper} of {prices}"
        )


def _to_pay(product: dict[str, Any]) -> int:
    promotion = product["promotion"] or {}
    return int(promotion.get("price_minor") or product["price_minor"])


@customer.step("What is put back leaves the screen, and the stock is right again")
async def put_back(stage: Stage) -> None:
    first, second = stage.slot(0), stage.slot(1)
    await give_back(stage, second)
    view = await shown(stage, first.product_id)
    require([each["product_id"] for each in view["lifted"]] == [first.product_id], "the hand is wrong")
    await give_back(stage, first)
    await stage.kiosk.until(lambda v: v["lifted"] == [] and v["screen"] != "compare", "an empty hand")
    require(await stock(stage, first) > 0, "the shelf is empty")


@customer.step("A scanned code leads to its product")
async def scanned(stage: Stage) -> None:
    product = _elsewhere(stage)
    await scan(stage, product["gtin"])
    await shown(stage, product["product_id"])


@customer.step("A code that is not sold here gets a plain answer")
async def not_sold(stage: Stage) -> None:
    await scan(stage, "0" + UNKNOWN_CODE)
    view = await stage.kiosk.until(lambda v: v["screen"] == "not_sold", "a plain answer")
    require(UNKNOWN_CODE in view["not_sold_code"], f"the answer names {view['not_sold_code']}")


@customer.step("Departments lead to categories, and those to products, page by page")
async def browsed(stage: Stage) -> None:
    await stage.kiosk.command("OpenBrowse")
    view = await stage.kiosk.until(
        lambda v: v["screen"] == "browse" and v["browse"]["departments"], "departments"
    )
    department = max(view["browse"]["departments"], key=lambda each: each["products"])
    await stage.kiosk.command("SelectDepartment", group_id=department["group_id"])
    view = await stage.kiosk.until(lambda v: v["browse"]["categories"], "categories")
    category = max(view["browse"]["categories"], key=lambda each: each["products"])
    await stage.kiosk.command("SelectCategory", group_id=category["group_id"])
    view = await stage.kiosk.until(lambda v: v["browse"]["products"], "products")
    seen, total = len(view["browse"]["products"]), view["browse"]["total"]
    require(total == category["products"], f"{total} products instead of {category['products']}")
    require(seen < total, "the fullest category fits on one page")
    await stage.kiosk.command("LoadMore")
    await stage.kiosk.until(lambda v: len(v["browse"]["products"]) > seen, "a second page")


@customer.step("Search finds by English words, Chinese words, pinyin and pinyin initials")
async def searched(stage: Stage) -> None:
    product = stage.products[stage.slot(0).product_id]
    syllables = product["pinyin"]["syllables"][:3]
    chinese = product["name"]["zh"][: len(syllables)]
    english = product["name"]["en"].split()[0]
    await stage.kiosk.command("OpenSearch")
    for language, query, wanted in (
        ("en", english.lower(), english.lower()),
        ("zh", chinese, chinese),
        ("zh", "".join(syllables), chinese),
        ("zh", "".join(syllable[0] for syllable in syllables), chinese),
    ):
        await stage.kiosk.command("SwitchLanguage", language=language)
        await stage.kiosk.command("SetQuery", text=query)
        view = await stage.kiosk.until(_has_results_for(query), f"results for {query}")
        names = [each["name"] for each in view["search"]["results"]]
        require(any(wanted in name.lower() for name in names), f"{query} finds {names[:5]}, not {wanted}")
    await stage.kiosk.command("SwitchLanguage", language="en")


@customer.step("The language changes on any screen, content included")
async def both_languages(stage: Stage) -> None:
    product = stage.products[stage.slot(0).product_id]
    for name, args in (
        ("GoHome", {}),
        ("OpenBrowse", {}),
        ("OpenSearch", {}),
        ("OpenProduct", {"product_id": product["product_id"]}),
    ):
        await stage.kiosk.command(name, **args)
        screen = (await stage.kiosk.view())["screen"]
        for language in ("zh", "en"):
            await stage.kiosk.command("SwitchLanguage", language=language)
            await stage.kiosk.until(_is_in(language), f"{screen} in {language}")
        require((await stage.kiosk.view())["screen"] == screen, f"changing the language leaves {screen}")
    await stage.kiosk.command("SwitchLanguage", language="zh")
    chinese = product["name"]["zh"]
    await stage.kiosk.until(lambda v: v["product"]["name"] == chinese, f"{chinese} on the page")


@customer.step("A silent screen asks; a touch keeps everything")
async def asked(stage: Stage) -> None:
    await stage.kiosk.command("OpenSearch")
    await stage.kiosk.command("SetQuery", text="ydx")
    view = await stage.kiosk.until(lambda v: v["idle"]["warning"], "the question", within_s=15)
    require(view["idle"]["deadline"], "the question has no deadline")
    await stage.kiosk.command("ExtendSession")
    view = await stage.kiosk.until(lambda v: not v["idle"]["warning"], "the screen goes on")
    require(view["search"]["query"] == "ydx", "the touch lost what was there")


@customer.step("Nobody answers: every trace of the shopper goes")
async def wiped(stage: Stage) -> None:
    began = time.monotonic()
    view = await stage.kiosk.until(lambda v: v["screen"] == "attract", "the invitation", within_s=25)
    require(time.monotonic() - began > 2, "the shopper was not asked")
    require(view["language"] == "en", "the shopper's language stays")
    traces = [
        view[name] for name in ("product", "compare", "lifted", "suggestions", "not_sold_code", "search")
    ]
    require(not any(traces), f"traces stay: {traces}")
    require(not view["can_go_back"], "one can go back to what the shopper saw")


def _require_picture(path: str) -> None:
    require(Path(path).is_file(), f"there is no picture {path}")


def _has_results_for(query: str) -> Callable[[View], object]:
    return lambda view: view["search"]["query"] == query and view["search"]["results"]


def _is_in(language: str) -> Callable[[View], object]:
    return lambda view: view["language"] == language


async def lift(stage: Stage, slot: Slot, qty: int = 1) -> None:
    await stage.shelves.lift(slot.shelf, slot.slot, qty)
    stage.notes.lifts += qty


async def lift_and_see(stage: Stage, slot: Slot) -> View:
    """Lift one piece; returns what the screen shows when it knows."""
    await lift(stage, slot)
    return await in_hand(stage, slot)


async def in_hand(stage: Stage, slot: Slot) -> View:
    """The slot's product is on the screen, known to be lifted."""
    return await stage.kiosk.until(
        lambda v: v["product"]["product_id"] == slot.product_id and v["product"]["lifted"],
        f"{slot.name['en']} in the hand",
    )


async def give_back(stage: Stage, slot: Slot, qty: int = 1) -> None:
    await stage.shelves.put_back(slot.shelf, slot.slot, qty)
    stage.notes.returns += qty


async def scan(stage: Stage, gtin: str) -> None:
    """Hold a product's code under the scanner, which reads the 13 digits of an EAN."""
    await stage.shelves.scan(gtin[1:])
    stage.notes.scans += 1


async def shown(stage: Stage, product_id: str) -> View:
    """The product's page is on the screen."""
    return await stage.kiosk.until(
        lambda v: v["screen"] == "product" and v["product"]["product_id"] == product_id,
        f"the page of {stage.products[product_id]['name']['en']}",
    )


async def stock(stage: Stage, slot: Slot) -> int:
    """What the kiosk says is left in a slot: a look at its product's page."""
    await stage.kiosk.command("OpenProduct", product_id=slot.product_id)
    view = await stage.kiosk.until(
        lambda v: (
            v["product"]["product_id"] == slot.product_id and v["product"]["stock"]["state"] == "measured"
        ),
        f"a measured stock in {slot.shelf} {slot.slot}",
    )
    return int(view["product"]["stock"]["count"])


def _elsewhere(stage: Stage) -> dict[str, Any]:
    """A product that stands on no smart shelf."""
    on_shelves = {slot.product_id for slot in stage.slots}
    return next(product for product in stage.products.values() if product["product_id"] not in on_shelves)
