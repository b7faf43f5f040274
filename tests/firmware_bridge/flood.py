"""A store that sends more than it should: plates in real time over a plain socket, a process of its own.

    python -m tests.firmware_bridge.flood PORT '{"shelves": 29, "phases": [[600, 12, 8], [60, 12, 3]],
                                                 "picks": [[3.0, 0, 4]]}'

A phase is `[samples a second, samples a message, seconds]`. Plates rest at twenty pieces of their product;
each pick `[second, shelf, plate]` takes one. MQTT 3.1.1 by hand, because a client library would be slower
than the bridge (http://docs.oasis-open.org/mqtt/mqtt/v3.1.1/). Of each phase it says how much it sent, in a
line `{"sent": messages, "seconds": …}`.
"""

import json
import random
import socket
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

from firmware_bridge import topics
from firmware_bridge.messages import PlanogramSlot, ShelfPlanogram
from tests.firmware_bridge.conftest import gtin

PLATES = 12  # on a shelf
PIECES = 20
NOISE_G = 0.8
SLICES = 10  # of one round over all plates, so that they come evenly


@dataclass(frozen=True, slots=True)
class Flood:
    shelves: int
    phases: list[tuple[float, int, float]]
    picks: list[tuple[float, int, int]] = field(default_factory=list)

    @property
    def plates(self) -> list[tuple[int, int]]:
        return [(shelf, plate) for shelf in range(self.shelves) for plate in range(PLATES)]


def shelf_id(shelf: int) -> str:
    return f"shelf-{shelf}"


def slot_id(plate: int) -> str:
    return f"p{plate}"


def unit_g(plate: int) -> float:
    return 60.0 + 40.0 * plate


def product(shelf: int, plate: int) -> str:
    return gtin(1 + shelf * PLATES + plate)


def planograms(shelves: int) -> list[ShelfPlanogram]:
    return [
        ShelfPlanogram(
            shelf_id(shelf),
            tuple(
                PlanogramSlot(slot_id(plate), product(shelf, plate), unit_g(plate), PIECES)
                for plate in range(PLATES)
            ),
        )
        for shelf in range(shelves)
    ]


def _connect(port: int) -> socket.socket:
    sock = socket.create_connection(("127.0.0.1", port))
    body = b"\x00\x04MQTT\x04\x02\x00\x3c" + _text(b"flood")
    sock.sendall(b"\x10" + _length(len(body)) + body)
    answer = sock.recv(4)
    if answer != b"\x20\x02\x00\x00":
        raise ConnectionRefusedError(f"the broker answers {answer!r}")
    return sock


def _publish(topic: bytes, payload: bytes) -> bytes:
    """A QoS 0 PUBLISH packet."""
    body = _text(topic) + payload
    return b"\x30" + _length(len(body)) + body


def _text(text: bytes) -> bytes:
    return len(text).to_bytes(2, "big") + text


def _length(number: int) -> bytes:
    digits = bytearray()
    while True:
        number, digit = divmod(number, 128)
        digits.append(digit | (0x80 if number else 0))
        if not number:
            return bytes(digits)


class _Weights:
    """Batches of plates at rest, a few drawn beforehand for each plate and number of pieces."""

    def __init__(self, hz: float, batch: int) -> None:
        self._hz = hz
        self._batch = batch
        self._rng = random.Random(1)
        self._drawn: dict[tuple[int, int], list[bytes]] = {}

    def batch(self, plate: int, pieces: int) -> bytes:
        drawn = self._drawn.get((plate, pieces))
        if drawn is None:
            drawn = self._drawn[plate, pieces] = [self._draw(plate, pieces) for _ in range(8)]
        return self._rng.choice(drawn)

    def _draw(self, plate: int, pieces: int) -> bytes:
        load = unit_g(plate) * pieces
        grams = ",".join(f"{self._rng.gauss(load, NOISE_G):.2f}" for _ in range(self._batch))
        return f'"hz":{self._hz},"grams":[{grams}]}}'.encode()


class _Store:
    """What stands on the plates, and who takes it when."""

    def __init__(self, flood: Flood) -> None:
        self.plates = flood.plates
        self.pieces = dict.fromkeys(self.plates, PIECES)
        self._picks = sorted(flood.picks)

    def until(self, second: float) -> None:
        while self._picks and self._picks[0][0] <= second:
            _, shelf, plate = self._picks.pop(0)
            self.pieces[shelf, plate] -= 1


def run(port: int, flood: Flood) -> None:
    store, sock = _Store(flood), _connect(port)
    begin, clock, at = time.monotonic(), time.time(), 0.0
    for hz, batch, seconds in flood.phases:
        weights, period, end, sent = _Weights(hz, batch), batch / hz, at + seconds, 0
        while at < end - period / 2:
            store.until(at)
            t0 = datetime.fromtimestamp(clock + at, UTC).isoformat(timespec="milliseconds")
            head = f'{{"t0":"{t0.replace("+00:00", "Z")}",'.encode()
            for part in range(SLICES):
                wait = begin + at + part / SLICES * period - time.monotonic()
                if wait > 0:
                    time.sleep(wait)
                sent += _send(sock, store, weights, head, part)
            at += period
        took = round(time.monotonic() - begin - end + seconds, 2)
        print(json.dumps({"sent": sent, "seconds": took}), flush=True)
    sock.sendall(b"\xe0\x00")
    sock.close()


def _send(sock: socket.socket, store: _Store, weights: _Weights, head: bytes, part: int) -> int:
    """One batch of every tenth plate; how many that are."""
    plates = store.plates[part::SLICES]
    packets = [
        _publish(
            topics.raw_shelf(shelf_id(shelf), slot_id(plate)).encode(),
            head + weights.batch(plate, store.pieces[shelf, plate]),
        )
        for shelf, plate in plates
    ]
    sock.sendall(b"".join(packets))
    return len(plates)


if __name__ == "__main__":
    run(int(sys.argv[1]), Flood(**json.loads(sys.argv[2])))
