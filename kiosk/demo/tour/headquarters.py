"""What IT does: publishes a model and a catalog, sees tampered ones refused, watches the fleet."""

import base64
import json
import shutil
import signal
import ssl
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx

from kiosk.demo.tour.customer import shown
from kiosk.demo.tour.staff import sign_in
from kiosk.demo.tour.stage import Stage
from kiosk.demo.tour.step import Chapter
from kiosk.demo.tour.waiting import require, until

headquarters = Chapter("IT at headquarters")

SWITCHED_WITHIN_S = 60.0
NOTED = "README.md"


@headquarters.step("A changed catalog reaches the page that is being read, without a restart")
async def new_catalog(stage: Stage) -> None:
    slot = stage.slot(0)
    pid = stage.demo.pid("kiosk")
    await stage.kiosk.command("OpenProduct", product_id=slot.product_id)
    price = (await shown(stage, slot.product_id))["product"]["price_minor"]
    folder = next_release(
        stage, stage.layout.catalog, lambda copy: _change_price(copy, slot.product_id, price + 111)
    )
    await publish(stage, folder)
    await sync(stage)
    await stage.kiosk.command("OpenProduct", product_id=slot.product_id)
    await stage.kiosk.until(
        lambda v: v["product"]["price_minor"] == price + 111,
        "the new price",
        within_s=SWITCHED_WITHIN_S,
        touching=True,
    )
    stage.products[slot.product_id]["price_minor"] = price + 111
    require(stage.demo.pid("kiosk") == pid, "the kiosk was restarted for it")


@headquarters.step("A new model is installed and answers, without a restart")
async def new_model(stage: Stage) -> None:
    pid = stage.demo.pid("kiosk")
    folder = next_release(stage, stage.layout.model)
    version = await publish(stage, folder)
    await sync(stage)
    await _model_in_use(stage, version)
    require(stage.demo.pid("kiosk") == pid, "the kiosk was restarted for it")
    await stage.kiosk.command("OpenProduct", product_id=stage.slot(0).product_id)
    await stage.kiosk.until(
        lambda v: v["suggestions"] and not v["suggestions_pending"], "suggestions of the new one"
    )


@headquarters.step("An altered bundle is refused, and HQ is told")
async def altered(stage: Stage) -> None:
    await _refused(stage, _alter_a_file, "altered")


@headquarters.step("An unsigned bundle is refused, and HQ is told")
async def unsigned(stage: Stage) -> None:
    await _refused(stage, _sign_with_nothing, "unsigned")


@headquarters.step("The next good bundle is taken, and the complaint is gone")
async def mended(stage: Stage) -> None:
    version = await publish(stage, next_release(stage, stage.layout.model))
    await sync(stage)
    await _model_in_use(stage, version)

    async def problems() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await _kiosk_at_hq(stage))["problems"]
        return found

    await until(problems, lambda found: not found, "no problem left at HQ", within_s=SWITCHED_WITHIN_S)


@headquarters.step("Staff go back to the previous model; the kiosk keeps to it, and HQ is told")
async def rolled_back(stage: Stage) -> None:
    await sign_in(stage)
    await stage.kiosk.command("ShowVersions")
    view = await stage.kiosk.until(lambda v: v["staff"]["versions"]["previous_model"], "a previous model")
    left, previous = (view["staff"]["versions"][name]["version"] for name in ("model", "previous_model"))
    await stage.kiosk.command("RollBackModel")
    await stage.kiosk.until(
        lambda v: v["staff"]["versions"]["model"]["version"] == previous, f"model {previous}"
    )
    await stage.kiosk.command("LeaveStaff")
    await sync(stage)
    require(stage.hq.events("model_rolled_back"), "HQ was not told")

    async def installed() -> str:
        return str((await _kiosk_at_hq(stage))["versions"]["model"])

    await until(installed, lambda version: version == previous, f"HQ sees model {previous}", within_s=30)
    require((await _kiosk_at_hq(stage))["wanted"]["model"] == left, "HQ has forgotten what it published")


@headquarters.step("HQ's page shows the kiosk, its versions and its backlog")
async def fleet_page(stage: Stage) -> None:
    facts = stage.demo.facts()
    kiosk = await _kiosk_at_hq(stage)
    url = f"https://127.0.0.1:{facts['hq_port']}/"
    trust = ssl.create_default_context(cafile=str(stage.layout.hq / "tls" / "ca.pem"))
    async with httpx.AsyncClient(verify=trust) as http:
        require((await http.get(url)).status_code == 401, "the page opens without a password")
        page = await http.get(url, auth=(facts["hq_user"], facts["hq_password"]))
    require(page.status_code == 200, f"the page answers {page.status_code}")
    for text in (kiosk["id"], kiosk["versions"]["model"], kiosk["versions"]["catalog"]):
        require(text in page.text, f"the page does not show {text}")


@headquarters.step("Every event of the day is at HQ, once")
async def events_once(stage: Stage) -> None:
    await sync(stage)
    await require_everything_at_hq(stage)
    counts = stage.hq.counts()
    for kind in ("view", "suggestions_shown", "suggestion_taken", "session_end", "release_installed"):
        require(counts[kind], f"no {kind} has arrived; there is {dict(counts)}")


