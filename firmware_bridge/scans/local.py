"""Scanners that hang on this machine, as the command line names them.

    hid:/dev/input/by-id/usb-…-event-kbd      a keyboard wedge, grabbed
    serial:/dev/ttyACM0@9600                  a serial scanner
    camera:0                                  a camera

Each library is loaded only when such a scanner is asked for.
"""

import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firmware_bridge.errors import DecodeError, ScannerError
from firmware_bridge.messages import ScanSource

log = logging.getLogger(__name__)

DEFAULT_BAUD = 9600

Scan = Callable[[str, bytes, ScanSource, str], None]  # scanner, raw, source, symbology


@dataclass(frozen=True, slots=True)
class LocalScanner:
    kind: ScanSource
    where: str
    baud: int = DEFAULT_BAUD


def parse_scanner(text: str) -> LocalScanner:
    """`ScannerError` says what a scanner is called."""
    kind, _, where = text.partition(":")
    where, _, baud = where.rpartition("@") if kind == "serial" and "@" in where else (where, "", "")
    if kind not in (ScanSource.HID, ScanSource.SERIAL, ScanSource.CAMERA) or not where:
        raise ScannerError(f"{text!r} is no scanner: say hid:PATH, serial:PORT@BAUD or camera:NUMBER")
    if (baud and not baud.isdigit()) or (kind == ScanSource.CAMERA and not where.isdigit()):
        raise ScannerError(f"{text!r}: a baud rate and a camera are numbers")
    return LocalScanner(ScanSource(kind), where, int(baud or DEFAULT_BAUD))


def run_scanner(name: str, scanner: LocalScanner, scan: Scan) -> Coroutine[Any, Any, None]:
    """Reads it until cancelled. `ScannerError` when its library is not installed."""

    def told(raw: bytes, symbology: str = "") -> None:
        try:
            scan(name, raw, scanner.kind, symbology)
        except DecodeError as err:
            log.warning("Scanner %s: dropped a code: %s", name, err)

    try:
        match scanner.kind:
            case ScanSource.HID:
                from firmware_bridge.scans.evdev_source import read_evdev
                from firmware_bridge.scans.wedge import Wedge

                return read_evdev(Path(scanner.where), Wedge(), lambda code: told(code.encode()))
            case ScanSource.SERIAL:
                from firmware_bridge.scans.serial_source import read_serial

                return read_serial(scanner.where, scanner.baud, told)
            case _:
                from firmware_bridge.scans.camera_source import read_camera

                number = int(scanner.where)
                return read_camera(number, lambda symbology, text: told(text.encode(), symbology))
    except ImportError as err:
        raise ScannerError(f"{err.name} is not installed: pip install 'endcap[scanners]'") from err
