"""`python -m tests.bench.models_cold --cases DIR --bundle B --cold C`: who ranks products without sales best?

The bundle's own ranking of newcomers (by type and look), the trees of `endcap models cold`, and sums of both,
on the benchmark's cold cases: HR@50 with household bootstrap intervals of the differences, and milliseconds.
With `--encoder` also: the same newcomers taken out of the tables and placed again by their text alone, as a
device places what came after training.
"""

import argparse
import itertools
import json
import time
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import numpy as np

from edge_models.features.tables import FloatArray, Tables
from edge_models.runtime import Recommender, Request
from edge_models.runtime.bundle import GRAPH, Ranker
from edge_models.runtime.wire import parse_request
from edge_models.text import TextEncoder
from edge_models.text.arrivals import Arrival, Neighbourhood
from edge_models.text.cold import ColdRanker
from edge_models.text.cold_features import ColdFeatures
from edge_models.text.index import TextIndex
from edge_models.text.making.catalog import products_of

Scores = Callable[[Request], dict[str, float]]
K, SEED, RESAMPLES = 50, 1, 2000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, required=True, help="folder with fit/, requests-cold.jsonl, …")
    parser.add_argument("--bundle", type=Path, required=True, help="trained on the cases' fit folder")
    parser.add_argument("--cold", type=Path, required=True, help="`endcap models cold` of the fit folder")
    parser.add_argument("--only", help="rank only by those whose name holds this")
    parser.add_argument("--encoder", type=Path, help="`endcap models text`")
    asked = parser.parse_args()
    student = Recommender.load(asked.bundle)
    cold = ColdRanker.load(asked.cold)
    everything = 10**6

    def by_student(request: Request) -> dict[str, float]:
        return {s.product_id: s.score for s in student.recommend(request, everything)}

    def by_trees(request: Request) -> dict[str, float]:
        return {s.product_id: s.score for s in cold.rank(request, everything)}

    rankers: dict[str, Scores] = {"student": by_student, "trees": by_trees}
    for part in (0.25, 0.5, 0.75):
        rankers[f"{part:.2f} trees"] = _sum(by_student, by_trees, part)
    if asked.encoder:
        placed, placed_cold = _placed(asked, student, cold)
        rankers["student, placed by text"] = lambda r: {
            s.product_id: s.score for s in placed.recommend(r, everything)
        }
        rankers["trees, placed by text"] = lambda r: {
            s.product_id: s.score for s in placed_cold.rank(r, everything)
        }
    lines = (asked.cases / "requests-cold.jsonl").read_text().splitlines()
    truth = dict(map(_truth, (asked.cases / "truth-cold.jsonl").read_text().splitlines()))
    requests = [parse_request(line) for line in lines]
    hits: dict[str, FloatArray] = {}
    for name, ranker in rankers.items():
        if asked.only and asked.only not in name and name != "student":
            continue
        hit, took = [], []
        for case, request in requests:
            start = time.perf_counter()
            score = ranker(request)
            took.append(1e3 * (time.perf_counter() - start))
            top = sorted(score, key=lambda p: -score[p])[:K]
            hit.append(float(bool(truth[case] & set(top))))
        hits[name] = np.array(hit, dtype=np.float32)
        low, high = _interval(hits[name] - hits["student"])
        print(
            f"{name:26s} HR@{K} {hits[name].mean():.4f}  less student [{low:+.4f}, {high:+.4f}]"
            f"  {np.median(took):6.1f} ms over the pool",
            flush=True,
        )


def _truth(line: str) -> tuple[str, set[str]]:
    told = json.loads(line)
    return told["id"], set(told["items"])


def _sum(one: Scores, other: Scores, part: float) -> Scores:
    """Standardized scores, added; what only one of them ranks keeps that one's."""

    def scores(request: Request) -> dict[str, float]:
        a, b = _standard(one(request)), _standard(other(request))
        return {p: (1 - part) * a.get(p, 0.0) + part * b.get(p, 0.0) for p in a.keys() | b.keys()}

    return scores


def _standard(score: dict[str, float]) -> dict[str, float]:
    values = np.array(list(score.values()))
    spread = float(values.std()) or 1.0
    return {p: (s - float(values.mean())) / spread for p, s in score.items()}


def _placed(
    asked: argparse.Namespace, student: Recommender, cold: ColdRanker
) -> tuple[Recommender, ColdRanker]:
    """The newcomers forgotten, then placed by their text among what was sold."""
    lines = (asked.cases / "requests-cold.jsonl").read_text().splitlines()
    new = {p for line in lines for p in json.loads(line)["candidates"]}
    tables = _without_newcomers(student.tables)
    products = [p for p in products_of(asked.cases / "fit") if p.product_id in tables.row_of.keys() | new]
    texts = TextIndex.build(TextEncoder.load(asked.encoder), products)
    neighbourhood = Neighbourhood(tables, texts)
    arrivals = []
    for product in sorted(new & texts.row_of.keys()):
        vector = texts.vector(product)
        if vector is not None and vector.any():
            arrivals.append(neighbourhood.place(product, vector))
    _tell_agreement(student.tables, arrivals)
    placed = Recommender("placed", "1", tables, Ranker(asked.bundle / GRAPH), None, arrivals)
    return placed, _with_groups(cold, arrivals)


def _without_newcomers(tables: Tables) -> Tables:
    n, kept = tables.seasoned, {}
    for f in fields(tables):
        value = getattr(tables, f.name)
        if isinstance(value, np.ndarray) and len(value) == tables.product_total:
            kept[f.name] = value[:n]
    return replace(tables, product_ids=tables.product_ids[:n], **kept)


def _with_groups(cold: ColdRanker, arrivals: list[Arrival]) -> ColdRanker:
    """The trees with each newcomer in the groups of what it is like, brand and size unknown."""
    tables = cold._features.tables
    row = np.array([tables.row_of[a.product_id] for a in arrivals])
    like = np.array([tables.row_of[a.like] for a in arrivals])
    codes = {}
    for name in ("department", "category", "type", "brand", "size"):
        codes[name] = code = getattr(tables, name).copy()
        code[row] = code.max() + 1 if name in ("brand", "size") else code[like]
    return ColdRanker(ColdFeatures(replace(tables, **codes)), cold._session)


def _tell_agreement(tables: Tables, arrivals: list[Arrival]) -> None:
    """How often the nearest text is of the true type, by likeness."""
    known = [a for a in arrivals if a.product_id in tables.row_of]
    one, other = (
        np.array([tables.row_of[p] for p in ids])
        for ids in ([a.product_id for a in known], [a.like for a in known])
    )
    near = np.array([a.similarity for a in known])
    for low, high in itertools.pairwise([-1.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.1]):
        band = (near >= low) & (near < high)
        if band.any():
            shares = [
                f"{name} {np.mean(of[one[band]] == of[other[band]]):.2f}"
                for name, of in (("type", tables.type_of), ("category", tables.category_of))
            ]
            print(
                f"likeness {low:.1f} to {high:.1f}: {band.sum():,} products, of the same {', '.join(shares)}"
            )


def _interval(difference: FloatArray) -> tuple[float, float]:
    rng = np.random.default_rng(SEED)
    means = [rng.choice(difference, len(difference)).mean() for _ in range(RESAMPLES)]
    low, high = np.percentile(means, [2.5, 97.5]).tolist()
    return low, high


if __name__ == "__main__":
    main()
