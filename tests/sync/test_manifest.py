import json
from collections.abc import Callable
from typing import Any

import pytest

from sync.manifest import ManifestInvalid, check_path, parse_manifest, version_key
from sync.wire import ReleaseId, ReleaseKind

ENTRY = {"sha256": "ab" * 32, "size": 3}


def manifest(**changes: object) -> bytes:
    value: dict[str, Any] = {
        "schema": 1,
        "kind": "model",
        "name": "Store 367",
        "version": "2026.11.24-1",
        "created": "2026-11-24T08:00:00Z",
        "files": {"model.onnx": ENTRY, "a/b.txt": ENTRY},
        "metrics": {"ndcg": 0.14},
    }
    return json.dumps(value | changes).encode()


def test_a_manifest_is_read() -> None:
    read = parse_manifest(manifest())
    assert read.release == ReleaseId(ReleaseKind.MODEL, "2026.11.24-1")
    assert [each.path for each in read.files] == ["a/b.txt", "model.onnx"]
    assert read.size == 6
    assert read.extra == {"metrics": {"ndcg": 0.14}}


@pytest.mark.parametrize(
    "changes",
    [
        {"schema": 2},
        {"schema": None},
        {"kind": "firmware"},
        {"kind": ["model"]},
        {"name": ""},
        {"name": None},
        {"version": "latest"},
        {"version": "../1"},
        {"version": "1.2\n"},
        {"version": 3},
        {"created": "today"},
        {"files": {}},
        {"files": []},
        {"files": {"a": {}}},
        {"files": {"a": ENTRY | {"sha256": "AB" * 32}}},
        {"files": {"a": ENTRY | {"size": -1}}},
        {"files": {"a": ENTRY | {"size": True}}},
        {"files": {"a": ENTRY | {"size": 5 * 1024**3}}},
        {"files": {"a": ENTRY, "a/b": ENTRY}},
        {"files": {"a/b/c": ENTRY, "a": ENTRY, "d": ENTRY}},
        {"files": {"manifest.json": ENTRY}},
        {"files": {"manifest.sig": ENTRY}},
        {"files": {f"f{n}": ENTRY for n in range(20_001)}},
    ],
    ids=lambda changes: str(changes)[:60],
)
def test_a_manifest_that_says_what_cannot_be_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ManifestInvalid):
        parse_manifest(manifest(**changes))


@pytest.mark.parametrize(
    "path",
    [
        "../evil",
        "a/../../evil",
        "/etc/passwd",
        "a//b",
        "a/./b",
        "a/",
        "",
        ".hidden",
        "a/.ssh/keys",
        "a\\b",
        "C:evil",
        "a\x00b",
        "a\nb",
        "图.webp",
        "/".join("abcdefghi"),
        "x" * 401,
    ],
    ids=repr,
)
def test_a_path_that_could_leave_the_folder_is_refused(path: str) -> None:
    with pytest.raises(ManifestInvalid):
        check_path(path)
    with pytest.raises(ManifestInvalid):
        parse_manifest(manifest(files={path: ENTRY}))


@pytest.mark.parametrize("path", ["model.onnx", "pictures/apple-2_x.webp", "pictures/LICENSE.txt", "a+b"])
def test_an_ordinary_path_is_allowed(path: str) -> None:
    assert check_path(path) == path


def test_versions_are_ordered_by_number() -> None:
    versions = ["2026.11.24-10", "2026.11.24-9", "2026.9.1-1", "2026.11.24", "2026.11.25-1"]
    assert sorted(versions, key=version_key) == [
        "2026.9.1-1",
        "2026.11.24",
        "2026.11.24-9",
        "2026.11.24-10",
        "2026.11.25-1",
    ]


def twice(text: bytes) -> bytes:
    return text.replace(b'"schema": 1', b'"schema": 1, "schema": 1')


@pytest.mark.parametrize(
    "spoil", [twice, lambda text: text[:-5], lambda _: b"[]", lambda text: text + b" " * 2**23]
)
def test_a_spoiled_manifest_is_refused(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(ManifestInvalid):
        parse_manifest(spoil(manifest()))
