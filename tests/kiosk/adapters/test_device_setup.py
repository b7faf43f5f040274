"""A new ESP32 wired by the recipe: set up in the kiosk's admin, over a real broker and bridge."""

import asyncio
import json
import random
from pathlib import Path

import pytest

from firmware_bridge import topics
from firmware_bridge.client import MqttClient, MqttSettings
from firmware_bridge.messages import decode_planogram
from kiosk.app import commands
from kiosk.app.errors import CommandRefused
from kiosk.app.view_state import DevicesView, Notice, SlotSetupView, StockState, ViewState
from kiosk.store.device import DeviceStore
from sync.database import DatabaseFull, connect
from tests.conftest import RealBroker
from tests.firmware_bridge.test_bridge import bridge_of
from tests.firmware_bridge.test_bridge import running as going
from tests.kiosk.small_store import MILK, Device, gtin
from tests.kiosk.whole_kiosk import RunningKiosk, running

TEA = "1012"
REST_S = 1.8  # calibration looks back 1.5 s


class Esp32:
    """One HX711 as the recipe configures it: birth message, then raw counts ten times a second or more."""

    def __init__(self, client: MqttClient) -> None:
        self._client = client
        self._noise = random.Random(3)
        self.grams = 0.0

    async def run(self) -> None:
        await self._client.wait_connected(10)
        await self._client.publish("shelf-esp-1/status", b"online", retain=True)
        while True:
            counts = 84_000 + 21.5 * (self.grams + self._noise.gauss(0.0, 0.3))
            await self._client.publish("shelf-esp-1/sensor/slot_a1/state", b"%.0f" % counts, qos=0)
            await asyncio.sleep(0.03)


def devices(view: ViewState) -> DevicesView:
    assert view.staff is not None
    assert view.staff.devices is not None
    return view.staff.devices


def setup(view: ViewState) -> SlotSetupView:
    found = devices(view).setup
    assert found is not None
    return found


async def done(kiosk: RunningKiosk, command: commands.Command, remark: str) -> DevicesView:
    """The page once the bridge has answered."""
    await asyncio.to_thread(kiosk.do, command)
    return devices(await kiosk.until(lambda v: devices(v).remark == remark, remark))


def audited(device: Device) -> list[str]:
    db = connect(device.state / "device.db")
    rows = db.execute("select action from audit order by seq").fetchall()
    db.close()
    return [str(action) for (action,) in rows]


async def test_a_new_scale_is_adopted_calibrated_counted_and_seen(
    device: Device, broker: RealBroker, tmp_path: Path
) -> None:
    async with (
        bridge_of(broker, tmp_path),
        MqttClient(MqttSettings("esp32", port=broker.port)) as client,
        going((esp := Esp32(client)).run()),
    ):
        with running(device, broker.port) as kiosk:
            await follow_the_recipe(kiosk, esp)
        wanted = ["teach_in_opened", "device_adopted", "cell_zero", "cell_reference", "cell_check"]
        assert audited(device)[:2] == ["staff_added", "signed_in"]
        assert audited(device)[2:] == [*wanted, "slot_counted"]


async def follow_the_recipe(kiosk: RunningKiosk, esp: Esp32) -> None:
    await kiosk.until(lambda v: v.store_name, "a catalog")
    await asyncio.to_thread(kiosk.sign_in)
    await asyncio.to_thread(kiosk.do, commands.ShowDevices())
    view = await kiosk.until(lambda v: devices(v).strangers, "the new device")
    (stranger,) = devices(view).strangers
    assert (stranger.dialect, stranger.device, stranger.channel) == ("esphome", "shelf-esp-1", "slot_a1")
    choose = commands.ChooseDevice("esphome", "shelf-esp-1", "slot_a1")
    await asyncio.to_thread(kiosk.do, choose)
    refused = await done(kiosk, commands.AdoptDevice("shelf-a", "a1"), "refused")
    assert "teach-in" in refused.detail
    assert (await done(kiosk, commands.OpenTeachIn(), "teach_in_opened")).teach_in_until is not None
    await done(kiosk, commands.AdoptDevice("shelf-a", "a1"), "device_adopted")
    await asyncio.sleep(REST_S)
    await done(kiosk, commands.CalibrateCell("zero"), "cell_zero")
    nothing = await done(kiosk, commands.CalibrateCell("reference", 500), "refused")
    assert "reference weight is not seen" in nothing.detail
    esp.grams = 500.0
    await asyncio.sleep(REST_S)
    await done(kiosk, commands.CalibrateCell("reference", 500), "cell_reference")
    esp.grams = 1000.0
    await asyncio.sleep(REST_S)
    await done(kiosk, commands.CalibrateCell("check", 1000), "cell_check")
    view = await kiosk.until(lambda v: setup(v).stock.state is StockState.MEASURED, "a count")
    assert setup(view).stock.count == 4
    assert setup(view).grams == pytest.approx(1000.0, abs=1.0)
    assert setup(view).cell.device == "shelf-esp-1 / slot_a1"
    await kiosk.until(lambda v: abs((setup(v).cell.grams or 0.0) - 1000.0) < 1.0, "a live reading")
    await done(kiosk, commands.CountSlot(4), "slot_counted")
    await kiosk.until(lambda v: setup(v).confidence == 1.0, "a certain count")


