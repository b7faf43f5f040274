import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sync.agent.cycle import Cycle
from sync.checks import ReleaseCheck
from sync.hq.fleet import PublishedRelease
from sync.releases import Pointer
from sync.signing import SigningKey
from sync.wire import ReleaseId, ReleaseKind

MODEL = ReleaseKind.MODEL


def refused(device: Any) -> str:
    return str(device.status().refused)


def test_a_published_model_is_installed(hq: Any, device: Any, releases: Any) -> None:
    assert device.sync().installed == ()
    hq.publish(releases.model("2026.11.24-1"))
    outcome = device.sync()
    assert [str(each) for each in outcome.installed] == ["model 2026.11.24-1"]
    current = device.store.current(MODEL)
    assert (current.folder / "model.onnx").read_bytes().startswith(b"weights 2026.11.24-1")
    assert hq.fleet.kiosks()[0].report.versions == {"model": "2026.11.24-1"}
    [(event, _)] = hq.fleet.events("k1")
    assert event.kind == "release_installed"
    assert event.payload == {"kind": "model", "version": "2026.11.24-1", "previous": None}


def test_a_newer_one_flips_the_pointer_and_keeps_the_previous(hq: Any, device: Any, releases: Any) -> None:
    for version in ("1-1", "1-2"):
        hq.publish(releases.model(version))
        device.sync()
    assert device.store.pointer(MODEL) == Pointer("1-2", "1-1")
    assert device.sync().installed == ()
    assert hq.kinds("k1") == ["release_installed"] * 2


def test_a_release_reaches_only_the_stores_it_was_published_for(
    hq: Any, new_device: Callable[..., Any], releases: Any
) -> None:
    here, there = new_device("k1", "367"), new_device("k2", "400")
    hq.publish(releases.model("1-1"))
    hq.publish(releases.model("1-2"), store="400")
    for device in (here, there):
        device.sync()
    assert (here.version(), there.version()) == ("1-1", "1-2")


def republish(hq: Any, version: str, change: Callable[[Path], None]) -> None:
    """Change what HQ serves behind its back."""
    change(hq.published_file("model", version, "manifest.json").parent)


def remove_signature(folder: Path) -> None:
    (folder / "manifest.sig").unlink()


def empty_signature(folder: Path) -> None:
    (folder / "manifest.sig").write_bytes(b"")


def sign_with_another_key(folder: Path) -> None:
    other = SigningKey.create(folder.parent / "other.key")
    (folder / "manifest.sig").write_bytes(other.sign((folder / "manifest.json").read_bytes()))


def alter_manifest(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"name": "mine"}))


def alter_file(folder: Path) -> None:
    content = bytearray((folder / "model.onnx").read_bytes())
    content[10] ^= 1
    (folder / "model.onnx").write_bytes(content)


def truncate_file(folder: Path) -> None:
    content = (folder / "model.onnx").read_bytes()
    (folder / "model.onnx").write_bytes(content[:100])


def lengthen_file(folder: Path) -> None:
    with (folder / "model.onnx").open("ab") as file:
        file.write(b"more")


def remove_file(folder: Path) -> None:
    (folder / "model.onnx").unlink()


