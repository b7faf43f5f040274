"""What the student keeps of its teacher, and that card, manifest and terminal say it."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from edge_models.evaluation.metrics import Interval
from edge_models.export import fidelity
from edge_models.export.fidelity import Kept, measure
from edge_models.export.make import train_bundle
from edge_models.features.names import COLUMN
from edge_models.training.fitting import FitSettings, fit
from edge_models.training.held_out import HeldOut, split
from edge_models.training.pipeline import train
from edge_models.training.progress import Stages
from edge_models.training.purchases import read
from edge_models.training.queries import Task
from edge_models.training.student import StudentSettings
from edge_models.training.suited import moments
from edge_models.training.work import Work
from tests.edge_models.conftest import QUICK, SMALL, Shop


@pytest.fixture(scope="module")
def held_out(shop: Shop) -> HeldOut:
    purchases, _ = read(shop.folder)
    tables = fit(purchases, moments(purchases, SMALL.origins)[-1], FitSettings(min_baskets=5))
    return HeldOut.draw(purchases, tables, seed=1)


def test_a_teacher_keeps_all_of_itself_and_noise_keeps_little(held_out: HeldOut) -> None:
    def by_sales(x: np.ndarray) -> np.ndarray:
        return x[:, COLUMN["share"]]

    def noise(x: np.ndarray) -> np.ndarray:
        return np.random.default_rng(1).random(len(x))

    same = measure(held_out, by_sales, by_sales)
    assert set(same) >= {Task.KNOWN, Task.ANON, Task.NEXT}
    assert all(k.ratio == Interval(1, 1, 1) and 0 < k.teacher < 1 and k.questions for k in same.values())
    assert measure(held_out, by_sales, noise)[Task.NEXT].ratio.mean < 0.98
    assert measure(held_out, noise, by_sales)[Task.NEXT].ratio.mean > 1


def test_held_out_questions_are_later_and_about_other_baskets(shop: Shop, held_out: HeldOut) -> None:
    purchases, _ = read(shop.folder)
    first = purchases.before(held_out.tables.end_day)
    learned, held = split(first, purchases.basket_total, seed=1)
    assert not np.intersect1d(learned, held).size and 0.1 < len(held) / (len(held) + len(learned)) < 0.3
    asked = {q.basket for q in held_out.questions}
    assert asked and asked <= set(held.tolist())
    assert all(q.context.at_day >= held_out.tables.end_day for q in held_out.questions)


def test_training_never_asks_about_them(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from edge_models.training import pipeline

    asked: list[int] = []
    collect = pipeline.collect

    def watched(encoder, queries, *rest):  # type: ignore[no-untyped-def]
        queries = list(queries)
        asked.extend(q.basket for q in queries)
        return collect(encoder, queries, *rest)

    monkeypatch.setattr(pipeline, "collect", watched)
    with Stages(quiet=True) as stages:
        trained = train(shop.folder, QUICK, stages, Work(tmp_path / "work", "key", stages))
    assert trained.held_out is not None and trained.held_out.questions
    assert asked and not {q.basket for q in trained.held_out.questions} & set(asked)


def test_card_and_manifest_say_what_is_kept(trained_folder: Path) -> None:
    card = (trained_folder / "README.md").read_text()
    row = re.search(
        r"\| next \| NDCG@10 \| (\d+)(?: \(too few to say\))? \| ([.\d]+) \| ([.\d]+) \| ([.\d]+)% ", card
    )
    assert row and "## Student and teacher" in card and "WARNING" not in card
    questions, teacher, student, kept = (float(part) for part in row.groups())
    assert questions > 30 and kept == pytest.approx(100 * student / teacher, abs=0.2)
    told = json.loads((trained_folder / "manifest.json").read_text())["metrics"].get("student_of_teacher", {})
    assert ("next" in told) == (questions >= fidelity.ENOUGH)


def test_a_student_that_keeps_too_little_is_said_loudly(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fidelity, "ENOUGH", 20)
    dull = replace(SMALL, student=StudentSettings(hidden=(1,), epochs=1, rate=1e-6))
    report = train_bundle(shop.folder, tmp_path / "b", "shop", "1", seed=1, quiet=True, settings=dull)
    assert report.warnings and "less than 98%" in report.warnings[0]
    assert all(warning in report.text() for warning in report.warnings)
    assert f"next: the student keeps {report.kept['next'].text()} of its teacher" in report.text()
    card = (tmp_path / "b" / "README.md").read_text()
    assert all(f"**{warning}**" in card for warning in report.warnings)
    told = json.loads((tmp_path / "b" / "manifest.json").read_text())["metrics"]["student_of_teacher"]
    assert told["next"] == pytest.approx(report.kept["next"].ratio.mean, abs=1e-4)


def test_a_list_is_worth_what_the_benchmark_of_its_task_says() -> None:
    def hits(*places: int, of: int) -> np.ndarray:
        return np.isin(np.arange(of), places)

    assert fidelity.worth(Task.DISCOVER, hits(0, 9, of=10), 4) == 0.5  # wherever they stand
    assert fidelity.worth(Task.COLD, hits(49, of=50), 1) == 1 and not fidelity.worth(
        Task.COLD, hits(of=50), 1
    )
    assert (
        fidelity.worth(Task.NEXT, hits(0, of=10), 1) == 1 > fidelity.worth(Task.NEXT, hits(1, of=10), 1) > 0
    )
    assert [fidelity.length(task) for task in (Task.KNOWN, Task.COLD)] == [10, 50]
    said = fidelity.as_markdown({task: kept(500, 0.9, 0.99, 1.1) for task in (Task.COLD, Task.DISCOVER)})
    assert "| cold | HR@50 | 500 |" in said and "| discover | recall@10 | 500 |" in said


def kept(questions: int, low: float, mean: float, high: float) -> Kept:
    return Kept(questions, 0.5, 0.5 * mean, Interval(mean, low, high))


def test_few_questions_warn_of_nothing() -> None:
    assert not kept(fidelity.ENOUGH - 1, 0.1, 0.2, 0.3).low and kept(fidelity.ENOUGH, 0.9, 0.96, 0.97).low
    assert not kept(fidelity.ENOUGH, 0.97, 0.99, 1.0).low
    assert "too few to say" in fidelity.as_markdown({Task.COLD: kept(5, 0.1, 0.2, 0.3)})
    assert not fidelity.warnings({Task.COLD: kept(5, 0.1, 0.2, 0.3)})


def test_a_warning_says_where_it_may_be_chance() -> None:
    surely, perhaps = kept(500, 0.94, 0.96, 0.97), kept(500, 0.94, 0.97, 1.01)
    said = fidelity.warnings({Task.KNOWN: surely, Task.NEXT: perhaps})
    assert "before this bundle is published" in said[0] and "96.0% [94.0%, 97.0%]" in said[0]
    assert "may be chance" in said[1]


def test_the_ratio_is_bootstrapped_over_shoppers(held_out: HeldOut) -> None:
    def by_sales(x: np.ndarray) -> np.ndarray:
        return x[:, COLUMN["share"]]

    def blurred(x: np.ndarray) -> np.ndarray:
        share = x[:, COLUMN["share"]]
        return share + 0.3 * share.std() * np.random.default_rng(1).standard_normal(len(x))

    of = measure(held_out, by_sales, blurred)[Task.NEXT]
    assert of.ratio.mean == pytest.approx(of.student / of.teacher)
    assert of.ratio.low < of.ratio.mean < of.ratio.high
