"""The recorded shop: 348 plates at 60 Hz for 34 s, with two labelled picks.

Not part of the project; see SOURCE.md beside the data. A plate is a slot, a shelf of a gondola a shelf.
"""

import csv
import re
import tarfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

from firmware_bridge.gtin import check_digit
from firmware_bridge.messages import PlanogramSlot, ShelfPlanogram

DATA = Path(__file__).parents[3] / "shared" / "data" / "aifi_nanostore_weight"
HZ = 60.0

Samples = list[tuple[float, float]]  # (unix time, grams)


@dataclass(frozen=True, slots=True)
class Trace:
    plates: dict[tuple[str, str], Samples]  # by shelf and slot
    planograms: tuple[ShelfPlanogram, ...]
    names: dict[str, str]  # by gtin


def load_trace() -> Trace:
    """Skips the test where the data are not there."""
    if not DATA.exists():
        pytest.skip(f"the recorded plates are not there: {DATA}")
    plates: dict[tuple[str, str], Samples] = {}
    with tarfile.open(DATA / "cps-test-01_348plates.tar.xz") as archive:
        for member in archive.getmembers():
            found = re.search(r"gondola_(\d+)_shelf_(\d+)_plate_(\d+)\.csv", member.name)
            file = archive.extractfile(member) if found else None
            if found and file:
                gondola, shelf, plate = found.groups()
                rows = (line.split(b",") for line in file.read().splitlines())
                plates[f"g{gondola}-s{shelf}", f"p{plate}"] = [(float(t), float(g)) for t, g in rows]
    return Trace(plates, *_products())


def _products() -> tuple[tuple[ShelfPlanogram, ...], dict[str, str]]:
    with (DATA / "cps-test-01-nodepth-product.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["Gondola"] != "-1" and float(row["Weight"]) > 0]
    numbers = {name: f"{n:013d}" for n, name in enumerate(sorted({row["Name"] for row in rows}), 1)}
    gtins = {name: plain + check_digit(plain) for name, plain in numbers.items()}
    shelves: dict[str, list[tuple[int, PlanogramSlot]]] = defaultdict(list)
    for row in rows:
        plate = int(row["Plate"])
        slot = PlanogramSlot(f"p{plate}", gtins[row["Name"]], float(row["Weight"]), 50)
        shelves[f"g{row['Gondola']}-s{row['Shelf']}"].append((plate, slot))
    planograms = tuple(
        ShelfPlanogram(shelf, tuple(slot for _, slot in sorted(slots, key=lambda s: s[0])))
        for shelf, slots in sorted(shelves.items())
    )
    return planograms, {gtin: name for name, gtin in gtins.items()}
