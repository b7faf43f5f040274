"""A real bridge whose disk refuses, a real broker, a whole kiosk: staff see it until it is over."""

import asyncio
from pathlib import Path

from firmware_bridge import topics
from firmware_bridge.client import MqttClient, MqttSettings
from kiosk.app import commands
from kiosk.app.view_state import ViewState
from tests.conftest import RealBroker
from tests.firmware_bridge.test_full_disk import Disk, start
from tests.kiosk.small_store import Device
from tests.kiosk.whole_kiosk import running


def alerts(view: ViewState) -> list[str]:
    return [] if view.staff is None else [alert.name for alert in view.staff.alerts]


def bridge_state(view: ViewState) -> str:
    assert view.staff is not None
    assert view.staff.health is not None
    return next((each.state for each in view.staff.health.devices if each.kind == "bridge"), "")


async def test_staff_see_that_the_bridges_disk_refuses_until_it_is_over(
    device: Device, broker: RealBroker, tmp_path: Path
) -> None:
    folder = tmp_path / "bridge"
    folder.mkdir()
    disk, bridge = Disk(folder), start(broker, folder)
    try:
        async with MqttClient(MqttSettings("scanner", port=broker.port)) as scanner:
            await scanner.wait_connected(10)
            with running(device, broker.port) as kiosk:
                await kiosk.until(lambda v: v.store_name, "a catalog")
                await asyncio.to_thread(kiosk.sign_in)
                await asyncio.to_thread(kiosk.do, commands.ShowHealth())
                await kiosk.until(lambda v: bridge_state(v) == "ready", "the bridge")
                assert alerts(kiosk.shown.view) == []
                disk.refuse(bridge.pid)
                await scanner.publish(topics.raw_scanner("s"), b"4006381333931")
                view = await kiosk.until(lambda v: alerts(v) == ["journal"], "the alert")
                assert bridge_state(view) == "alert"
                assert view.staff is not None
                assert view.staff.alerts[0].since is not None
                assert "Events wait in memory" in view.staff.alerts[0].text
            with running(device, broker.port) as kiosk:  # a kiosk that starts meanwhile is told, too
                await kiosk.until(lambda v: v.store_name, "a catalog")
                await asyncio.to_thread(kiosk.sign_in)
                await asyncio.to_thread(kiosk.do, commands.ShowDevices())
                later = await kiosk.until(lambda v: alerts(v) == ["journal"], "the alert")
                assert later.staff is not None
                assert later.staff.alerts[0].since == view.staff.alerts[0].since
                disk.accept(bridge.pid)
                await kiosk.until(lambda v: alerts(v) == [], "its end")
    finally:
        bridge.terminate()
        bridge.communicate(timeout=10)
    assert bridge.returncode == 0


async def test_while_the_broker_is_away_no_alert_is_known_and_what_holds_is_heard_again(
    device: Device, broker: RealBroker
) -> None:
    topic = topics.device_alert(topics.DEFAULT_BRIDGE, "load")

    async def say(payload: bytes) -> None:
        async with MqttClient(MqttSettings("bridge", port=broker.port)) as bridge:
            await bridge.wait_connected(10)
            await bridge.publish(topic, payload, retain=True)

    with running(device, broker.port) as kiosk:
        await kiosk.until(lambda v: v.store_name, "a catalog")
        await asyncio.to_thread(kiosk.sign_in)
        await asyncio.to_thread(kiosk.do, commands.ShowDevices())
        await say(b"Since 2026-11-24T08:15:02.000Z: too many")
        await kiosk.until(lambda v: alerts(v) == ["load"], "the alert")
        await asyncio.to_thread(broker.process.stop)
        await kiosk.until(lambda v: alerts(v) == [], "nothing that is not known")
        await asyncio.to_thread(broker.start)
        await kiosk.until(lambda v: alerts(v) == ["load"], "the alert again")
        await say(b"")
        await kiosk.until(lambda v: alerts(v) == [], "its end")
