"""How fast a slot sells: picks minus returns for each opening hour, the past fading exponentially."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

HALF_LIFE_H = 42.0  # opening hours; about three days
_LEAST_EXPOSURE_H = 4.0  # under this much watching, one pick is not yet a speed
_LONGEST_STEP = timedelta(days=14)  # a larger step is a clock that jumped


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """The same hours every day, in the store's own time zone. `closes` at or before `opens` means past
    midnight."""

    opens: time
    closes: time
    zone: tzinfo

    @property
    def per_day(self) -> float:
        """Opening hours of one day."""
        minutes = (self.closes.hour * 60 + self.closes.minute) - (self.opens.hour * 60 + self.opens.minute)
        return (minutes if minutes > 0 else minutes + 24 * 60) / 60

    def between(self, start: datetime, end: datetime) -> float:
        """Opening hours between two moments; 0 when `end` lies before `start`."""
        if end <= start:
            return 0.0
        start = max(start, end - _LONGEST_STEP)
        day = start.astimezone(self.zone).date() - timedelta(days=1)
        last = end.astimezone(self.zone).date()
        hours = 0.0
        while day <= last:
            opens = datetime.combine(day, self.opens, self.zone)
            closes = opens + timedelta(hours=self.per_day)
            hours += max(0.0, (min(end, closes) - max(start, opens)).total_seconds()) / 3600
            day += timedelta(days=1)
        return hours


@dataclass(frozen=True, slots=True)
class SalesCounter:
    """Faded pieces over faded opening hours, as they stood at `updated_at`."""

    pieces: float = 0.0
    hours: float = 0.0
    updated_at: datetime | None = None

    def counted(self, pieces: int, now: datetime, opening: OpeningHours) -> "SalesCounter":
        """With `pieces` more taken (negative: put back). A clock that went backwards adds no time."""
        elapsed = 0.0 if self.updated_at is None else opening.between(self.updated_at, now)
        fade = 0.5 ** (elapsed / HALF_LIFE_H)
        return SalesCounter(max(0.0, self.pieces * fade + pieces), self.hours * fade + elapsed, now)

    def per_hour(self, now: datetime, opening: OpeningHours) -> float:
        """Pieces for each opening hour."""
        current = self.counted(0, now, opening)
        return current.pieces / max(current.hours, _LEAST_EXPOSURE_H)
