"""A recorded shop, said again as real MQTT: load-cell plates sampled at 60 Hz, as files of time and grams.

The format is that of AiFi's nano-store (autocheckout competition of CPS-IoT Week 2020): one file
`gondola_G_shelf_S_plate_P.csv` a plate, without a header, with unix seconds and grams in each line; loose in
a folder, or in one tar archive there. A table of products (Name, Gondola, Shelf, Plate, Weight) says what
stands where. A plate becomes a slot `pP`, a shelf of a gondola the shelf `gG-sS`. The table has no GTINs:
they are made up, by the order of the names.
"""

import asyncio
import csv
import math
import re
import tarfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from firmware_bridge import topics
from firmware_bridge.client import MqttClient
from firmware_bridge.errors import SimulatorError
from firmware_bridge.gtin import check_digit
from firmware_bridge.messages import PlanogramSlot, ShelfPlanogram, encode_planogram, encode_raw_readings

HZ = 60.0
BATCH = 12  # samples a message: 200 ms
CAPACITY = 50  # the table does not say
MAX_PLATE_BYTES = 50_000_000
_PLATE = re.compile(r"gondola_(\d+)_shelf_(\d+)_plate_(\d+)\.csv$")

Samples = list[tuple[float, float]]  # (unix time, grams)


@dataclass(frozen=True, slots=True)
class Trace:
    plates: dict[tuple[str, str], Samples]  # by shelf and slot
    planograms: tuple[ShelfPlanogram, ...]
    names: dict[str, str]  # of products, by their GTIN

    @property
    def seconds(self) -> float:
        return max(map(len, self.plates.values())) / HZ


def load_trace(plates: Path, products: Path) -> Trace:
    """Plates in this folder or archive. `SimulatorError` names what is wrong."""
    try:
        found = dict(_plates(plates))
        planograms, names = _products(products)
    except OSError as err:
        raise SimulatorError(f"cannot read {err.filename or plates}: {err.strerror or err}") from err
    except tarfile.TarError as err:
        raise SimulatorError(f"{plates} is not a tar archive: {err}") from err
    if not found:
        raise SimulatorError(f"{plates} holds no plates: files called gondola_G_shelf_S_plate_P.csv")
    if not {(p.shelf, s.slot) for p in planograms for s in p.slots} & found.keys():
        raise SimulatorError(f"{products} names none of the plates in {plates}")
    return Trace(found, planograms, names)


def _plates(where: Path) -> Iterator[tuple[tuple[str, str], Samples]]:
    loose = sorted(where.glob("*.csv")) if where.is_dir() else []
    loose = [path for path in loose if _PLATE.search(path.name)]
    if loose:
        for path in loose:
            yield _plate(path.name, path.read_bytes())
        return
    with tarfile.open(_archive(where)) as archive:
        for member in archive:
            if member.isfile() and _PLATE.search(member.name):
                if member.size > MAX_PLATE_BYTES:
                    raise SimulatorError(f"{member.name} in {where} is over {MAX_PLATE_BYTES} bytes")
                file = archive.extractfile(member)
                assert file is not None  # noqa: S101 - it is a regular file
                yield _plate(member.name, file.read())


def _archive(where: Path) -> Path:
    if not where.is_dir():
        return where
    archives = sorted(path for path in where.iterdir() if ".tar" in path.suffixes)
    if len(archives) != 1:
        raise SimulatorError(f"{where} holds neither plates nor one tar archive; name the archive itself")
    return archives[0]


def _plate(name: str, content: bytes) -> tuple[tuple[str, str], Samples]:
    found = _PLATE.search(name)
    assert found is not None  # noqa: S101 - looked at by the caller
    gondola, shelf, plate = found.groups()
    samples: Samples = []
    for number, line in enumerate(content.splitlines(), 1):
        try:
            at, grams = map(float, line.split(b","))
        except ValueError as err:
            raise SimulatorError(f"{name}, line {number}: not a time and grams") from err
        if not (0.0 <= at < 1e11 and abs(grams) < 1e6):
            raise SimulatorError(f"{name}, line {number}: a number is out of range")
        samples.append((at, grams))
    if not samples:
        raise SimulatorError(f"{name} is empty")
    return (f"g{gondola}-s{shelf}", f"p{plate}"), samples


def _products(path: Path) -> tuple[tuple[ShelfPlanogram, ...], dict[str, str]]:
    """What stands where; products without a place or a weight are left out."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            everything = csv.DictReader(file)
            rows = [row for row in everything if row["Gondola"] != "-1" and float(row["Weight"]) > 0]
        numbers = {name: f"{n:013d}" for n, name in enumerate(sorted({row["Name"] for row in rows}), 1)}
        gtins = {name: plain + check_digit(plain) for name, plain in numbers.items()}
        shelves: dict[str, list[tuple[int, PlanogramSlot]]] = defaultdict(list)
        for row in rows:
            plate = int(row["Plate"])
            slot = PlanogramSlot(f"p{plate}", gtins[row["Name"]], float(row["Weight"]), CAPACITY)
            shelves[f"g{int(row['Gondola'])}-s{int(row['Shelf'])}"].append((plate, slot))
    except KeyError as err:
        raise SimulatorError(
            f"{path} has no column {err}; a table of products has Name, Gondola, Shelf, Plate and Weight"
        ) from err
    except (ValueError, TypeError, csv.Error) as err:
        raise SimulatorError(f"{path} is not a table of products: {err}") from err
    planograms = tuple(
        ShelfPlanogram(shelf, tuple(slot for _, slot in sorted(slots, key=lambda s: s[0])))
        for shelf, slots in sorted(shelves.items())
    )
    return planograms, {gtin: name for name, gtin in gtins.items()}


async def say_planograms(trace: Trace, client: MqttClient) -> None:
    """What stands where, retained, as a kiosk would say it."""
    for planogram in trace.planograms:
        await client.publish(topics.planogram(planogram.shelf), encode_planogram(planogram), retain=True)


async def play_trace(
    trace: Trace, client: MqttClient, speed: float = 1.0, progress: Callable[[float], None] | None = None
) -> int:
    """Publish every plate's samples as the firmware would, `speed` times as fast; how many messages.

    The recorded times jitter, some go back by milliseconds, so samples are evenly spaced. The sender's clock
    begins now and runs as fast as the trace. `progress` hears the trace's second.
    """
    plates = list(trace.plates.items())
    begin, first, count = time.monotonic(), time.time(), 0
    for batch in range(math.ceil(trace.seconds * HZ / BATCH)):
        for index, ((shelf, slot), samples) in enumerate(plates):
            grams = [g for _, g in samples[batch * BATCH : (batch + 1) * BATCH]]
            if not grams:
                continue
            due = begin + (batch + index / len(plates)) * BATCH / HZ / speed
            if (wait := due - time.monotonic()) > 0.002:
                await asyncio.sleep(wait)
            t0 = datetime.fromtimestamp(first + batch * BATCH / HZ, UTC)
            payload = encode_raw_readings(grams, t0=t0, hz=HZ)
            await client.publish(topics.raw_shelf(shelf, slot), payload, qos=0)
            count += 1
        if progress is not None:
            progress((batch + 1) * BATCH / HZ)
    return count
