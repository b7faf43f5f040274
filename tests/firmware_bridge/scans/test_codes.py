from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.errors import DecodeError
from firmware_bridge.gtin import check_digit, is_gtin14
from firmware_bridge.scans.codes import EITHER, Code, CodeRules, VariableCode, read_code

RULES = CodeRules(
    variable=(VariableCode("21iiiiiwwwwwc"), VariableCode("22iiiiivppppc")), seal_key=b"of this store"
)


def ean13(plain: str) -> str:
    return plain + check_digit(plain)


@pytest.mark.parametrize(
    ("raw", "symbology", "gtin"),
    [
        (b"5901234123457", "ean13", "05901234123457"),
        (b"036000291452\r\n", "upca", "00036000291452"),
        (b"96385074", "ean8", "00000096385074"),
        (b"]E05901234123457", "ean13", "05901234123457"),
        (b"]E401234565", "ean8", "00000001234565"),
        (b"]E001234565", "upce", "00012345000065"),  # an EAN-8 would be ]E4
        (b"]E0123456", "upce", "00012345000065"),
        (b"]E00012345000065", "ean13", "00012345000065"),
        (b"04252614", "upce", "00042100005264"),  # no EAN-8: its check digit is another
        (b"10614141000415", "itf14", "10614141000415"),
        (b"]C10109506000134352", "gs1-128", "09506000134352"),
        (b"(01)09506000134352", "gs1", "09506000134352"),
        (b"https://id.gs1.org/01/09506000134352/10/AB?17=290228", "digital-link", "09506000134352"),
    ],
)
def test_a_product_code_gives_its_gtin(raw: bytes, symbology: str, gtin: str) -> None:
    code = read_code(raw, RULES)
    assert (code.symbology, code.gtin) == (symbology, gtin)


def test_eight_digits_that_are_both_carry_both_readings() -> None:
    code = read_code(b"01234565", RULES)
    assert (code.symbology, code.gtin, code.alternative_gtin) == (EITHER, "00000001234565", "00012345000065")
    assert read_code("01234565", RULES, "ean8").alternative_gtin is None  # a camera says which
    assert read_code("01234565", RULES, "upce").gtin == "00012345000065"
    assert read_code("0012345000065", RULES, "upce").gtin == "00012345000065"
    assert read_code(b"123456", RULES).gtin is None  # six digits without an identifier may be anything


def test_batch_expiry_weight_and_price_are_read_and_day_00_is_the_months_end() -> None:
    code = read_code(b"]d2010950600013435217280200\x1d3103001250\x1d39221999\x1d10AB", RULES)
    assert code == Code(
        "gs1-datamatrix",
        "010950600013435217280200\x1d3103001250\x1d39221999\x1d10AB",
        "09506000134352",
        "AB",
        date(2028, 2, 29),
        1250.0,
        1999,
    )


def test_in_store_codes_carry_weight_or_price() -> None:
    weighed = read_code(ean13("211234501250"), RULES)
    assert (weighed.net_weight_g, weighed.price) == (1250.0, None)
    priced = read_code(ean13("221234501299"), RULES)
    assert (priced.net_weight_g, priced.price) == (None, 1299)
    other = read_code(ean13("211234509999"), RULES)
    assert weighed.gtin == other.gtin
    assert weighed.gtin is not None
    assert is_gtin14(weighed.gtin)


@pytest.mark.parametrize(
    "raw", [b"hello", b"5901234123458", "中文".encode(), b"0109506000134353", b"http://a/b", b"M-1"]
)
def test_what_names_no_product_is_still_an_answer(raw: bytes) -> None:
    code = read_code(raw, RULES)
    assert code.gtin is None
    assert code.raw == raw.decode()


def test_cards_leave_sealed_and_the_seal_depends_on_the_store() -> None:
    card = read_code(b"LOY-4711", RULES)
    assert card.symbology == "loyalty"
    assert "4711" not in repr(card)
    assert card == read_code(b"LOY-4711\r", RULES)
    assert card.raw != read_code(b"LOY-4711", CodeRules(seal_key=b"another")).raw
    assert read_code(b"STAFF-1", RULES).symbology == "staff"
    with pytest.raises(DecodeError, match="sealed"):
        read_code(b"LOY-4711", CodeRules())
    assert "of this store" not in repr(RULES)


@pytest.mark.parametrize("raw", [b"", b"  \r\n", b"\xff\xfe", b"1" * 5000])
def test_what_is_no_code_is_refused(raw: bytes) -> None:
    with pytest.raises(DecodeError):
        read_code(raw, RULES)


@pytest.mark.parametrize("pattern", ["21iiiii", "21iiiiiwwwwwx", "2xiiiiiwwwwwc"])
def test_a_wrong_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        VariableCode(pattern)


@given(
    st.binary(max_size=120)
    | st.from_regex(r"\]C1(01\d{14})?(1[0-7]|3[0-9]{3}|39[23]\d)[0-9A-Z\x1d]{0,30}").map(str.encode)
)
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        code = read_code(raw, RULES)
    except DecodeError:
        return
    assert code.gtin is None or is_gtin14(code.gtin)
