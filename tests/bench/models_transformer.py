"""`python -m tests.bench.models_transformer`: a transformer of several seeds against EASE and a bundle.

Trains `edge_models.evaluation.sasrec` on the benchmark's first 46 weeks once for each seed and asks it the
window's cases. Prints NDCG@10 by seed, mean and range, and what a bundle's answers are better by, paired by
case; the figures go to build/bench-transformer.json. Needs the extra `transformer`.
"""

import argparse
import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from edge_models.evaluation.baselines import Baselines
from edge_models.evaluation.cases import read_cases
from edge_models.evaluation.compare import OURS, TaskResult, judge, ranked
from edge_models.evaluation.metrics import K
from edge_models.evaluation.report import span
from edge_models.evaluation.sasrec import SasrecSettings, train_sasrec
from edge_models.runtime import Recommender
from edge_models.training.purchases import read

BUILD = Path(__file__).parents[2] / "build"
BESIDE = {"known": ("habit", "EASE + past"), "anon": ("EASE",), "next": ("habit", "EASE + past")}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, required=True, help="cases with fit/, of the val window")
    parser.add_argument("--bundle", type=Path, required=True, help="a bundle trained on fit/")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--limit", type=int, default=1500, help="cases of each task")
    parser.add_argument("--epochs", type=int, default=SasrecSettings().epochs)
    parser.add_argument(
        "--baskets", type=int, default=SasrecSettings().baskets, help="of each epoch, at most"
    )
    parser.add_argument("--no-repeat", action="store_true", help="without the score at a product's own place")
    asked = parser.parse_args()
    settings = SasrecSettings(epochs=asked.epochs, baskets=asked.baskets)
    settings = replace(settings, shape=replace(settings.shape, repeat=not asked.no_repeat))
    recommender = Recommender.load(asked.bundle)
    tables, (purchases, _) = recommender.tables, read(asked.cases / "fit")
    cases = {task: read_cases(asked.cases)[task][: asked.limit] for task in BESIDE}
    baselines = Baselines(tables, purchases)
    answers: dict[str, dict[str, list[list[str]]]] = {}
    for task, some in cases.items():
        ours = [[s.product_id for s in recommender.recommend(c.request, K)] for c in some]
        methods = baselines.methods(foresee=task == "next")
        answers[task] = {OURS: ours} | {name: ranked(tables, methods[name], some) for name in BESIDE[task]}
    seconds = []
    for seed in asked.seeds:
        start = time.process_time()
        model = train_sasrec(
            purchases, tables, seed, settings, lambda v: print(f"  held out {v:.4f}", flush=True)
        )
        seconds.append(time.process_time() - start)
        print(f"seed {seed}: {seconds[-1]:.0f} s of CPU", flush=True)
        for task, some in cases.items():
            answers[task][f"transformer {seed}"] = ranked(tables, model.score, some)
    results = {task: judge(tables, cases[task], answers[task], {}) for task in cases}
    BUILD.mkdir(exist_ok=True)
    table = {task: _row(result) for task, result in results.items()} | {"seconds": seconds}
    (BUILD / "bench-transformer.json").write_text(json.dumps(table, indent=1) + "\n")
    for task, result in results.items():
        print(f"\n{task}, {result.cases:,} cases, NDCG@10")
        for name, value in _row(result).items():
            print(f"  {name}: {value}")
    return 0


def _row(result: TaskResult) -> dict[str, Any]:
    seeds = [m["NDCG"].mean for name, m in result.means.items() if name.startswith("transformer")]
    row = {name: span(m["NDCG"]) for name, m in result.means.items()}
    row["transformer, mean of seeds"] = f"{np.mean(seeds):.4f} ({min(seeds):.4f} to {max(seeds):.4f})"
    return row | {f"{OURS} less {name}": span(m["NDCG"], sign=True) for name, m in result.paired.items()}


if __name__ == "__main__":
    sys.exit(main())
