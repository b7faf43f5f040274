"""A keyboard-wedge scanner on Linux evdev, grabbed so that its keys reach nobody else."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Final

import evdev
from evdev import ecodes

from firmware_bridge.errors import ScannerError
from firmware_bridge.reconnect import Backoff
from firmware_bridge.scans.wedge import Wedge

log = logging.getLogger(__name__)

_SHIFTED: Final = dict(zip("1234567890-=[]\\;',./`", '!@#$%^&*()_+{}|:"<>?~', strict=True))
_NAMED: Final = {
    "MINUS": "-", "EQUAL": "=", "LEFTBRACE": "[", "RIGHTBRACE": "]", "BACKSLASH": "\\", "SEMICOLON": ";",
    "APOSTROPHE": "'", "COMMA": ",", "DOT": ".", "SLASH": "/", "GRAVE": "`", "SPACE": " ", "ENTER": "\r",
    "KPENTER": "\r", "TAB": "\t", "KPDOT": ".", "KPMINUS": "-", "KPPLUS": "+", "KPSLASH": "/",
    "KPASTERISK": "*",
}  # fmt: skip
_SHIFTS: Final = ("KEY_LEFTSHIFT", "KEY_RIGHTSHIFT")


def key_text(name: str, shifted: bool) -> str:
    """What a key of a US layout types, "" for one that types nothing. `name` is that of evdev, as KEY_A."""
    plain = name.removeprefix("KEY_")
    plain = _NAMED.get(plain, plain.removeprefix("KP") if plain[:2] == "KP" else plain)
    if len(plain) != 1:
        return ""
    if plain.isalpha():
        return plain.upper() if shifted else plain.lower()
    return _SHIFTED.get(plain, plain) if shifted else plain


async def read_evdev(path: Path, wedge: Wedge, on_code: Callable[[str], None]) -> None:
    """Read one scanner until cancelled; a scanner that is pulled out is waited for."""
    backoff = Backoff()
    while True:
        try:
            await _read_once(path, wedge, on_code)
        except OSError as err:
            delay = backoff.failed()
            log.log(backoff.log_level, "Scanner %s: %s; next try in %.1f s", path, err, delay)
            await asyncio.sleep(delay)


async def _read_once(path: Path, wedge: Wedge, on_code: Callable[[str], None]) -> None:
    device = evdev.InputDevice(str(path))
    try:
        if ecodes.EV_KEY not in device.capabilities():
            raise ScannerError(f"{path} ({device.name}) has no keys; `ls -l /dev/input/by-id` shows scanners")
        device.grab()
        log.info("Scanner %s on %s", device.name, path)
        shifted = False
        async for event in device.async_read_loop():
            if event.type != ecodes.EV_KEY:
                continue
            names = ecodes.KEY.get(event.code, "")
            name = names if isinstance(names, str) else names[0]
            if name in _SHIFTS:
                shifted = event.value != 0
            elif event.value == 1 and (code := wedge.key(key_text(name, shifted), event.timestamp())):
                on_code(code)
    finally:
        device.close()
