"""`python -m tests.bench.models_quality`: the recommender against the benchmark's bars.

Trains on The Complete Journey's first 46 weeks, answers the test cases, scores them. Cases and scoring come
from the benchmark beside the repository (`../shared/bench/complete_journey.py`). The table goes to
build/bench-models.json, the page with its plots to build/bench-models.html. `--window val` is for tuning,
`--limit` for a quick look, `--bundle` skips training: where `train --keep-work` kept the teacher beside that
bundle, it is asked the same cases as its student.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from edge_models.evaluation import report, run
from edge_models.evaluation.cases import Case, read_cases
from edge_models.evaluation.compare import OURS
from edge_models.export import fidelity
from edge_models.export.make import train_bundle, work_folder
from edge_models.runtime import Recommender
from edge_models.runtime.wire import answer, parse_request
from edge_models.training.progress import Stages
from edge_models.training.queries import Task
from edge_models.training.teacher import Teacher

ROOT = Path(__file__).parents[2]
BENCHMARK = ROOT.parent / "shared" / "bench" / "complete_journey.py"
BUILD = ROOT / "build"
MUST = {"known": 0.145, "anon": 0.100, "next": 0.256, "cold": 0.070, "discover": 0.022}
AGAINST = {"known": "EASE + past", "anon": "EASE", "next": "habit"}
SECONDS_FOR_KNOWN = 120.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--window", choices=("val", "test"), default="test")
    parser.add_argument("--bundle", type=Path, help="a bundle trained on the window's fit folder")
    parser.add_argument("--limit", type=int, help="cases of each task, for the comparison with baselines")
    parser.add_argument("--transformer", action="store_true", help="train and compare a transformer, too")
    asked = parser.parse_args()
    if not BENCHMARK.exists():
        print(f"{BENCHMARK} is not there; the benchmark cannot be made", file=sys.stderr)
        return 2
    folder = BUILD / f"complete-journey-{asked.window}"
    if not (folder / "truth-cold.jsonl").exists():
        subprocess.run(
            [sys.executable, BENCHMARK, "make", "--window", asked.window, "--out", folder], check=True
        )
    bundle = asked.bundle or BUILD / "bench-model"
    if not asked.bundle:
        print(train_bundle(folder / "fit", bundle, "bench", None, seed=1, keep_work=True).text())
    table: dict[str, Any] = {"window": asked.window}
    for task in ("next", "known", "anon", "cold"):
        table[task] = _scored(folder, task, bundle)
    compared = run.evaluate(
        folder / "fit", bundle, folder, asked.limit, with_baselines=True, with_transformer=asked.transformer
    )
    (BUILD / "bench-models.html").write_text(compared.html(), encoding="utf-8")
    table["compared"] = report.as_values(compared.comparison)
    kept = _kept(folder, bundle, asked.limit)
    table["kept"] = {
        task: {"teacher": k.teacher, "student": k.student, "ratio": k.text()} for task, k in kept.items()
    }
    table["bars"] = _bars(table) | {
        f"{t}, student of teacher": _bar(k.ratio.mean, fidelity.BAR) for t, k in kept.items()
    }
    (BUILD / "bench-models.json").write_text(json.dumps(table, indent=1) + "\n")
    print(report.as_text(compared.comparison) + "\n\n" + report.as_markdown(compared.comparison))
    print(
        f"\n{fidelity.as_markdown(kept)}\n"
        if kept
        else "\nNo teacher beside the bundle: its student was not compared.\n"
    )
    for name, (value, must, holds) in table["bars"].items():
        print(f"{'✓' if holds else '✗'} {name}: {value:.4f} (must {must})")
    return 0 if all(holds for _, _, holds in table["bars"].values()) else 1


def _scored(folder: Path, task: str, bundle: Path) -> dict[str, Any]:
    """Answer one task's requests as `endcap models recommend` does, and score the answers with the
    benchmark."""
    recommender, k = Recommender.load(bundle), 50 if task == "cold" else 10
    lines = (folder / f"requests-{task}.jsonl").read_text().splitlines()
    start = time.monotonic()
    answers = [json.dumps(answer(i, recommender.recommend(r, k))) for i, r in map(parse_request, lines)]
    seconds = time.monotonic() - start
    path = BUILD / f"answers-{task}.jsonl"
    path.write_text("\n".join(answers) + "\n")
    command = [sys.executable, BENCHMARK, "score", "--cases", folder, "--task", task, path]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    scored: dict[str, Any] = json.loads(told.splitlines()[-1])
    return scored | {"seconds": round(seconds, 1)}


def _kept(folder: Path, bundle: Path, limit: int | None) -> dict[Task, fidelity.Kept]:
    """What the student keeps of its teacher, both answering the window's cases under the same rules."""
    if not (saved := work_folder(bundle) / "teacher.json").exists():
        return {}
    student = Recommender.load(bundle)
    teacher = Recommender("teacher", "", student.tables, Teacher.load(saved, len(os.sched_getaffinity(0))))
    cases = {Task(name): group[:limit] for name, group in read_cases(folder).items()}
    out = {}
    with Stages() as stages, stages.stage("Student beside teacher", sum(map(len, cases.values()))) as advance:
        for task, group in cases.items():
            gains = []
            for case in group:
                gains.append([_worth(task, case, asked) for asked in (teacher, student)])
                advance()
            out[task] = fidelity.kept(np.asarray(gains), [case.group for case in group])
    return out


def _worth(task: Task, case: Case, asked: Recommender) -> float:
    products = [s.product_id for s in asked.recommend(case.request, fidelity.length(task))]
    hits = np.asarray([p in case.wanted for p in products], dtype=bool)
    return fidelity.worth(task, hits, len(case.wanted))


def _bars(table: dict[str, Any]) -> dict[str, tuple[float, float, bool]]:
    """Name -> (value, what it must reach, whether it does)."""
    value = {task: table[task]["NDCG"] for task in ("known", "anon", "next")}
    value["cold"] = table["cold"]["HR@50"]
    value["discover"] = table["compared"]["discover"]["means"][OURS]["recall"]["mean"]
    bars = {task: _bar(value[task], must) for task, must in MUST.items()}
    for task, baseline in AGAINST.items():
        low = table["compared"][task]["paired"][baseline]["NDCG"]["low"]
        bars[f"{task} less {baseline}, lower end"] = (low, 0.0, low > 0)
    seconds = table["known"]["seconds"]
    bars["seconds for all of known"] = (seconds, SECONDS_FOR_KNOWN, seconds <= SECONDS_FOR_KNOWN)
    return bars


def _bar(value: float, must: float) -> tuple[float, float, bool]:
    return value, must, value >= must


if __name__ == "__main__":
    sys.exit(main())