@pytest.mark.parametrize(
    ("change", "code", "reason"),
    [
        (remove_signature, "missing", "404"),
        (empty_signature, "signature", "signature"),
        (sign_with_another_key, "signature", "another key"),
        (alter_manifest, "signature", "altered"),
        (alter_file, "altered", "model.onnx was altered"),
        (truncate_file, "altered", "model.onnx ends after 100"),
        (lengthen_file, "altered", "model.onnx is longer"),
        (remove_file, "missing", "404"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_hq_did_not_sign_is_refused_and_reported(
    hq: Any, device: Any, releases: Any, change: Callable[[Path], None], code: str, reason: str
) -> None:
    hq.publish(releases.model("1-1"))
    device.sync()
    hq.publish(releases.model("1-2"))
    republish(hq, "1-2", change)
    outcome = device.sync()
    assert outcome.installed == ()
    assert outcome.in_contact
    assert device.version() == "1-1"
    assert reason in refused(device)
    assert not (device.folder.releases / "model" / "1-2").exists()
    report = hq.fleet.kiosks()[0].report
    assert [each.code for each in report.problems] == [f"release_refused.{code}"]
    [event] = [each for each, _ in hq.fleet.events("k1") if each.kind == "release_refused"]
    assert event.payload["version"] == "1-2"
    assert event.payload["code"] == device.status().refused_code == code
    assert reason in event.payload["reason"]


def publish_unchecked(hq: Any, source: Path) -> None:
    """Sign and publish what `endcap hq publish` would refuse, as a broken tool or a thief of the key might.
    Kind and version are those of the folder's name."""
    kind, _, version = source.name.partition("-")
    release = ReleaseId(ReleaseKind(kind), version)
    shutil.copytree(source, hq.folder.release(release))
    content = (source / "manifest.json").read_bytes()
    key = SigningKey.load(hq.folder.signing_key)
    (hq.folder.release(release) / "manifest.sig").write_bytes(key.sign(content))
    hq.fleet.add_release(PublishedRelease(release, "test", None, 1, datetime.now(UTC)))


ENTRY = {"sha256": "ab" * 32, "size": 3}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"files": {"../../../evil": ENTRY}}, "not allowed"),
        ({"files": {"/etc/evil": ENTRY}}, "not allowed"),
        ({"version": "9-9"}, "not of model 1-2"),
        ({"kind": "catalog"}, "not of model 1-2"),
        ({"schema": 99}, "schema"),
    ],
    ids=["traversal", "absolute", "other-version", "other-kind", "schema"],
)
def test_a_signed_manifest_that_says_what_cannot_be_is_refused(
    hq: Any, device: Any, releases: Any, changes: dict[str, object], reason: str
) -> None:
    publish_unchecked(hq, releases.model("1-2", changes=changes))
    device.sync()
    assert device.version() is None
    assert reason in refused(device)
    assert not list(device.folder.root.parent.rglob("evil"))


def test_an_older_signed_release_is_refused(hq: Any, device: Any, releases: Any) -> None:
    hq.publish(releases.model("1-1"))
    hq.publish(releases.model("1-2"))
    device.sync()
    hq.fleet._db.execute(
        "delete from releases where version = '1-2'"
    )  # an HQ that was rolled back in silence
    device.sync()
    assert device.version() == "1-2"
    assert "older than one that was installed here" in refused(device)
    shutil.rmtree(device.folder.releases)  # the floor stands in device.db too
    device.sync()
    assert device.version() is None
    assert "older" in refused(device)
    assert hq.kinds("k1").count("release_refused") == 1


def test_a_model_that_fails_its_check_is_refused(hq: Any, device: Any, releases: Any) -> None:
    hq.publish(releases.model("1-1"))
    device.sync()
    publish_unchecked(hq, releases.model("1-2", {"golden.jsonl": b"differs"}))
    device.sync()
    assert device.version() == "1-1"
    assert "a golden request gives another answer" in refused(device)


def test_a_model_whose_check_hangs_is_refused(hq: Any, device: Any, releases: Any) -> None:
    publish_unchecked(hq, releases.model("1-1", {"golden.jsonl": b"hang"}))
    device.sync()
    assert device.version() is None
    assert "did not end within 2 s" in refused(device)


def test_a_check_that_cannot_be_run_is_an_error_and_no_refusal(hq: Any, device: Any, releases: Any) -> None:
    hq.publish(releases.model("1-1"))
    device.check = ReleaseCheck(["/nowhere/endcap"])
    outcome = device.sync()
    assert "cannot run /nowhere/endcap" in outcome.errors[0]
    assert refused(device) == ""
    assert hq.fleet.kiosks()[0].report.problems[0].code == "sync_failed"


def test_a_spoiled_part_of_an_earlier_attempt_does_not_count_against_the_release(
    hq: Any, device: Any, releases: Any
) -> None:
    hq.publish(releases.model("1-1", {"model.onnx": b"0123456789" * 100}))
    manifest = json.loads(hq.published_file("model", "1-1", "manifest.json").read_text())
    parts = device.folder.releases / "model" / ".staging" / "parts"
    parts.mkdir(parents=True)
    (parts / manifest["files"]["model.onnx"]["sha256"]).write_bytes(b"\0" * 300)
    device.sync()
    assert device.version() == "1-1"
    assert refused(device) == ""


