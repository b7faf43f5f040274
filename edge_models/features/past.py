"""What the shopper's past says of a product: the columns of Signal.PERSONAL and Signal.TASTE."""

import numpy as np

from edge_models.features.context import Context
from edge_models.features.logs import log1p
from edge_models.features.names import COLUMN, Signal, span
from edge_models.features.reach import Reach
from edge_models.features.recurrence import NEVER_DAYS, Recurrence, recurrence
from edge_models.features.tables import FloatArray, IntArray, Tables

HISTORY_DAYS = 60.0  # decay of purchases that speak for the shopper's taste
_USUAL_DAYS = 60.0  # between purchases of a product of which nobody knows better


def taste(own: Recurrence) -> FloatArray:
    """(things,) what each of the shopper's own products says of the taste, at most 1 each, the sum scaled to
    about one basket."""
    weight = np.minimum(own.decayed(HISTORY_DAYS)[:-1], 1.0)
    scaled: FloatArray = weight * np.float32(10.0 / (weight.sum() + 10.0))
    return scaled


def fill_personal(out: FloatArray, tables: Tables, context: Context, own: Recurrence, rows: IntArray) -> None:
    """How purchases of this very product recur, and (`share_of_type`) those of its type beside them."""
    times = own.times
    recent = own.decayed(HISTORY_DAYS)
    expected = np.append(tables.gap_days[own.things], np.float32(0))
    usual = np.where(own.gap < NEVER_DAYS, own.gap, np.where(expected > 0, expected, _USUAL_DAYS))
    kinds = np.bincount(tables.type_of[own.things], recent[:-1], minlength=tables.type_total)
    of_type = np.append(kinds[tables.type_of[own.things]], 0.0)
    known = {
        "times": log1p(times),
        "times_20": own.decayed(20.0),
        "times_60": recent,
        "times_180": own.decayed(180.0),
        "times_rel": recent / max(float(recent.max()), 1e-9),
        "visit_share": times / max(len(context.visit_day), 1),
        "times_visits_3": own.by_visits(3.0),
        "times_visits_10": own.by_visits(10.0),
        "times_hour": own.at_this_hour() / np.maximum(times, 1),
        # How often since it was first bought: a product found last month has no long past to show.
        "rate_visits": times / (own.first_visit + 2.0),
        "rate_days": log1p(100 * times / (own.first + 14.0)),
        "visits_due": np.log((own.visits_since + 1) * np.maximum(times, 1) / (own.first_visit + 1)),
        "days_since": log1p(own.since),
        "visits_since": log1p(own.visits_since),
        "own_gap": log1p(own.gap),
        "last_gap": log1p(own.last_gap()),
        "due": np.where(times > 0, np.log((own.since + 1) / (usual + 1)), 5.0),
        "share_of_type": recent / (of_type + 0.1),
    }
    out[:, span(Signal.PERSONAL)] = _looked_up(known, own.place.take(rows))


def fill_taste(
    out: FloatArray, tables: Tables, context: Context, follows: Reach, alike: Reach, rows: IntArray
) -> None:
    """How purchases of the product's kind recur, and what goes with the past."""
    t = tables
    of = t.type_of.take(rows)
    kind = recurrence(t.type_of[context.item], context, t.type_total)
    known = {
        "type_times": log1p(kind.times),
        "type_60": kind.decayed(HISTORY_DAYS),
        "type_visits_10": kind.by_visits(10.0),
        "type_rate": kind.times / (kind.first_visit + 2.0),
        "type_since": log1p(kind.since),
        "type_due": np.where(kind.times > 1, np.log((kind.since + 1) / (kind.gap + 1)), 5.0),
    }
    out[:, COLUMN["type_times"] : COLUMN["type_due"] + 1] = _looked_up(known, kind.place.take(of))
    group = recurrence(t.category_of[context.item], context, t.category_total)
    known = {"category_60": group.decayed(HISTORY_DAYS), "category_since": log1p(group.since)}
    at = group.place.take(t.category_of.take(rows))
    out[:, COLUMN["category_60"] : COLUMN["category_since"] + 1] = _looked_up(known, at)
    weight = np.exp(context.day / np.float32(-HISTORY_DAYS))
    brand = np.bincount(t.brand_of[context.item] + 1, weight, minlength=t.brand_total + 1)
    out[:, COLUMN["brand_60"]] = (brand / (brand.sum() + 1.0)).take(t.brand_of.take(rows) + 1)
    looks = np.bincount(t.look_of[context.item], weight, minlength=t.look_total)
    out[:, COLUMN["look_60"]] = looks.take(t.look_of.take(rows))
    for name, reach in (("follows", follows), ("alike", alike)):
        out[:, COLUMN[name]] = log1p(10 * reach.weight.take(rows))
        out[:, COLUMN[f"{name}_rel"]] = reach.relative(rows)
        out[:, COLUMN[f"kin_{name}"]] = log1p(10 * reach.by(t.type_of, t.type_total)).take(of)


def _looked_up(known: dict[str, FloatArray], place: IntArray) -> FloatArray:
    """(rows, columns) of the columns (m + 1,) that stand beside each other in the matrix as in `known`."""
    return np.array(list(known.values()), dtype=np.float32).T.take(place, axis=0)
