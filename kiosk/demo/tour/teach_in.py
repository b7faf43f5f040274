"""How a new scale comes into use: planned by HQ, adopted, calibrated and counted by staff at the kiosk."""

import asyncio
import json
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from kiosk.demo.tour.headquarters import next_release, publish, require_everything_at_hq, sync
from kiosk.demo.tour.inspector import View
from kiosk.demo.tour.staff import sign_in
from kiosk.demo.tour.stage import Stage
from kiosk.demo.tour.step import Chapter
from kiosk.demo.tour.waiting import require, until

teach_in = Chapter("A new scale")

SHELF, SLOT = "shelf-b", "b13"
DEVICE, CHANNEL = "shelf-esp-1", "slot_b13"
SOURCE = {"dialect": "esphome", "device": DEVICE, "channel": CHANNEL}
PLACE = {"shelf": SHELF, "slot": SLOT, "cell": ""}
PIECES = 3
RESTS_WITHIN_S = 20.0  # a plate must have rested for a moment before a step of its calibration
HZ = 25.0
COUNTS_EMPTY, COUNTS_PER_G, NOISE_G = 84_000.0, 21.5, 0.3  # of a load cell that nobody calibrated yet


class Esp32:
    """A load cell on ESPHome's native topics, as the recipe in packaging/firmware wires it."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._noise = random.Random(1)  # noqa: S311  noise, not a secret
        self.grams = 0.0  # on its plate

    @asynccontextmanager
    async def speaking(self) -> AsyncIterator[None]:
        """It says its raw counts while the context lasts."""
        speaking = asyncio.create_task(self._speak(), name="tour-esp32")
        try:
            yield
        finally:
            speaking.cancel()
            await asyncio.gather(speaking, return_exceptions=True)

    async def _speak(self) -> None:
        await self._stage.shelves.publish(f"{DEVICE}/status", b"online")
        while True:
            counts = COUNTS_EMPTY + COUNTS_PER_G * (self.grams + self._noise.gauss(0.0, NOISE_G))
            await self._stage.shelves.publish(f"{DEVICE}/sensor/{CHANNEL}/state", b"%.0f" % counts)
            await asyncio.sleep(1 / HZ)


@teach_in.step("A slot that HQ adds to the plan is listed, and nothing was ever heard of it")
async def planned(stage: Stage) -> None:
    await publish(stage, next_release(stage, stage.layout.catalog, lambda copy: _add_slot(stage, copy)))
    await sync(stage)
    await _open_devices(stage)
    await stage.kiosk.until(lambda v: _cell(v)["state"] == "never", f"the slot {SLOT}", within_s=60)


@teach_in.step("An unknown scale counts nothing until staff adopt it, calibrate it with a weight, and count")
async def taught(stage: Stage) -> None:
    scale = Esp32(stage)
    async with scale.speaking():
        await _open_devices(stage)
        await stage.kiosk.until(_is_heard, "the unknown scale", within_s=20)
        await stage.kiosk.command("ChooseDevice", **SOURCE)
        view = await _asked(stage, "AdoptDevice", **PLACE)
        require(_devices(view)["remark"] == "refused", "it was adopted although teach-in is closed")
        await _done(stage, "teach_in_opened", "OpenTeachIn")
        await _done(stage, "device_adopted", "AdoptDevice", **PLACE)
        await _done(stage, "cell_zero", "CalibrateCell", step="zero")
        weight = round(PIECES * _unit_weight_g(stage))
        scale.grams = float(weight)
        await _done(stage, "cell_reference", "CalibrateCell", step="reference", grams=weight)
        view = await _done(stage, "cell_check", "CalibrateCell", step="check", grams=weight)
        require(abs(_setup(view)["off_g"]) < 2.0, f"the plate is {_setup(view)['off_g']} g off")
        await stage.kiosk.until(
            lambda v: _setup(v)["stock"]["count"] == PIECES, f"{PIECES} pieces by their weight"
        )
        await _done(stage, "slot_counted", "CountSlot", count=PIECES)
        await stage.kiosk.until(
            lambda v: (_setup(v)["stock"]["count"], _setup(v)["confidence"]) == (PIECES, 1.0),
            "a certain count",
        )
    actions = [action for _, action, _ in stage.device.audit()]
    for action in ("teach_in_opened", "device_adopted", "cell_zero", "cell_reference", "slot_counted"):
        require(action in actions, f"the audit log has no {action}")
    await stage.kiosk.command("LeaveStaff")
    shopping = stage.bridge.ids("pick", "return", slot=(SHELF, SLOT))
    require(not shopping, f"calibrating looked like shopping: {shopping}")
    await require_everything_at_hq(stage)


# ---- the plan


def _add_slot(stage: Stage, copy: Path) -> None:
    product = _product(stage)
    file = copy / "planogram.json"
    planogram = json.loads(file.read_text())
    shelf = next(each for each in planogram["shelves"] if each["id"] == SHELF)
    shelf["slots"].append(
        {
            **{name: product[name] for name in ("product_id", "gtin", "name", "picture")},
            **{"id": SLOT, "unit_weight_g": product["weight_g"], "capacity": 8, "threshold": 2},
        }
    )
    file.write_text(json.dumps(planogram, ensure_ascii=False))


def _product(stage: Stage) -> dict[str, Any]:
    """The best-selling product that stands on no smart shelf and whose weight is known."""
    shelved = {slot.product_id for slot in stage.slots}
    return next(
        each
        for each in stage.products.values()
        if each["product_id"] not in shelved and 100 <= (each["weight_g"] or 0) <= 1000
    )


def _unit_weight_g(stage: Stage) -> float:
    return float(_product(stage)["weight_g"])


# ---- the page


async def _open_devices(stage: Stage) -> None:
    if not (await stage.kiosk.view())["screen"].startswith("staff"):
        await sign_in(stage)
    await stage.kiosk.command("ShowDevices")
    await stage.kiosk.until(_devices, "the devices' page")


async def _asked(stage: Stage, command: str, **args: object) -> View:
    """What the page says once the bridge has answered."""
    await stage.kiosk.command(command, **args)
    return await stage.kiosk.until(
        lambda v: _devices(v)["remark"] and not _devices(v)["waiting"], f"the answer to {command}"
    )


async def _done(stage: Stage, remark: str, command: str, **args: object) -> View:
    """Ask, and ask again as long as the plate has not rested for long enough."""

    async def asked() -> View:
        return await _asked(stage, command, **args)

    return await until(asked, lambda v: _devices(v)["remark"] == remark, remark, RESTS_WITHIN_S)


def _devices(view: View) -> dict[str, Any]:
    found: dict[str, Any] = view["staff"]["devices"]
    return found


def _setup(view: View) -> dict[str, Any]:
    found: dict[str, Any] = _devices(view)["setup"]
    return found


def _is_heard(view: View) -> bool:
    return any(each["device"] == DEVICE for each in _devices(view)["strangers"])


def _cell(view: View) -> dict[str, Any]:
    cells = _devices(view)["cells"]
    return next((each for each in cells if (each["shelf_id"], each["slot_id"]) == (SHELF, SLOT)), {})
