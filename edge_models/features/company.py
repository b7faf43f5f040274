"""How a product goes with what is in the hand or in the basket: the columns of Signal.BASKET."""

import numpy as np

from edge_models.features.logs import log1p
from edge_models.features.names import COLUMN, Signal, span
from edge_models.features.reach import Reach, places, spread
from edge_models.features.tables import FloatArray, IntArray, Tables

_DOUBT = 5.0  # baskets that are added to a product's own, so that chance says little


def fill_company(out: FloatArray, tables: Tables, basket: IntArray, together: Reach, rows: IntArray) -> None:
    """`together` is what the basket brings. Nothing goes with an empty one."""
    t = tables
    if not len(basket):
        out[:, span(Signal.BASKET)] = 0.0
        return
    out[:, COLUMN["together_sum"]] = log1p(10 * together.weight.take(rows))
    out[:, COLUMN["together_rel"]] = together.relative(rows)
    out[:, COLUMN["together_max"] : COLUMN["together_hits"] + 1] = _pairs(t, basket, rows)
    kind, of = t.type_of[basket], t.type_of.take(rows)
    by_type = spread(t.type_together, np.unique(kind), None, t.type_total)
    out[:, COLUMN["type_together"]] = log1p(10 * by_type).take(of)
    out[:, COLUMN["kin_together"]] = log1p(10 * together.by(t.type_of, t.type_total)).take(of)
    looks = together.by(t.look_of, t.look_total)
    out[:, COLUMN["look_together"]] = log1p(10 * looks.take(t.look_of.take(rows)))
    out[:, COLUMN["same_type"]] = np.bincount(kind, minlength=t.type_total).take(of)
    same = np.bincount(t.category_of[basket], minlength=t.category_total)
    out[:, COLUMN["same_category"]] = same.take(t.category_of.take(rows))
    same = np.bincount(t.department_of[basket], minlength=t.department_total)
    out[:, COLUMN["same_department"]] = same.take(t.department_of.take(rows)) / len(basket)
    same = np.bincount(t.brand_of[basket] + 1, minlength=t.brand_total + 1)
    out[:, COLUMN["same_brand"]] = same.take(t.brand_of.take(rows) + 1) / len(basket)


def _pairs(t: Tables, basket: IntArray, rows: IntArray) -> FloatArray:
    """(rows, 6) what the pairs of a product of the basket and one that follows it say, together_max to
    together_hits; zeros for a product that follows none of them."""
    sellers = basket[basket < t.seasoned]
    follower = t.together.index[sellers]
    followers, place = places(follower, t.product_total)
    few = len(followers) + 1
    at = place.take(follower.ravel())
    value, common = t.together.value[sellers], t.together.common[sellers].astype(np.float32)
    of_seller = np.maximum(t.baskets[sellers], 1).astype(np.float32)[:, None]
    of_follower = np.maximum(t.baskets.take(follower), 1).astype(np.float32)
    expected = of_seller * of_follower / np.float32(max(t.basket_total, 1))
    near = common / np.sqrt((of_seller + _DOUBT) * (of_follower + _DOUBT))

    def most(share: FloatArray) -> FloatArray:
        out = np.zeros(few, dtype=np.float32)
        np.maximum.at(out, at, share.ravel())
        return out

    known = (
        log1p(10 * most(value)),
        log1p(10 * most(common / (of_seller + _DOUBT))),
        log1p(10 * np.bincount(at, near.ravel(), minlength=few)),
        log1p(10 * most(common / (of_follower + _DOUBT))),
        most(log1p(common / (expected + 1))),
        np.bincount(at, (value > 0).ravel(), minlength=few) / np.float32(len(basket)),
    )
    return np.array(known, dtype=np.float32).T.take(place.take(rows), axis=0)
