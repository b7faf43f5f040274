"""A shopper's own words, read by a bundle's encoder: what they like, and what they want less of."""

from collections.abc import Callable, Sequence
from functools import cache

from edge_models.runtime.suggestion import Liking
from edge_models.text.called import Called
from edge_models.text.clauses import clauses_of
from edge_models.text.encoder import Role, TextEncoder
from edge_models.text.part import TextPart
from edge_models.text.product import Product
from edge_models.text.reading import give_memory_back, packed, unpacked


def likings_of(text: str, encoder: TextEncoder, called: Called | None = None) -> tuple[Liking, ...]:
    """One for each thing that the text names; empty where it names none. `called` knows the names of the
    store's products. Vectors are as exact as kept ones (`packed`). Raises `BundleError` where the encoder
    fails."""
    clauses = clauses_of(text)
    vectors = encoder.encode([clause.words for clause in clauses], Role.QUERY)
    if called is not None:
        for row, clause in enumerate(clauses):
            vectors[row] = called.led(clause.words, vectors[row])
    return tuple(
        Liking(clause.words, clause.wanted, unpacked(packed(vector)))
        for clause, vector in zip(clauses, vectors, strict=True)
    )


def read_words(text: str, part: TextPart, catalog: Sequence[Product] = ()) -> tuple[Liking, ...]:
    """As `likings_of`, with an encoder that is loaded for it (some 0.3 s) and let go of; `catalog` is all
    that is sold here."""
    likings = likings_of(text, part.encoder(), Called(catalog, part.index()))
    give_memory_back()
    return likings


def words_reader(
    part: TextPart | None, catalog: Sequence[Product] = ()
) -> Callable[[str], tuple[Liking, ...]] | None:
    """Reads text after text with one encoder, loaded at the first; None where there is no text part."""
    if part is None:
        return None
    encoder, called = cache(part.encoder), cache(lambda: Called(catalog, part.index()))
    return lambda text: likings_of(text, encoder(), called())
