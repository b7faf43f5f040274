"""Scanners on this machine: a wedge's keys, a serial line, a camera's frames."""

import asyncio
import os

import numpy as np
import pytest

from firmware_bridge.errors import ScannerError
from firmware_bridge.messages import ScanSource
from firmware_bridge.scans.codes import CodeRules, read_code
from firmware_bridge.scans.local import LocalScanner, parse_scanner, run_scanner
from firmware_bridge.scans.wedge import Wedge
from tests.firmware_bridge.waiting import until


def typed(wedge: Wedge, text: str, pause_s: float = 0.01) -> list[str]:
    codes = (wedge.key(key, at * pause_s) for at, key in enumerate(text))
    return [code for code in codes if code]


def test_a_wedge_types_a_code_and_enter() -> None:
    assert typed(Wedge(), "5901234123457\r96385074\n") == ["5901234123457", "96385074"]


def test_prefix_and_suffix_are_taken_off() -> None:
    assert typed(Wedge(prefix="~", suffix="#"), "~5901234123457#\r") == ["5901234123457"]


def test_a_person_at_a_shared_keyboard_is_no_scanner() -> None:
    shared = Wedge(prefix="~", exclusive=False)
    assert typed(shared, "apples\r", pause_s=0.3) == []
    assert typed(shared, "apples\r") == []  # as fast, but without the scanner's prefix
    assert typed(shared, "~5901234123457\r") == ["5901234123457"]


def test_a_stuck_key_fills_no_memory() -> None:
    wedge = Wedge()
    for n in range(10_000):
        wedge.key("1", n * 0.001)
    code = wedge.key("\r", 10.0)
    assert code is not None
    assert len(code) <= 512


def test_keys_of_evdev_become_text() -> None:
    source = pytest.importorskip("firmware_bridge.scans.evdev_source", exc_type=ImportError)
    keys = [
        ("KEY_A", True),
        ("KEY_B", False),
        ("KEY_5", False),
        ("KEY_5", True),
        ("KEY_KP7", False),
        ("KEY_F1", False),
    ]
    assert [source.key_text(*key) for key in keys] == ["A", "b", "5", "%", "7", ""]
    assert source.key_text("KEY_ENTER", False) == "\r"


@pytest.mark.parametrize(
    ("text", "scanner"),
    [
        ("hid:/dev/input/by-id/usb-x", LocalScanner(ScanSource.HID, "/dev/input/by-id/usb-x")),
        ("serial:/dev/ttyACM0@115200", LocalScanner(ScanSource.SERIAL, "/dev/ttyACM0", 115_200)),
        ("serial:/dev/ttyACM0", LocalScanner(ScanSource.SERIAL, "/dev/ttyACM0", 9600)),
        ("camera:0", LocalScanner(ScanSource.CAMERA, "0")),
    ],
)
def test_a_scanner_is_named_by_kind_and_place(text: str, scanner: LocalScanner) -> None:
    assert parse_scanner(text) == scanner


@pytest.mark.parametrize(
    "text", ["", "hid", "hid:", "mouse:/dev/x", "camera:front", "serial:/dev/x@fast", "mqtt:x"]
)
def test_what_is_no_scanner_is_refused(text: str) -> None:
    with pytest.raises(ScannerError):
        parse_scanner(text)


async def test_a_serial_scanner_sends_lines() -> None:
    pytest.importorskip("serial")
    ours, theirs = os.openpty()
    codes: list[tuple[str, bytes]] = []
    scanner = LocalScanner(ScanSource.SERIAL, os.ttyname(theirs))
    task = asyncio.create_task(
        run_scanner("serial-1", scanner, lambda name, raw, *_: codes.append((name, raw)))
    )
    try:
        await asyncio.sleep(0.1)
        os.write(ours, b"5901234")
        os.write(ours, b"123457\r\n" + b"9" * 2000 + b"\r96385074\r")
        await until(lambda: len(codes) == 2)
        assert codes == [("serial-1", b"5901234123457"), ("serial-1", b"96385074")]
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        os.close(ours)
        os.close(theirs)


def test_a_code_in_view_is_told_once_and_noise_never() -> None:
    zxingcpp = pytest.importorskip("zxingcpp")
    camera = pytest.importorskip("firmware_bridge.scans.camera", exc_type=ImportError)
    drawn = zxingcpp.create_barcode("5901234123457", zxingcpp.BarcodeFormat.EAN13).to_image(scale=3)
    code = np.asarray(drawn, dtype=np.uint8)
    rng = np.random.default_rng(1)
    reader = camera.LiveReader()

    def frame(with_code: bool) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
        scene = rng.integers(90, 200, (720, 1280), dtype=np.uint8)
        if with_code:
            scene[200 : 200 + code.shape[0], 400 : 400 + code.shape[1]] = code
        return scene

    assert [seen for _ in range(5) for seen in reader.read(frame(False))] == []
    seen = [seen for _ in range(6) for seen in reader.read(frame(True))]
    assert [(s.symbology, s.text) for s in seen] == [("ean13", "5901234123457")]
    assert [seen for _ in range(8) for seen in reader.read(frame(False))] == []
    assert len([seen for _ in range(6) for seen in reader.read(frame(True))]) == 1  # it came anew


def test_one_look_is_not_enough_and_rivals_are_outvoted() -> None:
    pytest.importorskip("zxingcpp")
    from collections import Counter

    camera = pytest.importorskip("firmware_bridge.scans.camera", exc_type=ImportError)
    one, other = camera.Sighting("ean13", "5901234123457"), camera.Sighting("ean13", "4006381333931")
    assert camera.certain(Counter({one: 1})) == []
    assert camera.certain(Counter({one: 2})) == [one]
    assert camera.certain(Counter({one: 2, other: 1})) == []
    assert camera.certain(Counter({one: 3, other: 1})) == [one]


@pytest.mark.parametrize(
    ("kind", "digits", "gtin"),
    [("UPCE", "01234565", "00012345000065"), ("EAN8", "01234565", "00000001234565")],
)
def test_a_camera_tells_a_upc_e_from_an_ean_8_of_the_same_digits(kind: str, digits: str, gtin: str) -> None:
    camera = pytest.importorskip("firmware_bridge.scans.camera", exc_type=ImportError)
    zxingcpp = pytest.importorskip("zxingcpp")
    code = zxingcpp.create_barcode(digits, getattr(zxingcpp.BarcodeFormat, kind))
    picture = np.pad(np.array(code.to_image(scale=3)), 40, constant_values=255)
    (seen,) = camera.sightings(picture, camera.LIVE_LOOKS[0])
    read = read_code(seen.text, CodeRules(), seen.symbology)
    assert (read.gtin, read.alternative_gtin) == (gtin, None)
