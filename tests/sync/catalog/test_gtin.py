import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.catalog.gtin import check_digit, in_store_gtins, is_gtin14, to_gtin14

IDS = st.one_of(st.integers(0, 10**12).map(str), st.text(min_size=1, max_size=20))


@pytest.mark.parametrize(
    ("body", "digit"),
    [
        ("400638133393", "1"),
        ("03600029145", "2"),
        ("9638507", "4"),
        ("0950110153000", "3"),
        ("0629104150021", "3"),
    ],
)
def test_check_digits_of_published_codes(body: str, digit: str) -> None:
    assert check_digit(body) == digit


@given(st.text("0123456789", min_size=13, max_size=13), st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(body: str, place: int, shift: int) -> None:
    code = body + check_digit(body)
    wrong = code[:place] + str((int(code[place]) + shift) % 10) + code[place + 1 :]
    assert is_gtin14(code)
    assert not is_gtin14(wrong)


@given(st.sets(IDS, max_size=200))
def test_in_store_numbers_are_valid_restricted_and_never_shared(ids: set[str]) -> None:
    gtins = in_store_gtins(ids)
    assert set(gtins) == ids
    assert len(set(gtins.values())) == len(ids)
    assert all(is_gtin14(gtin) and gtin[0] == "0" and "20" <= gtin[1:3] <= "29" for gtin in gtins.values())


@given(st.sets(IDS, max_size=50), st.sets(IDS, max_size=50))
def test_a_product_keeps_its_number_when_others_come_and_go(ids: set[str], others: set[str]) -> None:
    before, after = in_store_gtins(ids), in_store_gtins(ids | others)
    assert all(after[product_id] == gtin for product_id, gtin in before.items())


def test_a_numeric_id_can_be_read_in_its_number() -> None:
    assert in_store_gtins(["852856"]) == {"852856": "0" + "200000852856" + check_digit("200000852856")}


def test_ids_that_differ_in_leading_zeros_are_different_products() -> None:
    assert len(set(in_store_gtins(["42", "042", "0042"]).values())) == 3


@pytest.mark.parametrize(
    ("code", "padded"),
    [
        ("4006381333931", "04006381333931"),
        (" 036000291452 ", "00036000291452"),
        ("96385074", "00000096385074"),
        ("4006381333932", None),
        ("123", None),
        ("", None),
        ("４００６３８１３３３９３１", None),
    ],
)
def test_only_valid_codes_of_a_known_length_become_gtins(code: str, padded: str | None) -> None:
    assert to_gtin14(code) == padded


def test_what_is_not_digits_has_no_check_digit() -> None:
    with pytest.raises(ValueError, match="not digits"):
        check_digit("12a")
