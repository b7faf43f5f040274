"""`python -m tests.bench.models_retailers`: the untuned pipeline on other retailers, beside the baselines.

Each shopper's last basket is taken away, a bundle is trained on the rest with the settings that every folder
gets, and the last baskets are asked for: whole (next), what of them the shopper never bought (discover), one
product given the others, with the history (known) and without it (anon). The retailers are made up
(`synthetic`), made smaller by `--lines`; `--data DIR` asks about a real folder instead, of which days alone
are kept: no store, no group, no time of day. Exit 0 where no baseline is significantly better at any task.
Table: build/bench-models-retailers.json.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from edge_models.evaluation.baselines import Baselines
from edge_models.evaluation.cases import Case, discover_cases
from edge_models.evaluation.compare import OURS, TaskResult, compare
from edge_models.export.make import train_bundle
from edge_models.runtime import Recommender, Request
from edge_models.training.purchases import read
from tests.bench import synthetic

BUILD = Path(__file__).parents[2] / "build"
RETAILERS = ("GROCER", "MARKETPLACE", "WHOLESALER", "DELIVERY")
METRICS = ("NDCG", "recall")
MIN_EARLIER = 2  # baskets before the last one


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("retailers", nargs="*", metavar="RETAILER", help=", ".join(RETAILERS))
    parser.add_argument("--lines", type=int, default=60_000, help="of each made-up retailer")
    parser.add_argument("--data", type=Path, help="a real data folder instead")
    parser.add_argument("--days", type=int, default=120, help="first days of the real folder that are used")
    parser.add_argument("--shoppers", type=float, default=1.0, help="share of them that is used")
    parser.add_argument("--cases", type=int, default=1500, help="at most so many of each task")
    asked = parser.parse_args()
    table: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for name, folder in _folders(asked, Path(scratch)):
            table[name] = _judged(name, folder, Path(scratch) / f"{name} bundle", asked.cases)
    BUILD.mkdir(exist_ok=True)
    (BUILD / "bench-models-retailers.json").write_text(json.dumps(table, indent=1) + "\n")
    return 0 if all(task["holds"] for tasks in table.values() for task in tasks.values()) else 1


def _folders(asked: argparse.Namespace, scratch: Path) -> Iterator[tuple[str, Path]]:
    if asked.data:
        yield asked.data.name, _days_alone(asked.data, scratch / asked.data.name, asked)
        return
    for name in asked.retailers or RETAILERS:
        retailer: synthetic.Retailer = getattr(synthetic, name)
        share = asked.lines / retailer.lines
        smaller = replace(
            retailer,
            lines=asked.lines,
            products=max(round(retailer.products * share), 200),
            shoppers=max(round(retailer.shoppers * share), 50),
            stores=min(retailer.stores, 20),
        )
        yield name, synthetic.write(scratch / name, smaller)


def _days_alone(data: Path, out: Path, asked: argparse.Namespace) -> Path:
    lines = pd.read_parquet(data / "transactions.parquet")[
        ["shopper_id", "basket_id", "product_id", "timestamp"]
    ]
    lines["timestamp"] = lines["timestamp"].dt.normalize()
    lines = lines[lines["timestamp"] < lines["timestamp"].min() + pd.Timedelta(days=asked.days)]
    shoppers = np.sort(lines["shopper_id"].unique())
    some = np.random.default_rng(1).permutation(shoppers)[: max(round(asked.shoppers * len(shoppers)), 1)]
    lines = lines[lines["shopper_id"].isin(some)]
    out.mkdir()
    lines.to_parquet(out / "transactions.parquet")
    return out


def _judged(name: str, folder: Path, bundle: Path, limit: int) -> dict[str, Any]:
    cases = _leave_last(folder)
    report = train_bundle(folder, bundle, name.lower(), "1", seed=1)
    recommender = Recommender.load(bundle)
    rng = np.random.default_rng(1)
    some = {
        task: [all_[i] for i in np.sort(rng.permutation(len(all_))[:limit])] for task, all_ in cases.items()
    }
    compared = compare(recommender, some, Baselines(recommender.tables, read(folder)[0]), {})
    print(f"\n{name}: {report.products:,} products, learned from {report.queries:,} questions")
    print(
        f"{'':10}{'cases':>6}" + "".join(f"{m:>8}{'best baseline':>24}{'ratio':>7}" for m in METRICS),
        flush=True,
    )
    return {task: _told(task, result) for task, result in compared.tasks.items()}


def _leave_last(folder: Path) -> dict[str, list[Case]]:
    """Take each shopper's last basket out of the folder, and ask for it."""
    lines = pd.read_parquet(folder / "transactions.parquet")
    lines = lines.assign(length=lines["basket_id"].str.len())
    lines = lines.sort_values(["shopper_id", "timestamp", "length", "basket_id"], kind="stable")
    baskets = (
        lines.groupby(["shopper_id", "basket_id"], sort=False)
        .agg(
            time=("timestamp", "min"),
            items=("product_id", lambda p: list(dict.fromkeys(p))),
            **({"store": ("store_id", "first")} if "store_id" in lines else {}),
        )
        .reset_index()
    )
    cases: dict[str, list[Case]] = {"next": [], "known": [], "anon": []}
    taken = []
    for shopper, own in baskets.groupby("shopper_id", sort=False):
        if len(own) <= MIN_EARLIER:
            continue
        last, past = own.iloc[-1], own.iloc[:-1]
        taken.append(last["basket_id"])
        blank = Request(store=last.get("store"), time=last["time"].to_pydatetime())
        known = replace(
            blank,
            history=past["items"].tolist(),
            history_time=[t.to_pydatetime() for t in past["time"]],
        )
        cases["next"].append(Case(known, frozenset(last["items"]), str(shopper)))
        if len(last["items"]) > 1:
            held, hidden = last["items"][:-1], frozenset(last["items"][-1:])
            cases["known"].append(Case(replace(known, basket=held), hidden, str(shopper)))
            cases["anon"].append(Case(replace(blank, basket=held), hidden, str(shopper)))
    cases["discover"] = discover_cases(cases["next"])
    rest = lines[~lines["basket_id"].isin(taken)].drop(columns="length")
    rest.to_parquet(folder / "transactions.parquet")
    return cases


def _told(task: str, result: TaskResult) -> dict[str, Any]:
    line, row = f"{task:10}{result.cases:6}", {"cases": result.cases, "holds": True}
    for metric in METRICS:
        values = {name: means[metric].mean for name, means in result.means.items()}
        ours = values.pop(OURS)
        best = max(values, key=values.__getitem__)
        paired = result.paired[best][metric]
        row[metric] = {OURS: ours, **values, "paired": [paired.low, paired.high]}
        row["holds"] = row["holds"] and paired.high >= 0
        sign = ">" if paired.low > 0 else "<" if paired.high < 0 else "="
        ratio = ours / values[best] if values[best] else float("inf")
        line += f"{ours:8.4f} {sign} {best:>13} {values[best]:7.4f}{ratio:7.2f}"
    print(line, flush=True)
    return row


if __name__ == "__main__":
    sys.exit(main())
