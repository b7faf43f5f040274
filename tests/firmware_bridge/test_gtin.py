import pytest

from firmware_bridge.errors import DecodeError
from firmware_bridge.gtin import check_digit, gtin14, is_gtin14


@pytest.mark.parametrize("code", ["96385074", "036000291452", "5901234123457", "10614141000415"])
def test_every_length_becomes_14_digits(code: str) -> None:
    assert gtin14(code) == code.zfill(14)
    assert is_gtin14(gtin14(code))
    assert check_digit(code[:-1]) == code[-1]


@pytest.mark.parametrize(
    "code", ["", "5901234123458", "123", "590123412345a", "٥901234123457", "0" * 14, "-5901234123457"]
)
def test_what_is_no_gtin_is_refused(code: str) -> None:
    with pytest.raises(DecodeError):
        gtin14(code)
