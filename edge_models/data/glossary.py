"""Readable English and Chinese for a US grocer's abbreviated texts.

The words are in `glossary/*.tsv`, written by hand. departments.tsv has the columns `raw, en, zh`,
categories.tsv also `oz` and `piece`, types.tsv also `category`. `oz` says what a plain "OZ" means there (an
`Ounce`, weight where empty), `piece` is the Chinese measure word of counted things (个 where empty). A type's
word wins over its category's. A type row with a `category` (raw text) is for a type that means something else
there, and wins over the type's general row.
"""

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from edge_models.data.errors import DataError
from edge_models.data.package_size import Ounce

_FILLED = ("raw", "en", "zh")  # columns that no row may leave empty


@dataclass(frozen=True, slots=True)
class Entry:
    en: str
    zh: str
    ounce: Ounce | None = None  # None: not said here
    piece: str = ""


class Glossary:
    """Raw text → `Entry`; None where the glossary has no such text."""

    def __init__(
        self,
        departments: dict[str, Entry],
        categories: dict[str, Entry],
        types: dict[tuple[str, str], Entry],
    ) -> None:
        self._departments = departments
        self._categories = categories
        self._types = types

    @classmethod
    def load(cls, folder: Traversable | None = None) -> "Glossary":
        """The project's own glossary, or that in `folder`. Raises `DataError` for a malformed line."""
        place = folder or files(__package__) / "glossary"
        return cls(
            {row["raw"]: _entry(row) for row in rows_of(place / "departments.tsv", _FILLED)},
            {row["raw"]: _entry(row) for row in rows_of(place / "categories.tsv", _FILLED)},
            {(row["raw"], row["category"]): _entry(row) for row in rows_of(place / "types.tsv", _FILLED)},
        )

    def department(self, raw: str) -> Entry | None:
        return self._departments.get(raw)

    def category(self, raw: str) -> Entry | None:
        return self._categories.get(raw)

    def type(self, raw: str, category: str = "") -> Entry | None:
        return self._types.get((raw, category)) or self._types.get((raw, ""))

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Every entry with its raw text, for checks over the whole glossary."""
        yield from self._departments.items()
        yield from self._categories.items()
        for (raw, _), entry in self._types.items():
            yield raw, entry


def rows_of(file: Traversable, filled: Collection[str]) -> Iterator[dict[str, str]]:
    """The rows of a table written by hand. Raises `DataError` at a line with too few or too many cells, or
    an empty one among `filled`."""
    lines = csv.DictReader(file.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    for number, row in enumerate(lines, 2):
        if None in row or None in row.values() or not all(row.get(name) for name in filled):
            raise DataError(f"{file.name}, line {number}: expected {', '.join(lines.fieldnames or ())}.")
        yield row


def _entry(row: dict[str, str]) -> Entry:
    oz = row.get("oz", "")
    try:
        ounce = Ounce(oz) if oz else None
    except ValueError as error:
        raise DataError(f"Glossary: {row['raw']} has oz={oz!r}; expected {', '.join(Ounce)}.") from error
    return Entry(row["en"], row["zh"], ounce, row.get("piece", ""))
