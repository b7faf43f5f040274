"""The data folder's `selling_points`: drawn from the descriptions of its products and from its reviews."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from edge_models.data.folder import DataFolder, write_table
from edge_models.data.schema import SELLING_POINTS
from edge_models.errors import ModelsError
from edge_models.text.encoder import TextEncoder
from edge_models.text.language import Language, language_of
from edge_models.text.selling_points import Point, SellingPoints, described_points

PER_LANGUAGE = 3  # points of a product in each language
_COLUMNS = {Language.EN: "description", Language.ZH: "description_zh"}

Progress = Callable[[int, int], None]  # products done, products in all


class EncoderNeeded(ModelsError):
    """Reviews cannot be read without a text encoder."""


@dataclass(frozen=True, slots=True)
class Report:
    products: int  # with at least one point
    from_descriptions: int  # points
    from_reviews: int
    reviews: int  # that were read
    strangers: int  # reviews of products that the folder does not hold
    left_out: tuple[str, ...]  # rows of the folder that cannot be used, and why


class _Row(NamedTuple):
    product_id: str
    text: str
    sentence: str
    language: str
    source: str


def make_selling_points(data: Path, encoder: TextEncoder | None, progress: Progress) -> Report:
    """Write `selling_points` into the folder `data`, replacing what was there.

    Raises `EncoderNeeded` where there are reviews and no encoder, `DataError` where the folder cannot be read
    or written.
    """
    folder = DataFolder.open(data)
    products, reviews = folder.products(), folder.reviews()
    if len(reviews) and encoder is None:
        raise EncoderNeeded(
            f"{data} holds reviews, which only a text encoder can read: "
            "make one with `endcap models text --out ENCODER` and add `--encoder ENCODER`."
        )
    drawer = None if encoder is None else SellingPoints(encoder)
    known = reviews["product_id"].isin(products["product_id"])
    written = _by_product(reviews[known])
    rows: list[_Row] = []
    for done, product in enumerate(products.to_dict("records"), 1):
        rows += _rows_of(product, written, drawer)
        progress(done, len(products))
    write_table(data, SELLING_POINTS, pd.DataFrame(rows, columns=list(_Row._fields), dtype="str"))
    return Report(
        products=len({row.product_id for row in rows}),
        from_descriptions=sum(row.source == "description" for row in rows),
        from_reviews=sum(row.source == "review" for row in rows),
        reviews=int(known.sum()),
        strangers=int((~known).sum()),
        left_out=tuple(map(str, folder.dropped)),
    )


def _by_product(reviews: pd.DataFrame) -> dict[tuple[str, Language], list[str]]:
    written: dict[tuple[str, Language], list[str]] = {}
    for review in reviews.to_dict("records"):
        said = review.get("language")
        language = Language(said) if isinstance(said, str) else language_of(review["text"])
        written.setdefault((review["product_id"], language), []).append(review["text"])
    return written


def _rows_of(
    product: Mapping[Hashable, Any],
    written: Mapping[tuple[str, Language], Sequence[str]],
    drawer: SellingPoints | None,
) -> Iterator[_Row]:
    product_id = str(product["product_id"])
    for language, column in _COLUMNS.items():
        said = product.get(column)
        description = said if isinstance(said, str) else ""
        reviews = written.get((product_id, language), [])
        if reviews and drawer is not None:
            points = tuple(drawer.draw(description, reviews, PER_LANGUAGE))
        else:
            points = _described(description)
        for point in points:
            source = "description" if point.review is None else "review"
            yield _Row(product_id, point.text, point.sentence, language.value, source)


@cache  # many products share a description
def _described(description: str) -> tuple[Point, ...]:
    return tuple(described_points(description, PER_LANGUAGE))
