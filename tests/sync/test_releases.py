import hashlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from sync.durable import StorageFull
from sync.manifest import MANIFEST, FileAltered, ManifestInvalid, VersionTooOld
from sync.releases import (
    Decision,
    NothingToGoBackTo,
    NotStaged,
    Pointer,
    ReleaseStore,
    StoreDamaged,
    decide,
)
from sync.signing import SignatureInvalid, SigningKey
from sync.staging import Staging
from sync.wire import ReleaseId, ReleaseKind

MODEL = ReleaseKind.MODEL


class Publisher:
    """Signs releases that are held in memory."""

    def __init__(self, root: Path) -> None:
        self.key = SigningKey.create(root / "signing.key")

    def sign(self, version: str, files: Mapping[str, bytes], kind: str = "model") -> tuple[bytes, bytes]:
        listed = {p: {"sha256": hashlib.sha256(c).hexdigest(), "size": len(c)} for p, c in files.items()}
        content = json.dumps(
            {
                "schema": 1,
                "kind": kind,
                "name": "test",
                "version": version,
                "created": "2026-11-24T08:00:00Z",
                "files": listed,
            }
        ).encode()
        return content, self.key.sign(content)

    def stage(self, store: ReleaseStore, version: str, files: Mapping[str, bytes]) -> Staging:
        content, signature = self.sign(version, files)
        return store.stage(content, signature, self.key.verifying_key, ReleaseId(MODEL, version))

    def install(self, store: ReleaseStore, version: str, files: Mapping[str, bytes] | None = None) -> None:
        files = files or {"model.onnx": version.encode(), "a/b.txt": b"b"}
        staging = self.stage(store, version, files)
        for entry in staging.missing():
            with staging.receive(entry) as receiver:
                receiver.write(files[entry.path])
        staging.complete()
        store.activate(MODEL, version)


@pytest.fixture
def store(tmp_path: Path) -> ReleaseStore:
    return ReleaseStore(tmp_path / "releases")


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    return Publisher(tmp_path)


def folders(store: ReleaseStore) -> list[str]:
    return sorted(each.name for each in (store.root / MODEL).iterdir() if each.is_dir())


def test_a_new_device_has_no_release(store: ReleaseStore) -> None:
    assert store.current(MODEL) is None
    assert store.previous(MODEL) is None


def test_an_activated_release_is_current_and_complete(store: ReleaseStore, publisher: Publisher) -> None:
    publisher.install(store, "1-1")
    current = store.current(MODEL)
    assert current is not None
    assert current.version == "1-1"
    assert (current.folder / "a/b.txt").read_bytes() == b"b"
    assert current.manifest().name == "test"
    pointer = json.loads(store.pointer_path(MODEL).read_text())
    assert pointer == {"version": "1-1", "previous": None, "held": []}


def test_the_previous_release_is_kept_and_older_ones_go(store: ReleaseStore, publisher: Publisher) -> None:
    for version in ("1-1", "1-2", "1-3"):
        publisher.install(store, version)
    assert folders(store) == ["1-2", "1-3"]
    assert store.previous(MODEL).version == "1-2"  # type: ignore[union-attr]


def test_going_back_holds_the_version_that_was_left(store: ReleaseStore, publisher: Publisher) -> None:
    publisher.install(store, "1-1")
    publisher.install(store, "1-2")
    assert store.roll_back(MODEL).version == "1-1"
    assert store.pointer(MODEL) == Pointer("1-1", None, ("1-2",))
    with pytest.raises(NothingToGoBackTo):
        store.roll_back(MODEL)
    with pytest.raises(VersionTooOld):
        publisher.stage(store, "1-2", {"x": b""})
    publisher.install(store, "1-3")
    assert store.pointer(MODEL) == Pointer("1-3", "1-1", ())
    assert folders(store) == ["1-1", "1-3"]


def test_with_one_release_there_is_nothing_to_go_back_to(store: ReleaseStore, publisher: Publisher) -> None:
    publisher.install(store, "1-1")
    with pytest.raises(NothingToGoBackTo):
        store.roll_back(MODEL)


