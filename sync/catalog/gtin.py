"""GTINs: the check digit, and in-store numbers for products that have none of their own.

In-store numbers are GS1 restricted circulation numbers (prefixes 20-29, meant for use inside a company or
region), so they never collide with a manufacturer's code.
"""

import hashlib
from collections.abc import Iterable

_DIRECT_PREFIX = "20"  # the item number is the product's own numeric id
_HASHED_PREFIXES = (
    "21",
    "22",
    "23",
    "24",
    "25",
    "26",
    "27",
    "28",
)  # the item number is drawn from a hash of the id
_ITEM_DIGITS = 10
GTIN_LENGTHS = (8, 12, 13, 14)


def check_digit(digits: str) -> str:
    """The GS1 mod-10 check digit of `digits` (GS1 General Specifications, 7.9.1).

    Weights 3, 1, 3, … count from the right. Raises ValueError where `digits` is not all ASCII digits.
    """
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError(f"not digits: {digits!r}")
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def is_gtin14(code: str) -> bool:
    """Whether `code` is 14 digits with a valid check digit."""
    return len(code) == 14 and code.isascii() and code.isdigit() and check_digit(code[:-1]) == code[-1]


def to_gtin14(code: str) -> str | None:
    """`code` (GTIN-8, -12, -13 or -14) as 14 digits, or None where it is not a valid GTIN."""
    code = code.strip()
    padded = code.zfill(14)
    return padded if len(code) in GTIN_LENGTHS and is_gtin14(padded) else None


def in_store_gtins(product_ids: Iterable[str]) -> dict[str, str]:
    """An in-store GTIN for each product id: injective, and the same in every build.

    A plain number of up to ten digits is its own item number. Any other id takes a number drawn from its
    hash; in the unlikely case that two draw the same one, the id that sorts later draws again.
    """
    gtins: dict[str, str] = {}
    taken: set[str] = set()
    for product_id in sorted(set(product_ids)):
        attempt = 0
        body = _body(product_id, attempt)
        while body in taken:
            attempt += 1
            body = _body(product_id, attempt)
        taken.add(body)
        gtins[product_id] = "0" + body + check_digit(body)
    return gtins


def _body(product_id: str, attempt: int) -> str:
    """Twelve digits: restricted prefix and item number."""
    plain = product_id.isascii() and product_id.isdigit() and (product_id == "0" or product_id[0] != "0")
    if plain and len(product_id) <= _ITEM_DIGITS:
        return _DIRECT_PREFIX + product_id.zfill(_ITEM_DIGITS)
    digest = hashlib.sha256(f"{attempt}:{product_id}".encode()).digest()
    prefix = _HASHED_PREFIXES[digest[0] % len(_HASHED_PREFIXES)]
    return prefix + str(int.from_bytes(digest[1:9]) % 10**_ITEM_DIGITS).zfill(_ITEM_DIGITS)
