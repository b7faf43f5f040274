"""How product names are indexed, and what is asked of the index for what somebody types. Pure rules.

Four columns of words are indexed for each product: `words` (English name, size, type), `han` (Chinese, one
word for each character, so that a phrase of characters is a substring), `pinyin` (the Chinese name's
syllables joined, and their initials, from every syllable on: for 运动鞋 `yundongxie dongxie xie
ydx dx x`) and `start` (the same from the first syllable only).

A query becomes tiers of FTS5 expressions, best match first; within a tier popularity decides.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LONGEST_QUERY = 80
MOST_WORDS = 8
_SUFFIXES = 12  # syllables of a name from which a query may start

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_WORD = re.compile(r"[^\W_]+")


def normalise(text: str) -> str:
    """Full-width letters as ordinary ones, lower case, no accents."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(char for char in folded if not unicodedata.combining(char))


def index_words(*texts: str) -> str:
    """English words, each once."""
    return " ".join(dict.fromkeys(word for text in texts for word in _latin_words(text)))


def index_han(*texts: str) -> str:
    """Chinese characters apart. A name's own text comes first, so that `^` finds names that begin so."""
    runs = dict.fromkeys(run for text in texts for run in _HAN.findall(normalise(text)))
    # A bar, which is indexed as a word of its own, keeps a phrase from reaching over two texts.
    return " zzz ".join(" ".join(run) for run in runs)


def index_pinyin(syllables: Sequence[str]) -> tuple[str, str]:
    """(`pinyin`, `start`) of a name."""
    sounds = [re.sub(r"[^a-z]", "", normalise(each.replace("ü", "v"))) for each in syllables]
    sounds = [sound for sound in sounds if sound]
    if not sounds:
        return "", ""
    starts = range(min(len(sounds), _SUFFIXES))
    joined = ["".join(sounds[start:]) for start in starts]
    initials = ["".join(sound[0] for sound in sounds[start:]) for start in starts]
    return " ".join(dict.fromkeys((*joined, *initials))), f"{joined[0]} {initials[0]}"


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody typed, taken apart."""

    words: tuple[str, ...]  # Latin letters and digits: English or pinyin
    han: tuple[str, ...]  # runs of Chinese characters
    code: str | None  # digits only: a GTIN or a product number

    @property
    def empty(self) -> bool:
        return not self.words and not self.han


def parse(text: str) -> Query:
    plain = normalise(text[:LONGEST_QUERY])
    words = tuple(dict.fromkeys(_latin_words(plain)))[:MOST_WORDS]
    han = tuple(_HAN.findall(plain))[:MOST_WORDS]
    digits = re.sub(r"[\s-]", "", plain)
    return Query(words, han, digits if digits.isascii() and digits.isdigit() else None)


def tiers(query: Query) -> list[str]:
    """FTS5 expressions, the best kind of match first."""
    if query.empty:
        return []
    if query.han:
        return _chinese_tiers(query)
    last = query.words[-1]
    begins = " ".join(query.words)
    phrase = f'words : ^ "{begins}" *' if len(query.words) > 1 else f'words : ^ "{last}" *'
    found = [f'({phrase}) OR (start : "{"".join(query.words)}" *)']
    if len(query.words) > 1 or len(last) > 1:
        found.append(" AND ".join(f'words : "{word}"' for word in query.words))
    found.append(" AND ".join(_either(word) for word in query.words))
    return found


def corrected(corrections: Sequence[Sequence[str]]) -> str:
    """The expression for words that were mistyped: for each word what it may have been."""
    return " AND ".join(
        "(" + " OR ".join(f'words : "{word}"' for word in choices) + ")" for choices in corrections
    )


def _chinese_tiers(query: Query) -> list[str]:
    latin = [_either(word) for word in query.words]
    phrases = [f'han : "{" ".join(run)}"' for run in query.han]
    begins = f'han : ^ "{" ".join(query.han[0])}"'
    characters = [f'han : "{char}"' for run in query.han for char in run]
    ways = ([begins, *phrases[1:]], phrases, characters)
    return [" AND ".join((*way, *latin)) for way in ways]


def _either(word: str) -> str:
    """One typed word: the beginning of an English word, or pinyin from some syllable on."""
    return f'{{words pinyin}} : "{word}" *'


def _latin_words(text: str) -> list[str]:
    return [word for word in _WORD.findall(_HAN.sub(" ", normalise(text))) if word.isascii()]


def is_near(word: str, other: str) -> bool:
    """Whether one insertion, deletion, replacement or swap of neighbours turns one word into the other."""
    if abs(len(word) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    rest, other_rest = word[start:], other[start:]
    if len(rest) == len(other_rest):
        swapped = rest[:2] == other_rest[:2][::-1] and rest[2:] == other_rest[2:]
        return rest[1:] == other_rest[1:] or swapped
    return rest[1:] == other_rest if len(rest) > len(other_rest) else rest == other_rest[1:]


def near_words(word: str, vocabulary: Iterable[str]) -> list[str]:
    """Words of the vocabulary that are, or begin with, something one slip away from `word`.

    The first letter must be right. Short words and numbers have too many neighbours to guess.
    """
    if len(word) < 4 or not word.isalpha():
        return []
    lengths = range(len(word) - 1, len(word) + 2)
    alike = (each for each in vocabulary if each[0] == word[0])
    return [each for each in alike if any(is_near(word, each[:length]) for length in lengths)]
