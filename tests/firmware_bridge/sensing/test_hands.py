from firmware_bridge.sensing.hands import Hands, Taken


def test_piece_comes_back_although_another_slot_s_clock_is_behind() -> None:
    hands = Hands(window_s=600.0)
    hands.take("a", Taken(at=100.0, count=1, grams=450.0, sd=1.0))
    assert hands.count("a", now=99.0) == 1  # a neighbour whose last reading is older looks at what is out
    assert hands.give_back("a", 1, 450.2, now=101.0)


def test_piece_is_forgotten_after_the_window() -> None:
    hands = Hands(window_s=600.0)
    hands.take("a", Taken(at=100.0, count=1, grams=450.0, sd=1.0))
    assert not hands.give_back("a", 1, 450.2, now=701.0)
