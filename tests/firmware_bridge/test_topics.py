import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge import topics
from firmware_bridge.errors import TopicError


def test_what_is_built_can_be_taken_apart() -> None:
    assert topics.parse_homie(topics.slot_event("shelf-a", "a3")) == topics.PropertyTopic(
        "shelf-a", "a3", "event"
    )
    assert topics.parse_homie(topics.device_state("shelf-a")) == topics.DeviceTopic("shelf-a", "$state")
    assert topics.parse_planogram(topics.planogram("shelf-a")) == "shelf-a"
    assert topics.parse_raw_shelf(topics.raw_shelf("shelf-a", "a3")) == ("shelf-a", "a3")
    assert topics.parse_raw_scanner(topics.raw_scanner("s1")) == "s1"
    assert topics.parse_simulator_slot(topics.simulator_slot("shelf-a", "a3")) == ("shelf-a", "a3")
    alert = topics.device_alert("bridge", "load")
    assert topics.parse_device_alert(alert, "bridge") == "load"
    assert topics.parse_device_alert(alert, "other") is None
    assert topics.parse_device_alert(topics.device_state("bridge"), "bridge") is None


@pytest.mark.parametrize("bad", ["", "A", "a/b", "a+", "#", "-a", "a-", "é", "a" * 65, "a\n"])
def test_an_id_that_cannot_stand_in_a_topic_is_refused(bad: str) -> None:
    with pytest.raises(TopicError):
        topics.device_state(bad)


def test_commands_and_foreign_topics_are_no_values() -> None:
    assert topics.parse_homie(topics.replay_request()) is None
    assert topics.parse_homie("homie/4/a/b/c") is None
    assert topics.parse_raw_shelf("endcap/raw/shelf/a") is None


@given(st.text(max_size=60))
def test_any_topic_is_taken_apart_or_not(topic: str) -> None:
    for parse in (
        topics.parse_homie,
        topics.parse_planogram,
        topics.parse_raw_shelf,
        topics.parse_raw_scanner,
    ):
        parse(topic)
    topics.parse_simulator_slot(topic)
