"""Values on the command line that have two parts: an address, a size in pixels."""

from typing import Any

import click


class Pair(click.ParamType[tuple[Any, int]]):
    """Two parts with a separator between them; the second is a number."""

    def __init__(self, name: str, separator: str, example: str, *, numbers: bool = False) -> None:
        """`numbers`: the first part is a number, too."""
        self.name = name
        self._numbers = numbers
        self._separator = separator
        self._example = example

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Any, int]:
        if isinstance(value, tuple):
            return value
        first, _, second = str(value).rpartition(self._separator)
        wrong = not first or (self._numbers and not (first.isdigit() and int(first)))
        if wrong or not second.isdigit() or not int(second):
            self.fail(f"{value!r} is not {self.name}, such as {self._example}", param, ctx)
        return (int(first) if self._numbers else first), int(second)


ADDRESS = Pair("HOST:PORT", ":", "127.0.0.1:1883")  # (str, int)
PIXELS = Pair("WIDTHxHEIGHT", "x", "1080x1920", numbers=True)  # (int, int)
