"""Is a bundle fit for this device? Hashes, a loading session, golden requests and a latency budget."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class BundleReport:
    """The outcome of `check_bundle`: `ok` with the figures, or the first thing that failed."""

    ok: bool
    problem: str  # "" when ok
    name: str
    version: str
    products: int
    golden: int  # golden requests answered as promised
    largest_difference: float  # of a golden score from its promised value
    p50_ms: float
    p99_ms: float
    size_bytes: int


def check_bundle(folder: Path, budget_ms: float = 50.0) -> BundleReport:
    """Try everything that a bundle promises, on this device. Never raises for a bad bundle: the report says so.

    `budget_ms` bounds the 99th percentile of one recommendation, features included, on one thread.
    """
    raise NotImplementedError
