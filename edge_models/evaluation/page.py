"""A comparison as an HTML page that stands alone: tables, and plots drawn in SVG."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from edge_models.evaluation import report
from edge_models.evaluation.compare import MEASURED, OURS, Comparison, TaskResult
from edge_models.evaluation.metrics import Interval

_LEFT, _RIGHT = 170.0, 550.0  # of the plots' ground, in units of the drawing
_ROW = 26


def as_html(comparison: Comparison, title: str, about: str) -> str:
    """The page."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )
    environment.filters["place"] = lambda value: round(value, 1)
    tasks = [_task(name, result) for name, result in comparison.tasks.items()]
    return environment.get_template("report.html").render(
        title=title, about=about, metrics=MEASURED, tasks=tasks, left=_LEFT, row=_ROW
    )


def _task(name: str, result: TaskResult) -> dict[str, Any]:
    order = report.methods_of(result)
    rows = [
        {
            "name": m,
            "ours": m == OURS,
            "means": [f"{result.means[m][k].mean:.4f}" for k in MEASURED],
            "coverage": f"{result.coverage[m]:.1%}",
            "paired": report.span(result.paired[m]["NDCG"], sign=True) if m in result.paired else "",
        }
        for m in order
    ]
    others = [m for m in order if m in result.paired]
    cuts = [_cut(shown, others) for shown in report.cuts_of(result)]
    return {
        "name": name,
        "meaning": report.MEANING.get(name, name),
        "cases": result.cases,
        "plots": [
            _bars("NDCG of the first ten", [(m, result.means[m]["NDCG"]) for m in order]),
            *([_differences([(m, result.paired[m]["NDCG"]) for m in others])] if others else []),
        ],
        "rows": rows,
        "cuts": cuts,
    }


def _bars(
    title: str, values: list[tuple[str, Interval]], marked: list[dict[str, float]] | None = None
) -> dict[str, Any]:
    """A bar from zero for each value, with its interval; where `marked`, all bars are the bundle's, and each
    has ticks at these values of other methods."""
    ticks = marked or [{} for _ in values]
    largest = max(*(v.high for _, v in values), *(t for others in ticks for t in others.values()), 1e-9)

    def place(value: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * value / largest

    marks = [
        {
            "name": name,
            "ours": marked is not None or name == OURS,
            "from": _LEFT,
            "to": place(v.mean),
            "low": place(v.low),
            "high": place(v.high),
            "text": f"{v.mean:.4f}",
            "ticks": [(place(tick), i) for i, tick in enumerate(others.values())],
        }
        for (name, v), others in zip(values, ticks, strict=True)
    ]
    return {"title": title, "note": "", "zero": _LEFT, "marks": marks, "legend": list(ticks[0])}


def _differences(values: list[tuple[str, Interval]]) -> dict[str, Any]:
    """A bar from the line of no difference for each value, with its interval."""
    low, high = min(0.0, *(v.low for _, v in values)), max(1e-9, *(v.high for _, v in values))

    def place(value: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (value - low) / (high - low)

    marks = [
        {
            "name": name,
            "ours": v.low > 0,
            "from": place(min(v.mean, 0)),
            "to": place(max(v.mean, 0)),
            "low": place(v.low),
            "high": place(v.high),
            "text": f"{v.mean:+.4f}",
            "ticks": [],
        }
        for name, v in values
    ]
    note = "Paired by case. Green where the interval lies above zero."
    return {
        "title": f"NDCG of {OURS} less that of",
        "note": note,
        "zero": place(0.0),
        "marks": marks,
        "legend": [],
    }


def _cut(told: report.Shown, others: list[str]) -> dict[str, Any]:
    """The bundle's bars, with ticks where the task's strongest baseline and the simplest stand."""
    cut = told.cut
    shown = [*others[:1], *(m for m in ("popular",) if m in others[1:])]
    plot = _bars(
        f"{told.title}: {told.measured}",
        [(name, part.values[OURS]) for name, part in cut.items()],
        [{m: part.values[m].mean for m in shown} for part in cut.values()],
    )
    return {
        "of": told.of,
        "methods": [OURS, *others],
        "plot": plot,
        "rows": [
            (
                name,
                part.number,
                report.span(part.values[OURS]),
                [f"{part.values[m].mean:.4f}" for m in others],
            )
            for name, part in cut.items()
        ],
    }
