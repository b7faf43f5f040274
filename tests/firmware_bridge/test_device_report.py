"""What the bridge tells staff of its devices, read by a kiosk that trusts nobody."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.device_report import (
    MAX_BYTES,
    Answer,
    CellHealth,
    Channel,
    DeviceReport,
    decode_answer,
    decode_report,
)
from firmware_bridge.errors import DecodeError
from firmware_bridge.registry import Place, Source

REPORT: dict[str, Any] = {
    "v": 1,
    "devices": [
        {
            "dialect": "esphome",
            "device": "shelf-esp-1",
            "online": True,
            "heard": "2026-11-24T08:15:02.000Z",
            "channels": [
                {
                    "channel": "slot_a1",
                    "grams": 84112.0,
                    "place": {"shelf": "shelf-a", "slot": "a1", "cell": ""},
                },
                {"channel": "slot_a2", "grams": -12.5},
            ],
        }
    ],
    "cells": [
        {
            "shelf": "shelf-a",
            "slot": "a1",
            "cell": "left",
            "state": "ok",
            "rate_hz": 10.2,
            "heard": "2026-11-24T08:15:02.000Z",
            "grams": None,
            "noise_g": 0.4,
        }
    ],
    "left_out": 3,
}
HEARD = datetime(2026, 11, 24, 8, 15, 2, tzinfo=UTC)


def test_reads_the_report_of_the_contract() -> None:
    a1, a2 = (Source("esphome", "shelf-esp-1", channel) for channel in ("slot_a1", "slot_a2"))
    assert decode_report(json.dumps(REPORT).encode()) == DeviceReport(
        (
            Channel(a1, True, HEARD, 84112.0, Place("shelf-a", "a1")),
            Channel(a2, True, HEARD, -12.5, None),
        ),
        (CellHealth(Place("shelf-a", "a1", "left"), "ok", 10.2, HEARD, None, 0.4, None),),
        3,
    )


def test_reads_both_kinds_of_answers() -> None:
    done = b'{"v":1,"id":"r","ok":true,"grams":499.6,"off_g":-0.4}'
    assert decode_answer(done) == Answer("r", None, None, 499.6, -0.4)
    refused = b'{"v":1,"id":"r","ok":false,"error":"teach-in is closed"}'
    assert decode_answer(refused) == Answer("r", "teach-in is closed")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(payload: bytes) -> None:
    for decode in (decode_report, decode_answer):
        with_luck(decode, payload)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("shelf-a"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(REPORT)), inner),
    max_leaves=6,
)


@given(st.data())
def test_a_report_with_one_wrong_value_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    wrong = json.loads(json.dumps(REPORT))
    holder, key = data.draw(st.sampled_from(list(places(wrong))))
    holder[key] = data.draw(values)
    report = with_luck(decode_report, json.dumps(wrong).encode())
    for cell in () if report is None else report.cells:
        assert cell.place.shelf
        assert cell.heard_at.tzinfo is not None


@given(st.dictionaries(st.sampled_from(["v", "id", "ok", "error", "grams", "off_g", "seconds"]), values))
def test_an_answer_of_any_values_is_read_or_refused(fields: dict[str, Any]) -> None:
    with_luck(decode_answer, json.dumps(fields | {"v": 1}).encode())


@pytest.mark.parametrize(
    "payload", [b"[" * 5000, b"{" * MAX_BYTES + b"}", b"\xff" * (MAX_BYTES + 1), b"1e999"]
)
def test_what_would_cost_time_or_memory_is_refused(payload: bytes) -> None:
    for decode in (decode_report, decode_answer):
        with pytest.raises(DecodeError):
            decode(payload)


def with_luck(decode: Any, payload: bytes) -> Any:
    """What was read; None where it was refused. Any other error fails the test."""
    try:
        return decode(payload)
    except DecodeError:
        return None


def places(document: Any) -> Any:
    """(container, key) of every value in a document."""
    keys = list(document) if isinstance(document, dict) else range(len(document))
    for key in keys:
        yield document, key
        if isinstance(document[key], dict | list):
            yield from places(document[key])
