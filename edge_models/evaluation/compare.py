"""Ask a recommender and the baselines the same cases, and gather what can be said of the answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from edge_models.evaluation.baselines import Baselines
from edge_models.evaluation.cases import Case
from edge_models.evaluation.cuts import Cut, by_department, by_history, by_newness
from edge_models.evaluation.metrics import METRICS, Interval, K, Values, intervals, score
from edge_models.features.context import Context, encode
from edge_models.features.tables import FloatArray, Tables
from edge_models.runtime import Recommender
from edge_models.runtime.rules import Rules

_BATCH = 1500  # cases whose scores over the assortment are in memory at once
OURS = "this bundle"
TYPE = "HR by type"
MEASURED = (*METRICS, TYPE)

Answers = list[list[str]]  # of each case, best first


@dataclass(frozen=True, slots=True)
class TaskResult:
    """One task: every method's metrics, and its answers cut in several ways."""

    cases: int
    means: dict[str, dict[str, Interval]]  # method -> metric of MEASURED
    paired: dict[str, dict[str, Interval]]  # baseline -> metric: the bundle's value less the baseline's
    coverage: dict[str, float]  # method -> share of the assortment that appears in some list of ten
    history: Cut  # baskets before -> NDCG
    departments: Cut  # department of the wanted product -> share found among ten
    newness: Cut  # whether the shopper had bought the wanted product before -> share found among ten


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
        answers = {OURS: [[s.product_id for s in recommender.recommend(c.request, K)] for c in asked]}
        advance()
        for name, method in _methods(baselines, asked).items():
            answers[name] = ranked(recommender.tables, method, asked)
            advance()
        out.tasks[task] = judge(recommender.tables, asked, answers, departments)
    return out


def steps(cases: dict[str, list[Case]], baselines: Baselines | None) -> int:
    """How often `compare` will advance."""
    return sum(1 + len(_methods(baselines, asked)) for asked in cases.values() if asked)


def ranked(tables: Tables, method: Callable[[list[Context]], FloatArray], cases: Sequence[Case]) -> Answers:
    """The ten best that may be answered, by a method's scores."""
    rules = Rules(tables)
    answers = []
    for at in range(0, len(cases), _BATCH):
        batch = cases[at : at + _BATCH]
        contexts = [
            encode(tables, r.history, r.history_time, r.basket, r.store, r.time)
            for r in (c.request for c in batch)
        ]
        for case, context, row in zip(batch, contexts, method(contexts), strict=True):
            row[~rules.allowed(case.request, context)[: tables.seasoned]] = -np.inf
            best = np.argpartition(-row, K)[:K] if len(row) > K else np.arange(len(row))
            best = best[np.argsort(-row[best], kind="stable")]
            answers.append([tables.product_ids[i] for i in best.tolist() if np.isfinite(row[i])])
    return answers


def judge(
    tables: Tables, cases: Sequence[Case], answers: dict[str, Answers], departments: dict[str, str]
) -> TaskResult:
    """What `answers` (of OURS, and of baselines by name) are worth."""
    groups = [c.group for c in cases]
    wanted = [c.wanted for c in cases]
    values = {
        name: score(given, wanted) | {TYPE: _type_hits(tables, wanted, given)}
        for name, given in answers.items()
    }
    means = _columns(values, groups)
    others = {name: v for name, v in values.items() if name != OURS}
    paired = {n: {m: values[OURS][m] - v[m] for m in MEASURED} for n, v in others.items()}
    ndcg = {name: v["NDCG"] for name, v in values.items()}
    found = {n: [w & set(a[:K]) for w, a in zip(wanted, given, strict=True)] for n, given in answers.items()}
    return TaskResult(
        cases=len(cases),
        means=means,
        paired=_columns(paired, groups),
        coverage={
            n: len({i for a in given for i in a[:K]}) / tables.seasoned for n, given in answers.items()
        },
        history=by_history(cases, ndcg),
        departments=by_department(cases, found, departments),
        newness=by_newness(cases, found),
    )


def _methods(
    baselines: Baselines | None, cases: list[Case]
) -> dict[str, Callable[[list[Context]], FloatArray]]:
    if baselines is None or any(c.request.candidates is not None for c in cases):
        return {}  # a pool of newcomers: the baselines know only what has sold
    return baselines.methods(foresee=not any(c.request.basket for c in cases))


def _columns(values: dict[str, dict[str, Values]], groups: Sequence[str]) -> dict[str, dict[str, Interval]]:
    """Method -> metric -> mean with its interval, all from the same draws."""
    if not values:
        return {}
    names = [(method, metric) for method, v in values.items() for metric in v]
    made = intervals(np.stack([values[a][b] for a, b in names], axis=1), groups)
    out: dict[str, dict[str, Interval]] = {method: {} for method in values}
    for (method, metric), value in zip(names, made, strict=True):
        out[method][metric] = value
    return out


def _type_hits(tables: Tables, wanted: Sequence[frozenset[str]], answers: Answers) -> Values:
    def types(products: Sequence[str] | frozenset[str]) -> set[int]:
        return {int(tables.type_of[tables.row_of[p]]) for p in products if p in tables.row_of}

    hits = [bool(types(w) & types(a[:K])) for w, a in zip(wanted, answers, strict=True)]
    return np.asarray(hits, dtype=np.float64)
