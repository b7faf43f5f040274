from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge import messages, values
from firmware_bridge.gtin import check_digit
from firmware_bridge.messages import (
    DecodeError,
    EventKind,
    PlanogramSlot,
    RawReadings,
    ReplayRequest,
    ScanEvent,
    ScanSource,
    ShelfEvent,
    ShelfPlanogram,
)
from firmware_bridge.simulator import commands

DECODERS = [
    read
    for module in (messages, values, commands)
    for name, read in vars(module).items()
    if name.startswith("decode_")
]
GTIN = "06901234567892"
EVENT = (
    b'{"v":1,"id":"u","boot":7,"seq":1042,"ts":"2026-11-24T08:15:02.123Z","slot":"a3","gtin":"06901234567892",'
    b'"kind":"pick","qty":1,"grams":-105.5,"confidence":0.98}'
)

times = (
    st.integers(1_600_000_000_000, 4_000_000_000_000)
    .map(lambda ms: datetime.fromtimestamp(ms / 1000, UTC))
    .map(lambda t: t.replace(microsecond=round(t.microsecond, -3) % 1_000_000))
)
gtins = st.integers(1, 10**13 - 1).map(lambda n: f"{n:013d}" + check_digit(f"{n:013d}"))
ids = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?", fullmatch=True)
texts = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60)


def test_reads_the_event_of_the_contract() -> None:
    assert messages.decode_shelf_event(EVENT) == ShelfEvent(
        id="u",
        boot=7,
        seq=1042,
        ts=datetime(2026, 11, 24, 8, 15, 2, 123000, UTC),
        slot="a3",
        gtin=GTIN,
        kind=EventKind.PICK,
        qty=1,
        grams=-105.5,
        confidence=0.98,
    )


@given(
    st.builds(
        ShelfEvent,
        id=texts,
        boot=st.integers(0, 2**53),
        seq=st.integers(0, 2**53),
        ts=times,
        slot=ids,
        gtin=st.none() | gtins,
        kind=st.sampled_from(EventKind),
        qty=st.integers(0, 10_000),
        grams=st.integers(-99_999, 99_999).map(lambda n: n / 10),
        confidence=st.integers(0, 1000).map(lambda n: n / 1000),
    )
)
def test_a_shelf_event_survives_the_wire(event: ShelfEvent) -> None:
    assert messages.decode_shelf_event(messages.encode_shelf_event(event)) == event


@given(
    st.builds(
        ScanEvent,
        id=texts,
        boot=st.integers(0, 2**53),
        seq=st.integers(0, 2**53),
        ts=times,
        source=st.sampled_from(ScanSource),
        symbology=texts.filter(lambda t: len(t) <= 32),
        raw=texts,
        gtin=st.none() | gtins,
        lot=st.none() | texts,
        expiry=st.none() | st.dates(date(1900, 1, 1), date(2199, 1, 1)),
        net_weight_g=st.none() | st.floats(0, 1e6),
        price=st.none() | st.integers(0, 10**9),
        alternative_gtin=st.none() | gtins,
    )
)
def test_a_scan_event_survives_the_wire(event: ScanEvent) -> None:
    assert messages.decode_scan_event(messages.encode_scan_event(event)) == event


def test_a_planogram_and_a_replay_request_survive_the_wire() -> None:
    planogram = ShelfPlanogram("shelf-a", (PlanogramSlot("a1", GTIN, 105.5, 12),))
    assert messages.decode_planogram(messages.encode_planogram(planogram)) == planogram
    request = ReplayRequest(7, 1042)
    assert messages.decode_replay_request(messages.encode_replay_request(request)) == request


def test_raw_readings_may_come_alone_or_in_batches_with_or_without_a_clock() -> None:
    when = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
    alone = messages.encode_raw_readings([12.34], t0=when)
    assert messages.decode_raw_readings(alone) == RawReadings(when, None, (12.34,))
    batch = messages.encode_raw_readings([1.0, 2.0], t0=when, hz=60)
    assert messages.decode_raw_readings(batch) == RawReadings(when, 60.0, (1.0, 2.0))
    assert messages.decode_raw_readings(b'{"grams":-3}') == RawReadings(None, None, (-3.0,))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"v":1', b'"v":2'),
        (b'"v":1,', b""),
        (b'"boot":7', b'"boot":true'),
        (b'"boot":7', b'"boot":7.0'),
        (b'"seq":1042', b'"seq":-1'),
        (b"08:15:02.123Z", b"08:15:02.123"),
        (b"2026-11-24", b"1970-11-24"),
        (b'"a3"', b'"A3"'),
        (b'"a3"', b'"a/3"'),
        (b"06901234567892", b"06901234567893"),
        (b"06901234567892", b"6901234567892"),
        (b'"pick"', b'"steal"'),
        (b'"pick"', b'["pick"]'),
        (b'"qty":1', b'"qty":"1"'),
        (b"-105.5", b"NaN"),
        (b"-105.5", b"-Infinity"),
        (b"-105.5", b"1e400"),
        (b"-105.5", b"1" + b"0" * 400),
        (b"0.98", b"1.01"),
        (b'"id":"u"', b'"id":""'),
        (b'"id":"u"', b'"id":"\\ud800"'),
        (b'"id":"u"', b'"id":"' + b"u" * 5000 + b'"'),
    ],
)
def test_an_event_with_one_wrong_field_is_refused(old: bytes, new: bytes) -> None:
    assert old in EVENT
    with pytest.raises(DecodeError):
        messages.decode_shelf_event(EVENT.replace(old, new))


def test_unknown_fields_of_a_newer_sender_are_ignored() -> None:
    messages.decode_shelf_event(EVENT.replace(b'"v":1', b'"v":1,"colour":"red"'))


@pytest.mark.parametrize("decode", DECODERS)
@given(
    payload=st.binary(max_size=200) | st.text(max_size=80).map(lambda t: t.encode("utf-8", "surrogatepass"))
)
def test_any_bytes_decode_or_raise_a_decode_error(decode, payload: bytes) -> None:  # type: ignore[no-untyped-def]
    try:
        decode(payload)
    except DecodeError as err:
        assert str(err)


@pytest.mark.parametrize("decode", DECODERS)
def test_deep_and_oversized_payloads_are_refused(decode) -> None:  # type: ignore[no-untyped-def]
    for payload in (b"[" * 50_000, b'{"a":' * 20_000, b'{"grams":"' + b"x" * 70_000 + b'"}', b"1" * 5_000):
        with pytest.raises(DecodeError):
            decode(payload)
