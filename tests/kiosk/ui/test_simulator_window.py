from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest

from firmware_bridge import topics
from firmware_bridge.client import MqttClient, MqttSettings
from firmware_bridge.messages import decode_raw_readings
from firmware_bridge.planogram import load_planogram
from firmware_bridge.store_command import make_store
from kiosk.app.view_state import Language
from kiosk.ui.errors import WindowError
from kiosk.ui.simulator.products import CARD, find, load_products
from kiosk.ui.simulator.shelf import ShelfName
from kiosk.ui.simulator.window import SimulatorWindow
from kiosk.ui.studio import seen_items
from tests.kiosk.ui.conftest import gtin
from tests.kiosk.ui.touching import is_seen, seen, text_of, texts, touch

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QGuiApplication

    from tests.conftest import RealBroker

PATIENCE_S = 10.0


async def until(holds: Callable[[], bool]) -> None:
    """Run Qt's loop and asyncio's side by side until `holds`."""
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline, "it has not happened"
        QCoreApplication.processEvents()
        await asyncio.sleep(0.005)


def make_window(catalog: Path, port: int) -> SimulatorWindow:
    path = catalog / "planogram.json"
    store = make_store(path, seed=3, noise=0.5)
    names = [ShelfName(shelf.id, shelf.name_en, shelf.name_zh) for shelf in load_planogram(path)]
    return SimulatorWindow(store, names, catalog, "127.0.0.1", port)


@pytest.fixture
def window(application: QGuiApplication, catalog: Path, broker: RealBroker) -> Iterator[SimulatorWindow]:  # noqa: ARG001
    window = make_window(catalog, broker.port)
    window.start()
    window.quick.show()
    yield window
    window.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "simulated-store"]


class Heard:
    """What the broker hands out of the simulator's raw topics."""

    def __init__(self, client: MqttClient) -> None:
        self._client = client
        self.grams: dict[tuple[str, str], float] = {}  # the last reading of each slot
        self.batches: dict[str, int] = {}  # of each shelf
        self.codes: list[bytes] = []

    async def listen(self) -> None:
        async for inbound in self._client.messages():
            where = topics.parse_raw_shelf(inbound.topic)
            if where is not None:
                readings = decode_raw_readings(inbound.payload)
                self.grams[where] = float(readings.grams[-1])
                self.batches[where[0]] = self.batches.get(where[0], 0) + 1
            elif topics.parse_raw_scanner(inbound.topic) is not None:
                self.codes.append(inbound.payload)
            inbound.acknowledge()


@pytest.fixture
async def heard(broker: RealBroker) -> AsyncIterator[Heard]:
    async with MqttClient(MqttSettings("listener", port=broker.port, persistent=False)) as client:
        client.subscribe("endcap/raw/#")
        await client.wait_connected(PATIENCE_S)
        heard = Heard(client)
        task = asyncio.create_task(heard.listen())
        yield heard
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def count(window: SimulatorWindow, shelf: str, slot: str) -> int:
    item = seen(window.quick, f"slot-{shelf}-{slot}")
    return int(item.property("count"))


async def ready(window: SimulatorWindow, heard: Heard) -> None:
    await until(lambda: window.model.connected and len(heard.grams) == 24)


async def test_touching_a_product_lifts_it_off_the_scale(window: SimulatorWindow, heard: Heard) -> None:
    await ready(window, heard)
    before, pieces = heard.grams["shelf-a", "a2"], count(window, "shelf-a", "a2")
    touch(window.quick, "slot-shelf-a-a2")
    await until(lambda: heard.grams["shelf-a", "a2"] < before - 300)
    assert count(window, "shelf-a", "a2") == pieces - 1
    touch(window.quick, "back-shelf-a-a2")
    await until(lambda: abs(heard.grams["shelf-a", "a2"] - before) < 10)
    assert not is_seen(window.quick, "back-shelf-a-a2")


async def test_a_piece_can_be_put_where_it_does_not_belong_and_taken_again(
    window: SimulatorWindow, heard: Heard
) -> None:
    await ready(window, heard)
    before, pieces = heard.grams["shelf-b", "b1"], count(window, "shelf-b", "b1")
    touch(window.quick, "slot-shelf-a-a2")
    await until(lambda: is_seen(window.quick, "elsewhere-shelf-a-a2"))
    touch(window.quick, "elsewhere-shelf-a-a2")
    assert text_of(window.quick, "handTitle") == "Touch the slot where it goes"
    touch(window.quick, "slot-shelf-b-b1")
    await until(lambda: heard.grams["shelf-b", "b1"] > before + 300)
    assert count(window, "shelf-b", "b1") == pieces  # a stranger is no piece of this slot
    touch(window.quick, "stranger")
    await until(lambda: abs(heard.grams["shelf-b", "b1"] - before) < 10)


async def test_choosing_again_changes_ones_mind(window: SimulatorWindow, heard: Heard) -> None:
    await ready(window, heard)
    touch(window.quick, "slot-shelf-a-a2")
    await until(lambda: is_seen(window.quick, "elsewhere-shelf-a-a2"))
    touch(window.quick, "elsewhere-shelf-a-a2")
    touch(window.quick, "elsewhere-shelf-a-a2")
    assert text_of(window.quick, "handTitle") == "In the hand"


