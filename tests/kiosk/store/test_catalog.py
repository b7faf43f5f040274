"""catalog.db: built from a release, read, searched, and built again when it is damaged."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.app.errors import CatalogUnreadable
from kiosk.domain.diet import Contents
from kiosk.domain.money import Money
from kiosk.domain.planogram import SlotRef
from kiosk.domain.text import Language, Text
from kiosk.store.catalog import CatalogStore
from kiosk.store.catalog_build import build
from sync.catalog.errors import CatalogFormatError
from sync.catalog.model import Text as CatalogText
from tests.kiosk.small_store import CHEESE, CRACKERS, MILK, NOW, SHOES, VERSION, Device, catalog, gtin


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CatalogStore]:
    folder = tmp_path_factory.mktemp("device")
    release = Device(folder).install_catalog()
    build(release, folder / "catalog.db")
    opened = CatalogStore(folder / "catalog.db")
    yield opened
    opened.close()


def found(store: CatalogStore, query: str) -> list[str]:
    """English names, best first."""
    names = []
    for product_id in store.search(query, 20).product_ids:
        product = store.product(product_id)
        assert product is not None
        names.append(product.name.en)
    return names


def test_everything_of_the_release_is_there(store: CatalogStore) -> None:
    assert (store.version, store.store_id, store.size) == (VERSION, "7", 12)
    assert store.store_name == Text("Corner Store", "街角小店")
    product = store.product(CHEESE)
    assert product is not None
    assert product.price == Money(279, "USD")
    assert product.store_brand
    assert product.payable(NOW) == Money(229, "USD")
    assert product.payable(NOW + timedelta(days=5)) == Money(279, "USD")
    assert (store.folder / product.picture).is_file()


def test_the_planogram_says_what_stands_where(store: CatalogStore) -> None:
    slot = store.planogram.slot(SlotRef("shelf-a", "a2"))
    assert slot is not None
    assert (slot.product_id, slot.gtin, slot.capacity, slot.threshold) == (CHEESE, gtin(CHEESE), 12, 4)
    assert store.planogram.places_of(SHOES) == (SlotRef("shelf-b", "b1"),)


def test_departments_and_categories_count_their_products(store: CatalogStore) -> None:
    assert [(group.id, group.products) for group in store.departments] == [("food", 9), ("home", 3)]
    assert [(group.id, group.products) for group in store.categories("home")] == [("shoes", 2), ("bulbs", 1)]
    assert store.listing("shoes", 1).product_ids == (SHOES,)
    assert store.listing("shoes", 1).total == 2
    assert store.listing("nothing", 5).total == 0


def test_promotions_that_have_ended_are_not_shown(store: CatalogStore) -> None:
    assert store.promoted(NOW, 9) == (CHEESE, CRACKERS)
    assert store.promoted(NOW + timedelta(days=5), 9) == ()


@pytest.mark.parametrize("code", [gtin(MILK), gtin(MILK).lstrip("0"), MILK, f" {MILK} "])
def test_a_code_of_any_length_finds_its_product(store: CatalogStore, code: str) -> None:
    assert store.by_code(code) == MILK


@pytest.mark.parametrize("code", ["4006381333931", "", "999999", "0", "' or 1=1 --", gtin(MILK)[:-1] + "X"])
def test_a_code_that_is_not_sold_finds_nothing(store: CatalogStore, code: str) -> None:
    assert store.by_code(code) is None


def test_english_words_are_found_by_their_beginning(store: CatalogStore) -> None:
    assert found(store, "chee") == ["Cheese Crackers, 14 oz", "Store Brand Shredded Cheese, 8 oz"]
    assert found(store, "SHRED chee") == ["Store Brand Shredded Cheese, 8 oz"]
    assert found(store, "creme brulee") == ["Crème Brûlée"]


def test_names_that_begin_with_the_query_come_first_then_what_sells_most(store: CatalogStore) -> None:
    assert found(store, "milk") == ["Milk Chocolate", "Whole Milk", "Skim Milk"]
    assert found(store, "bananas") == ["Bananas, 2 lb", "Green Bananas"]


def test_chinese_is_found_anywhere_in_a_name(store: CatalogStore) -> None:
    assert found(store, "运动鞋") == ["Running Shoes", "Tennis Shoes"]
    assert found(store, "牛奶") == ["Milk Chocolate", "Whole Milk", "Skim Milk"]


def test_characters_out_of_order_are_found_after_all(store: CatalogStore) -> None:
    assert found(store, "奶牛") == ["Whole Milk", "Skim Milk", "Milk Chocolate"]


@pytest.mark.parametrize("query", ["ydx", "yundongxie", "yundong", "yun dong xie", "YDX", "ｙｄｘ"])
def test_pinyin_and_its_initials_are_found_from_any_syllable(store: CatalogStore, query: str) -> None:
    assert found(store, query)[:2] == ["Running Shoes", "Tennis Shoes"]


def test_pinyin_with_u_dots_is_typed_with_v(store: CatalogStore) -> None:
    assert found(store, "lvcha") == ["Green Tea"]


def test_both_languages_may_be_mixed(store: CatalogStore) -> None:
    assert found(store, "芝士 shredded") == ["Store Brand Shredded Cheese, 8 oz"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chesse", "Cheese Crackers, 14 oz"),
        ("bananna", "Bananas, 2 lb"),
        ("chocolte", "Milk Chocolate"),
        ("tenis sheos", "Tennis Shoes"),
    ],
)
def test_a_slip_of_the_finger_is_forgiven(store: CatalogStore, typed: str, meant: str) -> None:
    assert meant in found(store, typed)


def test_numbers_are_found_whole_before_in_part(store: CatalogStore) -> None:
    assert store.search(MILK, 5).product_ids[0] == MILK
    assert store.search(gtin(SHOES).lstrip("0"), 5).product_ids == (SHOES,)
    assert MILK in store.search(gtin(MILK).lstrip("0")[:8], 20).product_ids


def test_a_page_says_how_many_there_are_in_all(store: CatalogStore) -> None:
    page = store.search("milk", 2)
    assert len(page.product_ids) == 2
    assert page.total == 3


@pytest.mark.parametrize("query", ["", "   ", "zzzz", "!!!", '"', "AND", "NEAR(", "*", "words:milk^"])
def test_a_strange_query_finds_little_and_breaks_nothing(store: CatalogStore, query: str) -> None:
    assert store.search(query, 5).total <= 3


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30))
def test_no_query_breaks_the_search(store: CatalogStore, query: str) -> None:
    result = store.search(query, 5)
    assert len(result.product_ids) == len(set(result.product_ids)) <= 5
    assert result.total >= len(result.product_ids)


# ---- damage


def test_a_missing_cache_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(CatalogUnreadable, match="does not exist"):
        CatalogStore(tmp_path / "catalog.db")


@pytest.mark.parametrize("damage", ["empty", "noise", "cut", "scribbled", "foreign"])
def test_a_damaged_cache_is_noticed_and_can_be_built_again(device: Device, damage: str) -> None:
    path = device.state / "catalog.db"
    release = device.state / "releases" / "catalog" / VERSION
    build(release, path)
    content = path.read_bytes()
    half = len(content) // 2
    path.write_bytes(
        {
            "empty": b"",
            "noise": b"\x00\xff" * 5000,
            "cut": content[:half],
            "scribbled": content[:8192] + b"\xaa" * 40_000 + content[48_192:],
            "foreign": _foreign(device.state / "foreign.db"),
        }[damage]
    )
    with pytest.raises(CatalogUnreadable):
        CatalogStore(path)
    build(release, path)
    CatalogStore(path).close()


def _foreign(path: Path) -> bytes:
    from sync.database import connect

    db = connect(path)
    db.execute("pragma journal_mode=delete")
    db.execute("create table other (x)")
    db.close()
    return path.read_bytes()


def test_an_open_catalog_goes_on_serving_while_a_new_one_takes_its_place(device: Device) -> None:
    path = device.state / "catalog.db"
    build(device.state / "releases" / "catalog" / VERSION, path)
    old = CatalogStore(path)
    build(device.install_catalog(version="2026.11.24-2"), path)
    new = CatalogStore(path)
    assert old.search("milk", 9) == new.search("milk", 9)
    assert (old.version, new.version) == (VERSION, "2026.11.24-2")
    old.close()
    assert new.by_code(MILK) == MILK
    new.close()


def test_a_build_that_was_cut_off_leaves_the_old_one(device: Device) -> None:
    path = device.state / "catalog.db"
    release = device.state / "releases" / "catalog" / VERSION
    build(release, path)
    path.with_name("catalog.db.new").write_bytes(b"half of it")
    (release / "products.jsonl").write_text("{")
    with pytest.raises(CatalogFormatError, match=r"products\.jsonl"):
        build(release, path)
    CatalogStore(path).close()
    assert catalog(release).version == VERSION


def test_what_products_contain_and_what_speaks_for_them_is_kept(store: CatalogStore) -> None:
    assert store.contents == {Contents.DAIRY}
    assert store.containing(frozenset({Contents.DAIRY, Contents.PORK})) == {MILK, CHEESE, "1005"}
    assert store.containing(frozenset()) == frozenset()
    milk = store.product(MILK)
    assert milk is not None
    assert [(point.language, point.reviewed) for point in milk.points] == [
        (Language.EN, False),
        (Language.EN, True),
        (Language.ZH, False),
    ]


def test_products_of_one_name_and_size_are_known(tmp_path: Path) -> None:
    made = catalog(tmp_path)
    first, second, third, *rest = made.products
    second = replace(second, name=first.name)
    third = replace(third, name=first.name, size=CatalogText("2 gal", "2加仑"))
    device = Device(tmp_path)
    release = device.install_catalog(replace(made, products=(first, second, third, *rest)))
    build(release, tmp_path / "catalog.db")
    store = CatalogStore(tmp_path / "catalog.db")
    try:
        told = [store.product(each.product_id) for each in (first, second, third)]
        assert [each is not None and each.namesakes for each in told] == [True, True, False]
    finally:
        store.close()
