"""Strict reading of one JSON object: every miss is a CatalogFormatError that says where."""

import math
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Self

from sync.catalog.errors import CatalogFormatError
from sync.catalog.model import Text

_ABSENT = object()


class Fields:
    """The object `value`, found at `where` ("products.jsonl line 7"). Keys nobody asks for are ignored."""

    def __init__(self, value: Any, where: str) -> None:
        if not isinstance(value, dict):
            raise CatalogFormatError(f"{where}: expected an object, found {_kind(value)}")
        self._values: dict[str, Any] = value
        self.where = where

    def text(self, key: str, *, empty: bool = False) -> str:
        value = self._get(key)
        if not isinstance(value, str) or (not value and not empty):
            raise self.wrong(key, "text" if empty else "text that is not empty")
        return value

    def bilingual(self, key: str, *, empty: bool = False) -> Text:
        inner = self.inner(key)
        return Text(inner.text("en", empty=empty), inner.text("zh", empty=empty))

    def whole(self, key: str, *, least: int, most: int | None = None) -> int:
        value = self._get(key)
        if (
            isinstance(value, bool)
            or not isinstance(value, int)
            or value < least
            or (most is not None and value > most)
        ):
            limit = f"from {least} to {most}" if most is not None else f"of at least {least}"
            raise self.wrong(key, f"a whole number {limit}")
        return value

    def positive(self, key: str) -> float:
        value = self._get(key)
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not math.isfinite(value)
            or value <= 0
        ):
            raise self.wrong(key, "a number above 0")
        return float(value)

    def flag(self, key: str) -> bool:
        value = self._get(key)
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false")
        return value

    def moment(self, key: str) -> datetime:
        value = self._get(key)
        try:
            moment = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            raise self.wrong(key, "a time such as 2026-11-24T08:00:00Z") from None
        if moment.utcoffset() != timedelta(0):
            raise self.wrong(key, "a time in UTC")
        return moment

    def absent(self, key: str) -> bool:
        """Whether `key` is null; the key itself must be there."""
        return self._get(key) is None

    def has(self, key: str) -> bool:
        """Whether an optional `key` is there."""
        return key in self._values

    def inner(self, key: str) -> Self:
        return type(self)(self._get(key), f"{self.where}, {key}")

    def inners(self, key: str) -> Iterator[Self]:
        for number, value in enumerate(self._list(key)):
            yield type(self)(value, f"{self.where}, {key}[{number}]")

    def optional_inners(self, key: str) -> Iterator[Self]:
        """As `inners`; none where the key is missing."""
        return self.inners(key) if self.has(key) else iter(())

    def texts(self, key: str) -> tuple[str, ...]:
        values = self._list(key)
        if not all(isinstance(value, str) and value for value in values):
            raise self.wrong(key, "a list of texts")
        return tuple(values)

    def wrong(self, key: str, expected: str) -> CatalogFormatError:
        return CatalogFormatError(
            f"{self.where}: {key} must be {expected}, found {self._values.get(key)!r:.60}"
        )

    def _list(self, key: str) -> list[Any]:
        value = self._get(key)
        if not isinstance(value, list):
            raise self.wrong(key, "a list")
        return value

    def _get(self, key: str) -> Any:
        value = self._values.get(key, _ABSENT)
        if value is _ABSENT:
            raise CatalogFormatError(f"{self.where}: {key} is missing")
        return value


def _kind(value: Any) -> str:
    return "nothing" if value is None else type(value).__name__
