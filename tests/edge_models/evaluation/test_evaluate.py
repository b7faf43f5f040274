"""The whole evaluation on the authored shop, cut in time."""

import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from edge_models.cli import models
from edge_models.errors import TrainingError
from edge_models.evaluation import report
from edge_models.evaluation.baselines import Baselines
from edge_models.evaluation.cases import TASKS, make_cases
from edge_models.evaluation.compare import MEASURED, OURS, TYPE
from edge_models.evaluation.cuts import EXPLORE, REPEAT
from edge_models.evaluation.run import Evaluated, evaluate
from edge_models.features.context import day_number
from edge_models.runtime import Recommender, Want, check_bundle
from edge_models.training.fitting import fit
from edge_models.training.purchases import read
from edge_models.training.suited import suited
from tests.edge_models.conftest import CUT, Shop


@pytest.fixture(scope="module")
def evaluated(shop: Shop, early: Path) -> Evaluated:
    return evaluate(shop.folder, early, None, 150, with_baselines=True, quiet=True)


def test_the_bundle_has_seen_nothing_after_its_cut(early: Path) -> None:
    assert Recommender.load(early).tables.end_day <= day_number(CUT)


def test_cases_are_later_and_know_only_what_was_earlier(shop: Shop, early: Path) -> None:
    cases = make_cases(read(shop.folder)[0], Recommender.load(early).tables)
    assert set(cases) == set(TASKS) and all(cases.values())
    for task, asked in cases.items():
        for case in asked:
            request = case.request
            assert request.time is not None and request.time >= CUT
            assert all(t < request.time for t in request.history_time)
            assert not case.wanted & set(request.basket)
            assert (task == "anon") == (not request.history)
            if task == "discover":
                assert request.want is Want.DISCOVER
                assert not case.wanted & {p for b in request.history for p in b}


