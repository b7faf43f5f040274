import gzip
import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest

GOOD = {"kind": "lift", "at": "2026-11-24T08:15:02Z", "payload": {}}


def events(*changes: dict[str, object]) -> dict[str, object]:
    return {"events": [{"id": str(uuid.uuid4())} | GOOD | each for each in changes]}


def test_an_event_is_kept_once_however_often_it_is_sent(hq: Any, device: Any) -> None:
    body = events({}, {})
    ids = [each["id"] for each in body["events"]]  # type: ignore[attr-defined]
    with hq.client(device.token) as client:
        for _ in range(3):
            answer = client.post("/v1/kiosks/k1/events", json=body)
            assert answer.json() == {"accepted": ids, "rejected": []}
    assert [event.id for event, _ in hq.fleet.events("k1")] == ids


def test_two_kiosks_may_not_overwrite_one_another(hq: Any, new_device: Callable[..., Any]) -> None:
    first, second = new_device("k1"), new_device("k2")
    body = events({"payload": {"of": "k1"}})
    with hq.client(first.token) as client:
        client.post("/v1/kiosks/k1/events", json=body)
    body["events"][0]["payload"] = {"of": "k2"}  # type: ignore[index]
    with hq.client(second.token) as client:
        client.post("/v1/kiosks/k2/events", json=body)
    assert [event.payload for event, _ in hq.fleet.events("k1")] == [{"of": "k1"}]
    assert [event.payload for event, _ in hq.fleet.events("k2")] == [{"of": "k2"}]


def test_a_bad_event_is_named_and_the_others_are_kept(hq: Any, device: Any) -> None:
    body = events({}, {"at": "noon"}, {"kind": "UPPER"}, {})
    body["events"] += ["not an object"]  # type: ignore[operator]
    ids = [each["id"] for each in body["events"][:4]]  # type: ignore[index]
    with hq.client(device.token) as client:
        answer = client.post("/v1/kiosks/k1/events", json=body).json()
    assert answer["accepted"] == [ids[0], ids[3]]
    assert [each["id"] for each in answer["rejected"]] == [ids[1], ids[2], "None"]
    assert "at must be" in answer["rejected"][0]["reason"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/kiosks/k1/desired", 401),
        ("/v1/releases/model/1-1/manifest.json", 401),
        ("/", 401),
        ("/v1/nothing", 404),
    ],
)
def test_without_a_token_nothing_is_told(hq: Any, path: str, status: int) -> None:
    with hq.client() as client:
        answer = client.get(path)
    assert answer.status_code == status
    assert answer.json()["error"]


@pytest.mark.parametrize("header", ["Bearer wrong", "Bearer", "Basic x", "Bearer \u00e9".encode(), ""])
@pytest.mark.usefixtures("device")
def test_a_wrong_token_is_refused(hq: Any, header: Any) -> None:
    with hq.client() as client:
        for method, path in (("GET", "desired"), ("POST", "events"), ("POST", "status")):
            answer = client.request(
                method, f"/v1/kiosks/k1/{path}", headers={"Authorization": header}, json={"events": []}
            )
            assert answer.status_code == 401
    assert not hq.fleet.events("k1")


def test_one_kiosk_s_token_does_not_open_another_s_door(hq: Any, new_device: Callable[..., Any]) -> None:
    device = new_device("k1")
    new_device("k2")
    with hq.client(device.token) as client:
        assert client.get("/v1/kiosks/k2/desired").status_code == 403
        assert client.post("/v1/kiosks/k2/events", json=events({})).status_code == 403
        assert client.get("/v1/kiosks/nobody/desired").status_code == 403
    assert not hq.fleet.events("k2")


