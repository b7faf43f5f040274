"""The number that names a product: 14 digits with a valid check digit."""

from dataclasses import dataclass

_LENGTHS = (8, 12, 13, 14)


class InvalidGtin(ValueError):
    """A code that is no GTIN; the message says why."""


@dataclass(frozen=True, slots=True)
class Gtin:
    digits: str  # always 14

    def __post_init__(self) -> None:
        if len(self.digits) != 14 or not (self.digits.isascii() and self.digits.isdigit()):
            raise InvalidGtin(f"a GTIN has 14 digits: {self.digits!r}")
        if _check_digit(self.digits[:-1]) != self.digits[-1]:
            raise InvalidGtin(f"the check digit of {self.digits} should be {_check_digit(self.digits[:-1])}")

    @classmethod
    def parse(cls, code: str) -> "Gtin":
        """The GTIN in `code` (GTIN-8, -12, -13 or -14, spaces and hyphens allowed). Raises InvalidGtin."""
        digits = code.strip().replace(" ", "").replace("-", "")
        if len(digits) not in _LENGTHS:
            raise InvalidGtin(f"a GTIN has 8, 12, 13 or 14 digits: {code!r}")
        return cls(digits.zfill(14))

    @property
    def restricted(self) -> bool:
        """Whether it is of the ranges for a company's own use: in-store products, but loyalty cards and
        vouchers too (restricted circulation numbers of the GS1 General Specifications)."""
        if self.digits.startswith("000000"):  # a GTIN-8
            return self.digits[6] in "02"
        return self.digits[1:3] in ("02", "04") or self.digits[1] == "2"

    def __str__(self) -> str:
        return self.digits


def _check_digit(body: str) -> str:
    """GS1 mod-10 check digit (GS1 General Specifications, 7.9.1): weights 3, 1, 3, … from the right."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return str(-total % 10)
