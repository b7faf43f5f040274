"""What staff do: sign in, restock while the shelf counts along, look at health, versions and audit log."""

from typing import Any

from kiosk.demo.tour.customer import lift, scan, stock
from kiosk.demo.tour.inspector import View
from kiosk.demo.tour.stage import Slot, Stage
from kiosk.demo.tour.step import Chapter
from kiosk.demo.tour.waiting import require

staff = Chapter("Staff")

URGENCIES = ("empty", "high", "unknown", "low")
EMPTIED = 2  # number of the slot that the tour empties


@staff.step("A wrong PIN is refused, and counted")
async def wrong_pin(stage: Stage) -> None:
    await stage.kiosk.command("OpenStaff")
    await stage.kiosk.until(lambda v: v["screen"] == "staff_pin", "the PIN pad")
    wrong = "".join(str((int(digit) + 1) % 10) for digit in stage.pin)
    await stage.kiosk.command("SubmitPin", pin=wrong)
    await stage.kiosk.until(lambda v: v["pin"]["wrong"] and not v["pin"]["checking"], "a refusal")
    require(
        any(action == "pin_wrong" for _, action, _ in stage.device.audit()),
        "the audit log has no trace of it",
    )


@staff.step("The right PIN opens what to restock, the most urgent first")
async def signed_in(stage: Stage) -> None:
    slot = stage.slot(EMPTIED)
    await stage.kiosk.command("LeaveStaff")
    await lift(stage, slot, qty=await stock(stage, slot))
    await sign_in(stage)
    view = await stage.kiosk.until(lambda v: _task_of(v, slot), f"a task for {slot.shelf} {slot.slot}")
    tasks = view["staff"]["tasks"]
    require(_task_of(view, slot)["urgency"] == "empty", f"its urgency is {_task_of(view, slot)['urgency']}")
    require(tasks[0]["product"]["product_id"] == slot.product_id, "the empty slot is not the first")
    for task in tasks:
        require(task["threshold"] >= 0 and task["capacity"] > 0, f"a task without numbers: {task}")


@staff.step("A taken task is carried out: wrong code told, right code opens it, the weight counts along")
async def restocked(stage: Stage) -> None:
    slot = stage.slot(EMPTIED)
    task = _task_of(await stage.kiosk.view(), slot)
    await stage.kiosk.command("TakeTask", task_id=task["task_id"])
    await stage.kiosk.until(lambda v: v["staff"]["active"]["step"] == "find_slot", "the task's first step")
    await scan(stage, stage.slot(EMPTIED + 1).gtin)
    await stage.kiosk.until(lambda v: v["staff"]["active"]["wrong_code"], "the wrong code is told")
    await scan(stage, slot.gtin)
    await stage.kiosk.until(lambda v: v["staff"]["active"]["step"] == "fill", "the filling step")
    pieces = slot.capacity
    await stage.shelves.restock(slot.shelf, slot.slot, pieces)
    view = await stage.kiosk.until(
        lambda v: v["staff"]["active"]["put"] == pieces, f"{pieces} pieces confirmed by weight", within_s=20
    )
    grams = view["staff"]["active"]["grams"]
    expected = pieces * slot.unit_weight_g
    require(
        abs(grams - expected) < 0.1 * expected, f"{grams} g for {pieces} pieces of {slot.unit_weight_g} g"
    )
    await stage.kiosk.command("FinishTask", task_id=task["task_id"])
    await stage.kiosk.until(lambda v: v["screen"] == "staff_restock", "the list again")
    await stage.kiosk.until(lambda v: not _task_of(v, slot), "the task is gone from the list")
    stage.notes.restocked += 1


@staff.step("Every change stands in the audit log")
async def audited(stage: Stage) -> None:
    await stage.kiosk.command("ShowAudit")
    view = await stage.kiosk.until(lambda v: v["staff"]["audit"], "audit rows")
    actions = {row["action"] for row in view["staff"]["audit"] if row["who"] == stage.staff_name}
    for action in ("signed_in", "task_taken", "restock_confirmed"):
        require(action in actions, f"no {action} by {stage.staff_name}; there is {sorted(actions)}")


@staff.step("Health: broker, shelves, scanner and HQ on one page")
async def health(stage: Stage) -> None:
    await stage.kiosk.command("ShowHealth")
    view = await stage.kiosk.until(lambda v: v["staff"]["health"]["broker_connected"], "the broker's health")
    devices = {each["device_id"]: each for each in view["staff"]["health"]["devices"]}
    for shelf in {slot.shelf for slot in stage.slots}:
        require(devices.get(shelf, {}).get("state") == "ready", f"{shelf} is {devices.get(shelf)}")
        require(devices[shelf]["silent_slots"] == 0, f"{shelf} has silent slots")
    kinds = {each["kind"] for each in devices.values()}
    require({"shelf", "scanner", "bridge"} <= kinds, f"health knows only {kinds}")
    require(view["staff"]["health"]["sync"]["last_contact_at"], "HQ was never reached")


@staff.step("Versions: the model and the catalog in use")
async def versions(stage: Stage) -> None:
    await stage.kiosk.command("ShowVersions")
    view = await stage.kiosk.until(lambda v: v["staff"]["versions"]["model"], "a model's version")
    require(view["staff"]["versions"]["catalog"], "no catalog's version")
    await stage.kiosk.command("LeaveStaff")
    await stage.kiosk.until(
        lambda v: not v["screen"].startswith("staff"), "the screen is the customers' again"
    )


async def sign_in(stage: Stage) -> View:
    await stage.kiosk.command("OpenStaff")
    await stage.kiosk.until(lambda v: v["screen"] == "staff_pin", "the PIN pad")
    await stage.kiosk.command("SubmitPin", pin=stage.pin)
    return await stage.kiosk.until(lambda v: v["screen"] == "staff_restock", "the list of what to restock")


def _task_of(view: View, slot: Slot) -> dict[str, Any]:
    """The task for a slot's product; an empty dict where there is none."""
    for task in view["staff"]["tasks"]:
        if task["product"]["product_id"] == slot.product_id:
            found: dict[str, Any] = task
            return found
    return {}
