"""Is a bundle fit for this device? Hashes, a loading session, golden requests and a latency budget."""

import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

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
        taken = latency_ms(recommender, requests)
    except (BundleError, OSError) as err:
        return BundleReport(ok=False, problem=str(err))
    work = taken.work_p99
    slow = f"one recommendation takes {work:.1f} ms at the 99th percentile; the budget is {budget_ms:.1f} ms."
    return BundleReport(
        ok=work <= budget_ms,
        problem="" if work <= budget_ms else slow,
        name=manifest.name,
        version=manifest.version,
        products=recommender.products,
        golden=golden,
        largest_difference=difference,
        p50_ms=taken.p50,
        p99_ms=taken.p99,
        size_bytes=size,
    )


class Latency(NamedTuple):
    """Milliseconds of one recommendation."""

    p50: float
    p99: float
    work_p99: float  # of the processor's time


def latency_ms(recommender: AnyRecommender, requests: list[Request], k: int = 8) -> Latency:
    """Of one `recommend`, over the requests in turn, after a warm-up."""
    taken, work = [], []
    for number in range(_WARM_UP + _MEASURED):
        request = requests[number % len(requests)]
        began, worked = time.perf_counter(), time.thread_time()
        recommender.recommend(request, k)
        work.append((time.thread_time() - worked) * 1000)
        taken.append((time.perf_counter() - began) * 1000)
    p50, p99 = np.percentile(taken[_WARM_UP:], [50, 99]).tolist()
    return Latency(round(p50, 3), round(p99, 3), round(float(np.percentile(work[_WARM_UP:], 99)), 3))