async def require_everything_at_hq(stage: Stage) -> None:
    """Lifts, returns, scans and restocks at HQ are those that were made, and the outbox is empty.

    The agent is asked to sync whenever something waits: its own next round may be 15 s away.
    """

    async def look() -> dict[str, int]:
        if stage.device.backlog():
            await sync(stage)
        return {
            "lift": _pieces(stage, "lift"),
            "return": _pieces(stage, "return"),
            "scan": len(stage.hq.events("scan")),
            "restock": len(stage.hq.events("restock")),
            "waiting": stage.device.backlog(),
        }

    notes = stage.notes
    wanted = {
        "lift": notes.lifts,
        "return": notes.returns,
        "scan": notes.scans,
        "restock": notes.restocked,
        "waiting": 0,
    }
    await until(look, lambda seen: seen == wanted, f"at HQ: {wanted}", within_s=40)
    require_journal_at_hq(stage)


def require_journal_at_hq(stage: Stage) -> None:
    """HQ's lifts and returns tell of exactly the events that the bridge has kept, each of them once."""
    arrived = Counter(_origins(stage))
    happened = set(stage.bridge.ids("pick", "return"))
    require(not happened - arrived.keys(), f"lost on the way: {happened - arrived.keys()}")
    require(not arrived.keys() - happened, f"never happened: {arrived.keys() - happened}")
    require(max(arrived.values(), default=1) == 1, f"arrived twice: {arrived.most_common(3)}")


def _pieces(stage: Stage, kind: str) -> int:
    return sum(int(event.payload["qty"]) for event in stage.hq.events(kind))


def _origins(stage: Stage) -> list[str]:
    """The shelf events that HQ's events tell of."""
    return [event.payload["event"] for kind in ("lift", "return") for event in stage.hq.events(kind)]


# Publishing


def next_release(stage: Stage, source: Path, change: Callable[[Path], None] = lambda _: None) -> Path:
    """A copy of a release folder, changed, under the next version; its manifest names what is in it now."""
    stage.notes.releases += 1
    copy = stage.layout.root / "to-publish" / f"{source.name}-{stage.notes.releases}"
    shutil.copytree(source, copy)
    change(copy)
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["version"] += f"-{stage.notes.releases}"
    manifest["files"] = {name: _described(copy / name) for name in manifest["files"]}
    (copy / "manifest.json").write_text(json.dumps(manifest))
    return copy


def _described(file: Path) -> dict[str, Any]:
    content = file.read_bytes()
    return {"sha256": sha256(content).hexdigest(), "size": len(content)}


async def publish(stage: Stage, folder: Path) -> str:
    """`endcap hq publish`; returns the version."""
    return str((await stage.ask("hq", "publish", "--state", str(stage.layout.hq), str(folder)))["version"])


async def sync(stage: Stage) -> None:
    """Ask the agent to sync now, as the button in the kiosk's admin does, and wait until it has."""
    await stage.endcap("agent", "sync", "--state", str(stage.layout.device))


def _change_price(copy: Path, product_id: str, price_minor: int) -> None:
    file = copy / "products.jsonl"
    products = [json.loads(line) for line in file.read_text().splitlines()]
    for product in products:
        if product["product_id"] == product_id:
            product["price_minor"] = price_minor
    file.write_text("".join(json.dumps(product, ensure_ascii=False) + "\n" for product in products))


async def _refused(stage: Stage, spoil: Callable[[Path], None], what: str) -> None:
    """Publish a model that is spoilt on its way, between HQ and the device; it must not be used."""
    before = (await _kiosk_at_hq(stage))["versions"]["model"]
    stage.demo.signal("agent", signal.SIGSTOP)  # or it may fetch the good one first
    version = await publish(stage, next_release(stage, stage.layout.model, _add_a_note))
    spoil(stage.layout.hq / "releases" / "model" / version)
    stage.demo.signal("agent", signal.SIGCONT)
    said = await stage.endcap("agent", "sync", "--state", str(stage.layout.device), succeeds=False)
    require(version in said, f"the agent does not name the {what} {version}: {said}")
    kiosk = await _kiosk_at_hq(stage)
    require(kiosk["versions"]["model"] == before, f"the {what} model is in use")
    require(
        any(version in problem["detail"] for problem in kiosk["problems"]), f"HQ knows of no {what} {version}"
    )
    refused = [event.payload for event in stage.hq.events("release_refused")]
    require(any(version in str(payload) for payload in refused), f"no event tells of the {what} {version}")


def _add_a_note(copy: Path) -> None:
    """A file that the device cannot have yet, so that it must fetch it."""
    with (copy / NOTED).open("a") as file:
        file.write(f"\nAs published in {copy.name}.\n")


def _alter_a_file(release: Path) -> None:
    file = release / NOTED
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def _sign_with_nothing(release: Path) -> None:
    (release / "manifest.sig").write_bytes(base64.b64encode(bytes(64)))


async def _model_in_use(stage: Stage, version: str) -> None:
    await sign_in(stage)
    await stage.kiosk.command("ShowVersions")
    await stage.kiosk.until(
        lambda v: v["staff"]["versions"]["model"]["version"] == version,
        f"model {version} in use",
        within_s=SWITCHED_WITHIN_S,
    )
    await stage.kiosk.command("LeaveStaff")


async def _kiosk_at_hq(stage: Stage) -> dict[str, Any]:
    status: dict[str, Any] = await stage.ask("hq", "status", "--state", str(stage.layout.hq))
    kiosk: dict[str, Any] = status["kiosks"][0]
    return kiosk
