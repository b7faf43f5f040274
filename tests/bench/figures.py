"""What a measurement records."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: at most `limit`, at least `least`; `peer` did the same work beside it."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    least: float | None = None
    peer: str = ""
    peer_value: float | None = None

    @property
    def holds(self) -> bool:
        below = self.limit is None or self.value <= self.limit
        return below and (self.least is None or self.value >= self.least)

    @property
    def ratio(self) -> float | None:
        return self.value / self.peer_value if self.peer_value else None


class Figures:
    """What one run has measured."""

    def __init__(self) -> None:
        self.all: list[Figure] = []

    def record(
        self,
        name: str,
        value: float,
        *,
        unit: str,
        limit: float | None = None,
        least: float | None = None,
        peer: tuple[str, float] | None = None,
    ) -> None:
        """Keep a figure; a test that recorded one whose limit is not kept fails at its end."""
        peer_name, peer_value = peer or ("", None)
        self.all.append(Figure(name, float(value), unit, limit, least, peer_name, peer_value))


def wanted(figure: Figure) -> str:
    parts = [] if figure.limit is None else [f"≤ {figure.limit:g}"]
    parts += [] if figure.least is None else [f"≥ {figure.least:g}"]
    return ", ".join(parts)
