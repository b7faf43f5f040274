"""An untaught blend of features: ranks where there is too little data to learn from."""

import numpy as np

from edge_models.features.names import COLUMN
from edge_models.features.tables import FloatArray

# Set by hand: what goes with the basket and what is bought again come first, what sells here breaks ties.
WEIGHTS: dict[str, float] = {
    "together_sum": 1.0,
    "times_60": 1.0,
    "visit_share": 3.0,
    "share_of_type": 0.5,
    "follows": 0.5,
    "alike": 0.3,
    "here_share": 0.5,
    "here_lift": 0.3,
}


def prior_score(matrix: FloatArray) -> FloatArray:
    """(rows,) float32 from a feature matrix; higher is better."""
    score = np.zeros(len(matrix), dtype=np.float32)
    for name, weight in WEIGHTS.items():
        score += weight * matrix[:, COLUMN[name]]
    return score
