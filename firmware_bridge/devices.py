"""Firmware devices as staff see them: adopted, calibrated, counted; kept in bridge.db."""

from collections.abc import Callable
from typing import Any

from firmware_bridge.admin import (
    Adopt,
    Calibrate,
    Command,
    Count,
    Forget,
    TeachIn,
    Watch,
    decode_command,
)
from firmware_bridge.calibration import Step
from firmware_bridge.cells import Calibration, CellState
from firmware_bridge.dialects import Availability, RawSamples, Readings
from firmware_bridge.errors import DecodeError, JournalError
from firmware_bridge.journal import Journal
from firmware_bridge.registry import Place, Registry, Source
from firmware_bridge.shelves import Shelves
from firmware_bridge.wire import dump, format_time_s

MAX_LISTING_BYTES = 48_000
WATCHED_S = 30.0


class Devices:
    """The registry and what is done with it. Used from the bridge's loop."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        bindings = {Source(*row[:3]): Place(*row[3:]) for row in journal.bindings()}
        self._registry = Registry(bindings)
        self._watched_until = 0.0

    def watched(self, now: float) -> bool:
        """Whether somebody looks at the list, so that it is to be told live."""
        return now < self._watched_until

    def calibrations(self) -> dict[Place, Calibration]:
        """As kept."""
        return {Place(*row[:3]): Calibration(*row[3:]) for row in self._journal.calibrations()}

    def hear(self, said: RawSamples | Availability, shelves: Shelves, now: float) -> Readings | None:
        """Readings of an adopted device; None of a stranger's, or for a device that came or went."""
        readings = self._registry.hear(said, now)
        if isinstance(said, Availability) and not said.online:
            for source, place in self._registry.bindings.items():
                if (source.dialect, source.device) == (said.dialect, said.device):
                    shelves.silence(place)
        return readings

    def listing(self, shelves: Shelves) -> bytes:
        """The retained list: strangers and adopted devices, and the health of every cell."""
        devices, cells = self._registry.listing(), shelves.health()
        cells.sort(key=lambda cell: bool(cell["state"] == CellState.OK))  # the sick first
        whole = len(devices), len(cells)
        while True:
            left_out = whole[0] - len(devices) + whole[1] - len(cells)
            listing = dump({"v": 1, "devices": devices, "cells": cells, "left_out": left_out})
            if len(listing) <= MAX_LISTING_BYTES:
                return listing
            devices, cells = devices[: len(devices) * 3 // 4], cells[: len(cells) * 3 // 4]

    def obey(
        self, name: str, payload: bytes, shelves: Shelves, now: float, keep: Callable[[], bool]
    ) -> bytes:
        """Carry out a request of staff; the answer. `DecodeError` when not even its id can be read.

        `keep` writes what the shelves know, and says whether that is on the disk now.
        """
        request, command = decode_command(name, payload)
        try:
            said = self._obey(command, shelves, now)
            if isinstance(command, Count | Calibrate) and not keep():
                raise JournalError("done, but a restart forgets it: bridge.db cannot be written")
        except (DecodeError, JournalError) as err:
            return dump({"v": 1, "id": request, "ok": False, "error": str(err)})
        return dump({"v": 1, "id": request, "ok": True, **said})

    def _obey(self, command: Command, shelves: Shelves, now: float) -> dict[str, Any]:
        match command:
            case Watch():
                self._watched_until = now + WATCHED_S
                return {}
            case TeachIn():
                until = self._registry.open_window(now)
                return {"until": format_time_s(until), "seconds": until - now}
            case Adopt(source, place):
                self._registry.check_adoption(source, place, now)
                self._journal.keep_binding(
                    (source.dialect, source.device, source.channel), (place.shelf, place.slot, place.cell)
                )
                self._registry.bind(source, place)
                return {}
            case Forget(source):
                place = self._registry.bound_to(source)
                self._journal.drop_binding((source.dialect, source.device, source.channel))
                self._registry.unbind(source)
                shelves.take_out(place)
                return {}
            case Calibrate(place, step, grams):
                return self._calibrate(place, step, grams, shelves)
            case Count(shelf, slot, gtin, count):
                shelves.set_count(shelf, slot, gtin, count)
                return {}

    def _calibrate(self, place: Place, step: Step, grams: float, shelves: Shelves) -> dict[str, Any]:
        outcome = shelves.try_calibration(place, step, grams)
        if step is not Step.CHECK:
            kept = outcome.calibration
            self._journal.keep_calibration((place.shelf, place.slot, place.cell), (kept.zero, kept.factor))
            shelves.set_calibration(place, kept)
        if not outcome.ok:
            raise DecodeError(f"the plate is {outcome.off_g:+.1f} g off; calibrate it anew")
        return {"grams": round(outcome.grams, 2), "off_g": round(outcome.off_g, 2)}
