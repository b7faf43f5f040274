"""Why a product is suggested: the signal that moved its score most, told with figures that hold in the data.

What a signal moved is measured, not guessed: the same graph scores the same product as if that signal were
unknown. The drop, compared with the drop of the shortlist at large, is its part. The strongest signal that
has a true and telling claim becomes the reason.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np

from edge_models.features.context import Context
from edge_models.features.encoder import Encoder, Shortlist
from edge_models.features.names import Signal, span
from edge_models.features.tables import UNKNOWN, FloatArray, IntArray
from edge_models.runtime.likings import Heard
from edge_models.runtime.suggestion import Reason, ReasonKind
from edge_models.text.arrivals import Arrival

_CROWD = 48  # products of the shortlist that stand for it at large
# Fewer baskets prove nothing to a reader. Of the companions most often bought with a product, those named
# from 3 common baskets kept .43 of their share in other baskets of the same year, from 5 .67, from 10 .82
# (The Complete Journey, halves at random). Each claim gives its numbers, so that a reader can judge.
_TELLING_BASKETS = 5
_EXPLAINED = (Signal.BASKET, Signal.PERSONAL, Signal.TASTE, Signal.STORE)


@dataclass(frozen=True, slots=True)
class Said:
    """What the shopper's words did to an answer."""

    heard: Heard
    lift: FloatArray  # (products,) what they added to the score
    brought: frozenset[int]  # rows that would not stand in it without


