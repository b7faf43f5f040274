"""What can be scanned: the products of the catalog beside the planogram, found by name or number."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.app.view_state import Language
from kiosk.ui.errors import WindowError

CARD = "LOY-1001"  # a loyalty card at hand; the demo's kiosk knows its owner


@dataclass(frozen=True, slots=True)
class Scannable:
    gtin: str
    name_en: str
    name_zh: str
    picture: str  # path inside the catalog package

    def name(self, language: Language) -> str:
        return self.name_zh if language is Language.ZH else self.name_en


def load_products(catalog: Path) -> tuple[Scannable, ...]:
    """The products of this catalog package, the most sold first. Raises WindowError."""
    path = catalog / "products.jsonl"
    try:
        with path.open(encoding="utf-8") as lines:
            return tuple(_product(json.loads(line)) for line in lines if line.strip())
    except OSError as err:
        raise WindowError(
            f"cannot read {path}: {err.strerror}; give the planogram of a catalog package"
        ) from err
    except (ValueError, KeyError, TypeError) as err:
        raise WindowError(f"{path} is not a table of products: {err}") from err


def _product(record: Any) -> Scannable:
    name = record["name"]
    return Scannable(str(record["gtin"]), str(name["en"]), str(name["zh"]), str(record["picture"]))


def find(products: tuple[Scannable, ...], text: str, limit: int) -> list[Scannable]:
    """Those whose name in either language or whose number holds every word of `text`."""
    words = text.casefold().split()
    found = []
    for product in products:
        haystack = f"{product.name_en} {product.name_zh} {product.gtin}".casefold()
        if all(word in haystack for word in words):
            found.append(product)
            if len(found) == limit:
                break
    return found
