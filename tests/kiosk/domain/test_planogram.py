"""Headquarters' plan, and what staff changed in it."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.planogram import Placement, Planogram, Shelf, Slot, SlotRef, placed_by_staff
from kiosk.domain.text import Text

PRODUCTS = ("milk", "tea", "oats")
products = st.sampled_from(PRODUCTS)
refs = st.builds(
    SlotRef, st.sampled_from(["shelf-a", "shelf-b", "shelf-z"]), st.sampled_from(["s1", "s2", "s9"])
)
placements = st.dictionaries(
    refs, st.builds(Placement, products, st.just("0" * 14), st.floats(1.0, 5000.0), products), max_size=6
)


def slot(name: str, product_id: str) -> Slot:
    return Slot(name, product_id, "1" * 14, 100.0, 12, 3)


def shelf(name: str, *products_of: str) -> Shelf:
    slots = tuple(slot(f"s{at}", each) for at, each in enumerate(products_of, 1))
    return Shelf(name, Text(name, name), "aisle", slots)


plans = st.builds(
    lambda a, b: Planogram((), (shelf("shelf-a", *a), shelf("shelf-b", *b))),
    st.lists(products, max_size=3),
    st.lists(products, max_size=3),
)


def test_a_placement_holds_while_the_plan_is_the_one_that_it_replaced() -> None:
    tea = Placement("tea", "2" * 14, 50.0, instead_of="milk")
    placed = placed_by_staff(
        Planogram((), (shelf("shelf-a", "milk", "oats"),)), {SlotRef("shelf-a", "s1"): tea}
    )
    first, second = placed.shelves[0].slots
    assert (first.product_id, first.gtin, first.unit_weight_g) == ("tea", "2" * 14, 50.0)
    assert (first.capacity, first.threshold) == (12, 3)
    assert second == slot("s2", "oats")
    newer = Planogram((), (shelf("shelf-a", "oats"),))
    assert placed_by_staff(newer, {SlotRef("shelf-a", "s1"): tea}) == newer


def test_a_product_has_every_slot_that_holds_it_in_the_plan_s_order() -> None:
    plan = Planogram((), (shelf("shelf-b", "milk", "oats", "milk"), shelf("shelf-a", "milk")))
    b1, b3, a1 = SlotRef("shelf-b", "s1"), SlotRef("shelf-b", "s3"), SlotRef("shelf-a", "s1")
    assert plan.places_of("milk") == (b1, b3, a1)
    assert plan.places_of("tea") == ()


@given(plans, placements)
def test_only_slots_whose_plan_was_replaced_differ_from_it(
    plan: Planogram, changed: dict[SlotRef, Placement]
) -> None:
    placed = placed_by_staff(plan, changed)
    assert [ref for ref, _ in placed.placed()] == [ref for ref, _ in plan.placed()]
    for (ref, planned), (_, present) in zip(plan.placed(), placed.placed(), strict=True):
        own = changed.get(ref)
        if own is not None and own.instead_of == planned.product_id:
            assert (present.product_id, present.unit_weight_g) == (own.product_id, own.unit_weight_g)
        else:
            assert present == planned