def test_a_refused_release_is_tried_again_later_or_when_a_person_asks(
    hq: Any, device: Any, releases: Any
) -> None:
    hq.publish(releases.model("1-1"))
    good = hq.published_file("model", "1-1", "model.onnx").read_bytes()
    alter_file(hq.published_file("model", "1-1", "model.onnx").parent)
    device.sync()
    hq.published_file("model", "1-1", "model.onnx").write_bytes(good)

    start = datetime.now(UTC)
    assert not scheduled(device, start).installed
    assert not scheduled(device, start + timedelta(minutes=50)).installed
    assert scheduled(device, start + timedelta(minutes=70)).installed
    assert refused(device) == ""


def test_a_person_who_asks_gets_another_try_at_once(hq: Any, device: Any, releases: Any) -> None:
    hq.publish(releases.model("1-1"))
    folder = hq.published_file("model", "1-1", "model.onnx").parent
    good = (folder / "model.onnx").read_bytes()
    alter_file(folder)
    device.sync()
    device.sync()
    assert hq.kinds("k1") == ["release_refused"]  # the same reason is told once
    (folder / "model.onnx").write_bytes(good)
    assert device.sync().installed


def scheduled(device: Any, now: datetime) -> Any:
    """A cycle that nobody asked for, at this time."""
    agent = device.agent(now=lambda: now)
    with agent._open() as db:
        return agent._cycle(db)


def test_staff_who_went_back_are_not_overruled(hq: Any, device: Any, releases: Any) -> None:
    for version in ("1-1", "1-2"):
        hq.publish(releases.model(version))
        device.sync()
    device.store.roll_back(MODEL)
    device.sync()
    assert device.version() == "1-1"
    assert refused(device) == ""
    report = hq.fleet.kiosks()[0].report
    assert report.versions == {"model": "1-1"}
    assert [(each.code, each.detail) for each in report.problems] == [("release_held", "model 1-2")]
    hq.publish(releases.model("1-3"))
    device.sync()
    assert device.version() == "1-3"
    assert hq.kinds("k1") == ["release_installed"] * 3


def test_a_switch_that_hq_has_not_heard_of_is_told_after_a_crash(hq: Any, device: Any, releases: Any) -> None:
    hq.publish(releases.model("1-1"))
    agent = device.agent()
    with agent._open() as db, agent._connect() as client:
        cycle = Cycle(device.folder, device.settings, db, client, device.check)
        cycle._installer()._install(ReleaseId(MODEL, "1-1"))  # and killed before it told anybody
    assert device.version() == "1-1"
    assert hq.kinds("k1") == []
    device.sync()
    device.sync()
    assert hq.kinds("k1") == ["release_installed"]


def test_damaged_releases_are_installed_anew(hq: Any, device: Any, releases: Any) -> None:
    hq.publish(releases.model("1-1"))
    device.sync()
    device.store.pointer_path(MODEL).write_text("{")
    device.sync()
    assert device.version() == "1-1"
    shutil.rmtree(device.folder.releases / "model" / "1-1")
    device.sync()
    assert (device.store.current(MODEL).folder / "model.onnx").exists()


def test_one_kind_that_fails_does_not_hold_up_the_other(hq: Any, device: Any, releases: Any) -> None:
    publish_unchecked(hq, releases.write("catalog", "1-1", {"products.jsonl": b"{"}, {"store_id": "367"}))
    hq.publish(releases.model("1-1"))
    device.sync()
    assert device.version() == "1-1"
    assert "the catalog cannot be used" in refused(device)


def test_the_catalog_of_another_store_is_refused(hq: Any, device: Any, releases: Any) -> None:
    publish_unchecked(hq, releases.write("catalog", "1-1", {"products.jsonl": b"{}"}, {"store_id": "400"}))
    device.sync()
    assert "catalog of store 400" in refused(device)


def test_without_room_on_the_disk_nothing_is_half_installed(
    hq: Any, device: Any, releases: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    hq.publish(releases.model("1-1"))
    device.sync()
    hq.publish(releases.model("1-2"))
    usage = shutil.disk_usage(device.folder.root)
    monkeypatch.setattr("sync.staging.shutil.disk_usage", lambda _: usage._replace(free=1000))
    outcome = device.sync()
    assert outcome.errors[0].startswith("model 1-2: it needs ")
    assert "free some space" in outcome.errors[0]
    assert device.version() == "1-1"
    assert not (device.folder.releases / "model" / ".staging").exists()
    codes = {each.code for each in hq.fleet.kiosks()[0].report.problems}
    assert codes == {"sync_failed", "disk_low"}
    monkeypatch.undo()
    device.sync()
    assert device.version() == "1-2"
