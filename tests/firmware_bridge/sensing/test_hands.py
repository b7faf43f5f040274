from firmware_bridge.sensing.hands import Hands, Taken


def test_piece_comes_back_although_another_slot_s_clock_is_behind() -> None:
    hands = Hands(window_s=600.0)
    hands.take("a", Taken(at=100.0, count=1, grams=450.0, sd=1.0))
    assert hands.count("a", now=99.0) == 1  # a neighbour whose last reading is older looks at what is out
    assert hands.give_back("a", 1, 450.2, 1.0, now=101.0)


def test_piece_is_forgotten_after_the_window() -> None:
    hands = Hands(window_s=600.0)
    hands.take("a", Taken(at=100.0, count=1, grams=450.0, sd=1.0))
    assert not hands.give_back("a", 1, 450.2, 1.0, now=701.0)


def test_of_two_pieces_that_went_together_the_other_one_is_known_when_one_is_back() -> None:
    hands = Hands(window_s=600.0)
    hands.take("a", Taken(at=100.0, count=2, grams=905.0, sd=0.5))
    assert hands.give_back("a", 1, 449.0, 0.5, now=110.0)
    (left,) = hands.of("a", now=111.0)
    assert (left.count, left.grams) == (1, 456.0)
    assert left.sd < 1.0


def test_a_piece_that_was_no_part_of_what_went_leaves_the_rest_in_doubt() -> None:
    hands = Hands(window_s=600.0)
    hands.take("a", Taken(at=100.0, count=2, grams=905.0, sd=0.5))
    assert hands.give_back("a", 1, 300.0, 0.5, now=110.0)
    (left,) = hands.of("a", now=111.0)
    assert (left.count, left.grams) == (1, 452.5)
    assert left.sd > 5.0
