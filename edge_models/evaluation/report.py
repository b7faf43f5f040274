"""A comparison for people: tables for a terminal and the model card; plain values for machines."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from edge_models.evaluation.compare import MEASURED, OURS, Comparison, TaskResult
from edge_models.evaluation.cuts import Cut
from edge_models.evaluation.metrics import Interval

MEANING = {
    "next": "foresee the next basket",
    "known": "complete the basket of a known shopper",
    "anon": "complete the basket of a stranger",
    "discover": "foresee what the shopper has never bought",
    "cold": "rank products that were never sold before",
}
_DEPARTMENTS = 12  # shown, the most wanted
_ENOUGH = 20  # wanted products of a department; of fewer an interval says nothing


@dataclass(frozen=True, slots=True)
class Shown:
    """A cut with its words."""

    title: str
    of: str
    measured: str
    cut: Cut


def as_markdown(comparison: Comparison) -> str:
    """One table for the model card: methods down, tasks across, NDCG of the first ten."""
    tasks = comparison.tasks
    methods = list(dict.fromkeys(m for t in tasks.values() for m in t.means))
    cells = [
        [method] + [span(t.means[method]["NDCG"]) if method in t.means else "" for t in tasks.values()]
        for method in methods
    ]
    return _table(["NDCG@10", *tasks], cells)


def as_text(comparison: Comparison) -> str:
    """Everything, task by task, as Markdown tables."""
    return "\n\n".join(_task(name, result) for name, result in comparison.tasks.items())


def as_values(comparison: Comparison) -> dict[str, Any]:
    """For JSON: everything."""
    return asdict(comparison)["tasks"]  # type: ignore[no-any-return]


def figures(comparison: Comparison) -> dict[str, float]:
    """For a manifest: the bundle's main figure of each task."""
    recall = {"discover"}
    out = {}
    for task, result in comparison.tasks.items():
        metric = "recall" if task in recall else "NDCG"
        out[f"{task}_{metric.lower()}_at_10"] = round(result.means[OURS][metric].mean, 4)
    return out


def methods_of(result: TaskResult) -> list[str]:
    """The best by NDCG first."""
    return sorted(result.means, key=lambda m: -result.means[m]["NDCG"].mean)


def cuts_of(result: TaskResult) -> list[Shown]:
    """The cuts that tell something: one part alone is the whole, and strangers have no history."""
    named = [(k, v) for k, v in result.departments.items() if k and v.number >= _ENOUGH]
    found = "share of wanted products found among ten"
    shown = [Shown("By department", "department", found, dict(named[:_DEPARTMENTS]))] if named else []
    if len(result.history) > 1:
        shown.insert(0, Shown("By history", "baskets before", "NDCG@10", result.history))
    if len(result.newness) > 1:
        shown.append(Shown("Repeat and explore", "wanted product", found, result.newness))
    return shown


def span(value: Interval, sign: bool = False) -> str:
    form = "+.4f" if sign else ".4f"
    return f"{value.mean:{form}} [{value.low:{form}}, {value.high:{form}}]"


def _task(name: str, result: TaskResult) -> str:
    order = methods_of(result)
    others = [m for m in order if m != OURS]
    told = [f"## {name}: {MEANING.get(name, name)} ({result.cases:,} cases)"]
    rows = [
        [m, *(f"{result.means[m][k].mean:.4f}" for k in MEASURED), f"{result.coverage[m]:.1%}"] for m in order
    ]
    told.append(_table(["method", *MEASURED, "coverage"], rows))
    if result.paired:
        compared = ("NDCG", "recall", "PHR", "MRR")
        rows = [[m, *(span(result.paired[m][k], sign=True) for k in compared)] for m in others]
        told.append(_table([f"{OURS} less", *compared], rows))
    for shown in cuts_of(result):
        rows = [
            [part, f"{p.number:,}", span(p.values[OURS]), *(f"{p.values[m].mean:.4f}" for m in others)]
            for part, p in shown.cut.items()
        ]
        told.append(f"{shown.measured}:\n\n" + _table([shown.of, "number", OURS, *others], rows))
    return "\n\n".join(told)


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [f"| {' | '.join(line)} |" for line in (head, *rows)]
    return "\n".join([lines[0], "|" + "---|" * len(head), *lines[1:]])
