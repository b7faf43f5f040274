"""Which firmware device lies under which slot. Pure.

A device that nobody bound is seen and listed, and its samples go nowhere. Staff adopt it within a teach-in
window, so that a device that somebody brings into the shop at another time stays a stranger.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from firmware_bridge.dialects import Availability, RawSamples, Readings
from firmware_bridge.errors import DecodeError
from firmware_bridge.wire import format_time_s

TEACH_IN_S = 60.0
MOST_STRANGERS = 100
MOST_CHANNELS = 32


@dataclass(frozen=True, slots=True)
class Source:
    """One channel of one device."""

    dialect: str
    device: str
    channel: str

    @property
    def name(self) -> str:
        """As people read it: "shelf-esp-1 / slot_a1"."""
        return f"{self.device} / {self.channel}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where its weight counts."""

    shelf: str
    slot: str
    cell: str = ""

    @property
    def name(self) -> str:
        """As people read it: "shelf-a / a1 / left"."""
        return " / ".join(part for part in (self.shelf, self.slot, self.cell) if part)


@dataclass(slots=True)
class _Seen:
    at: float
    online: bool = True
    channels: dict[str, float] = field(default_factory=dict)  # newest grams


class Registry:
    """Bindings, and whom we have heard of."""

    def __init__(self, bindings: Mapping[Source, Place] | None = None) -> None:
        self.bindings: dict[Source, Place] = dict(bindings or {})
        self._seen: dict[tuple[str, str], _Seen] = {}
        self._open_until = 0.0

    def hear(self, said: RawSamples | Availability, now: float) -> Readings | None:
        """Note the device; the readings of a bound channel, None of a stranger's."""
        seen = self._note(said.dialect, said.device, now)
        if isinstance(said, Availability):
            seen.online = said.online
            return None
        if said.channel in seen.channels or len(seen.channels) < MOST_CHANNELS:
            seen.channels[said.channel] = said.samples.grams[-1]
        place = self.bindings.get(Source(said.dialect, said.device, said.channel))
        return None if place is None else Readings(place.shelf, place.slot, place.cell, said.samples)

    def _note(self, dialect: str, device: str, now: float) -> _Seen:
        key = (dialect, device)
        seen = self._seen.get(key)
        if seen is None:
            self._forget_a_stranger()
            seen = self._seen[key] = _Seen(now)
        seen.at = now
        return seen

    def _forget_a_stranger(self) -> None:
        bound = {(source.dialect, source.device) for source in self.bindings}
        strangers = [key for key in self._seen if key not in bound]
        if len(strangers) >= MOST_STRANGERS:
            del self._seen[min(strangers, key=lambda key: self._seen[key].at)]

    def open_window(self, now: float, seconds: float = TEACH_IN_S) -> float:
        """Begin teach-in; when it ends."""
        self._open_until = now + min(seconds, TEACH_IN_S)
        return self._open_until

    def check_adoption(self, source: Source, place: Place, now: float) -> None:
        """Whether a channel may be bound there now; `DecodeError` outside the window, for one that was never
        heard, and where another one lies already: the readings of two would be mixed."""
        if now > self._open_until:
            raise DecodeError("teach-in is closed: open it, then adopt within 60 s")
        seen = self._seen.get((source.dialect, source.device))
        if seen is None or source.channel not in seen.channels:
            raise DecodeError(f"{source.device}/{source.channel} was never heard")
        for other, taken in self.bindings.items():
            if taken == place and other != source:
                raise DecodeError(f"{other.name} lies under {place.name}: forget it first, or name this cell")

    def bind(self, source: Source, place: Place) -> None:
        """Its samples count there from now on."""
        self.bindings[source] = place

    def bound_to(self, source: Source) -> Place:
        """Where it counts; `DecodeError` when it is not bound."""
        try:
            return self.bindings[source]
        except KeyError:
            raise DecodeError(f"{source.device}/{source.channel} is not bound") from None

    def unbind(self, source: Source) -> None:
        """It is a stranger again."""
        self.bindings.pop(source, None)

    def listing(self) -> list[dict[str, Any]]:
        """Everybody, for the admin's page."""
        return [self._entry(dialect, device, seen) for (dialect, device), seen in sorted(self._seen.items())]

    def _entry(self, dialect: str, device: str, seen: _Seen) -> dict[str, Any]:
        channels = [
            {"channel": channel, "grams": grams, "place": self._place(Source(dialect, device, channel))}
            for channel, grams in sorted(seen.channels.items())
        ]
        return {
            "dialect": dialect,
            "device": device,
            "online": seen.online,
            "heard": format_time_s(seen.at),
            "channels": channels,
        }

    def _place(self, source: Source) -> dict[str, str] | None:
        place = self.bindings.get(source)
        return None if place is None else {"shelf": place.shelf, "slot": place.slot, "cell": place.cell}
