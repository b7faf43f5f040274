"""Products as bags of words, for the methods that read: what a data folder says of each."""

import re
from itertools import pairwise

import numpy as np
import scipy.sparse

from edge_models.features.tables import UNKNOWN, Tables
from edge_models.training.purchases import Purchases

_GROUPS = ("look", "type", "category", "department")  # a look is name, type, brand and size
_WORD = re.compile(r"[a-z]+|[0-9]+|[\u4e00-\u9fff]")


def words_of(text: str) -> list[str]:
    """Lower-case words, numbers and single Han characters."""
    return _WORD.findall(text.lower())


def word_matrix(purchases: Purchases, tables: Tables, pairs: bool = False) -> scipy.sparse.csr_matrix:
    """(products that sold, words) float32, the entries of a row sum to one; a row of zeros knows no text.

    With `pairs`, two words side by side count as one more word.
    """
    place = {p: i for i, p in enumerate(purchases.product_ids.tolist())}
    number: dict[str, int] = {}
    flat: list[int] = []
    start = [0]
    for product in tables.product_ids[: tables.seasoned]:
        given = [
            purchases.group_names[g][int(code)]
            for g in _GROUPS
            if (code := purchases.groups[g][place[product]]) != UNKNOWN
        ]
        parts = [words_of(text) for text in "\n".join(given).split("\n")]
        words = [w for part in parts for w in part]
        if pairs:
            words += [f"{a} {b}" for part in parts for a, b in pairwise(part)]
        flat += [number.setdefault(word, len(number)) for word in dict.fromkeys(words)]
        start.append(len(flat))
    length = np.diff(start)
    value = np.repeat(1 / np.maximum(length, 1), length).astype(np.float32)
    shape = (tables.seasoned, max(len(number), 1))
    return scipy.sparse.csr_matrix((value, np.asarray(flat, dtype=np.int32), start), shape=shape)
