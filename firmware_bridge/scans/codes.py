"""What a scanned code means: GTINs, GS1 element strings and Digital Links, in-store codes, cards. Pure.

A code that names no product is still an answer (`gtin` is None), so that a screen can say "not sold here".
Cards of customers and staff are recognised by their prefix and sealed: what leaves this module cannot be
read back.
"""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import biip
from biip.gs1_element_strings import GS1ElementString

from firmware_bridge.errors import DecodeError
from firmware_bridge.gtin import check_digit, gtin14, is_gtin14, upce_gtin14
from firmware_bridge.messages import LOYALTY, STAFF

MAX_CODE = 512

# AIM symbology identifiers (ISO/IEC 15424) that scanners may put in front
_AIM: Final = {
    "]E0": "ean13", "]E3": "ean13", "]E4": "ean8", "]C1": "gs1-128", "]C0": "code128", "]e0": "gs1-databar",
    "]d1": "datamatrix", "]d2": "gs1-datamatrix", "]Q1": "qr", "]Q3": "gs1-qr", "]A0": "code39", "]I1": "itf",
}  # fmt: skip
# What ]E0 is put before: an EAN-8 has an identifier of its own, so eight digits or less are a UPC-E that the
# scanner did not write out.
_UPC_EAN: Final = frozenset({"ean13", "upca", "upce"})
EITHER: Final = "ean8-or-upce"  # eight digits that are both, from a scanner that does not say which
_GS1_SYMBOLOGIES: Final = frozenset({"gs1-128", "gs1-databar", "gs1-datamatrix", "gs1-qr"})


@dataclass(frozen=True, slots=True)
class VariableCode:
    """An in-store EAN-13 that carries a weight or a price.

    `pattern` has 13 letters: digits are the prefix, `i` the item number, `w` grams, `p` minor units, `v` a
    second check digit that is not looked at, `c` the check digit.
    """

    pattern: str

    def __post_init__(self) -> None:
        if len(self.pattern) != 13 or self.pattern[-1] != "c" or set(self.pattern) - set("0123456789iwpvc"):
            raise ValueError(f"{self.pattern!r} is not a pattern of 13 of 0-9, i, w, p, v that ends with c")

    def matches(self, code: str) -> bool:
        return all(want == have for want, have in zip(self.pattern, code, strict=True) if want.isdigit())

    def field(self, code: str, letter: str) -> str:
        return "".join(have for want, have in zip(self.pattern, code, strict=True) if want == letter)

    def item_gtin(self, code: str) -> str:
        """The code with its weight or price set to zero: how such an item stands in the catalog."""
        plain = "".join(
            have if want in "i0123456789" else "0" for want, have in zip(self.pattern, code, strict=True)
        )
        return (plain[:-1] + check_digit(plain[:-1])).zfill(14)


@dataclass(frozen=True, slots=True)
class CodeRules:
    """What this store's own codes look like."""

    loyalty_prefixes: tuple[str, ...] = ("LOY-",)
    staff_prefixes: tuple[str, ...] = ("STAFF-",)
    variable: tuple[VariableCode, ...] = ()
    seal_key: bytes = b""  # the device's secret (`firmware_bridge.card_key`); without it no card is read

    def __repr__(self) -> str:  # the key never reaches a log
        return f"CodeRules(loyalty={self.loyalty_prefixes}, staff={self.staff_prefixes})"


@dataclass(frozen=True, slots=True)
class Code:
    """A code that was understood as far as it can be."""

    symbology: str
    raw: str  # as scanned; of a card, its seal
    gtin: str | None = None
    lot: str | None = None
    expiry: date | None = None
    net_weight_g: float | None = None
    price: int | None = None
    alternative_gtin: str | None = None  # what it names where the catalog has no `gtin`: see EITHER


def read_code(raw: bytes | str, rules: CodeRules, symbology: str = "") -> Code:
    """The meaning of a scanned code. `DecodeError` only for what is no text, empty or too long, and for a
    card that cannot be sealed."""
    text = _text(raw)
    if text[:3] in _AIM:
        symbology, text = _AIM[text[:3]], text[3:]
    for prefixes, kind in ((rules.loyalty_prefixes, LOYALTY), (rules.staff_prefixes, STAFF)):
        if text.startswith(prefixes):
            return Code(kind, _seal(kind, text, rules.seal_key))
    if text.isascii() and text.isdigit() and symbology not in _GS1_SYMBOLOGIES:
        found = _from_digits(text, rules, symbology)
        if found is not None:
            return found
    return _from_gs1(text, symbology)


