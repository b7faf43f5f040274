"""What speaks for a product, in the words of its description and of its reviews.

Nothing is written anew: a point is a sentence of the source or a part of it, with the place it came from. A
sentence counts as praise where its vector lies on the side of authored praise rather than of authored
complaint (one direction serves both languages, since the means of languages are subtracted), and where its
words do not say otherwise (`edge_models.text.quotable`). Points that several reviews make come first; two
points never say the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from edge_models.text.encoder import FloatArray, TextEncoder, unit
from edge_models.text.quotable import claim_of, may_speak, parts_of, sentences_of

SAME = 0.62  # cosine from which two sentences make the same point
MANY = 8  # reviews from which a point of theirs must be made by two: one voice among many is no point
MARGIN = 0.4  # of the way from the middle to authored praise that a sentence must reach
_PRAISE = (
    "I love it, it is excellent.",
    "Great quality, very comfortable and well made.",
    "It fits perfectly and looks beautiful.",
    "Works very well, I would buy it again.",
    "Fresh and delicious.",
    "Soft, warm and light.",
    "非常好，我很喜欢。",
    "质量很好，很舒服，做工精细。",
    "大小合适，很漂亮。",
    "很好用，会再次购买。",
    "新鲜好吃。",
    "柔软保暖又轻便。",
)
_COMPLAINT = (
    "I hate it, it is terrible.",
    "Poor quality, uncomfortable and badly made.",
    "It does not fit and looks ugly.",
    "Does not work, I returned it.",
    "Stale and tasteless.",
    "Rough, thin and heavy.",
    "非常差，我不喜欢。",
    "质量很差，不舒服，做工粗糙。",
    "大小不合适，很难看。",
    "不好用，已经退货。",
    "不新鲜，难吃。",
    "粗糙又薄又重。",
)


@dataclass(frozen=True, slots=True)
class Point:
    """One selling point: `text` is the part of `sentence` that makes it, or all of it. `review` is the place
    of the review it is quoted from, None for the description; `support` counts the reviews that make the same
    point, this one included."""

    text: str
    sentence: str
    review: int | None
    support: int
    praise: float  # 0: neither praise nor complaint; 1: as the authored praise


def described_points(description: str, k: int = 3) -> list[Point]:
    """The description's own points, in its order; needs no encoder, for a retailer says what it means."""
    return [Point(claim_of(s), s, None, 1, 0.0) for s in sentences_of(description)[:k]]


class SellingPoints:
    """Draws selling points with a loaded encoder."""

    def __init__(self, encoder: TextEncoder) -> None:
        self._encoder = encoder
        good, bad = (encoder.encode(t).mean(axis=0) for t in (_PRAISE, _COMPLAINT))
        self._direction: FloatArray = unit(good - bad)
        self._middle = float((good + bad) @ self._direction) / 2
        self._reach = float(good @ self._direction) - self._middle

    def praise(self, sentences: Sequence[str]) -> FloatArray:
        """(sentences,) below 0 for complaint, about 0 for neither, about 1 for clear praise."""
        return self._praise(self._encoder.encode(sentences))

    def draw(self, description: str, reviews: Sequence[str], k: int = 3) -> list[Point]:
        """At most `k` points, those that most reviews make first. Empty where there is nothing to say."""
        quoted: list[tuple[str, int | None]] = [
            *((s, None) for s in sentences_of(description)),
            *((s, number) for number, text in enumerate(reviews) for s in sentences_of(text) if may_speak(s)),
        ]
        if not quoted:
            return []
        vectors = self._encoder.encode([s for s, _ in quoted])
        praise = self._praise(vectors)
        # What a description says of its product counts as praise unless it complains.
        kept = [
            i for i, (_, review) in enumerate(quoted) if praise[i] > (MARGIN if review is not None else 0)
        ]
        same = vectors[kept] @ vectors[kept].T >= SAME
        found: list[tuple[int, float, int]] = []
        for place, i in enumerate(kept):
            others = {quoted[kept[j]][1] for j in np.flatnonzero(same[place]).tolist()} - {None}
            if quoted[i][1] is None or len(reviews) < MANY or len(others) > 1:
                found.append((-len(others), -float(praise[i]), place))
        chosen: list[int] = []
        for _, _, place in sorted(found):
            if len(chosen) < k and not same[place, chosen].any():
                chosen.append(place)
        support = {place: -negative for negative, _, place in found}
        return [
            Point(self._text(*quoted[i]), *quoted[i], max(support[place], 1), float(praise[i]))
            for place, i in ((place, kept[place]) for place in chosen)
        ]

    def _text(self, sentence: str, review: int | None) -> str:
        """The part that makes the point: of a review's sentence the one that praises most."""
        if review is None:
            return claim_of(sentence)
        parts = parts_of(sentence)
        return parts[int(np.argmax(self.praise(parts)))] if len(parts) > 1 else parts[0]

    def _praise(self, vectors: FloatArray) -> FloatArray:
        praise: FloatArray = (vectors @ self._direction - self._middle) / self._reach
        return np.where(vectors.any(axis=1), praise, np.float32(0)).astype(np.float32)