def test_short_histories_and_small_baskets_are_asked_about(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    rows = [
        (shopper, visit, f"p{rng.integers(30)}", 40 * visit + int(rng.integers(30)))
        for shopper in range(90)
        for visit in range(3)
    ]
    lines = pd.DataFrame(rows, columns=["shopper_id", "basket_id", "product_id", "timestamp"])
    lines.to_csv(tmp_path / "transactions.csv", index=False)
    purchases, _ = read(tmp_path)
    tables = fit(purchases, 75.0, suited(purchases))
    cases = make_cases(purchases, tables)
    assert len(cases["next"]) == 90 and {len(c.request.history) for c in cases["next"]} == {2}


def test_the_bundle_beats_popularity_and_habit_where_it_should(evaluated: Evaluated) -> None:
    for task in ("known", "anon"):
        paired = evaluated.comparison.tasks[task].paired
        assert paired["popular"]["NDCG"].low > 0 and paired["habit"]["NDCG"].low > 0


def test_every_baseline_answers_every_task(evaluated: Evaluated, shop: Shop, early: Path) -> None:
    baselines = Baselines(Recommender.load(early).tables, read(shop.folder)[0])
    for task, result in evaluated.comparison.tasks.items():
        foresee = task in ("next", "discover")
        assert set(result.means) == {*baselines.methods(foresee), OURS}
        assert ("TIFU-KNN" in result.means) == foresee
    # On this shop pairs decide the basket, so what counts pairs must find them.
    anon = evaluated.comparison.tasks["anon"].means
    assert min(anon["EASE"]["NDCG"].mean, anon["item-kNN"]["NDCG"].mean) > 1.3 * anon["popular"]["NDCG"].mean


def test_the_page_draws_each_task_and_each_of_its_cuts(evaluated: Evaluated) -> None:
    page = evaluated.html()
    cuts = {task: len(report.cuts_of(result)) for task, result in evaluated.comparison.tasks.items()}
    assert page.count("<svg") == sum(2 + drawn for drawn in cuts.values())  # means, differences, cuts
    assert cuts["known"] == 3 and cuts["anon"] == 1  # a stranger has no history to cut by
    assert "TIFU-KNN" in page and "grocery" in page and "&lt;" not in page


def test_every_figure_is_printed_task_by_task(evaluated: Evaluated) -> None:
    text = report.as_text(evaluated.comparison)
    for task, result in evaluated.comparison.tasks.items():
        assert f"## {task}: " in text
        part = text.split(f"## {task}: ")[1].split("\n## ")[0]
        assert all(word in part for word in (*MEASURED, "coverage"))
        assert ("department" in part) == (sum(p.number for p in result.departments.values()) >= 20)
        assert (REPEAT in part and EXPLORE in part) == (task in ("known", "next"))
        assert ("baskets before" in part) == (len(result.history) > 1)
        value = result.means[OURS]["recall"].mean
        assert f"{value:.4f}" in part and report.span(result.paired["EASE"]["NDCG"], sign=True) in part


def test_cuts_add_up(evaluated: Evaluated) -> None:
    for task, result in evaluated.comparison.tasks.items():
        assert sum(p.number for p in result.history.values()) == result.cases
        wanted = sum(p.number for p in result.departments.values())
        assert wanted >= result.cases
        assert sum(p.number for p in result.newness.values()) == (wanted if task != "anon" else 0)
        for method, metrics in result.means.items():
            over = sum(p.number * p.values[method].mean for p in result.history.values()) / result.cases
            assert over == pytest.approx(metrics["NDCG"].mean)
            found = sum(p.number * p.values[method].mean for p in result.departments.values()) / wanted
            assert task in ("next", "discover") or found == pytest.approx(metrics["PHR"].mean)
            assert metrics[TYPE].mean >= metrics["PHR"].mean
    assert EXPLORE in evaluated.comparison.tasks["discover"].newness
    assert REPEAT not in evaluated.comparison.tasks["discover"].newness


def test_a_bundle_that_has_seen_everything_is_told_so(shop: Shop, trained_folder: Path) -> None:
    with pytest.raises(TrainingError, match="--until"):
        evaluate(shop.folder, trained_folder, None, None, with_baselines=False, quiet=True)


def test_the_command_asks_given_cases_and_speaks_json(shop: Shop, early: Path, tmp_path: Path) -> None:
    (tmp_path / "requests-anon.jsonl").write_text('{"id": "1", "basket": ["pasta"]}\n')
    (tmp_path / "truth-anon.jsonl").write_text('{"id": "1", "group": 7, "items": ["tomato sauce"]}\n')
    arguments = ["evaluate", "--data", str(shop.folder), "--bundle", str(early), "--cases", str(tmp_path)]
    result = CliRunner().invoke(
        models, [*arguments, "--no-baselines", "--json", "--out", str(tmp_path / "r.html")]
    )
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["anon"]["means"][OURS]["accuracy"]["mean"] == 1.0
    assert "<svg" in (tmp_path / "r.html").read_text()


def test_a_truth_that_is_missing_is_named(shop: Shop, early: Path, tmp_path: Path) -> None:
    (tmp_path / "requests-anon.jsonl").write_text('{"id": "1"}\n')
    arguments = [
        "evaluate",
        "--data",
        str(shop.folder),
        "--bundle",
        str(early),
        "--cases",
        str(tmp_path),
        "--json",
    ]
    result = CliRunner().invoke(models, arguments)
    assert result.exit_code == 1 and "truth-anon.jsonl" in result.output


def test_the_result_becomes_the_bundles_card_and_the_bundle_stays_good(
    shop: Shop, early: Path, tmp_path: Path
) -> None:
    bundle = Path(shutil.copytree(early, tmp_path / "bundle"))
    arguments = [
        "evaluate",
        "--data",
        str(shop.folder),
        "--bundle",
        str(bundle),
        "--limit",
        "30",
        "--into-card",
    ]
    result = CliRunner().invoke(models, [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    assert check_bundle(bundle, budget_ms=1000).ok
    card = (bundle / "README.md").read_text()
    assert "| this bundle |" in card and "Not yet" not in card and "## What it must not be used for" in card
    assert json.loads((bundle / "manifest.json").read_text())["metrics"]["anon_ndcg_at_10"] > 0
    assert "<svg" in (bundle / "report.html").read_text()
