import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from sync.checks import CheckUnavailable, ReleaseCheck
from sync.hq.errors import PublishRefused
from sync.hq.folder import HqFolder
from sync.manifest import parse_manifest
from sync.signing import KeyUnusable, SigningKey
from sync.staging import verify_folder


def published(hq: Any) -> list[tuple[str, str | None]]:
    return [(str(each.release), each.store) for each in hq.fleet.releases()]


def incoming(folder: HqFolder) -> list[str]:
    return [each.name for each in folder.releases.rglob(".incoming*")]


def test_what_is_published_is_a_signed_copy(hq: Any, releases: Any) -> None:
    source = releases.model("1-1")
    hq.publish(source)
    shutil.rmtree(source)
    folder = hq.published_file("model", "1-1", "manifest.json").parent
    content = (folder / "manifest.json").read_bytes()
    key = SigningKey.load(hq.folder.signing_key).verifying_key
    key.verify(content, (folder / "manifest.sig").read_bytes())
    verify_folder(folder, parse_manifest(content))
    assert published(hq) == [("model 1-1", None)]
    assert not incoming(hq.folder)


def spoil_hash(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(b"other")


def remove_file(folder: Path) -> None:
    (folder / "model.onnx").unlink()


def fail_check(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    del manifest["files"]["golden.jsonl"]
    (folder / "manifest.json").write_text(json.dumps(manifest))


def break_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("{")


def remove_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (spoil_hash, "model.onnx has 5 bytes"),
        (remove_file, "model.onnx is missing"),
        (fail_check, "golden request gives another answer"),
        (break_manifest, "manifest.json: not JSON"),
        (remove_manifest, "is no release folder"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_folder_that_is_not_in_order_is_not_published(
    hq: Any, releases: Any, spoil: Any, reason: str
) -> None:
    source = releases.model("1-1")
    spoil(source)
    with pytest.raises(PublishRefused, match=reason):
        hq.publish(source)
    assert published(hq) == []
    assert not incoming(hq.folder)
    assert not hq.published_file("model", "1-1", "").exists()


def test_a_version_is_never_changed(hq: Any, releases: Any) -> None:
    hq.publish(releases.model("1-1"))
    with pytest.raises(PublishRefused, match="never changed"):
        hq.publish(releases.model("1-1", {"model.onnx": b"other"}))
    assert b"weights" in hq.published_file("model", "1-1", "model.onnx").read_bytes()


def test_an_older_version_is_not_published_because_kiosks_would_refuse_it(hq: Any, releases: Any) -> None:
    hq.publish(releases.model("1-2"))
    with pytest.raises(PublishRefused, match="higher version"):
        hq.publish(releases.model("1-1"))
    with pytest.raises(PublishRefused, match="higher version"):
        hq.publish(releases.model("1-1"), store="367")
    hq.publish(releases.model("1-10"))


def test_stores_do_not_hold_one_another_up(hq: Any, releases: Any) -> None:
    hq.publish(releases.model("1-5"), store="367")
    hq.publish(releases.model("1-2"), store="400")
    with pytest.raises(PublishRefused, match="higher version"):
        hq.publish(releases.model("1-3"))  # it would reach store 367 too


def test_publishing_again_after_a_crash_replaces_what_was_never_recorded(hq: Any, releases: Any) -> None:
    left = hq.published_file("model", "1-1", "rest")
    left.parent.mkdir(parents=True)
    left.write_bytes(b"x")
    hq.publish(releases.model("1-1"))
    assert not left.exists()
    assert published(hq) == [("model 1-1", None)]


def test_a_check_that_cannot_be_run_publishes_nothing(hq: Any, releases: Any) -> None:
    hq.check = ReleaseCheck(["/nowhere/endcap"])
    with pytest.raises(CheckUnavailable):
        hq.publish(releases.model("1-1"))
    assert published(hq) == []


def test_a_key_that_others_can_read_signs_nothing(hq: Any, releases: Any) -> None:
    hq.folder.signing_key.chmod(0o644)
    with pytest.raises(KeyUnusable, match="chmod 600"):
        hq.publish(releases.model("1-1"))


def test_a_catalog_that_cannot_be_read_is_not_published(hq: Any, releases: Any) -> None:
    with pytest.raises(PublishRefused, match="the catalog cannot be used"):
        hq.publish(releases.write("catalog", "1-1", {"products.jsonl": b"{"}, {"store_id": "367"}))


def test_a_catalog_goes_to_its_own_store_only(hq: Any, releases: Any) -> None:
    source = releases.write("catalog", "1-1", {"products.jsonl": b""}, {"store_id": "367"})
    with pytest.raises(PublishRefused, match="catalog of store 367"):
        hq.publish(source, store="400")
    nameless = releases.write("catalog", "1-2", {"products.jsonl": b""})
    with pytest.raises(PublishRefused, match="store_id"):
        hq.publish(nameless)