@pytest.mark.parametrize(
    ("content", "encoding", "status"),
    [
        (b"", "identity", 400),
        (b"{", "identity", 400),
        (b"[]", "identity", 400),
        (b'{"events": 3}', "identity", 400),
        (b"\xff", "identity", 400),
        (b'{"events": []}', "gzip", 400),
        (gzip.compress(b'{"events": []}')[:-9], "gzip", 400),
        (gzip.compress(b" " * 50_000_000), "gzip", 413),
        (b'{"events": []}', "br", 415),
        (b" " * 5_000_000, "identity", 413),
        (json.dumps({"events": [{}] * 2001}).encode(), "identity", 413),
    ],
    ids=[
        "empty",
        "cut",
        "list",
        "number",
        "not-utf8",
        "not-gzip",
        "cut-gzip",
        "bomb",
        "brotli",
        "huge",
        "many",
    ],
)
def test_a_bad_body_is_a_clear_4xx(hq: Any, device: Any, content: bytes, encoding: str, status: int) -> None:
    with hq.client(device.token) as client:
        answer = client.post("/v1/kiosks/k1/events", content=content, headers={"Content-Encoding": encoding})
        assert answer.status_code == status
        if status != 413 or "json" in answer.headers.get("content-type", ""):
            assert answer.json()["error"]
        assert client.get("/v1/kiosks/k1/desired").status_code == 200  # HQ goes on


def test_a_good_body_may_be_packed(hq: Any, device: Any) -> None:
    with hq.client(device.token) as client:
        packed = gzip.compress(json.dumps(events({}, {})).encode())
        answer = client.post("/v1/kiosks/k1/events", content=packed, headers={"Content-Encoding": "gzip"})
    assert len(answer.json()["accepted"]) == 2


def test_a_file_can_be_fetched_from_the_middle(hq: Any, device: Any, releases: Any) -> None:
    hq.publish(releases.model("1-1", {"model.onnx": b"0123456789"}))
    with hq.client(device.token) as client:
        answer = client.get("/v1/releases/model/1-1/model.onnx", headers={"Range": "bytes=4-"})
        assert (answer.status_code, answer.content) == (206, b"456789")
        assert client.get("/v1/releases/model/1-1/model.onnx").content == b"0123456789"


@pytest.mark.parametrize(
    "path",
    [
        "model/1-1/../../../signing.key",
        "model/1-1/%2e%2e/%2e%2e/%2e%2e/signing.key",
        "model/..%2f..%2fsigning.key/x",
        "..%2f..%2f/signing.key/x",
        "model/1-1//etc/passwd",
        "model/1-1/.hidden",
        "model/1-9/model.onnx",
        "firmware/1-1/model.onnx",
        "model/1-1/nothing",
        "model/1-1/",
    ],
)
def test_only_published_files_are_served(hq: Any, device: Any, releases: Any, path: str) -> None:
    hq.publish(releases.model("1-1"))
    with hq.client(device.token) as client:
        assert client.get(f"/v1/releases/{path}").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"code": "x"},
        {"code": "x", "kiosk": "a/b", "store": "1"},
        {"code": "x" * 200, "kiosk": "a", "store": "1"},
    ],
    ids=str,
)
def test_a_malformed_enrolment_is_refused(hq: Any, body: dict[str, str]) -> None:
    with hq.client() as client:
        assert client.post("/v1/enrol", json=body).status_code == 400


def test_an_unknown_code_is_refused(hq: Any) -> None:
    with hq.client() as client:
        answer = client.post("/v1/enrol", json={"code": "AAAA", "kiosk": "k1", "store": "367"})
    assert answer.status_code == 403
    assert "not known" in answer.json()["error"]


def test_when_hq_s_disk_is_full_kiosks_are_told_to_come_again(hq: Any, device: Any) -> None:
    pages = hq.fleet._db.execute("pragma page_count").fetchone()[0]
    hq.fleet._db.execute(f"pragma max_page_count = {pages}")
    body = events(*[{"payload": {"x": "y" * 4000}}] * 40)
    with hq.client(device.token) as client:
        answer = client.post("/v1/kiosks/k1/events", json=body)
        assert answer.status_code == 503
        assert "disk is full" in answer.json()["error"]
        assert not hq.fleet.events("k1")
        hq.fleet._db.execute("pragma max_page_count = 1000000")
        assert client.post("/v1/kiosks/k1/events", json=body).status_code == 200
    assert len(hq.fleet.events("k1")) == 40