@pytest.mark.parametrize(
    ("pointer", "wanted", "floor", "decision"),
    [
        (Pointer(), "1-1", None, Decision.INSTALL),
        (Pointer("1-1"), "1-1", None, Decision.UP_TO_DATE),
        (Pointer("1-1"), "1-2", None, Decision.INSTALL),
        (Pointer("1-9"), "1-10", None, Decision.INSTALL),
        (Pointer("1-2"), "1-1", None, Decision.TOO_OLD),
        (Pointer("1-2", "1-1"), "1-1", None, Decision.TOO_OLD),
        (Pointer("1-1", None, ("1-3",)), "1-3", None, Decision.HELD),
        (Pointer("1-1", None, ("1-3",)), "1-2", None, Decision.TOO_OLD),
        (Pointer("1-1", None, ("1-3",)), "1-4", None, Decision.INSTALL),
        (Pointer(), "1-1", "1-2", Decision.TOO_OLD),
        (Pointer(), "1-2", "1-2", Decision.INSTALL),
    ],
)
def test_the_rule_for_updates(pointer: Pointer, wanted: str, floor: str | None, decision: Decision) -> None:
    assert decide(pointer, wanted, floor) is decision


def test_an_unsigned_or_foreign_manifest_is_not_staged(
    store: ReleaseStore, publisher: Publisher, tmp_path: Path
) -> None:
    content, signature = publisher.sign("1-1", {"a": b"a"})
    other = SigningKey.create(tmp_path / "other.key")
    key, wanted = publisher.key.verifying_key, ReleaseId(MODEL, "1-1")
    for text, mark in ((content, b""), (content + b" ", signature), (content, other.sign(content))):
        with pytest.raises(SignatureInvalid):
            store.stage(text, mark, key, wanted)
    assert not (store.root / MODEL).exists()


def test_the_manifest_of_another_release_is_not_staged(store: ReleaseStore, publisher: Publisher) -> None:
    content, signature = publisher.sign("1-1", {"a": b"a"})
    with pytest.raises(ManifestInvalid, match="not of model 1-2"):
        store.stage(content, signature, publisher.key.verifying_key, ReleaseId(MODEL, "1-2"))


def test_an_altered_file_is_thrown_away(store: ReleaseStore, publisher: Publisher) -> None:
    staging = publisher.stage(store, "1-1", {"model.onnx": b"right"})
    with pytest.raises(FileAltered, match="hash"), staging.receive(staging.missing()[0]) as receiver:
        receiver.write(b"wrong")
    with staging.receive(staging.missing()[0]) as receiver:
        assert receiver.offset == 0
        receiver.write(b"right")


def test_a_file_that_is_too_long_is_cut_off_at_once(store: ReleaseStore, publisher: Publisher) -> None:
    staging = publisher.stage(store, "1-1", {"model.onnx": b"right"})
    with pytest.raises(FileAltered, match="longer"), staging.receive(staging.missing()[0]) as receiver:
        receiver.write(b"right and more")


def test_a_file_that_ends_early_is_refused(store: ReleaseStore, publisher: Publisher) -> None:
    staging = publisher.stage(store, "1-1", {"model.onnx": b"right"})
    with pytest.raises(FileAltered, match="2 of 5"), staging.receive(staging.missing()[0]) as receiver:
        receiver.write(b"ri")


def test_a_lost_connection_keeps_what_has_arrived(store: ReleaseStore, publisher: Publisher) -> None:
    files = {"model.onnx": b"right"}
    staging = publisher.stage(store, "1-1", files)
    with pytest.raises(ConnectionError), staging.receive(staging.missing()[0]) as receiver:
        receiver.write(b"ri")
        raise ConnectionError
    staging = publisher.stage(store, "1-1", files)
    with staging.receive(staging.missing()[0]) as receiver:
        assert receiver.offset == 2
        receiver.write(b"ght")
    assert not staging.missing()
    staging.complete()
    store.activate(MODEL, "1-1")


