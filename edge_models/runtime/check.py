"""Is a bundle fit for this device? Hashes, a loading session, golden requests and a latency budget."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from edge_models.errors import BundleError
from edge_models.runtime.bundle import GOLDEN, read_manifest, verify_files
from edge_models.runtime.golden import answer_golden, golden_requests
from edge_models.runtime.opening import AnyRecommender, open_bundle
from edge_models.runtime.suggestion import Request

_WARM_UP, _MEASURED = 20, 200


@dataclass(frozen=True, slots=True)
class BundleReport:
    """The outcome of `check_bundle`: `ok` with the figures, or the first thing that failed."""

    ok: bool
    problem: str = ""  # "" when ok
    name: str = ""
    version: str = ""
    products: int = 0
    golden: int = 0  # golden requests answered as promised
    largest_difference: float = 0.0  # of a golden score from its promised value
    p50_ms: float = 0.0
    p99_ms: float = 0.0
    size_bytes: int = 0

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def check_bundle(folder: Path, budget_ms: float = 50.0) -> BundleReport:
    """Try everything that a bundle promises, on this device. Never raises for a bad bundle: the report says
    so.

    `budget_ms` bounds the 99th percentile of the processor time that one recommendation takes, features
    included, on one thread: what else runs on the device now is not the bundle's fault.
    """
    folder = Path(folder)
    try:
        manifest = read_manifest(folder)
        size = verify_files(folder, manifest)
        recommender = open_bundle(folder)
        golden, difference = answer_golden(recommender.recommend, folder / GOLDEN)
        requests = golden_requests(folder / GOLDEN)
        p50, p99 = latency_ms(recommender, requests)
        _, work = latency_ms(recommender, requests, clock=time.thread_time)
    except (BundleError, OSError) as err:
        return BundleReport(ok=False, problem=str(err))
    slow = f"one recommendation takes {work:.1f} ms at the 99th percentile; the budget is {budget_ms:.1f} ms."
    return BundleReport(
        ok=work <= budget_ms,
        problem="" if work <= budget_ms else slow,
        name=manifest.name,
        version=manifest.version,
        products=recommender.products,
        golden=golden,
        largest_difference=difference,
        p50_ms=p50,
        p99_ms=p99,
        size_bytes=size,
    )


def latency_ms(
    recommender: AnyRecommender,
    requests: list[Request],
    k: int = 8,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[float, float]:
    """(p50, p99) milliseconds of one `recommend` by `clock`, over the requests in turn, after a warm-up."""
    taken = []
    for number in range(_WARM_UP + _MEASURED):
        request = requests[number % len(requests)]
        start = clock()
        recommender.recommend(request, k)
        taken.append((clock() - start) * 1000)
    p50, p99 = np.percentile(taken[_WARM_UP:], [50, 99]).tolist()
    return round(p50, 3), round(p99, 3)
