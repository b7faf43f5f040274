"""Where the tour plays: one running demo, with eyes and hands for everybody who uses it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from firmware_bridge.mqtt_settings import MqttSettings
from kiosk.demo import ports
from kiosk.demo.errors import TourFailed
from kiosk.demo.layout import Layout
from kiosk.demo.tour.hosting import Demo
from kiosk.demo.tour.inspector import Inspector
from kiosk.demo.tour.records import BridgeRecords, DeviceRecords, HqRecords
from kiosk.demo.tour.shelves import Shelves
from kiosk.demo.tour.waiting import until


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot of the planogram, and the product in it."""

    shelf: str
    slot: str
    product_id: str
    gtin: str
    name: dict[str, str]
    capacity: int
    threshold: int
    unit_weight_g: float


@dataclass(slots=True)
class Notes:
    """What the tour has done so far, for the steps that count it at HQ."""

    lifts: int = 0
    returns: int = 0
    scans: int = 0
    restocked: int = 0
    releases: int = 0  # made by the tour


@dataclass(slots=True)
class Stage:
    demo: Demo
    kiosk: Inspector
    shelves: Shelves
    hq: HqRecords
    device: DeviceRecords
    bridge: BridgeRecords
    slots: list[Slot]
    products: dict[str, dict[str, Any]]  # product_id → its line of products.jsonl
    notes: Notes = field(default_factory=Notes)

    @property
    def pin(self) -> str:
        return str(self.demo.facts()["pin"])

    @property
    def card(self) -> str:
        """Of a shopper whom the kiosk knows."""
        return str(self.demo.facts()["card"])

    @property
    def staff_name(self) -> str:
        return str(self.demo.facts()["staff_name"])

    @property
    def layout(self) -> Layout:
        return self.demo.layout

    async def endcap(self, *arguments: str, succeeds: bool = True) -> str:
        """`Demo.endcap`, while the tour's own connections go on."""
        return await asyncio.to_thread(self.demo.endcap, *arguments, succeeds=succeeds)

    async def ask(self, *arguments: str) -> Any:
        return json.loads(await self.endcap(*arguments, "--json"))

    async def kill(self, process: str) -> None:
        await asyncio.to_thread(self.demo.kill, process)

    async def begin_anew(self) -> None:
        """Nobody at the screen, nothing in a hand, and the shelves are heard."""
        view = await self.kiosk.until(lambda v: v["screen"], "the kiosk answers", within_s=30)
        if view["screen"].startswith("staff"):
            await self.kiosk.command("LeaveStaff")
        await self.shelves_heard()
        await self.kiosk.command("EndSession")
        await self.kiosk.until(lambda v: v["screen"] == "attract", "the invitation")

    async def shelves_heard(self) -> None:
        """Broker, bridge and shelves are heard by the kiosk: it says what is in a slot."""
        slot = self.slot(0)

        async def state() -> str:
            with suppress(OSError, TourFailed):  # away, or without a catalog yet
                await self.kiosk.command("OpenProduct", product_id=slot.product_id)
            product = (await self.kiosk.view()).get("product") or {}
            return str(product.get("stock", {}).get("state"))

        await until(state, lambda seen: seen == "measured", "the shelves are heard", within_s=60)

    def slot(self, number: int) -> Slot:
        return self.slots[number]


@asynccontextmanager
async def opened(demo: Demo) -> AsyncIterator[Stage]:
    """The stage of a running demo."""
    facts, layout = demo.facts(), demo.layout
    settings = MqttSettings(client_id="tour", host=ports.HOST, port=int(facts["broker_port"]))
    async with Shelves(settings) as shelves:
        yield Stage(
            demo=demo,
            kiosk=Inspector(Path(facts["inspect"])),
            shelves=shelves,
            hq=HqRecords(layout.hq / "hq.db"),
            device=DeviceRecords(layout.device / "device.db"),
            bridge=BridgeRecords(layout.device / "bridge.db"),
            slots=read_slots(layout),
            products=read_products(layout),
        )


def read_slots(layout: Layout) -> list[Slot]:
    planogram = json.loads((layout.catalog / "planogram.json").read_text())
    return [
        Slot(
            shelf=shelf["id"],
            slot=slot["id"],
            product_id=slot["product_id"],
            gtin=slot["gtin"],
            name=slot["name"],
            capacity=slot["capacity"],
            threshold=slot["threshold"],
            unit_weight_g=slot["unit_weight_g"],
        )
        for shelf in planogram["shelves"]
        for slot in shelf["slots"]
    ]


def read_products(layout: Layout) -> dict[str, dict[str, Any]]:
    lines = (layout.catalog / "products.jsonl").read_text().splitlines()
    return {product["product_id"]: product for product in map(json.loads, lines)}
