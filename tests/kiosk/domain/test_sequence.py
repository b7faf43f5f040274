"""Nothing missed, nothing twice."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.sequence import MOST_AHEAD, START, Arrival, Ledger, Position, given_up, record

P = Position


def new(ledger: Ledger, *positions: tuple[int, int]) -> Ledger:
    for each in positions:
        ledger = record(ledger, P(*each), Arrival.NEW)
    return ledger


def again(ledger: Ledger, position: tuple[int, int], redelivered: bool = False) -> Ledger:
    return record(ledger, P(*position), Arrival.REPEATED, redelivered)


def test_what_comes_in_order_moves_the_cursor() -> None:
    ledger = new(Ledger(P(3, 7)), (3, 8), (3, 9))
    assert ledger == Ledger(P(3, 9))
    assert not ledger.gap


def test_a_gap_holds_the_cursor_until_it_is_filled() -> None:
    ledger = new(Ledger(P(3, 7)), (3, 10), (3, 9))
    assert ledger.cursor == P(3, 7)
    assert ledger.gap
    filled = new(ledger, (3, 8))
    assert filled == Ledger(P(3, 10))


def test_a_repeated_event_changes_nothing() -> None:
    ledger = Ledger(P(3, 7))
    assert again(ledger, (3, 7)) == ledger
    assert again(ledger, (3, 2)) == ledger


def test_when_the_journal_repeats_what_is_ahead_the_missing_is_gone_for_good() -> None:
    ledger = new(Ledger(P(3, 7)), (3, 10), (3, 11))
    ledger = again(ledger, (3, 10))
    assert ledger == Ledger(P(3, 11), frozenset(), missed=2)


def test_what_is_given_up_counts_as_missed_and_leaves_no_gap() -> None:
    ledger = new(given_up(Ledger(P(3, 7)), P(3, 8)), (3, 9))
    assert ledger == Ledger(P(3, 9), frozenset(), missed=1)
    assert again(ledger, (3, 8)) == ledger


def test_what_is_given_up_beyond_a_gap_waits_for_the_gap() -> None:
    ledger = given_up(Ledger(P(3, 7)), P(3, 9))
    assert (ledger.gap, ledger.missed) == (True, 1)
    assert new(ledger, (3, 8)) == Ledger(P(3, 9), frozenset(), missed=1)


def test_a_redelivery_by_the_broker_proves_nothing() -> None:
    ledger = new(Ledger(P(3, 7)), (3, 10))
    assert again(ledger, (3, 10), redelivered=True) == ledger


def test_a_new_boot_waits_for_the_journal_to_say_that_the_old_one_had_no_tail() -> None:
    ledger = new(Ledger(P(3, 7)), (4, 1))
    assert ledger.cursor == P(3, 7)
    assert again(ledger, (4, 1)) == Ledger(P(4, 1))


def test_the_tail_of_an_old_boot_is_taken_before_the_new_one() -> None:
    ledger = new(Ledger(P(3, 7)), (4, 1), (3, 8))
    assert ledger.cursor == P(3, 8)
    assert ledger.gap
    assert again(ledger, (4, 1)) == Ledger(P(4, 1))


def test_the_first_event_ever_is_confirmed_by_the_journal() -> None:
    ledger = new(Ledger(START), (1, 1))
    assert ledger.gap
    assert again(ledger, (1, 1)) == Ledger(P(1, 1))


def test_a_bridge_that_lost_its_memory_starts_over() -> None:
    assert new(Ledger(P(9, 500)), (1, 1)) == Ledger(P(1, 1))


def test_a_journal_that_never_answers_does_not_fill_the_memory() -> None:
    ledger = Ledger(P(1, 0))
    for seq in range(2, MOST_AHEAD + 3):
        ledger = record(ledger, P(1, seq), Arrival.NEW)
    assert ledger.missed == 1
    assert not ledger.ahead


@given(st.data())
def test_every_order_loss_and_repetition_ends_with_everything_seen_once(data: st.DataObject) -> None:
    """Events of three boots are shuffled, lost and repeated; then the journal answers in order."""
    journal = [P(boot, seq) for boot in (1, 2, 3) for seq in range(1, data.draw(st.integers(1, 5)) + 1)]
    live = data.draw(st.lists(st.sampled_from(journal), max_size=20))
    seen: set[Position] = set()
    ledger = Ledger(START)

    def receive(position: Position, redelivered: bool) -> None:
        nonlocal ledger
        arrival = Arrival.REPEATED if position in seen else Arrival.NEW
        seen.add(position)
        ledger = record(ledger, position, arrival, redelivered)

    for position in live:
        receive(position, redelivered=True)
    for _ in range(2 * len(journal)):
        for position in [each for each in journal if each > ledger.cursor]:
            receive(position, redelivered=False)
    assert seen == set(journal)
    assert ledger.cursor == journal[-1]
    assert not ledger.gap
    assert ledger.missed == 0


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6), st.booleans()), max_size=60))
def test_the_ledger_is_sound_for_any_numbers(arrivals: list[tuple[int, int, bool]]) -> None:
    ledger, seen = Ledger(START), set()
    for boot, seq, redelivered in arrivals:
        position = P(boot, seq)
        ledger = record(ledger, position, Arrival.REPEATED if position in seen else Arrival.NEW, redelivered)
        seen.add(position)
        assert all(each > ledger.cursor for each in ledger.ahead)
        assert ledger.missed >= 0
