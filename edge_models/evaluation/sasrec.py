"""A transformer over a shopper's purchases, after SASRec (Kang and McAuley, 2018): a baseline, not shipped.

The past is each product once, with signs of how lately, how often and how steadily it was bought; the basket
at hand is a sequence in an order drawn anew each epoch, since a basket has none. At every length the basket's
remaining products are foreseen, so one network foresees baskets and completes them; without a past it serves
strangers. A product is its own vector, which begins as that of its company in baskets, and its words' mean.
The loss is a sampled softmax, corrected by the chance of being drawn (Jean et al., 2015). As in RepeatNet
(Ren et al., 2019) a product bought before is scored at its place in the past, too. Needs the extra
`transformer`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from edge_models.errors import TrainingError
from edge_models.evaluation.metrics import K, ndcg
from edge_models.evaluation.product_text import word_matrix
from edge_models.evaluation.together import together
from edge_models.evaluation.visits import Visits
from edge_models.features.context import Context
from edge_models.features.tables import FloatArray, IntArray, Tables
from edge_models.training.purchases import Purchases
from edge_models.training.queries import Query, QueryMaker, Task, sample

try:
    import torch
except ImportError as err:
    raise TrainingError(
        "the transformer needs torch, which is not installed: pip install 'endcap[transformer]', "
        "or leave the transformer out."
    ) from err

from edge_models.evaluation.sasrec_net import Asked, Batch, Net, Shape

if TYPE_CHECKING:
    from torch import Tensor

_AGO = np.asarray([1, 2, 4, 7, 10, 14, 21, 28, 42, 56, 84, 120, 180, 270.0])  # days, bounds of a sign
_TIMES = np.asarray([2, 3, 4, 5, 6, 8, 11, 16, 24, 40.0])  # bought
_STEADY = np.asarray([0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2, 3, 5, 8.0])  # purchases, decayed
_DECAY_DAYS = 60.0
_SIGNS = (len(_AGO) + 1, len(_TIMES) + 1, len(_STEADY) + 1)
_STRANGER = _SIGNS[0]  # the gap of one without a past
_BATCH = 128  # contexts scored at once


@dataclass(frozen=True, slots=True)
class SasrecSettings:
    shape: Shape = field(default_factory=Shape)
    past: int = 64  # products of the past, the steadiest
    held: int = 16  # products of the basket at hand
    drawn: int = 1024  # products that each step draws against those bought
    targets: int = 12  # that one place learns, at most
    batch: int = 128  # baskets
    baskets: int = 80_000  # of each epoch, at most
    alone: float = 0.3  # share of baskets whose past is hidden
    forget: float = 0.1  # share of the past that is hidden in learning
    rate: float = 3e-3  # of Adam, one cycle
    decay: float = 0.01
    epochs: int = 3  # at most
    held_out_days: float = 14.0
    held_out: int = 400  # questions of each task; the best epoch on them stays


@dataclass(frozen=True, slots=True)
class Sasrec:
    net: Net
    settings: SasrecSettings
    held_out: list[float]  # mean NDCG@10 over the held-out questions after each epoch

    def score(self, contexts: list[Context]) -> FloatArray:
        """(contexts, products that sold) float32."""
        self.net.eval()
        with torch.no_grad():
            table = self.net.products_table()
            parts = [self._some(contexts[at : at + _BATCH], table) for at in range(0, len(contexts), _BATCH)]
        return np.concatenate(parts)

    def _some(self, contexts: list[Context], table: "tuple[Tensor, Tensor]") -> FloatArray:
        sold = self.net.products
        known = [c.item < sold for c in contexts]
        pasts = [_past(c.item[k], c.day[k], self.settings.past) for c, k in zip(contexts, known, strict=True)]
        held = [c.basket[c.basket < sold][: self.settings.held] for c in contexts]
        gap = [_gap(c.visit_day[-1] if len(c.visit_day) else None) for c in contexts]
        batch = _batch([p[0] for p in pasts], [p[1] for p in pasts], gap, held, sold)
        length = torch.tensor([len(h) for h in held])
        out: FloatArray = self.net(batch, torch.arange(len(held)), length, table).numpy()
        return out


def train_sasrec(
    purchases: Purchases,
    tables: Tables,
    seed: int = 1,
    settings: SasrecSettings | None = None,
    advance: Callable[[float], None] = lambda _: None,
) -> Sasrec:
    """Train on the baskets that the tables know; the last days of them are held out, say which epoch is the
    best, and are learned at last, once and gently. `advance` is called after each epoch with its value.

    Raises `TrainingError` where no basket holds two products, or none lies in the held-out days.
    """
    settings = settings or SasrecSettings()
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    known = purchases.until(tables.end_day)
    cut = tables.end_day - settings.held_out_days
    asked = dict.fromkeys((Task.KNOWN, Task.ANON, Task.NEXT), settings.held_out)
    maker = QueryMaker(known, tables)
    questions = list(sample(maker, known.before(cut), known.basket_total, asked, np.random.default_rng(0)))
    lesson = _Lesson(Visits.before(purchases, tables, tables.end_day, least=2), tables, settings)
    early = np.flatnonzero(lesson.ago > settings.held_out_days)
    if not len(early) or not questions:
        raise TrainingError(
            "transformer: there are no baskets of two products both before and in the last "
            f"{settings.held_out_days:.0f} days."
        )
    sold = np.maximum(tables.baskets[: tables.seasoned], 0.5) / max(tables.basket_total, 1)
    net = Net(
        settings.shape,
        word_matrix(purchases, tables),
        torch.from_numpy(sold).float(),
        _SIGNS,
        torch.from_numpy(together(lesson.visits, tables, settings.shape.width, seed)),
    )
    draw = _Draw(sold**0.75, settings.drawn, rng)
    optimizer = torch.optim.AdamW(net.parameters(), settings.rate, weight_decay=settings.decay, fused=True)
    steps = settings.epochs * -(-min(len(early), settings.baskets) // settings.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, settings.rate, total_steps=steps + 1, pct_start=0.1
    )
    model = Sasrec(net, settings, [])
    best: dict[str, Tensor] = {}
    for _ in range(settings.epochs):
        for batch in lesson.batches(rng.permutation(early)[: settings.baskets], rng):
            _step(net, optimizer, *batch, *draw())
            schedule.step()
        model.held_out.append(_value(model, questions, tables.seasoned))
        if model.held_out[-1] == max(model.held_out):
            best = {name: value.clone() for name, value in net.state_dict().items()}
        advance(model.held_out[-1])
    net.load_state_dict(best)
    for group in optimizer.param_groups:
        group["lr"] = settings.rate / 10
    for batch in lesson.batches(rng.permutation(np.flatnonzero(lesson.ago <= settings.held_out_days)), rng):
        _step(net, optimizer, *batch, *draw())
    return model


class _Draw:
    """Draws products, each with its chance."""

    def __init__(self, chance: npt.NDArray[np.float64], number: int, rng: np.random.Generator) -> None:
        chance = chance / chance.sum()
        self._until, self._number, self._rng = np.cumsum(chance), number, rng
        self._log = torch.from_numpy(np.log(chance * number)).float()

    def __call__(self) -> "tuple[Tensor, Tensor]":
        """Products, and the logarithm of how often each product is to be expected among them."""
        drawn = np.searchsorted(self._until, self._rng.random(self._number) * self._until[-1], side="right")
        return torch.from_numpy(drawn), self._log


def _step(
    net: Net,
    optimizer: torch.optim.Optimizer,
    batch: Batch,
    asked: Asked,
    drawn: "Tensor",
    log_chance: "Tensor",
) -> None:
    net.train()
    loss = net.loss(batch, asked, drawn, log_chance)
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimizer.step()


class _Lesson:
    """The baskets to learn from, each with the past before it."""

    def __init__(self, visits: Visits, tables: Tables, settings: SasrecSettings) -> None:
        self.visits, self._settings, self._products = visits, settings, tables.seasoned
        self._at = np.full(tables.seasoned, -1)  # of each product, its place in the past at hand
        self.ago = visits.day[visits.start]  # (baskets,) days before the tables' end
        made = [self._before(b, settings.past) for b in range(len(visits))]
        self._past, self._sign = [m[0] for m in made], [m[1] for m in made]

    def _before(self, basket: int, most: int) -> tuple[IntArray, npt.NDArray[np.uint8]]:
        v = self.visits
        span = slice(int(v.first[basket]), int(v.start[basket]))
        return _past(v.item[span], v.day[span] - self.ago[basket], most)

    def batches(
        self, baskets: npt.NDArray[np.int64], rng: np.random.Generator
    ) -> Iterator[tuple[Batch, Asked]]:
        s = self._settings
        for at in range(0, len(baskets), s.batch):
            yield self._some(baskets[at : at + s.batch].tolist(), rng)

    def _some(self, baskets: list[int], rng: np.random.Generator) -> tuple[Batch, Asked]:
        v, s = self.visits, self._settings
        past, sign, gap, held = [], [], [], []
        row: list[int] = []
        length: list[int] = []
        place, target, weight, before = [], [], [], []
        for number, b in enumerate(baskets):
            keep = rng.random(len(self._past[b])) >= (s.forget if rng.random() >= s.alone else 1.0)
            past.append(self._past[b][keep])
            sign.append(self._sign[b][keep])
            visited = v.start[b] > v.first[b] and keep.any()
            gap.append(_gap(v.day[v.start[b] - 1] - self.ago[b] if visited else None))
            self._at[past[-1]] = np.arange(len(past[-1]))
            items = rng.permutation(v.item[v.start[b] : v.end[b]])
            longest = min(len(items) - 1, s.held)
            held.append(items[:longest])
            # Find the one product that is missing, and foresee the basket or complete it from anywhere.
            for given in {longest, 0 if rng.random() < 0.5 else int(rng.integers(longest + 1))}:
                wanted = items[given : given + s.targets]
                place.append(np.full(len(wanted), len(row)))
                target.append(wanted)
                weight.append(np.full(len(wanted), 1 / len(wanted), dtype=np.float32))
                before.append(self._at[wanted])
                row.append(number)
                length.append(given)
            self._at[past[-1]] = -1
        flat = [torch.from_numpy(np.concatenate(x)) for x in (place, target, weight, before)]
        batch = _batch(past, sign, gap, held, self._products)
        return batch, Asked(torch.tensor(row), torch.tensor(length), flat[0], flat[1].long(), *flat[2:])


def _past(item: IntArray, day: FloatArray, most: int) -> tuple[IntArray, npt.NDArray[np.uint8]]:
    """The steadiest products of a past, and their signs (products, 3). `day` is days ago."""
    products, place, times = np.unique(item, return_inverse=True, return_counts=True)
    steady = np.bincount(place, np.exp(-day / _DECAY_DAYS), minlength=len(products))
    last = np.full(len(products), np.inf, dtype=np.float32)
    np.minimum.at(last, place, day)
    chosen = np.argsort(-steady, kind="stable")[:most]
    values = ((_AGO, last), (_TIMES, times), (_STEADY, steady))
    signs = [np.searchsorted(bounds, value[chosen], side="right") for bounds, value in values]
    return products[chosen], np.stack(signs, axis=1).astype(np.uint8)


def _gap(days: float | None) -> int:
    return _STRANGER if days is None else int(np.searchsorted(_AGO, days, side="right"))


def _batch(
    past: list[IntArray],
    sign: list[npt.NDArray[np.uint8]],
    gap: list[int],
    held: list[IntArray],
    products: int,
) -> Batch:
    rows = len(past)
    pasts = np.full((rows, max(1, *map(len, past))), -1, dtype=np.int64)
    signs = np.zeros((*pasts.shape, len(_SIGNS)), dtype=np.int64)
    helds = np.full((rows, max(map(len, held))), products, dtype=np.int64)
    for i, (p, s, h) in enumerate(zip(past, sign, held, strict=True)):
        pasts[i, : len(p)], signs[i, : len(s)], helds[i, : len(h)] = p, s, h
    return Batch(torch.from_numpy(pasts), torch.from_numpy(signs), torch.tensor(gap), torch.from_numpy(helds))


def _value(model: Sasrec, questions: list[Query], products: int) -> float:
    """Mean NDCG@10; the products of the basket at hand are left out, as the rules do."""
    total = 0.0
    for at in range(0, len(questions), _BATCH):
        part = questions[at : at + _BATCH]
        for question, row in zip(part, model.score([q.context for q in part]), strict=True):
            row[~question.allowed(products, products)] = -np.inf
            best = np.argsort(-row, kind="stable")[:K]
            total += ndcg(np.isin(best, question.targets), len(question.targets))
    return total / len(questions)
