"""The network of `sasrec`: attention from a basket to the shopper's past and to itself. Imports torch."""

from dataclasses import dataclass
from typing import Any

import scipy.sparse
import torch
from torch import Tensor, nn
from torch.nn import functional

_TOP = 20.0  # keeps an exponential in range; the logarithm takes it out again


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network."""

    width: int = 64
    layers: int = 1
    heads: int = 2
    dropout: float = 0.2
    repeat: bool = True  # a bought product is also scored at its own place in the past (RepeatNet)


@dataclass(frozen=True, slots=True)
class Batch:
    """What is known of some shoppers. Padding of `past` is -1, of `held` the mark of no product."""

    past: Tensor  # (shoppers, places) int64 products bought before, each once
    signs: Tensor  # (shoppers, places, signs) int64: how lately, how often, how steadily
    gap: Tensor  # (shoppers,) int64: how long ago the last basket was
    held: Tensor  # (shoppers, length) int64 products of the basket at hand


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions about a batch, and their answers: one entry for each question, then for each answer."""

    row: Tensor  # (questions,) whose
    length: Tensor  # (questions,) products already in the basket
    place: Tensor  # (answers,) number of the question
    target: Tensor  # (answers,) the product, once for each question
    weight: Tensor  # (answers,) sums to one for each question
    before: Tensor  # (answers,) the product's place in the past, -1 where it was not bought before


class Net(nn.Module):
    """Logits over all products, at any length of the basket at hand."""

    def __init__(
        self,
        shape: Shape,
        words: scipy.sparse.csr_matrix,
        popularity: Tensor,
        signs: tuple[int, ...],
        together: Tensor,
    ) -> None:
        """`together` (products, width): vectors to begin with, of what is bought with what."""
        super().__init__()
        width, self.products = shape.width, words.shape[0]
        self.repeat = shape.repeat
        self.own = nn.Embedding(self.products + 1, width)  # the last one pads
        self.answer = nn.Embedding(self.products, width)
        self.words = nn.Embedding(words.shape[1], width)
        self.said = words  # (products, words)
        self.answer_of_words = nn.Linear(width, width, bias=False)
        self.signs = nn.ModuleList(nn.Embedding(size, width) for size in signs)
        self.gaps = nn.Embedding(signs[0] + 1, width)
        self.stranger = nn.Parameter(torch.zeros(1, 1, width))  # a past that is always there
        nn.init.normal_(self.own.weight, std=width**-0.5)
        nn.init.normal_(self.words.weight, std=0.2)
        with torch.no_grad():
            scale = together.norm(dim=1).mean().clamp(min=1e-6)
            self.own.weight[: self.products].copy_(together / scale)
            self.answer.weight.copy_(together)
        self.popularity = nn.Parameter(popularity.log())
        self.blocks = nn.ModuleList(_Block(shape) for _ in range(shape.layers))
        self.before, self.last = nn.LayerNorm(width), nn.LayerNorm(width)
        self.dropout = nn.Dropout(shape.dropout)
        self.ask, self.place, self.bias = (
            nn.Linear(width, width),
            nn.Linear(width, width),
            nn.Linear(width, 1),
        )

    def products_table(self) -> tuple[Tensor, Tensor]:
        """(products and padding, width) as input, (products, width) as answer."""
        told: Tensor = _Mean.apply(self.words.weight, self.said)
        given = self.own.weight + functional.pad(told, (0, 0, 0, 1))
        return given, self.answer.weight + self.answer_of_words(told)

    def loss(self, batch: Batch, asked: Asked, drawn: Tensor, log_chance: Tensor) -> Tensor:
        """Mean cross-entropy of the products that were bought.

        The softmax is over them, over all of the shopper's past, and over the products `drawn`, corrected by
        the logarithm of how often each was to be expected among those (products,).
        """
        table = self.products_table()
        seen, past, score = self._seen(batch, asked.row, asked.length, table)
        absent = (batch.past < 0)[asked.row]
        answer, popularity = table[1], self.popularity
        right = (seen[asked.place] * answer[asked.target]).sum(1) + popularity[asked.target]
        again = asked.before >= 0
        right = right + torch.where(again, score[asked.place, asked.before.clamp(min=0)], 0.0)
        bought = (
            torch.einsum("aw,apw->ap", seen, functional.embedding(past, answer)) + popularity[past] + score
        )
        others = torch.addmm(popularity[drawn] - log_chance[drawn], seen, answer[drawn].T)
        exact = torch.zeros(len(seen), self.products + 1, dtype=torch.bool)  # the last one for padding
        exact.scatter_(1, past.masked_fill(absent, self.products), True)
        exact[asked.place, asked.target] = True
        others = others.masked_fill(exact[:, drawn], -torch.inf)
        first = torch.zeros(len(seen)).index_add(
            0, asked.place, torch.where(again, 0.0, (right - _TOP).exp())
        )
        whole = torch.cat([bought.masked_fill(absent, -torch.inf), others, _TOP + first[:, None].log()], 1)
        return (torch.logsumexp(whole, 1).sum() - (asked.weight * right).sum()) / len(seen)

    def forward(self, batch: Batch, row: Tensor, length: Tensor, table: tuple[Tensor, Tensor]) -> Tensor:
        """(asked, products): logits for shopper `row` when the basket holds its first `length` products."""
        seen, past, score = self._seen(batch, row, length, table)
        return torch.addmm(self.popularity, seen, table[1].T).scatter_add_(1, past, score)

    def _seen(
        self, batch: Batch, row: Tensor, length: Tensor, table: tuple[Tensor, Tensor]
    ) -> tuple[Tensor, Tensor, Tensor]:
        """What was understood (asked, width), products of the past, and their scores (asked, places)."""
        given, _ = table
        missing = batch.past < 0
        past = functional.embedding(batch.past.masked_fill(missing, self.products), given)
        for i, sign in enumerate(self.signs):
            past = past + sign(batch.signs[:, :, i])
        past = self.dropout(self.before(past))
        h = torch.cat([self.gaps(batch.gap)[:, None], functional.embedding(batch.held, given)], 1)
        h = self.dropout(self.before(h))
        memory = torch.cat([self.stranger.expand(len(past), 1, -1), past], 1)
        shoppers, steps = h.shape[:2]
        hidden = functional.pad(missing, (1, 0))[:, None, :].expand(shoppers, steps, -1)
        later = torch.ones(steps, steps, dtype=torch.bool).triu(1).expand(shoppers, -1, -1)
        mask = torch.zeros(shoppers, 1, steps, memory.shape[1] + steps)
        mask.masked_fill_(torch.cat([hidden, later], 2)[:, None], -torch.inf)
        for block in self.blocks:
            h = block(h, memory, mask)
        seen = self.last(h)[row, length]
        bought, absent = batch.past[row].clamp(min=0), missing[row]
        if not self.repeat:
            return seen, bought, torch.zeros(bought.shape)
        score = torch.einsum("aw,apw->ap", self.ask(seen), self.place(past)[row]) * seen.shape[1] ** -0.5
        return seen, bought, (score + self.bias(past)[:, :, 0][row]).masked_fill(absent, 0.0)