def test_a_file_that_a_power_cut_spoiled_is_fetched_again(store: ReleaseStore, publisher: Publisher) -> None:
    files = {"a": b"right", "b": b"good"}
    staging = publisher.stage(store, "1-1", files)
    for entry in staging.missing():
        with staging.receive(entry) as receiver:
            receiver.write(files[entry.path])
    (staging.folder / "a").write_bytes(b"\0" * 5)
    staging = publisher.stage(store, "1-1", files)
    assert [each.path for each in staging.missing()] == ["a"]


def test_another_manifest_of_the_same_version_begins_anew(store: ReleaseStore, publisher: Publisher) -> None:
    staging = publisher.stage(store, "1-1", {"a": b"old", "b": b"same"})
    for entry in staging.missing():
        with staging.receive(entry) as receiver:
            receiver.write({"a": b"old", "b": b"same"}[entry.path])
    staging = publisher.stage(store, "1-1", {"a": b"new", "b": b"same"})
    assert [each.path for each in staging.missing()] == ["a", "b"]


def test_unchanged_files_are_taken_from_the_installed_release(
    store: ReleaseStore, publisher: Publisher
) -> None:
    publisher.install(store, "1-1", {"pictures/a.webp": b"apple", "pictures/b.webp": b"pear"})
    staging = publisher.stage(store, "1-2", {"pictures/a.webp": b"apple", "pictures/b.webp": b"plum"})
    current = store.current(MODEL)
    assert current is not None
    assert [staging.reuse(each, current.folder) for each in staging.missing()] == [True, False]
    assert [each.path for each in staging.missing()] == ["pictures/b.webp"]


def test_nothing_incomplete_is_activated(store: ReleaseStore, publisher: Publisher) -> None:
    with pytest.raises(NotStaged):
        store.activate(MODEL, "1-1")
    staging = publisher.stage(store, "1-1", {"a": b"a"})
    with pytest.raises(FileAltered, match="missing"):
        staging.complete()
    with pytest.raises(NotStaged, match="not complete"):
        store.activate(MODEL, "1-1")
    assert store.current(MODEL) is None


def test_a_file_that_nobody_signed_is_found(store: ReleaseStore, publisher: Publisher) -> None:
    staging = publisher.stage(store, "1-1", {"a": b"a"})
    with staging.receive(staging.missing()[0]) as receiver:
        receiver.write(b"a")
    (staging.folder / "b").write_bytes(b"b")
    with pytest.raises(FileAltered, match=r"b is in the folder but not in manifest\.json"):
        staging.complete()


def test_a_link_out_of_the_folder_is_found(store: ReleaseStore, publisher: Publisher, tmp_path: Path) -> None:
    (tmp_path / "outside").write_bytes(b"a")
    staging = publisher.stage(store, "1-1", {"a": b"a"})
    (staging.folder / "a").symlink_to(tmp_path / "outside")
    with pytest.raises(FileAltered, match="not a plain file"):
        staging.complete()


def test_activation_cut_off_before_the_pointer_moved_goes_on(
    store: ReleaseStore, publisher: Publisher
) -> None:
    files = {"a": b"a"}
    staging = publisher.stage(store, "1-1", files)
    with staging.receive(staging.missing()[0]) as receiver:
        receiver.write(b"a")
    staging.folder.rename(store.root / MODEL / "1-1")  # what activate does first
    assert store.current(MODEL) is None
    staging = publisher.stage(store, "1-1", files)
    assert not staging.missing()
    staging.complete()
    store.activate(MODEL, "1-1")
    assert store.current(MODEL) is not None


KILLED_WHILE_ACTIVATING = """
import os, sys
from pathlib import Path
from sync import durable, releases
from sync.wire import ReleaseKind
calls = [0]
def dying(step):
    def call(*arguments, **named):
        calls[0] += 1
        if calls[0] == int(sys.argv[2]):
            os._exit(9)
        return step(*arguments, **named)
    return call
Path.replace = dying(Path.replace)
releases.sync_folder = durable.sync_folder = dying(durable.sync_folder)
os.fsync = dying(os.fsync)
releases.ReleaseStore(Path(sys.argv[1])).activate(ReleaseKind.MODEL, "1-2")
"""


