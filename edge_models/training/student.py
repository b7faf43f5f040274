"""The student: a small network that learns to order products as the teacher does (Hinton et al., 2015).

Per query the loss is the cross-entropy between the teacher's and the student's softmax over the rows, plus
a small
squared error of the centred scores that keeps the tail in place. Plain numpy: the network is small, the
rows are many.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from edge_models.features.tables import FloatArray, IntArray
from edge_models.training.adam import adam_step

_BLOCK = 1 << 17  # rows
CLIP = 6.0  # standard deviations at which an input is cut


@dataclass(frozen=True, slots=True)
class StudentSettings:
    hidden: tuple[int, ...] = (128, 64)
    epochs: int = 6
    batch_queries: int = 48
    rate: float = 2e-3  # of Adam, falling to zero along a cosine
    tail: float = 0.05  # weight of the squared error
    temperature: float = 2 / 3  # of the teacher: below 1 the head of each list counts for more


@dataclass(frozen=True, slots=True)
class Student:
    """Standardized features through ReLU layers to one score."""

    mean: FloatArray  # (features,)
    deviation: FloatArray  # (features,)
    weights: tuple[FloatArray, ...]
    biases: tuple[FloatArray, ...]

    def score(self, matrix: FloatArray) -> FloatArray:
        """(rows,) float32; the exported graph computes the same from 8-bit weights."""
        h = np.clip((matrix - self.mean) / self.deviation, -CLIP, CLIP)
        for w, b in zip(self.weights[:-1], self.biases[:-1], strict=True):
            h = np.maximum(h @ w + b, 0)
        out: FloatArray = (h @ self.weights[-1] + self.biases[-1])[:, 0]
        return out

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """All of it by name, as `of_arrays` takes it."""
        layers = {f"weight_{i}": w for i, w in enumerate(self.weights)}
        layers |= {f"bias_{i}": b for i, b in enumerate(self.biases)}
        return {"mean": self.mean, "deviation": self.deviation, **layers}

    @classmethod
    def of_arrays(cls, arrays: dict[str, npt.NDArray[Any]]) -> "Student":
        """Raises `KeyError` where one is missing."""
        layers = range((len(arrays) - 2) // 2)
        weights = tuple(arrays[f"weight_{i}"] for i in layers)
        return cls(arrays["mean"], arrays["deviation"], weights, tuple(arrays[f"bias_{i}"] for i in layers))


def distil(
    x: FloatArray,
    teacher: FloatArray,
    group: IntArray,
    settings: StudentSettings,
    seed: int,
    advance: Callable[[], None] = lambda: None,
) -> Student:
    """Learn `teacher` (rows,) from `x` (rows, features), rows grouped by query. `advance` is called after
    each epoch."""
    teacher = teacher / np.float32(settings.temperature)
    rng = np.random.default_rng(seed)
    mean, deviation = _moments(x)
    sizes = (x.shape[1], *settings.hidden, 1)
    weights = [(rng.standard_normal((a, b)) * np.sqrt(2 / a)).astype(np.float32) for a, b in pairwise(sizes)]
    weights[-1] *= 0.1
    biases = [np.zeros(b, dtype=np.float32) for b in sizes[1:]]
    parameters = weights + biases
    first, second = [np.zeros_like(p) for p in parameters], [np.zeros_like(p) for p in parameters]
    start = np.concatenate([[0], np.cumsum(group)])
    steps = settings.epochs * -(-len(group) // settings.batch_queries)
    step = 0
    for _ in range(settings.epochs):
        order = rng.permutation(len(group))
        for at in range(0, len(order), settings.batch_queries):
            step += 1
            chosen = order[at : at + settings.batch_queries]
            rows = np.concatenate([np.arange(start[q], start[q + 1]) for q in chosen])
            h = np.clip((x[rows] - mean) / deviation, -CLIP, CLIP)
            gradients = _gradients(h, teacher[rows], group[chosen], weights, biases, settings.tail)
            rate = settings.rate * 0.5 * (1 + np.cos(np.pi * step / steps))
            adam_step(parameters, gradients, first, second, step, rate)
        advance()
    return Student(mean, deviation, tuple(weights), tuple(biases))


def _moments(x: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(features,) mean and standard deviation, 1 of a feature that never changes; a block of rows at a time,
    since `x` may fill a third of the memory."""
    mean = x.mean(axis=0, dtype=np.float64)
    squares = np.zeros_like(mean)
    for start in range(0, len(x), _BLOCK):
        squares += np.square(x[start : start + _BLOCK] - mean).sum(axis=0)
    deviation = np.sqrt(squares / len(x))
    return mean.astype(np.float32), np.where(deviation > 1e-6, deviation, 1.0).astype(np.float32)


def _gradients(
    h: FloatArray,
    teacher: FloatArray,
    group: IntArray,
    weights: list[FloatArray],
    biases: list[FloatArray],
    tail: float,
) -> list[FloatArray]:
    """Of the loss with respect to the weights, then the biases."""
    layers = [h]
    for w, b in zip(weights[:-1], biases[:-1], strict=True):
        layers.append(np.maximum(layers[-1] @ w + b, 0))
    score = (layers[-1] @ weights[-1] + biases[-1])[:, 0]
    delta = _loss_slope(score, teacher, group, tail)[:, None]
    of_weights: list[FloatArray] = []
    of_biases: list[FloatArray] = []
    for i in range(len(weights) - 1, -1, -1):
        of_weights.append(layers[i].T @ delta)
        of_biases.append(delta.sum(axis=0))
        if i:
            delta = (delta @ weights[i].T) * (layers[i] > 0)
    return of_weights[::-1] + of_biases[::-1]


def _loss_slope(score: FloatArray, teacher: FloatArray, group: IntArray, tail: float) -> FloatArray:
    """(rows,) derivative of the loss, averaged over queries."""
    start = np.concatenate([[0], np.cumsum(group)[:-1]])

    def softmax(s: FloatArray) -> FloatArray:
        e = np.exp(s - np.repeat(np.maximum.reduceat(s, start), group))
        out: FloatArray = e / np.repeat(np.add.reduceat(e, start), group)
        return out

    def centred(s: FloatArray) -> FloatArray:
        out: FloatArray = s - np.repeat(np.add.reduceat(s, start) / group, group)
        return out

    slope = softmax(score) - softmax(teacher)
    slope = slope + tail * centred(score - teacher) / np.repeat(group, group)
    out: FloatArray = (slope / len(group)).astype(np.float32)
    return out
