"""Requests and answers as lines of JSON: what `endcap models recommend` and the golden file read and
write."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from edge_models.errors import RequestError
from edge_models.runtime.suggestion import Liking, Request, Suggestion, Want

_FIELDS = {
    "id",
    "history",
    "history_time",
    "basket",
    "store",
    "time",
    "candidates",
    "exclude",
    "promoted",
    "want",
    "words",
}

ReadWords = Callable[[str], Sequence[Liking]]


def parse_request(line: str, read_words: ReadWords | None = None) -> tuple[str, Request]:
    """(id, request) of one line. `read_words` reads a shopper's own words with the bundle's encoder; None
    where it has none. Raises `RequestError` naming the field that is wrong."""
    try:
        raw = json.loads(line)
    except ValueError as err:
        raise RequestError(f"not a line of JSON ({err})") from err
    if not isinstance(raw, dict) or not isinstance(raw.get("id"), str):
        raise RequestError('a request is an object with a text "id"')
    unknown = set(raw) - _FIELDS
    if unknown:
        raise RequestError(f"unknown field {', '.join(sorted(unknown))}")
    history = raw.get("history") or []
    if not isinstance(history, list):
        raise RequestError("history is not a list of baskets")
    candidates = raw.get("candidates")
    try:
        want = Want(raw.get("want") or Want.ALL)
    except ValueError as err:
        raise RequestError(f"want is not one of {', '.join(Want)}") from err
    store = raw.get("store")
    if store is not None and not isinstance(store, str):
        raise RequestError("store is not a text")
    return raw["id"], Request(
        history=[_ids("history", basket) for basket in history],
        history_time=[_time("history_time", t) for t in _list("history_time", raw.get("history_time"))],
        basket=_ids("basket", raw.get("basket")),
        store=store,
        time=None if raw.get("time") is None else _time("time", raw["time"]),
        candidates=None if candidates is None else _ids("candidates", candidates),
        exclude=frozenset(_ids("exclude", raw.get("exclude"))),
        promoted=frozenset(_ids("promoted", raw.get("promoted"))),
        want=want,
        likings=_likings(raw.get("words"), read_words),
    )


def answer(request_id: str, suggestions: Sequence[Suggestion]) -> dict[str, Any]:
    """The answer as plain values, ready for `json.dumps`."""
    return {
        "id": request_id,
        "items": [s.product_id for s in suggestions],
        "scores": [round(s.score, 5) for s in suggestions],
        "reasons": [
            {"kind": s.reason.kind.value, "evidence": list(s.reason.evidence), "numbers": s.reason.numbers}
            | ({"promoted": True} if s.promoted else {})
            for s in suggestions
        ],
    }


def _likings(words: object, read_words: ReadWords | None) -> Sequence[Liking]:
    if not words:
        return ()
    if not isinstance(words, str):
        raise RequestError("words is not a text")
    if read_words is None:
        raise RequestError("words can be read only by a bundle with a text part (`endcap models add-text`)")
    return read_words(words)


def _list(field: str, value: object) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise RequestError(f"{field} is not a list")
    return value


def _ids(field: str, value: object) -> list[str]:
    ids = _list(field, value)
    if not all(isinstance(i, str) for i in ids):
        raise RequestError(f"{field} holds something that is not a product id (a text)")
    return ids


def _time(field: str, value: object) -> datetime:
    try:
        return datetime.fromisoformat(value)  # type: ignore[arg-type]
    except (TypeError, ValueError) as err:
        raise RequestError(f"{field} holds {value!r}, which is not an ISO 8601 time") from err
