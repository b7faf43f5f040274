"""A member of staff at the screen."""

from kiosk.domain import staff
from kiosk.domain.staff import Desk, StaffMember, StaffPhase, StaffTiming

TIMING = StaffTiming(pin_pad_s=30, working_s=180, warning_s=20)
MIA = StaffMember("s1", "Mia")


def test_a_pin_pad_that_is_left_alone_closes_without_asking() -> None:
    session = staff.opened(0.0, TIMING)
    assert staff.passed(session, 29.9, TIMING) == session
    assert staff.passed(session, 30.0, TIMING) is None


def test_a_check_that_takes_long_is_waited_for() -> None:
    session = staff.checking(staff.opened(0.0, TIMING), 1.0, TIMING)
    assert staff.passed(session, 1000.0, TIMING) == session


def test_a_wrong_pin_is_said_and_the_pad_stays() -> None:
    session = staff.refused(staff.checking(staff.opened(0.0, TIMING), 1.0, TIMING), 2.0, TIMING)
    assert session.phase is StaffPhase.PIN_PAD
    assert session.wrong


def test_a_right_pin_leads_to_what_to_restock() -> None:
    session = staff.admitted(MIA, 0.0, TIMING)
    assert (session.phase, session.desk, session.member) == (StaffPhase.WORKING, Desk.RESTOCK, MIA)


def test_staff_are_asked_and_then_signed_out() -> None:
    session = staff.admitted(MIA, 0.0, TIMING)
    asked = staff.passed(session, 180.0, TIMING)
    assert asked is not None
    assert asked.asked
    assert staff.passed(asked, 199.9, TIMING) == asked
    assert staff.passed(asked, 200.0, TIMING) is None


def test_goods_on_the_shelf_keep_staff_signed_in() -> None:
    asked = staff.passed(staff.admitted(MIA, 0.0, TIMING), 180.0, TIMING)
    assert asked is not None
    alive = staff.active(asked, 190.0, TIMING)
    assert not alive.asked
    assert staff.passed(alive, 369.0, TIMING) == alive