class _Mean(torch.autograd.Function):
    """A constant sparse matrix times a dense one; scipy's product is the faster one on a processor."""

    @staticmethod
    def forward(context: Any, dense: Tensor, matrix: scipy.sparse.csr_matrix) -> Tensor:
        context.matrix = matrix
        return torch.from_numpy(matrix @ dense.detach().numpy())

    @staticmethod
    def backward(context: Any, *slopes: Tensor) -> tuple[Tensor, None]:
        return torch.from_numpy(context.matrix.T @ slopes[0].numpy()), None


class _Block(nn.Module):
    """Attention to the past and the basket so far, then a feed-forward layer, each after a normalisation."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width, self.heads = shape.width, shape.heads
        self.before, self.between = nn.LayerNorm(width), nn.LayerNorm(width)
        self.ask, self.offer, self.out = (
            nn.Linear(width, width),
            nn.Linear(width, 2 * width),
            nn.Linear(width, width),
        )
        self.forth, self.back = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, h: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        asked = self.before(h)
        keys, values = self.offer(torch.cat([memory, asked], 1)).chunk(2, 2)
        q, k, v = (x.unflatten(2, (self.heads, -1)).transpose(1, 2) for x in (self.ask(asked), keys, values))
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        h = h + self.dropout(self.out(mixed.transpose(1, 2).flatten(2)))
        out: Tensor = h + self.dropout(self.back(functional.gelu(self.forth(self.between(h)))))
        return out
