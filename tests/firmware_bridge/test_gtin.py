import pytest
from biip.upc import Upc
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.errors import DecodeError
from firmware_bridge.gtin import check_digit, gtin14, is_gtin14, upce_gtin14


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


# Three of them write out to nothing but zeros, which is nobody's product.
NOUGHTS = ["0000000", "0000003", "0000004"]


@given(st.integers(0, 1_999_999).map(lambda n: f"{n:07d}").filter(lambda digits: digits not in NOUGHTS))
def test_a_upc_e_is_written_out_as_another_library_does(digits: str) -> None:
    expected = Upc.parse(digits).as_gtin_14()
    assert upce_gtin14(digits) == upce_gtin14(digits + expected[-1]) == expected
    if digits[0] == "0":
        assert upce_gtin14(digits[1:]) == expected


@pytest.mark.parametrize(
    "code", ["", "12345", "21234565", "01234566", "0123456a", "012345650", "٠1234565", *NOUGHTS]
)
def test_what_is_no_upc_e_is_refused(code: str) -> None:
    with pytest.raises(DecodeError):
        upce_gtin14(code)