def _text(raw: bytes | str) -> str:
    if len(raw) > MAX_CODE:
        raise DecodeError(f"a code of {len(raw)} characters is over the limit of {MAX_CODE}")
    try:
        text = (raw if isinstance(raw, str) else raw.decode("utf-8")).strip("\r\n\t \0")
        text.encode()
    except UnicodeError as err:
        raise DecodeError("a code is not text") from err
    if not text:
        raise DecodeError("a code is empty")
    return text


def _seal(kind: str, text: str, key: bytes) -> str:
    if not key:
        raise DecodeError(f"a {kind} card cannot be sealed without the device's key")
    return f"{kind}:{hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]}"


def _from_digits(text: str, rules: CodeRules, symbology: str) -> Code | None:
    if len(text) == 13 and check_digit(text[:-1]) == text[-1]:
        for pattern in rules.variable:
            if pattern.matches(text):
                return _variable(text, pattern)
    ean, upce = _or_none(gtin14, text), None
    if len(text) <= 8 and symbology in _UPC_EAN:
        ean, upce = None, _or_none(upce_gtin14, text)
    elif len(text) == 8 and not symbology:
        upce = _or_none(upce_gtin14, text)
    if ean is not None and upce is not None:
        return Code(EITHER, text, ean, alternative_gtin=upce)
    if upce is not None:
        return Code("upce", text, upce)
    names = {8: "ean8", 12: "upca", 13: "ean13", 14: "itf14"}
    return None if ean is None else Code(symbology or names[len(text)], text, ean)


def _or_none(read: Callable[[str], str], text: str) -> str | None:
    try:
        return read(text)
    except DecodeError:
        return None


def _variable(text: str, pattern: VariableCode) -> Code:
    grams, price = pattern.field(text, "w"), pattern.field(text, "p")
    return Code(
        "ean13",
        text,
        pattern.item_gtin(text),
        net_weight_g=float(grams) if grams else None,
        price=int(price) if price else None,
    )


def _from_gs1(text: str, symbology: str) -> Code:
    try:
        parsed = biip.parse(_without_brackets(text))
        elements = parsed.gs1_message or parsed.gs1_digital_link_uri
    except (biip.ParseError, ValueError, ArithmeticError, LookupError):
        elements = None
    if elements is None:
        return Code(symbology or "unknown", text)
    if not symbology:
        symbology = "digital-link" if parsed.gs1_message is None else "gs1"
    return _from_elements(text, symbology, elements.element_strings)


def _without_brackets(text: str) -> str:
    """GS1 element strings as printed for people, `(01)…(17)…`, with separators instead of brackets."""
    if not text.startswith("("):
        return text
    return text[1:].replace("(", "\x1d").replace(")", "")


def _from_elements(text: str, symbology: str, elements: Sequence[GS1ElementString]) -> Code:
    found = {element.ai.ai: element for element in elements}
    item = found.get("01") or found.get("02")
    gtin = None if item is None or item.gtin is None else item.gtin.as_gtin_14()
    if gtin is not None and not is_gtin14(gtin):
        gtin = None
    lot, expiry, weight = found.get("10"), found.get("17") or found.get("15"), _weight(found)
    return Code(
        symbology,
        text,
        gtin,
        None if lot is None else lot.value,
        None if expiry is None else expiry.date,
        weight,
        _price(found),
    )


def _weight(found: dict[str, GS1ElementString]) -> float | None:
    """Net weight in grams: AI 310n is kilograms with n decimals."""
    for ai, element in found.items():
        if ai.startswith("310") and element.decimal is not None:
            return float(element.decimal * 1000)
    return None


def _price(found: dict[str, GS1ElementString]) -> int | None:
    """Price in minor units: AI 392n (of the item, in the store's currency) and 393n (with a currency)."""
    for ai, element in found.items():
        if ai.startswith(("392", "393")) and element.decimal is not None:
            return round(element.decimal * 100)
    return None
