from html.parser import HTMLParser
from typing import Any

import pytest

from sync.agent.errors import HqRefused
from sync.checks import ReleaseUnfit
from sync.hq.overview import KioskState
from sync.hq.texts import _TEXTS, Texts
from sync.manifest import FileAltered, ManifestInvalid, VersionTooOld
from sync.signing import SignatureInvalid
from sync.wire import EventKind, ReleaseKind


class Text(HTMLParser):
    """The visible text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.parts.append(data.strip())

    def __str__(self) -> str:
        return " ".join(filter(None, self.parts))


def page(hq: Any, path: str = "/", **headers: str) -> str:
    with hq.client() as client:
        answer = client.get(path, auth=("operator", hq.made.password), headers=headers)
    assert answer.status_code == 200
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    return str(answer.text)


def test_the_page_shows_versions_contact_backlog_and_problems(hq: Any, device: Any, releases: Any) -> None:
    hq.publish(releases.model("1-1"))
    device.happen(EventKind.LIFT, EventKind.LIFT, EventKind.SCAN)
    device.sync()
    hq.publish(releases.model("1-2"))
    hq.published_file("model", "1-2", "manifest.sig").write_bytes(b"")
    device.sync()
    text = str(Text(page(hq)))
    assert "k1 Store 367 Needs attention" in text
    assert "Last contact 0 s ago" in text or "Last contact 1 s ago" in text
    assert "Model 1-1 waiting for 1-2" in text
    assert "Update refused: not signed by HQ model 1-2: the signature has 0 bytes" in text
    assert "Publish it again under a higher version." in text
    assert "Product lifted 2 2 total" in text
    assert "Model 1-1 Every store" in text
    assert "1 of 1" in text


def test_the_page_speaks_chinese(hq: Any, device: Any) -> None:
    device.sync()
    text = str(Text(page(hq, "/?lang=zh")))
    assert "门店 367" in text
    assert "正常" in text
    assert "秒前" in text
    assert str(Text(page(hq, **{"Accept-Language": "zh-CN,zh;q=0.9"}))).count("门店")
    assert "Store 367" in str(Text(page(hq, "/?lang=xx")))


def test_an_empty_fleet_says_how_to_begin(hq: Any) -> None:
    assert "endcap hq enrol" in page(hq)


@pytest.mark.parametrize("auth", [None, ("operator", ""), ("operator", "wrong"), ("admin", None)], ids=str)
@pytest.mark.usefixtures("device")
def test_the_page_is_not_public(hq: Any, auth: Any) -> None:
    if auth and auth[1] is None:
        auth = (auth[0], hq.made.password)
    with hq.client() as client:
        answer = client.get("/", auth=auth)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Basic")
    assert "k1" not in answer.text


def test_what_a_kiosk_says_cannot_become_part_of_the_page(hq: Any, device: Any) -> None:
    with hq.client(device.token) as client:
        problem = {"code": "<script>alert(1)</script>", "detail": '"><img src=x onerror=alert(1)>'}
        client.post("/v1/kiosks/k1/status", json={"versions": {}, "backlog": 0, "problems": [problem]})
        event = {"id": "0b0e7c1c-6a0e-4d4b-9f0e-1f2d3c4b5a69", "kind": "x", "at": "2026-11-24T08:15:02Z"}
        client.post("/v1/kiosks/k1/events", json={"events": [event]})
    html = page(hq)
    assert "<script>alert" not in html
    assert "<img src=x" not in html


@pytest.mark.parametrize("path", ["fleet.css", "fleet.js", "mark.svg"])
def test_the_page_s_files_are_there(hq: Any, path: str) -> None:
    with hq.client() as client:
        assert client.get(f"/static/{path}").status_code == 200
        assert client.get("/static/../templates/fleet.html").status_code == 404


def test_every_text_stands_in_both_languages() -> None:
    assert all(english and chinese for english, chinese in _TEXTS.values())
    needed = [f"event.{kind}" for kind in EventKind] + [f"state.{state}" for state in KioskState]
    refusals = (SignatureInvalid, FileAltered, ManifestInvalid, VersionTooOld, ReleaseUnfit, HqRefused)
    needed += [f"problem.release_refused.{each.code}" for each in refusals]
    assert not [key for key in (*needed, *ReleaseKind) if key not in _TEXTS]


@pytest.mark.parametrize(
    ("seconds", "english", "chinese"),
    [
        (-86400 * 365, "365 d behind", "慢 365 天"),
        (7300, "2 h ahead", "快 2 小时"),
        (-150, "2 min behind", "慢 2 分钟"),
    ],
)
def test_a_wrong_clock_is_told_in_words(seconds: float, english: str, chinese: str) -> None:
    assert (Texts("en").skew(seconds), Texts("zh").skew(seconds)) == (english, chinese)


def test_every_refusal_comes_with_what_to_do() -> None:
    refusals = [key for key in _TEXTS if key.startswith("problem.release_refused.")]
    assert refusals
    assert all(Texts(lang).hint(key.removeprefix("problem.")) for key in refusals for lang in ("en", "zh"))
    assert Texts("en").hint("of a newer kiosk") == ""


def test_an_unknown_key_is_shown_as_it_is() -> None:
    assert Texts("zh")("event.newer", "newer") == "newer"
