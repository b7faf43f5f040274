"""A comparison for people: an HTML page with plots, a table for the model card, plain values for machines."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from edge_models.evaluation.compare import OURS, Comparison, TaskResult
from edge_models.evaluation.metrics import METRICS, Interval

MEANING = {
    "next": "foresee the next basket",
    "known": "complete the basket of a known shopper",
    "anon": "complete the basket of a stranger",
    "discover": "foresee what the shopper has never bought",
    "cold": "rank products that were never sold before",
}
_LEFT, _WIDTH = 150, 380  # of the bars, in units of the drawing
_DEPARTMENTS = 12


def as_html(comparison: Comparison, title: str, about: str) -> str:
    """A page that stands alone."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )
    tasks = [_task(name, result) for name, result in comparison.tasks.items()]
    return environment.get_template("report.html").render(
        title=title, about=about, metrics=METRICS, tasks=tasks
    )


def as_markdown(comparison: Comparison) -> str:
    """One table: methods down, tasks across, NDCG of the first ten."""
    tasks = list(comparison.tasks)
    methods = list(dict.fromkeys(m for t in comparison.tasks.values() for m in t.means))
    lines = ["| NDCG@10 | " + " | ".join(tasks) + " |", "|---|" + "---|" * len(tasks)]
    for method in methods:
        means = [comparison.tasks[t].means for t in tasks]
        cells = [_span(m[method]["NDCG"]) if method in m else "" for m in means]
        lines.append(f"| {method} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


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


def _task(name: str, result: TaskResult) -> dict[str, Any]:
    order = sorted(result.means, key=lambda m: -result.means[m]["NDCG"].mean)
    largest = max(max(m["NDCG"].high for m in result.means.values()), 1e-9)

    def place(value: float) -> float:
        return round(_LEFT + _WIDTH * value / largest, 1)

    bars = [
        {
            "name": m,
            "ours": m == OURS,
            "width": place(result.means[m]["NDCG"].mean) - _LEFT,
            "low": place(result.means[m]["NDCG"].low),
            "high": place(result.means[m]["NDCG"].high),
            "text": f"{result.means[m]['NDCG'].mean:.4f}",
        }
        for m in order
    ]
    rows = [
        {
            "name": m,
            "ours": m == OURS,
            "means": [f"{result.means[m][k].mean:.4f}" for k in METRICS],
            "paired": _span(result.paired[m]["NDCG"], sign=True) if m in result.paired else "",
        }
        for m in order
    ]
    repeat, explore = result.repeat, result.explore
    remarks = (
        f"In {result.type_hits:.1%} of the cases one of the first ten has the type of a wanted product. "
        f"{result.coverage:.1%} of the assortment appears in some list of ten. "
        f"Found among ten: {repeat[1]:.1%} of {repeat[0]:,} wanted products bought before, "
        f"{explore[1]:.1%} of {explore[0]:,} that were new."
    )
    return {
        "name": name,
        "meaning": MEANING.get(name, ""),
        "cases": result.cases,
        "bars": bars,
        "rows": rows,
        "remarks": remarks,
        "cuts": _cuts(result),
    }


def _cuts(result: TaskResult) -> list[dict[str, Any]]:
    history = [(k, n, f"{v:.4f}") for k, (n, v) in result.by_history.items()]
    named = [(k, n, f"{v:.1%}") for k, (n, v) in result.by_department.items() if k][:_DEPARTMENTS]
    return [
        {
            "title": "By history",
            "of": "earlier baskets",
            "counted": "cases",
            "measured": "NDCG",
            "rows": history,
        },
        *(
            [
                {
                    "title": "By department",
                    "of": "department",
                    "counted": "wanted",
                    "measured": "found",
                    "rows": named,
                }
            ]
            if named
            else []
        ),
    ]


def _span(value: Interval, sign: bool = False) -> str:
    form = "+.4f" if sign else ".4f"
    return f"{value.mean:{form}} [{value.low:{form}}, {value.high:{form}}]"