async def test_restock_brings_as_many_as_chosen_and_no_more_than_fit(
    window: SimulatorWindow, heard: Heard
) -> None:
    await ready(window, heard)
    for _ in range(count(window, "shelf-a", "a2")):
        touch(window.quick, "slot-shelf-a-a2")
    await until(lambda: count(window, "shelf-a", "a2") == 0)
    window.model.restock("shelf-a", "a2", window.quick.property("pieces"))
    await until(lambda: count(window, "shelf-a", "a2") == 1)
    touch(window.quick, "pieces3")
    window.model.restock("shelf-a", "a2", window.quick.property("pieces"))
    await until(lambda: count(window, "shelf-a", "a2") == 4)
    touch(window.quick, "pieces0")
    slot = seen(window.quick, "slot-shelf-a-a2")
    plus = next(item for item in seen_items_below(window, slot) if item.objectName() == "restock")
    plus.click()
    await until(lambda: count(window, "shelf-a", "a2") == 8)
    await until(lambda: abs(heard.grams["shelf-a", "a2"] - 8 * 369.0) < 40)


def type_in(window: SimulatorWindow, text: str) -> None:
    for character in text:
        QTest.keyClick(window.quick, character)


def seen_items_below(window: SimulatorWindow, root: object) -> list[object]:
    items = seen_items(window.quick)
    return [item for item in items if _is_below(item, root)]


def _is_below(item: object, root: object) -> bool:
    parent = item.parentItem()  # type: ignore[attr-defined]
    return parent is not None and (parent == root or _is_below(parent, root))


async def test_a_typed_code_and_a_picked_product_are_scanned(window: SimulatorWindow, heard: Heard) -> None:
    await ready(window, heard)
    touch(window.quick, "code")
    type_in(window, "4006381333931")
    touch(window.quick, "scan")
    await until(lambda: heard.codes == [b"4006381333931"])
    await until(lambda: is_seen(window.quick, "message"))
    assert text_of(window.quick, "message") == "Scanned 4006381333931"
    touch(window.quick, "find")
    type_in(window, "No 29,")
    await until(lambda: seen(window.quick, "found").property("count") == 1)
    window.quick.grabWindow()  # the list makes its rows when a frame is made
    touch(window.quick, f"product-{gtin(29)}")
    await until(lambda: heard.codes[1:] == [gtin(29).encode()])


async def test_a_loyalty_card_is_at_hand(window: SimulatorWindow, heard: Heard) -> None:
    await ready(window, heard)
    touch(window.quick, "scanCard")
    await until(lambda: heard.codes == [CARD.encode()])


async def test_a_shelf_that_is_switched_off_says_nothing_and_comes_back(
    window: SimulatorWindow, heard: Heard
) -> None:
    await ready(window, heard)
    touch(window.quick, "silence-shelf-b")
    await until(lambda: "Switched off" in texts(window.quick))
    start = dict(heard.batches)
    await until(lambda: heard.batches["shelf-a"] > start["shelf-a"] + 24)  # every slot of the other, twice
    assert heard.batches["shelf-b"] <= start["shelf-b"] + 12  # what was on its way
    silent = heard.batches["shelf-b"]
    touch(window.quick, "silence-shelf-b")
    await until(lambda: heard.batches["shelf-b"] > silent + 12)


async def test_without_a_broker_the_window_says_so_and_loses_no_click(
    window: SimulatorWindow, heard: Heard, broker: RealBroker
) -> None:
    await ready(window, heard)
    broker.kill()
    await until(lambda: not window.model.connected)
    assert text_of(window.quick, "link") == "No broker, trying again"
    pieces = count(window, "shelf-a", "a2")
    touch(window.quick, "slot-shelf-a-a2")
    await until(lambda: count(window, "shelf-a", "a2") == pieces - 1)
    window.model.scan("4006381333931")
    await until(lambda: window.model.messageTone == "bad")
    broker.start()
    await until(lambda: window.model.connected)
    heard.grams.clear()
    left = (pieces - 1) * 369.0  # once the hand is off the plate
    await until(lambda: abs(heard.grams.get(("shelf-a", "a2"), 0.0) - left) < 40)


async def test_every_text_follows_the_language(window: SimulatorWindow, heard: Heard) -> None:
    await ready(window, heard)
    touch(window.quick, "slot-shelf-a-a2")
    await until(lambda: is_seen(window.quick, "back-shelf-a-a2"))
    touch(window.quick, "language")
    window.quick.grabWindow()
    shown = texts(window.quick)
    assert {"模拟货架", "智能货架A", "扫码枪", "放回 A2"} <= set(shown)
    english = [text for text in shown if text.isascii() and any(char.isalpha() for char in text)]
    assert [text for text in english if not text[1:].isdigit()] == ["English", "English"]


def test_the_window_needs_the_catalog_beside_its_planogram(
    application: QGuiApplication,  # noqa: ARG001
    tmp_path: Path,
) -> None:
    with pytest.raises(WindowError, match=r"products\.jsonl"):
        load_products(tmp_path)
    (tmp_path / "products.jsonl").write_text('{"gtin": 1}\n')
    with pytest.raises(WindowError, match="not a table of products"):
        load_products(tmp_path)


def test_products_are_found_by_words_of_either_language_or_their_number(catalog: Path) -> None:
    products = load_products(catalog)
    assert [each.gtin for each in find(products, "crackers NO 12,", 9)] == [gtin(12)]
    assert [each.name(Language.ZH) for each in find(products, "饼干12号", 9)] == ["燕麦饼干12号 13盎司"]
    assert [each.gtin for each in find(products, gtin(29)[6:], 9)] == [gtin(29)]
    assert len(find(products, "", 9)) == 9
    assert find(products, "xqzt", 9) == []
