"""What goes wrong in a store: HQ silent, processes killed, broken sensors, nonsense on the wire."""

import asyncio
import os
import signal

from firmware_bridge import topics
from kiosk.demo.tour.customer import give_back, in_hand, lift, lift_and_see
from kiosk.demo.tour.headquarters import require_everything_at_hq, sync
from kiosk.demo.tour.stage import Stage
from kiosk.demo.tour.step import Chapter
from kiosk.demo.tour.waiting import require, until

resilience = Chapter("When things break")

FREE_PIN_ATTEMPTS = 5
STALE_WITHIN_S = 50.0


@resilience.step("HQ is silent: customers notice nothing, and what happened arrives later, once")
async def hq_silent(stage: Stage) -> None:
    stage.demo.signal("hq", signal.SIGSTOP)
    try:
        await lift_and_see(stage, stage.slot(4))
        await give_back(stage, stage.slot(4))
        await stage.kiosk.until(lambda v: not v["lifted"], "an empty hand")
        require(stage.device.backlog() > 0, "nothing waits for HQ")
    finally:
        stage.demo.signal("hq", signal.SIGCONT)
    await require_everything_at_hq(stage)


@resilience.step("HQ is killed: it is back, with everything it had")
async def hq_killed(stage: Stage) -> None:
    before = stage.hq.counts()
    await stage.kill("hq")
    await sync(stage)
    after = stage.hq.counts()
    require(all(after[kind] >= before[kind] for kind in before), f"HQ lost events: {before - after}")


@resilience.step("The broker is killed: the kiosk says so, recovers by itself, and loses nothing")
async def broker_killed(stage: Stage) -> None:
    await lift_and_see(stage, stage.slot(5))
    await stage.kill("broker")
    await stage.shelves_heard()
    await give_back(stage, stage.slot(5))
    await stage.kiosk.until(lambda v: not v["lifted"], "the return is heard", within_s=30)
    await require_everything_at_hq(stage)


@resilience.step("The bridge is killed: a pick made meanwhile is seen when it is back")
async def bridge_killed(stage: Stage) -> None:
    slot = stage.slot(6)
    restarts = int(stage.demo.report("bridge")["restarts"])
    os.kill(stage.demo.pid("bridge"), signal.SIGKILL)
    await lift(stage, slot)

    async def report() -> dict[str, object]:
        return stage.demo.report("bridge")

    await until(
        report, lambda r: int(str(r["restarts"])) > restarts and r["condition"] == "running", "the bridge"
    )
    await in_hand(stage, slot)
    await give_back(stage, slot)
    await stage.kiosk.until(lambda v: not v["lifted"], "the return is seen", within_s=30)
    await require_everything_at_hq(stage)


@resilience.step("The kiosk is killed in the middle of it: it is back in seconds and has missed nothing")
async def kiosk_killed(stage: Stage) -> None:
    slot = stage.slot(7)
    await lift_and_see(stage, slot)
    os.kill(stage.demo.pid("kiosk"), signal.SIGKILL)
    await give_back(stage, slot)
    await lift(stage, stage.slot(8))
    await stage.kiosk.until(lambda v: v["screen"], "the kiosk is back", within_s=20)
    await stage.shelves_heard()
    await give_back(stage, stage.slot(8))
    await require_everything_at_hq(stage)


@resilience.step("The agent is killed: what waits arrives, once")
async def agent_killed(stage: Stage) -> None:
    await lift_and_see(stage, stage.slot(9))
    await stage.kill("agent")
    await give_back(stage, stage.slot(9))
    await stage.kiosk.until(lambda v: not v["lifted"], "the return is seen")
    await require_everything_at_hq(stage)


@resilience.step("A shelf falls silent: its stock is shown as old, never as fresh")
async def shelf_silent(stage: Stage) -> None:
    slot = stage.slot(0)
    await stage.kiosk.command("OpenProduct", product_id=slot.product_id)
    await stage.kiosk.until(lambda v: v["product"]["stock"]["state"] == "measured", "a measured stock")
    stage.demo.signal("simulator", signal.SIGSTOP)
    try:
        await stage.kiosk.until(
            lambda v: v["product"]["stock"]["state"] in ("stale", "unknown"),
            "an old stock",
            STALE_WITHIN_S,
            touching=True,
        )
    finally:
        stage.demo.signal("simulator", signal.SIGCONT)
    await stage.kiosk.command("OpenProduct", product_id=slot.product_id)
    await stage.kiosk.until(
        lambda v: v["product"]["stock"]["state"] == "measured", "a measured stock again", within_s=30
    )


@resilience.step("Nonsense, a flood and a giant on the wire are counted and passed over")
async def nonsense(stage: Stage) -> None:
    slot = stage.slot(0)
    event, raw = topics.slot_event(slot.shelf, slot.slot), topics.raw_shelf(slot.shelf, slot.slot)
    for topic in (event, raw, topics.slot_stock(slot.shelf, slot.slot), topics.scan_event("scanner-1")):
        for payload in (b"", b"\xff\xfe\x00", b"{}", b'{"v":99}', b"[" * 5000, b"1e999", b'{"grams":NaN}'):
            await stage.shelves.publish(topic, payload)
    await stage.shelves.publish(raw, b"9" * 3_000_000)
    await stage.kiosk.until(lambda v: v["screen"], "the kiosk goes on")
    await lift_and_see(stage, slot)
    await give_back(stage, slot)
    await stage.kiosk.until(lambda v: not v["lifted"], "the return is seen")
    await require_everything_at_hq(stage)


@resilience.step("A damaged catalog.db is built anew from the signed catalog")
async def catalog_damaged(stage: Stage) -> None:
    database = stage.layout.device / "catalog.db"
    stage.demo.signal("kiosk", signal.SIGSTOP)
    content = bytearray(database.read_bytes())
    content[100:] = bytes(len(content) - 100)
    database.write_bytes(content)
    await stage.kill("kiosk")
    slot = stage.slot(0)
    await stage.kiosk.until(lambda v: v["screen"] and v["store_name"], "a catalog again", within_s=40)
    await stage.kiosk.command("OpenSearch")
    await stage.kiosk.command("SetQuery", text=stage.products[slot.product_id]["name"]["en"])
    await stage.kiosk.until(lambda v: v["search"]["results"], "search finds again", within_s=40)
    await stage.shelves_heard()


@resilience.step("Wrong PINs lock the pad, and a restart does not unlock it")
async def pin_locked(stage: Stage) -> None:
    await stage.kiosk.command("OpenStaff")
    wrong = "".join(str((int(digit) + 1) % 10) for digit in stage.pin)
    for _ in range(FREE_PIN_ATTEMPTS):
        await stage.kiosk.command("SubmitPin", pin=wrong)
        await stage.kiosk.until(lambda v: v["pin"]["wrong"] and not v["pin"]["checking"], "a refusal")
        await asyncio.sleep(0.05)
    await stage.kiosk.until(lambda v: v["pin"]["locked_until"], "the lock")
    await stage.kill("kiosk")
    await stage.kiosk.until(lambda v: v["screen"], "the kiosk is back", within_s=20)
    await stage.kiosk.command("OpenStaff")
    await stage.kiosk.until(lambda v: v["pin"]["locked_until"], "the lock is still there")
    await stage.kiosk.command("LeaveStaff")
