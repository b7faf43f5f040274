"""What a shopper's words do to the scores of products: by the likeness of each product's text to them.

How like a short thing is to the texts of its own products differs from thing to thing (ADR 15). So a thing
speaks for the products whose texts are nearest to it: fully for the nearest, the less the less like it they
are, and for nothing here where even the nearest is less like than LEAST. What is liked speaks for few,
surely; what less is wanted of for all that may be meant. A product is moved by the one thing that speaks most
of it, up by at most LIFT or down by DROP, however much was said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from edge_models.features.reach import Reach
from edge_models.features.tables import FloatArray, IntArray
from edge_models.runtime.suggestion import Liking, Reason, ReasonKind
from edge_models.text.encoder import DIMENSION, unit
from edge_models.text.index import TextIndex

LEAST = 0.28  # cosine of a query and a text; below it nothing is claimed
WINDOWS = 0.10, 0.30  # how much less like than the nearest: of what is liked, of what less is wanted of
FLOORS = LEAST, 0.22  # how like at least, of the same two
LIFT, DROP = 8.0, 12.0  # of a score; the first hundred of an answer spread over some 5
MOST_BROUGHT = 200  # products that words may bring to a shortlist


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts that words are compared with, and which of them is each product's."""

    table: FloatArray  # (texts, 384) of length 1, or zero for no text
    text_of: IntArray  # (products,) row of `table`

    @classmethod
    def of_types(cls, index: TextIndex, product_ids: Sequence[str], type_of: IntArray) -> Self:
        """The mean text of each type: less noisy than the text of one package, and a product without a text
        of its own has it, too. The index may know only some of `product_ids`."""
        total = np.zeros((int(type_of.max(initial=-1)) + 1, DIMENSION), dtype=np.float32)
        known = [row for row, product_id in enumerate(product_ids) if product_id in index.row_of]
        places = [index.row_of[product_ids[row]] for row in known]
        np.add.at(total, type_of[known], index.table[index.text_of[places]])
        return cls(unit(total), type_of)

    def heard(self, likings: Sequence[Liking], here: npt.NDArray[np.bool_]) -> "Heard":
        """What the likings say of these products; `here` (products,) are those that may be spoken for."""
        likeness = np.stack([liking.vector for liking in likings]) @ self.table.T  # (likings, texts)
        wanted = np.array([liking.wanted for liking in likings])
        seen = np.zeros(len(self.table), dtype=bool)
        seen[self.text_of[here]] = True
        nearest = likeness[:, seen].max(axis=1, initial=-1.0)[:, None]
        window, floor = (np.where(wanted, *both)[:, None] for both in (WINDOWS, FLOORS))
        strength = np.clip(1.0 - (nearest - likeness) / window, 0.0, 1.0)
        strength = np.where((nearest >= LEAST) & (likeness >= floor), strength, 0.0).astype(np.float32)
        loudest = strength.argmax(axis=0)
        most = strength.max(axis=0)
        moved = np.where(wanted[loudest], LIFT * most, np.where(most > 0, -DROP, 0.0)).astype(np.float32)
        return Heard(tuple(likings), self.text_of, likeness, strength, loudest, moved[self.text_of])


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said, of each product."""

    likings: tuple[Liking, ...]
    text_of: IntArray  # (products,)
    likeness: FloatArray  # (likings, texts) cosine
    strength: FloatArray  # (likings, texts) 0 to 1: how much a liking speaks of a product with this text
    loudest: npt.NDArray[np.int64]  # (texts,) place of the liking that speaks most of it
    moved: FloatArray  # (products,) what is added to the score

    def brought(self, allowed: npt.NDArray[np.bool_], sold: npt.NDArray[np.generic]) -> IntArray:
        """Rows that belong on a shortlist for what was said; of many the most spoken for, of those that are
        spoken for alike the most `sold` (products,)."""
        wish = np.where(allowed, np.maximum(self.moved, 0.0), 0.0)
        return Reach.of((wish * (1e3 + np.log1p(sold))).astype(np.float32)).strongest(MOST_BROUGHT)

    def nearest(self, kind_of: IntArray, here: npt.NDArray[np.bool_], k: int) -> list[list[int]]:
        """For each liking the rows that it speaks for, the most alike of each of `k` kinds, best first."""
        found = []
        for likeness, strength in zip(self.likeness, self.strength, strict=True):
            rows = np.flatnonzero(here & (strength > 0)[self.text_of])
            rows = rows[np.argsort(-likeness[self.text_of[rows]], kind="stable")]
            _, first = np.unique(kind_of[rows], return_index=True)
            found.append(rows[np.sort(first)[:k]].tolist())
        return found

    def reason(self, row: int) -> Reason:
        """For a product that what was said moved up."""
        return Reason(ReasonKind.YOU_SAID, evidence=(self.likings[self.loudest[self.text_of[row]]].words,))
