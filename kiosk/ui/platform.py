"""Which Qt platform this machine can show a window on.

Qt ends the process when a platform that it was told to use cannot be opened, so what can be known is looked
at before: is the display server there, and are the libraries that its plugin needs installed.
"""

import ctypes
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import PySide6

from kiosk.ui.errors import PlatformError

_PLUGINS = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms"
_X11_SOCKETS = Path("/tmp/.X11-unix")  # noqa: S108  where X keeps them
_X11_BASE_PORT = 6000
_PATIENCE_S = 1.0


@dataclass(frozen=True, slots=True)
class Choice:
    """A platform and what to tell the person who started the program."""

    name: str  # value of QT_QPA_PLATFORM
    software: bool  # draw without a GPU
    advice: str = ""


def choose(wanted: str | None, vnc_port: int, size: tuple[int, int], environ: Mapping[str, str]) -> Choice:
    """The platform to use: the wanted one, else what is there, else VNC.

    Raises PlatformError where the wanted platform cannot work, with the reason.
    """
    asked = wanted or environ.get("QT_QPA_PLATFORM")
    if asked:
        return _asked_for(asked, vnc_port, size, environ)
    found, trouble = display(environ)
    if found is not None:
        return Choice(found, software=not _has_gpu())
    return _vnc(vnc_port, size, trouble)


def _asked_for(asked: str, vnc_port: int, size: tuple[int, int], environ: Mapping[str, str]) -> Choice:
    plugin = asked.partition(":")[0]
    if asked == "vnc":
        return _vnc(vnc_port, size, "")
    if not (_PLUGINS / f"libq{plugin}.so").is_file():
        there = ", ".join(sorted(file.stem.removeprefix("libq") for file in _PLUGINS.glob("libq*.so")))
        raise PlatformError(f"Qt has no platform {plugin!r}; it has {there}")
    if missing := _missing_library(plugin):
        raise PlatformError(f"the platform {plugin} cannot be loaded: {missing}")
    if plugin == "xcb" and (trouble := _x11_trouble(environ)):
        raise PlatformError(trouble)
    return Choice(asked, software=plugin in ("offscreen", "linuxfb", "vnc") or not _has_gpu())


def display(environ: Mapping[str, str]) -> tuple[str | None, str]:
    """The display server that answers, or None and why there is none."""
    wayland = environ.get("WAYLAND_DISPLAY")
    if wayland:
        path = Path(environ.get("XDG_RUNTIME_DIR", "")) / wayland
        if path.is_socket() and not _missing_library("wayland"):
            return "wayland", ""
    if not environ.get("DISPLAY"):
        return None, "no display"
    trouble = _x11_trouble(environ)
    if not trouble:
        if missing := _missing_library("xcb"):
            return None, f"Qt cannot use the display: {missing}"
        return "xcb", ""
    return None, trouble


def _x11_trouble(environ: Mapping[str, str]) -> str:
    """Why the X display of the environment does not answer, "" when it does."""
    display = environ.get("DISPLAY", "")
    host, _, number = display.rpartition(":")
    screenless = number.partition(".")[0]
    if not screenless.isdigit():
        return f"DISPLAY is {display!r}, which names no display" if display else "DISPLAY is not set"
    try:
        if host in ("", "unix"):
            _knock_on_socket(f"X{screenless}")
        else:
            address = (host, _X11_BASE_PORT + int(screenless))
            socket.create_connection(address, _PATIENCE_S).close()
    except OSError as err:
        return f"the display {display} does not answer: {err.strerror or err}"
    return ""


def _knock_on_socket(name: str) -> None:
    with socket.socket(socket.AF_UNIX) as door:
        door.settimeout(_PATIENCE_S)
        try:
            door.connect(str(_X11_SOCKETS / name))
        except FileNotFoundError:
            door.connect(f"\0{_X11_SOCKETS / name}")  # an abstract socket


def _missing_library(plugin: str) -> str:
    """What the plugin's file needs and the system lacks, "" when nothing."""
    try:
        ctypes.CDLL(str(_PLUGINS / f"libq{plugin}.so"))
    except OSError as err:
        hint = "; apt install libxcb-cursor0" if "xcb-cursor" in str(err) else ""
        return f"{err}{hint}"
    return ""


def _has_gpu() -> bool:
    return any(os.access(node, os.R_OK | os.W_OK) for node in Path("/dev/dri").glob("renderD*"))


def vnc_name(port: int, size: tuple[int, int]) -> str:
    """QT_QPA_PLATFORM for a screen of this size in px that is served over VNC."""
    return f"vnc:size={size[0]}x{size[1]}:port={port}"


def _vnc(port: int, size: tuple[int, int], trouble: str) -> Choice:
    why = f"{trouble[:1].upper()}{trouble[1:]}. " if trouble else ""
    return Choice(
        vnc_name(port, size),
        software=True,
        advice=f"{why}The screen is served over VNC: open vnc://127.0.0.1:{port} with a VNC viewer. "
        f"There is no password: whoever reaches port {port} of this machine can see and touch the screen.",
    )
