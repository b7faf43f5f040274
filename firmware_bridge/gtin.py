"""GTIN values: 14 digits with a valid check digit (GS1 General Specifications, section 7.9)."""

from firmware_bridge.errors import DecodeError


def check_digit(digits: str) -> str:
    """The check digit that follows `digits` (of any number): weights 3 and 1 from the right."""
    total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits)))
    return str(-total % 10)


def is_gtin14(text: str) -> bool:
    """Whether `text` is 14 ASCII digits, not all zero, with a valid check digit."""
    return (
        len(text) == 14
        and text.isascii()
        and text.isdigit()
        and text.strip("0") != ""
        and check_digit(text[:-1]) == text[-1]
    )


def gtin14(text: str) -> str:
    """A GTIN-8, -12, -13 or -14 as 14 digits; `DecodeError` when the length or the check digit is wrong."""
    padded = text.zfill(14)
    if len(text) not in (8, 12, 13, 14) or not is_gtin14(padded):
        raise DecodeError("not a GTIN: it needs 8, 12, 13 or 14 digits with a valid check digit")
    return padded
