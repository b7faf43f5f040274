"""A comparison for people: tables for a terminal and the model card; plain values for machines."""

from collections.abc import Iterable
from dataclasses import asdict
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
DEPARTMENTS = 12  # shown, the most wanted
CUTS = (
    ("By history", "baskets before", "NDCG@10"),
    ("By department", "department", "share of wanted products found among ten"),
    ("Repeat and explore", "wanted product", "share of wanted products found among ten"),
)


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


def cuts_of(result: TaskResult) -> list[Cut]:
    """The cuts that CUTS names; departments that nobody named are left out."""
    named = {k: v for k, v in result.departments.items() if k}
    return [result.history, dict(list(named.items())[:DEPARTMENTS]), result.newness]


def span(value: Interval, sign: bool = False) -> str:
    form = "+.4f" if sign else ".4f"
    return f"{value.mean:{form}} [{value.low:{form}}, {value.high:{form}}]"


def _task(name: str, result: TaskResult) -> str:
    order = methods_of(result)
    told = [f"## {name}: {MEANING.get(name, name)} ({result.cases:,} cases)"]
    rows = [
        [m, *(f"{result.means[m][k].mean:.4f}" for k in MEASURED), f"{result.coverage[m]:.1%}"] for m in order
    ]
    told.append(_table(["method", *MEASURED, "coverage"], rows))
    if result.paired:
        shown = ("NDCG", "recall", "PHR", "MRR")
        others = [m for m in order if m in result.paired]
        rows = [[m, *(span(result.paired[m][k], sign=True) for k in shown)] for m in others]
        told.append(_table([f"{OURS} less", *shown], rows))
    for cut, (_, of, measured) in zip(cuts_of(result), CUTS, strict=True):
        rows = [
            [
                part,
                f"{p.number:,}",
                span(p.values[OURS]),
                *(f"{p.values[m].mean:.4f}" for m in order if m != OURS),
            ]
            for part, p in cut.items()
        ]
        if rows:
            told.append(
                f"{measured}:\n\n" + _table([of, "number", *([OURS] + [m for m in order if m != OURS])], rows)
            )
    return "\n\n".join(told)


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return (
        "\n".join(f"| {' | '.join(line)} |" for line in lines)
        .replace("| --- ", "|---")
        .replace("|--- ", "|---")
    )
