"""Ask a recommender and the baselines the same cases, and gather what can be said of the answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from edge_models.evaluation.baselines import Baselines
from edge_models.evaluation.cases import Case
from edge_models.evaluation.metrics import METRICS, Interval, K, Values, interval, score
from edge_models.features.context import Context, encode
from edge_models.features.tables import FloatArray, Tables
from edge_models.runtime import Recommender
from edge_models.runtime.rules import allowed

_BATCH = 1500  # cases whose scores over the assortment are in memory at once
_HISTORY = ((0, 0), (1, 10), (11, 30), (31, 80), (81, 10**9))
OURS = "this bundle"


@dataclass(frozen=True, slots=True)
class TaskResult:
    """One task: every method's metrics, and the bundle's answers cut in several ways."""

    cases: int
    means: dict[str, dict[str, Interval]]  # method -> metric
    paired: dict[str, dict[str, Interval]]  # baseline -> metric: the bundle's value less the baseline's
    type_hits: float  # share of cases where one of ten has the type of a wanted product
    coverage: float  # share of the assortment that appears in some list of ten
    by_history: dict[str, tuple[int, float]]  # baskets before -> cases, NDCG
    by_department: dict[str, tuple[int, float]]  # department of the wanted product -> wanted, share found
    repeat: tuple[int, float] = (0, 0.0)  # wanted that the shopper had bought before -> number, share found
    explore: tuple[int, float] = (0, 0.0)  # the others


@dataclass(frozen=True, slots=True)
class Comparison:
    tasks: dict[str, TaskResult] = field(default_factory=dict)


def compare(
    recommender: Recommender,
    cases: dict[str, list[Case]],
    baselines: Baselines | None,
    departments: dict[str, str],
    advance: Callable[[], None] = lambda: None,
) -> Comparison:
    """`departments` names the department of products; `advance` is called after each method of each task."""
    out = Comparison()
    for task, asked in cases.items():
        if not asked:
            continue
        methods = _methods(baselines, asked)
        answers = {OURS: [[s.product_id for s in recommender.recommend(c.request, K)] for c in asked]}
        advance()
        for name, method in methods.items():
            answers[name] = _ranked(recommender.tables, method, asked)
            advance()
        out.tasks[task] = _judge(recommender.tables, asked, answers, departments)
    return out


def steps(cases: dict[str, list[Case]], baselines: Baselines | None) -> int:
    """How often `compare` will advance."""
    return sum(1 + len(_methods(baselines, asked)) for asked in cases.values() if asked)


def _methods(
    baselines: Baselines | None, cases: list[Case]
) -> dict[str, Callable[[list[Context]], FloatArray]]:
    if baselines is None or any(c.request.candidates is not None for c in cases):
        return {}  # a pool of newcomers: the baselines know only what has sold
    return baselines.methods(foresee=not any(c.request.basket for c in cases))


def _ranked(
    tables: Tables, method: Callable[[list[Context]], FloatArray], cases: list[Case]
) -> list[list[str]]:
    answers = []
    for at in range(0, len(cases), _BATCH):
        batch = cases[at : at + _BATCH]
        contexts = [
            encode(tables, r.history, r.history_time, r.basket, r.store, r.time)
            for r in (c.request for c in batch)
        ]
        for case, context, row in zip(batch, contexts, method(contexts), strict=True):
            row[~allowed(tables, case.request, context)[: tables.seasoned]] = -np.inf
            best = np.argpartition(-row, K)[:K] if len(row) > K else np.arange(len(row))
            best = best[np.argsort(-row[best], kind="stable")]
            answers.append([tables.product_ids[i] for i in best.tolist() if np.isfinite(row[i])])
    return answers


def _judge(
    tables: Tables, cases: list[Case], answers: dict[str, list[list[str]]], departments: dict[str, str]
) -> TaskResult:
    groups = [c.group for c in cases]
    wanted = [c.wanted for c in cases]
    values = {name: score(given, wanted) for name, given in answers.items()}
    ours = answers[OURS]
    found = [w & set(items[:K]) for w, items in zip(wanted, ours, strict=True)]
    past = [{p for b in c.request.history for p in b} for c in cases]
    return TaskResult(
        cases=len(cases),
        means={name: {m: interval(v[m], groups) for m in METRICS} for name, v in values.items()},
        paired={
            name: {m: interval(values[OURS][m] - v[m], groups) for m in METRICS}
            for name, v in values.items()
            if name != OURS
        },
        type_hits=_type_hits(tables, wanted, ours),
        coverage=len({i for items in ours for i in items[:K]}) / tables.seasoned,
        by_history=_by_history(cases, values[OURS]["NDCG"]),
        by_department=_shares(wanted, found, lambda _, p: departments.get(p, "")),
        repeat=_shares(wanted, found, lambda n, p: str(p in past[n])).get("True", (0, 0.0)),
        explore=_shares(wanted, found, lambda n, p: str(p in past[n])).get("False", (0, 0.0)),
    )


def _type_hits(tables: Tables, wanted: Sequence[frozenset[str]], answers: Sequence[Sequence[str]]) -> float:
    def types(products: Sequence[str] | frozenset[str]) -> set[int]:
        return {int(tables.type_of[tables.row_of[p]]) for p in products if p in tables.row_of}

    return float(np.mean([bool(types(w) & types(a[:K])) for w, a in zip(wanted, answers, strict=True)]))


def _by_history(cases: list[Case], ndcg: Values) -> dict[str, tuple[int, float]]:
    length = np.asarray([len(c.request.history) for c in cases])
    out = {}
    for low, high in _HISTORY:
        inside = (length >= low) & (length <= high)
        if inside.any():
            name = str(low) if low == high else f"{low}+" if high == 10**9 else f"{low} to {high}"
            out[name] = (int(inside.sum()), float(ndcg[inside].mean()))
    return out


def _shares(
    wanted: Sequence[frozenset[str]], found: Sequence[frozenset[str]], name: Callable[[int, str], str]
) -> dict[str, tuple[int, float]]:
    """By name: how many products were wanted, and the share of them found."""
    total: dict[str, list[int]] = {}
    for case, want in enumerate(wanted):
        for product in want:
            tally = total.setdefault(name(case, product), [0, 0])
            tally[0] += 1
            tally[1] += product in found[case]
    return {k: (n, hits / n) for k, (n, hits) in sorted(total.items(), key=lambda kv: -kv[1][0])}
