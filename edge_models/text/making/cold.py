"""Teach the ranking of new products: rehearse past weeks, in which products were new that are known now.

At several moments of the past, tables are fitted on what came before. The products first sold in the weeks
after are that time's new products; each basket of those weeks that holds one, and three known ones, is a
question. Boosted trees learn to put the bought ones first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm as lgb
import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse

from edge_models.data.folder import DataFolder
from edge_models.errors import TrainingError
from edge_models.features.tables import FloatArray, IntArray
from edge_models.text.cold import GRAPH, TEXTS
from edge_models.text.cold_features import FEATURES, ColdFeatures, Situation
from edge_models.text.cold_tables import FILE, ColdTables
from edge_models.text.index import TextIndex
from edge_models.text.making import trees
from edge_models.training.cooccurrence import ease
from edge_models.training.progress import Stages
from edge_models.training.purchases import Purchases, read

_GROUPS = ("department", "category", "type", "brand", "size")


@dataclass(frozen=True, slots=True)
class ColdSettings:
    window_days: float = 35.0  # of one rehearsal; at most an eighth of the data
    rehearsals: int = 4
    new_for_days: float = 35.0  # a product is new so long after its first sale
    settled_days: float = 75.0  # what is sold earlier may be older than the data; at most a quarter of it
    known_items: int = 3  # of a basket that asks
    known_baskets: int = 10  # of a product that counts as known
    negatives: int = 60  # new products that were not bought, for each question
    least_questions: int = 200  # fewer teach nothing: TrainingError
    rounds: int = 80
    rate: float = 0.08
    leaves: int = 31
    keep: int = 32  # neighbours of a type, of a category
    ridge: float = 100.0
    threads: int = 2


@dataclass(frozen=True, slots=True)
class ColdReport:
    products: int
    new_products: int
    questions: int
    parity: float
    size_bytes: int


@dataclass(frozen=True, slots=True)
class _Past:
    """Purchases with every product that the data names: those without a sale come last."""

    purchases: Purchases
    ids: tuple[str, ...]
    groups: dict[str, IntArray]
    first_day: npt.NDArray[np.float64]  # (products,) inf where never sold
    day: npt.NDArray[np.float64]  # (purchases,)


def make_cold(
    data: Path,
    out: Path,
    seed: int = 1,
    texts: TextIndex | None = None,
    settings: ColdSettings | None = None,
    quiet: bool = False,
) -> ColdReport:
    """Write cold.npz and cold.onnx into `out`, from a data folder.

    Raises `TrainingError` where the data has no products table or too few questions, `ExportError` where
    graph and trees differ.
    """
    settings = settings or ColdSettings()
    out.mkdir(parents=True, exist_ok=True)
    with Stages(quiet) as stages:
        with stages.stage("Reading"):
            past = _read(data)
        matrices, labels, sizes = [], [], []
        moments = _moments(past, settings)
        rng = np.random.default_rng(seed)
        with stages.stage("Rehearsing the past", len(moments)) as advance:
            for begin, end in moments:
                features = ColdFeatures(_fit(past, begin, settings), texts)
                for matrix, label in _questions(past, features, begin, end, settings, rng):
                    matrices.append(matrix)
                    labels.append(label)
                    sizes.append(len(label))
                advance()
        if len(sizes) < settings.least_questions:
            raise TrainingError(
                f"{data}: {len(sizes)} baskets held a product that was new to the data; at least "
                f"{settings.least_questions} are needed to learn the ranking of new products."
            )
        with stages.stage("Trees"):
            x = np.concatenate(matrices)
            booster = _teach(x, np.concatenate(labels), sizes, settings, seed)
        with stages.stage("Tables and graph"):
            tables = _fit(past, np.inf, settings)
            tables.save(out / FILE)
            notes = {TEXTS: "no" if texts is None else "yes"}
            parity = trees.export(booster, FEATURES, out / GRAPH, x[:: max(len(x) // 20_000, 1)], notes)
    size = sum((out / name).stat().st_size for name in (FILE, GRAPH))
    unsold = int((tables.baskets == 0).sum())
    return ColdReport(len(tables.product_ids), unsold, len(sizes), parity, size)


def _read(data: Path) -> _Past:
    purchases, _ = read(data)
    catalog = DataFolder.open(data).products()
    sold = purchases.product_ids.tolist()
    known = set(sold)
    ids = (*sold, *(p for p in catalog["product_id"].tolist() if p not in known))
    catalog = catalog.set_index("product_id").reindex(list(ids))
    groups = {g: _codes(catalog, g) for g in _GROUPS}
    day = purchases.basket_day[purchases.basket]
    first = np.full(len(ids), np.inf)
    np.minimum.at(first, purchases.product, day)
    return _Past(purchases, ids, groups, first, day)


def _codes(catalog: pd.DataFrame, group: str) -> IntArray:
    """Codes of a column; what is not given has a code too. A type counts within its category."""
    if group not in catalog:
        return np.zeros(len(catalog), dtype=np.int32)
    given = catalog[group].fillna("")
    if group == "type" and "category" in catalog:  # "OTHER" of one category is not that of another
        given = catalog["category"].fillna("") + "\t" + given
    return pd.factorize(given)[0].astype(np.int32)


def _moments(past: _Past, settings: ColdSettings) -> list[tuple[float, float]]:
    """(begin, end) of each rehearsal, the earliest first; the last ends with the data."""
    start, end = float(past.day[0]), float(past.day[-1]) + 1e-6
    window = min(settings.window_days, (end - start) / 8)
    return [(end - window * back, end - window * (back - 1)) for back in range(settings.rehearsals, 0, -1)]


def _fit(past: _Past, until: float, settings: ColdSettings) -> ColdTables:
    """Tables of what was bought before the day `until`."""
    lines = int(np.searchsorted(past.day, until))
    product, basket = past.purchases.product[:lines], past.purchases.basket[:lines]
    day = past.day[:lines]
    end, start, n = float(day[-1]), float(day[0]), len(past.ids)
    settled = start + min(settings.settled_days, (end - start) / 4)
    born = (past.first_day > settled) & (past.first_day < until)
    fresh = (day > settled) & (day - past.first_day[product] < settings.new_for_days)

    def count(chosen: npt.NDArray[np.bool_] | slice) -> IntArray:
        return np.bincount(product[chosen], minlength=n).astype(np.int32)

    parts: dict[str, Any] = dict(past.groups)
    for group in ("type", "category"):
        code = past.groups[group]
        x = scipy.sparse.csr_matrix(
            (np.ones(lines, dtype=np.float32), (basket, code[product])),
            shape=(int(basket[-1]) + 1, int(code.max()) + 1),
        )
        x.data[:] = 1.0
        parts[f"{group}_together"] = ease(x, settings.ridge, settings.keep)
    return ColdTables(
        past.ids,
        baskets=count(slice(None)),
        recent=count(day >= end - 28),
        fresh=count(fresh),
        born=born.astype(np.int32),
        days=end - start,
        **parts,
    )


def _questions(
    past: _Past,
    features: ColdFeatures,
    begin: float,
    end: float,
    settings: ColdSettings,
    rng: np.random.Generator,
) -> Iterator[tuple[FloatArray, npt.NDArray[np.int8]]]:
    """(matrix, label) of each basket from `begin` to `end` that holds a new product."""
    p, sold = past.purchases, features.tables.baskets
    new = np.flatnonzero((past.first_day >= begin) & (past.first_day < end)).astype(np.int32)
    if not len(new):
        return
    of_shopper = _by_shopper(p, end)
    for number in range(p.before(begin), p.before(end)):
        items = p.products_of(number)
        bought_new = np.intersect1d(items[sold[items] == 0], new)
        basket = items[sold[items] >= settings.known_baskets]
        if not len(bought_new) or len(basket) < settings.known_items:
            continue
        at = float(p.basket_day[number])
        lines = of_shopper[int(p.basket_shopper[number])]
        lines = lines[past.day[lines] < at]
        situation = Situation(basket, p.product[lines], (at - past.day[lines]).astype(np.float32))
        others = np.setdiff1d(rng.choice(new, min(settings.negatives, len(new)), replace=False), bought_new)
        asked = np.concatenate([bought_new, others]).astype(np.int32)
        yield (
            features.matrix(situation, asked),
            np.repeat([1, 0], [len(bought_new), len(others)]).astype(np.int8),
        )


def _by_shopper(purchases: Purchases, end: float) -> dict[int, npt.NDArray[np.int64]]:
    """Lines of each shopper before the day `end`, oldest first."""
    lines = int(np.searchsorted(purchases.basket, purchases.before(end)))
    shopper = purchases.basket_shopper[purchases.basket[:lines]]
    order = np.argsort(shopper, kind="stable")
    who, start = np.unique(shopper[order], return_index=True)
    return dict(zip(who.tolist(), np.split(order, start[1:]), strict=True))


def _teach(
    x: FloatArray, label: npt.NDArray[np.int8], sizes: list[int], settings: ColdSettings, seed: int
) -> lgb.Booster:
    parameters: dict[str, Any] = {
        "objective": "lambdarank",
        "learning_rate": settings.rate,
        "num_leaves": settings.leaves,
        "min_data_in_leaf": min(200, max(len(x) // 50, 1)),
        "feature_fraction": 0.5,
        "bagging_fraction": 0.7,
        "bagging_freq": 1,
        "max_bin": 63,
        "lambdarank_truncation_level": 40,
        "num_threads": settings.threads,
        "seed": seed,
        "deterministic": True,
        "force_row_wise": True,
        "verbosity": -1,
    }
    return lgb.train(parameters, lgb.Dataset(x, label, group=sizes), settings.rounds)