@pytest.mark.parametrize("step", range(1, 9))
def test_a_process_killed_while_activating_leaves_the_old_or_the_new_release(
    store: ReleaseStore, publisher: Publisher, step: int
) -> None:
    publisher.install(store, "1-1")
    files = {"model.onnx": b"new"}
    staging = publisher.stage(store, "1-2", files)
    with staging.receive(staging.missing()[0]) as receiver:
        receiver.write(b"new")
    staging.complete()
    arguments = [sys.executable, "-c", KILLED_WHILE_ACTIVATING, str(store.root), str(step)]
    subprocess.run(arguments, cwd=Path(__file__).parents[2], check=False, timeout=30)
    current = store.current(MODEL)
    assert current is not None
    assert current.version in ("1-1", "1-2")
    assert (current.folder / "model.onnx").read_bytes() == (b"1-1" if current.version == "1-1" else b"new")
    if current.version == "1-1":
        publisher.install(store, "1-2", files)
    assert store.current(MODEL).version == "1-2"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"version": "../x", "held": []}', b'{"held": []}'], ids=repr
)
def test_a_damaged_pointer_is_said_and_can_be_put_aside(
    store: ReleaseStore, publisher: Publisher, content: bytes
) -> None:
    publisher.install(store, "1-1")
    store.pointer_path(MODEL).write_bytes(content)
    with pytest.raises(StoreDamaged):
        store.current(MODEL)
    store.forget_damaged(MODEL)
    assert store.current(MODEL) is None
    publisher.install(store, "1-1")


def test_a_pointer_that_leads_nowhere_is_said(store: ReleaseStore, publisher: Publisher) -> None:
    publisher.install(store, "1-1")
    (store.root / MODEL / "1-1" / MANIFEST).unlink()
    with pytest.raises(StoreDamaged, match="leads to"):
        store.current(MODEL)


def test_a_reader_sees_a_whole_release_at_every_moment(store: ReleaseStore, publisher: Publisher) -> None:
    publisher.install(store, "1-1", {"model.onnx": b"1-1"})
    seen: list[str] = []
    failures: list[Exception] = []
    done = threading.Event()

    def kiosk() -> None:
        while not done.is_set() and not failures:
            try:
                current = store.current(MODEL)
                assert current is not None
                assert (current.folder / "model.onnx").read_bytes().decode() == current.version
                seen.append(current.version)
            except Exception as error:
                failures.append(error)

    reader = threading.Thread(target=kiosk)
    reader.start()
    for number in range(2, 12):
        publisher.install(store, f"1-{number}", {"model.onnx": f"1-{number}".encode()})
        before = len(seen)
        while len(seen) == before and not failures:  # a kiosk is never two updates behind
            threading.Event().wait(0.001)
    done.set()
    reader.join()
    assert not failures
    assert len(set(seen)) > 5


def test_an_update_leaves_room_for_facts(tmp_path: Path, publisher: Publisher) -> None:
    store = ReleaseStore(tmp_path / "releases", reserve_bytes=2**60)
    with pytest.raises(StorageFull, match="free some space"):
        publisher.stage(store, "1-1", {"a": b"a"}).require_room()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "endcap-test", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting a small disk needs more rights")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_fills_up_keeps_the_old_release(small_disk: Path, publisher: Publisher) -> None:
    store = ReleaseStore(small_disk / "releases", reserve_bytes=0)
    publisher.install(store, "1-1", {"model.onnx": b"1" * 300_000})
    files = {"model.onnx": b"2" * 900_000}
    staging = publisher.stage(store, "1-2", files)
    with pytest.raises(StorageFull):
        staging.require_room()
    with pytest.raises(StorageFull), staging.receive(staging.missing()[0]) as receiver:
        receiver.write(files["model.onnx"])
    staging.discard()
    assert store.current(MODEL).version == "1-1"  # type: ignore[union-attr]
    publisher.install(store, "1-3", {"model.onnx": b"3" * 300_000})
    assert store.current(MODEL).version == "1-3"  # type: ignore[union-attr]
