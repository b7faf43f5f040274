"""`endcap models evaluate` as a function: cases, baselines, the comparison and its report."""

from dataclasses import dataclass
from pathlib import Path

from edge_models.errors import TrainingError
from edge_models.evaluation import page
from edge_models.evaluation.baselines import Baselines
from edge_models.evaluation.cases import make_cases, read_cases
from edge_models.evaluation.compare import Comparison, compare, steps
from edge_models.features.context import time_of
from edge_models.runtime import Recommender
from edge_models.training.progress import Stages
from edge_models.training.purchases import Purchases, read


@dataclass(frozen=True, slots=True)
class Evaluated:
    comparison: Comparison
    title: str
    about: str

    def html(self) -> str:
        return page.as_html(self.comparison, self.title, self.about)


def evaluate(
    data: Path,
    bundle: Path,
    cases: Path | None,
    limit: int | None,
    with_baselines: bool,
    quiet: bool = False,
    with_transformer: bool = False,
) -> Evaluated:
    """Ask `bundle` about the baskets of `data` that are later than what it learned from, or about `cases`
    (a folder).

    `limit` bounds the cases of each task. The transformer is one more baseline, which trains for minutes.
    Raises `TrainingError` where no basket is later, or where the transformer's extra is not installed.
    """
    recommender = Recommender.load(bundle)
    with Stages(quiet) as stages:
        with stages.stage("Reading and cleaning"):
            purchases, _ = read(data)
        with stages.stage("Cases"):
            asked = read_cases(cases) if cases else make_cases(purchases, recommender.tables)
            asked = {task: [c for c in group if c.wanted][:limit] for task, group in asked.items()}
        if not any(asked.values()):
            raise TrainingError(
                f"{data}: no basket is later than {time_of(recommender.tables.end_day):%Y-%m-%d}, "
                "where the bundle's data ends. "
                "Train a bundle on the earlier part alone: `endcap models train --until DATE`."
            )
        baselines = (
            Baselines(recommender.tables, purchases, with_transformer)
            if with_baselines or with_transformer
            else None
        )
        with stages.stage("Asking", steps(asked, baselines)) as advance:
            comparison = compare(recommender, asked, baselines, _departments(purchases), advance)
    about = (
        f"The bundle learned from {recommender.tables.basket_total:,} baskets until "
        f"{time_of(recommender.tables.end_day):%Y-%m-%d}; the cases are later. "
        "The baselines know the same baskets."
    )
    return Evaluated(comparison, f"{recommender.name} {recommender.version}", about)


def _departments(purchases: Purchases) -> dict[str, str]:
    names, group = purchases.group_names["department"], purchases.groups["department"].tolist()
    return {p: names[g] for p, g in zip(purchases.product_ids.tolist(), group, strict=True) if g >= 0}
