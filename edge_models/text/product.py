"""A product as the encoder reads it: its words in both languages, and the passages made of them."""

import csv
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from edge_models.errors import ModelsError
from edge_models.text.language import Language


class TextError(ModelsError):
    """A table of product texts cannot be read; the text names the file and the line."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is known in one language; "" where nothing is."""

    name: str = ""
    category: str = ""
    department: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    product_id: str
    category: str  # an id that products of one category share
    en: Words = Words()
    zh: Words = Words()

    def passages(self) -> list[str]:
        """One text for each language in which the product has a name: name, category, department,
        description."""
        return [_passage(w, language) for w, language in self._languages() if w.name.strip()]

    def category_passages(self) -> list[str]:
        """The same for its category alone; empty where the category has no name."""
        parts = ((w.category, w.department, language) for w, language in self._languages())
        return [_listed((category, above), language) for category, above, language in parts if category]

    def _languages(self) -> tuple[tuple[Words, Language], ...]:
        return (self.en, Language.EN), (self.zh, Language.ZH)


def _passage(words: Words, language: Language) -> str:
    head = _listed((words.name, words.category, words.department), language)
    stop = "。" if language is Language.ZH else ". "
    return head + stop + words.description if words.description else head


def _listed(parts: tuple[str, ...], language: Language) -> str:
    return ("，" if language is Language.ZH else ", ").join(dict.fromkeys(p for p in parts if p))


def read_tables(folder: Path | Traversable) -> list[Product]:
    """Products of categories.tsv (category, department, department_zh, name, name_zh) and products.tsv
    (product_id, category, name, name_zh, description, description_zh). Raises `TextError`."""
    categories = {row["category"]: row for row in _rows(folder / "categories.tsv", "category")}
    products = []
    for row in _rows(folder / "products.tsv", "product_id"):
        above = categories.get(row["category"])
        if above is None:
            raise TextError(
                f"products.tsv: {row['product_id']} has the unknown category {row['category']!r}."
            )
        en = Words(row["name"], above["name"], above["department"], row["description"])
        zh = Words(row["name_zh"], above["name_zh"], above["department_zh"], row["description_zh"])
        products.append(Product(row["product_id"], row["category"], en, zh))
    return products


def _rows(file: Path | Traversable, key: str) -> list[dict[str, str]]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as err:
        raise TextError(f"{file}: cannot be read ({err}).") from err
    rows: list[dict[str, str]] = []
    for number, row in enumerate(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 2):
        if None in row or None in row.values() or not row.get(key):
            raise TextError(f"{file.name}, line {number}: not every column is filled, or there are too many.")
        rows.append(row)
    return rows
