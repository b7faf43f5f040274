"""A camera of this machine as a scanner: capture in a thread of its own, codes to the loop."""

import asyncio
import logging
import threading
from collections.abc import Callable

import cv2
import numpy as np

from firmware_bridge.errors import ScannerError
from firmware_bridge.reconnect import Backoff
from firmware_bridge.scans.camera import LiveReader

log = logging.getLogger(__name__)

WIDTH, HEIGHT = 1280, 720
PAUSE_S = 0.04  # between frames that were read: about 15 frames a second leave the core to others


async def read_camera(number: int, on_code: Callable[[str, str], None]) -> None:
    """Read codes as (symbology, text) until cancelled; a camera that is pulled out is waited for."""
    loop = asyncio.get_running_loop()
    backoff = Backoff()
    while True:
        stop = threading.Event()
        capture = asyncio.create_task(asyncio.to_thread(_capture, number, stop, loop, on_code))
        try:
            await asyncio.shield(capture)
        except ScannerError as err:
            delay = backoff.failed()
            log.log(backoff.log_level, "%s; next try in %.1f s", err, delay)
            await asyncio.sleep(delay)
        finally:
            stop.set()
            await asyncio.gather(capture, return_exceptions=True)


def _capture(
    number: int, stop: threading.Event, loop: asyncio.AbstractEventLoop, on_code: Callable[[str, str], None]
) -> None:
    camera = cv2.VideoCapture(number)
    try:
        if not camera.isOpened():
            raise ScannerError(f"camera {number} cannot be opened; `ls /dev/video*` shows cameras")
        camera.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH)
        camera.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT)
        camera.set(cv2.CAP_PROP_BUFFERSIZE, 1)  # the newest frame, not the oldest
        reader = LiveReader()
        while not stop.wait(PAUSE_S):
            there, frame = camera.read()
            if not there:
                raise ScannerError(f"camera {number} gives no pictures any more")
            gray = np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
            for seen in reader.read(gray):
                loop.call_soon_threadsafe(on_code, seen.symbology, seen.text)
    finally:
        camera.release()
