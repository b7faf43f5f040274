"""The golden requests of a bundle: what it promised to answer, asked again on this device."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from edge_models.errors import BundleError, RequestError
from edge_models.runtime.suggestion import Request, Suggestion
from edge_models.runtime.wire import parse_request

GOLDEN_TOLERANCE = 0.01  # of a score; scores of one answer spread over several units


def answer_golden(recommend: Callable[[Request, int], Sequence[Suggestion]], path: Path) -> tuple[int, float]:
    """(golden requests, largest difference of a score) of the file. Raises `BundleError` on a disagreement.

    Each promised product must score what was promised, within GOLDEN_TOLERANCE; so two that tie may change
    places.
    """
    worst, number = 0.0, 0
    for number, line in enumerate(_lines(path), 1):
        try:
            promised = json.loads(line)
            name, request = parse_request(json.dumps(promised["request"]))
            want = [float(score) for score in promised["scores"]]
        except (ValueError, KeyError, TypeError, RequestError) as err:
            raise BundleError(f"{path}, line {number}: not a golden request ({err}).") from err
        got = [s.score for s in recommend(request, max(len(want), 1))]
        if len(got) != len(want):
            raise BundleError(f"{path}, {name}: {len(got)} suggestions where {len(want)} were promised.")
        difference = max((abs(a - b) for a, b in zip(got, want, strict=True)), default=0.0)
        worst = max(worst, difference)
        if difference > GOLDEN_TOLERANCE:
            raise BundleError(f"{path}, {name}: a score differs by {difference:.4f} from what was promised.")
    if not number:
        raise BundleError(f"{path}: holds no golden request.")
    return number, worst


def golden_requests(path: Path) -> list[Request]:
    """The requests of a verified bundle's golden file."""
    return [parse_request(json.dumps(json.loads(line)["request"]))[1] for line in _lines(path)]


def _lines(path: Path) -> list[str]:
    try:
        return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as err:
        raise BundleError(f"{path}: cannot be read ({err}).") from err
