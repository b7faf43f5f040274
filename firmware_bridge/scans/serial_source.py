"""A scanner on a serial line: codes end with CR or LF."""

import asyncio
import logging
from collections.abc import Callable, Iterator

import serial

from firmware_bridge.reconnect import Backoff
from firmware_bridge.scans.codes import MAX_CODE

log = logging.getLogger(__name__)


class Lines:
    """Bytes in, lines out; a line that never ends is cut and dropped."""

    def __init__(self) -> None:
        self._line = bytearray()
        self._overlong = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        for byte in data:
            if byte in b"\r\n":
                if self._line and not self._overlong:
                    yield bytes(self._line)
                self._line.clear()
                self._overlong = False
            elif len(self._line) < MAX_CODE:
                self._line.append(byte)
            else:
                self._overlong = True


async def read_serial(port: str, baud: int, on_code: Callable[[bytes], None]) -> None:
    """Read one scanner until cancelled; a line that breaks is waited for. `port` may be a URL of pyserial."""
    backoff = Backoff()
    while True:
        try:
            await _read_once(port, baud, on_code, backoff)
        except (OSError, serial.SerialException) as err:
            delay = backoff.failed()
            log.log(backoff.log_level, "Scanner on %s: %s; next try in %.1f s", port, err, delay)
            await asyncio.sleep(delay)


async def _read_once(port: str, baud: int, on_code: Callable[[bytes], None], backoff: Backoff) -> None:
    loop = asyncio.get_running_loop()
    lines = Lines()
    with serial.serial_for_url(port, baudrate=baud, timeout=0) as line:
        backoff.succeeded()
        log.info("Scanner on %s at %d baud", port, baud)
        broken: asyncio.Future[None] = loop.create_future()

        def readable() -> None:
            try:
                data = line.read(4096)
            except (OSError, serial.SerialException) as err:
                if not broken.done():
                    broken.set_exception(err)
                return
            for code in lines.feed(data):
                on_code(code)

        loop.add_reader(line.fileno(), readable)
        try:
            await broken
        finally:
            loop.remove_reader(line.fileno())
