"""Which platform is chosen, and what is said where none can work."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from kiosk.ui import platform
from kiosk.ui.errors import PlatformError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIZE = (1080, 1920)


@pytest.fixture
def x_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Something that listens where display :7 would."""
    monkeypatch.setattr(platform, "_X11_SOCKETS", tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "X7"))
        server.listen()
        yield ":7"


def test_without_a_display_the_screen_is_served_over_vnc() -> None:
    choice = platform.choose(None, 5907, SIZE, {})
    assert choice.name == "vnc:size=1080x1920:port=5907"
    assert choice.software
    assert "vnc://127.0.0.1:5907" in choice.advice
    assert "No display" in choice.advice


def test_a_display_that_answers_is_used(x_server: str) -> None:
    choice = platform.choose(None, 5900, SIZE, {"DISPLAY": x_server})
    assert (choice.name, choice.advice) == ("xcb", "")


def test_a_display_that_does_not_answer_falls_back_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "_X11_SOCKETS", tmp_path)
    choice = platform.choose(None, 5900, SIZE, {"DISPLAY": ":8"})
    assert choice.name.startswith("vnc:")
    assert "The display :8 does not answer" in choice.advice


def test_the_environments_platform_is_respected() -> None:
    choice = platform.choose(None, 5900, SIZE, {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":8"})
    assert (choice.name, choice.software) == ("offscreen", True)


def test_a_platform_that_qt_does_not_have_is_an_error_that_names_those_it_has() -> None:
    with pytest.raises(PlatformError, match=r"no platform 'beos'; it has .*offscreen.*xcb"):
        platform.choose("beos", 5900, SIZE, {})


def test_a_wanted_display_that_does_not_answer_is_an_error() -> None:
    with pytest.raises(PlatformError, match="DISPLAY is not set"):
        platform.choose("xcb", 5900, SIZE, {})
    with pytest.raises(PlatformError, match="names no display"):
        platform.choose("xcb", 5900, SIZE, {"DISPLAY": "nonsense"})
