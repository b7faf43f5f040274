"""Adam (Kingma and Ba, 2015), for the networks that are trained in plain numpy."""

import numpy as np

from edge_models.features.tables import FloatArray


def adam_step(
    parameters: list[FloatArray],
    gradients: list[FloatArray],
    first: list[FloatArray],
    second: list[FloatArray],
    step: int,
    rate: float,
) -> None:
    """Step number `step` (from 1), in place; `first` and `second` are the moments, zeros at the start."""
    for p, g, m, v in zip(parameters, gradients, first, second, strict=True):
        m += 0.1 * (g - m)
        v += 0.001 * (g * g - v)
        p -= (rate / (1 - 0.9**step)) * m / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
