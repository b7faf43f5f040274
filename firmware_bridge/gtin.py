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


def upce_gtin14(text: str) -> str:
    """The GTIN that a UPC-E symbol of 6, 7 or 8 digits stands for (GS1 General Specifications, 5.2.2.4.2).

    Eight digits are number system, six digits and check digit; the check digit may be missing, and with it
    the number system, which is 0 then. `DecodeError` when it is none.
    """
    digits = "0" + text if len(text) == 6 else text
    if len(digits) not in (7, 8) or not (digits.isascii() and digits.isdigit()) or digits[0] not in "01":
        raise DecodeError("not a UPC-E: it needs 6, 7 or 8 digits of number system 0 or 1")
    body, last = digits[1:6], digits[6]
    if last in "012":
        company, item = body[:2] + last + "00", "00" + body[2:]
    elif last == "3":
        company, item = body[:3] + "00", "000" + body[3:]
    elif last == "4":
        company, item = body[:4] + "0", "0000" + body[4:]
    else:
        company, item = body, "0000" + last
    plain = digits[0] + company + item
    return gtin14(plain + (digits[7:] or check_digit(plain)))
