"""A shopper's own words, read by a bundle's encoder: what they like, and what they want less of."""

from collections.abc import Callable
from functools import cache

from edge_models.runtime.suggestion import Liking
from edge_models.text.clauses import clauses_of
from edge_models.text.encoder import Role, TextEncoder
from edge_models.text.part import TextPart
from edge_models.text.reading import give_memory_back, packed, unpacked


def likings_of(text: str, encoder: TextEncoder) -> tuple[Liking, ...]:
    """One for each thing that the text names; empty where it names none. Vectors are as exact as kept ones
    (`packed`). Raises `BundleError` where the encoder fails."""
    clauses = clauses_of(text)
    vectors = encoder.encode([clause.words for clause in clauses], Role.QUERY)
    return tuple(
        Liking(clause.words, clause.wanted, unpacked(packed(vector)))
        for clause, vector in zip(clauses, vectors, strict=True)
    )


def read_words(text: str, part: TextPart) -> tuple[Liking, ...]:
    """As `likings_of`, with an encoder that is loaded for it (some 0.3 s) and let go of."""
    likings = likings_of(text, part.encoder())
    give_memory_back()
    return likings


def words_reader(part: TextPart | None) -> Callable[[str], tuple[Liking, ...]] | None:
    """Reads text after text with one encoder, loaded at the first; None where there is no text part."""
    if part is None:
        return None
    encoder = cache(part.encoder)
    return lambda text: likings_of(text, encoder())