@dataclass(frozen=True)
class Explainer:
    """Finds reasons for products that an answer already holds."""

    encoder: Encoder
    score: Callable[[FloatArray], FloatArray]
    arrivals: Mapping[int, Arrival] = field(default_factory=dict)  # by row: placed by their text

    def explain(
        self,
        context: Context,
        shortlist: Shortlist,
        chosen: IntArray,
        matrix: FloatArray | None = None,
        said: Said | None = None,
    ) -> list[Reason]:
        """One reason for each of the `chosen` rows.

        `matrix` (rows of the shortlist, features) saves computing it again, where `chosen` is of the
        shortlist.
        """
        if not len(chosen):
            return []
        moved = self._moved(context, shortlist, chosen, matrix)
        told = frozenset() if said is None else _told(said, chosen, shortlist, moved)
        claims: dict[Signal, Callable[[Context, int], Reason | None]] = {
            Signal.BASKET: self._from_basket,
            Signal.PERSONAL: self._from_own_purchases,
            Signal.TASTE: partial(self._from_taste, shortlist.own.things),
            Signal.STORE: self._from_store,
        }
        reasons = []
        for place, row in enumerate(chosen.tolist()):
            if said is not None and row in told:
                reasons.append(said.heard.reason(row))
                continue
            if row in self.arrivals:
                reasons.append(_arrival(self.arrivals[row]))
                continue
            if row >= self.encoder.tables.seasoned:
                reasons.append(self._newcomer(shortlist, row))
                continue
            order = sorted(_EXPLAINED, key=lambda s: -moved[s][place])
            claimed = (claims[signal](context, row) for signal in order)
            reasons.append(next((r for r in claimed if r), None) or self._last_resort(context, row))
        return reasons

    def _moved(
        self, context: Context, shortlist: Shortlist, chosen: IntArray, matrix: FloatArray | None
    ) -> dict[Signal, FloatArray]:
        crowd = _crowd(shortlist)
        rows = np.concatenate([chosen, crowd])
        if matrix is None:
            matrix = self.encoder.matrix(context, shortlist, rows)
        else:
            matrix = matrix[np.searchsorted(shortlist.rows, rows)]
        variants = np.repeat(matrix[None], 1 + len(_EXPLAINED), axis=0)
        for variant, signal in zip(variants[1:], _EXPLAINED, strict=True):
            variant[:, span(signal)] = self._unknown[rows, span(signal)]
        scores = self.score(variants.reshape(-1, matrix.shape[1])).reshape(len(variants), len(rows))
        drop = scores[0] - scores[1:]
        drop = drop[:, : len(chosen)] - drop[:, len(chosen) :].mean(axis=1, keepdims=True)
        return dict(zip(_EXPLAINED, drop, strict=True))

    @cached_property
    def _unknown(self) -> FloatArray:
        """(products, features) for a stranger with empty hands in no known store."""
        n = self.encoder.tables.product_total
        none, no_day = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
        nobody = Context(none, none, no_day, none, no_day, True, UNKNOWN, 0.0)
        shortlist = self.encoder.shortlist(nobody, np.zeros(n, dtype=bool))
        return self.encoder.matrix(nobody, shortlist, np.arange(n, dtype=np.int32))

    def _from_basket(self, context: Context, row: int) -> Reason | None:
        return self._together(context.basket, row)

    def _from_own_purchases(self, context: Context, row: int) -> Reason | None:
        days = context.day[context.item == row]
        if not len(days):
            return None
        numbers = {"times": float(len(days))}
        if context.timed:
            numbers["days_since"] = round(float(days[-1]), 1)
            if len(days) > 1 and days[0] > days[-1]:
                numbers["days_between"] = round(float(days[0] - days[-1]) / (len(days) - 1), 1)
        return Reason(ReasonKind.BOUGHT_BEFORE, numbers=numbers)

    def _from_taste(self, own: IntArray, context: Context, row: int) -> Reason | None:
        types = self.encoder.tables.type_of
        same = context.item[(types[context.item] == types[row]) & (context.item != row)]
        if len(same):
            return Reason(ReasonKind.SIMILAR, evidence=(self._id(int(same[-1])),))
        return self._together(own, row)

    def _from_store(self, context: Context, row: int) -> Reason | None:
        if context.store == UNKNOWN:
            return self._from_chain(row)
        sold = self._sold_here(context.store, row)
        return self._popular(sold) if sold >= _TELLING_BASKETS else None

    def _from_chain(self, row: int) -> Reason | None:
        sold = int(self.encoder.tables.baskets[row])
        return self._popular(sold, chain=True) if sold >= _TELLING_BASKETS else None

    def _popular(self, baskets: int, *, chain: bool = False) -> Reason:
        numbers = {"baskets": float(baskets), "days": float(round(self.encoder.tables.days))}
        return Reason(ReasonKind.POPULAR_HERE, numbers=numbers | ({"chain": 1.0} if chain else {}))

    def _last_resort(self, context: Context, row: int) -> Reason:
        """Little is known of the product here: that it is new, how it sells in the chain, or what it
        resembles. New is only what this store has never sold."""
        tables = self.encoder.tables
        kin = np.flatnonzero(tables.type_of[: tables.seasoned] == tables.type_of[row])
        kin = kin[kin != row]
        best = (self._id(int(kin[np.argmax(tables.baskets[kin])])),) if len(kin) else ()
        if best and context.store != UNKNOWN and not self._sold_here(context.store, row):
            return Reason(ReasonKind.NEW_HERE, evidence=best)
        if (reason := self._from_chain(row)) is not None:
            return reason
        return (
            Reason(ReasonKind.SIMILAR, evidence=best)
            if best
            else self._popular(int(tables.baskets[row]), chain=True)
        )

    def _newcomer(self, shortlist: Shortlist, row: int) -> Reason:
        """What it resembles: of one look, else of one type, the product that this basket and shopper speak
        for most."""
        t = self.encoder.tables
        for group in (t.look_of, t.type_of):
            kin = np.flatnonzero(group[: t.seasoned] == group[row])
            if len(kin):
                signals = shortlist.together.weight[kin] + shortlist.follows.weight[kin]
                spoken_for = signals + 1e-9 * t.baskets[kin]
                return Reason(ReasonKind.NEW_HERE, evidence=(self._id(int(kin[np.argmax(spoken_for)])),))
        return Reason(ReasonKind.NEW_HERE)

    def _together(self, among: IntArray, row: int) -> Reason | None:
        """The product of `among` that speaks most for `row`, with the share of its baskets that also held
        `row`."""
        t = self.encoder.tables
        among = among[among < t.seasoned]
        near = t.together.index.take(among, axis=0)
        followed = np.flatnonzero(near == row)
        if not len(followed):
            return None
        at, place = np.divmod(followed, near.shape[1])
        common = t.together.common[among[at], place]
        value = np.where(common >= _TELLING_BASKETS, t.together.value[among[at], place], -1.0)
        best = int(np.argmax(value))
        if value[best] < 0:
            return None
        source, baskets = int(among[at[best]]), float(common[best])
        of = float(t.baskets[source])
        numbers = {"percent": round(100.0 * baskets / of, 1), "baskets": baskets, "of": of}
        return Reason(ReasonKind.BOUGHT_TOGETHER, evidence=(self._id(source),), numbers=numbers)

    def _sold_here(self, store: int, row: int) -> int:
        s = self.encoder.tables.stores
        span = slice(int(s.start[store]), int(s.start[store + 1]))
        place = int(np.searchsorted(s.product[span], row))
        here = s.product[span]
        return int(s.baskets[span][place]) if place < len(here) and here[place] == row else 0

    def _id(self, row: int) -> str:
        return self.encoder.tables.product_ids[row]


def _crowd(shortlist: Shortlist) -> IntArray:
    """Rows that stand for the shortlist at large."""
    return shortlist.rows[:: max(len(shortlist.rows) // _CROWD, 1)]


def _told(
    said: Said, chosen: IntArray, shortlist: Shortlist, moved: dict[Signal, FloatArray]
) -> frozenset[int]:
    """Rows that stand in the answer for what was said: those it brought there, and those that it moved more
    than any signal did."""
    lift = said.lift[chosen]
    most = lift - said.lift[_crowd(shortlist)].mean() > np.max(list(moved.values()), axis=0)
    brought = np.isin(chosen, list(said.brought))
    return frozenset(chosen[(lift > 0) & (most | brought)].tolist())


def _arrival(arrival: Arrival) -> Reason:
    """New is only what training never heard of; the others were seldom bought."""
    kind = ReasonKind.NEW_HERE if arrival.new else ReasonKind.SIMILAR
    return Reason(kind, evidence=(arrival.like,))