async def test_a_bridge_that_does_not_answer_is_said_and_blocks_nothing(
    device: Device, broker: RealBroker
) -> None:
    with running(device, broker.port) as kiosk:
        await kiosk.until(lambda v: v.store_name and Notice.BROKER_DOWN not in v.notices, "a start")
        await asyncio.to_thread(kiosk.sign_in)
        await asyncio.to_thread(kiosk.do, commands.ShowDevices())
        await asyncio.to_thread(kiosk.do, commands.OpenTeachIn())
        with pytest.raises(CommandRefused, match="wait for the answer"):
            await asyncio.to_thread(kiosk.do, commands.OpenTeachIn())
        view = await kiosk.until(lambda v: devices(v).remark, "what became of it")
        assert devices(view).remark == "no_answer"
        assert not devices(view).waiting


async def test_without_a_broker_a_request_is_refused_at_once_and_that_is_said_on_the_page(
    device: Device,
) -> None:
    with running(device) as kiosk:
        await asyncio.to_thread(kiosk.sign_in)
        await asyncio.to_thread(kiosk.do, commands.ShowDevices())
        with pytest.raises(CommandRefused, match="no connection"):
            await asyncio.to_thread(kiosk.do, commands.OpenTeachIn())
        assert devices(kiosk.shown.view).remark == "not_connected"
        assert not devices(kiosk.shown.view).waiting


@pytest.mark.parametrize(
    ("command", "remark"),
    [
        (commands.CalibrateCell("reference", 60_000), "weight_range"),
        (commands.CountSlot(10_001), "count_range"),
        (commands.BindProduct("nothing"), "not_sold"),
        (commands.ForgetDevice(), "not_adopted"),
        (commands.ChooseDevice("esphome", "gone", "w"), "not_heard"),
        (commands.ChooseCell("shelf-a", "z99"), "no_slot"),
    ],
)
async def test_what_the_kiosk_itself_refuses_is_said_on_the_page(
    device: Device, command: commands.Command, remark: str
) -> None:
    with running(device) as kiosk:
        await kiosk.until(lambda v: v.store_name, "a catalog")
        await asyncio.to_thread(kiosk.sign_in)
        await asyncio.to_thread(kiosk.do, commands.ShowDevices())
        await asyncio.to_thread(kiosk.do, commands.ChooseCell("shelf-a", "a1"))
        with pytest.raises(CommandRefused):
            await asyncio.to_thread(kiosk.do, command)
        assert devices(kiosk.shown.view).remark == remark


async def test_a_scanned_product_is_bound_and_said_to_the_bridge_and_stays_over_a_restart(
    device: Device, broker: RealBroker
) -> None:
    def says(view: ViewState) -> str:
        return setup(view).proposed_id

    async with MqttClient(MqttSettings("listener", port=broker.port)) as client:
        client.subscribe(topics.planogram("shelf-a"))
        await client.wait_connected(10)
        with running(device, broker.port) as kiosk:
            await kiosk.until(lambda v: v.store_name, "a catalog")
            await asyncio.to_thread(kiosk.sign_in)
            for command in (
                commands.ShowDevices(),
                commands.ChooseCell("shelf-a", "a1"),
                commands.EnterCode(gtin(TEA)),
            ):
                view = await asyncio.to_thread(kiosk.do, command)
            assert says(view) == TEA
            view = await asyncio.to_thread(kiosk.do, commands.BindProduct(TEA))
            assert (setup(view).product, setup(view).planned_id) == ("Green Tea", MILK)
            async with asyncio.timeout(10):
                async for inbound in client.messages():
                    first = decode_planogram(inbound.payload).slots[0]
                    inbound.acknowledge()
                    if first.gtin == gtin(TEA):
                        break
            assert first.unit_weight_g == 50.0
        with running(device, broker.port) as kiosk:
            await kiosk.until(lambda v: v.store_name, "a catalog")
            view = await asyncio.to_thread(kiosk.do, commands.OpenProduct(TEA))
            assert view.product is not None
            assert view.product.location.slot == "A1"
    assert "slot_bound" in audited(device)


async def test_on_a_full_disk_what_the_bridge_did_is_still_said(
    device: Device, broker: RealBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise DatabaseFull("no room")

    async def answer(bridge: MqttClient) -> None:
        async for inbound in bridge.messages():
            inbound.acknowledge()
            request = json.loads(inbound.payload)["id"]
            done = json.dumps({"v": 1, "id": request, "ok": True, "seconds": 60.0}).encode()
            await bridge.publish(topics.device_answer(), done)

    async with MqttClient(MqttSettings(topics.DEFAULT_BRIDGE, port=broker.port)) as bridge:
        bridge.subscribe(topics.device_command("teach-in"))
        await bridge.wait_connected(10)
        with running(device, broker.port) as kiosk, monkeypatch.context() as disk:
            async with going(answer(bridge)):
                await kiosk.until(lambda v: v.store_name and Notice.BROKER_DOWN not in v.notices, "a start")
                await asyncio.to_thread(kiosk.sign_in)
                await asyncio.to_thread(kiosk.do, commands.ShowDevices())
                disk.setattr(DeviceStore, "audit", full)
                await done(kiosk, commands.OpenTeachIn(), "teach_in_opened")
                await kiosk.until(lambda v: Notice.DISK_FULL in v.notices, "the missing row")
