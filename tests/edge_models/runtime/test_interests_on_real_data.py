"""Every number of an interest, counted anew in the visits of real households."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import edge_models
from edge_models.data.folder import DataFolder
from edge_models.features.tables import Tables
from edge_models.runtime import Interest, InterestKind, Recommender, Request, interests

if TYPE_CHECKING:
    from tests.conftest import Imported

pytestmark = pytest.mark.slow
REFERENCE = Path(edge_models.__file__).parent / "reference" / "bundle"
SHOPPERS = 300
NOW = datetime(2018, 1, 2, 17, 0)  # noqa: DTZ001  after the last sale
DAY = timedelta(days=1)
ROUNDED = 0.11  # of a day or a percent


@pytest.fixture(scope="module")
def lines(imported: Imported) -> pd.DataFrame:
    return DataFolder.open(imported.path).transactions()


def what_is_false(tables: Tables, own: pd.DataFrame, said: Interest) -> str:
    """ "" where every number of the interest holds in the shopper's own lines."""
    numbers = said.numbers
    visits = own.groupby("basket_id").agg(at=("timestamp", "first"), held=("product_id", set))
    visits = visits.sort_values("at", kind="stable")
    match said.kind:
        case InterestKind.REGULAR:
            at = [t for t, held in zip(visits["at"], visits["held"], strict=True) if said.evidence[0] in held]
            between = (at[-1] - at[0]) / DAY / (len(at) - 1)
            truth = {
                "times": len(at),
                "days_between": round(between, 1),
                "days_since": round((NOW - at[-1]) / DAY, 1),
            }
            if numbers["days_since"] > 2 * between + 0.1:
                return f"it stopped {numbers['days_since']} days ago"
        case InterestKind.FAVOURITE_TYPE:
            kind = tables.type_of[tables.row_of[said.evidence[0]]]
            bought = Counter(
                product
                for held in visits["held"]
                for product in held
                if product in tables.row_of and tables.type_of[tables.row_of[product]] == kind
            )
            truth = {"times": bought.total(), "products": len(bought)}
            if not set(said.evidence) <= bought.keys():
                return f"{said.evidence} are not all of one type and bought"
        case InterestKind.EXPLORES:
            count = int(numbers["baskets"])
            before = set().union(*visits["held"].iloc[:-count])
            new = total = 0
            for held in visits["held"].iloc[-count:]:
                new, total = new + len(held - before), total + len(held)
                before |= held
            truth = {"percent_new": round(100 * new / total, 1), "baskets": len(visits) - len(visits) // 2}
            if said.evidence[0] not in visits["held"].iloc[-count:].explode().tolist():
                return f"{said.evidence[0]} was not bought lately"
    wrong = {
        name: (numbers.get(name), true) for name, true in truth.items() if abs(numbers[name] - true) > 0.11
    }
    return f"{said.kind}: {wrong}" if wrong or numbers.keys() != truth.keys() else ""


def test_no_number_of_any_interest_is_false(lines: pd.DataFrame) -> None:
    tables = Recommender.load(REFERENCE).tables
    shoppers = list(lines.groupby("shopper_id"))
    told: Counter[InterestKind] = Counter()
    false = []
    for name, own in shoppers[:: max(len(shoppers) // SHOPPERS, 1)][:SHOPPERS]:
        visits = own.groupby("basket_id").agg(at=("timestamp", "first"), held=("product_id", list))
        visits = visits.sort_values("at", kind="stable")
        times = [at.to_pydatetime() for at in visits["at"]]
        for said in interests(tables, Request(visits["held"].tolist(), times, time=NOW)):
            told[said.kind] += 1
            if reason := what_is_false(tables, own, said):
                false.append(f"shopper {name}: {reason}")
    assert not false, "\n".join(false[:20])
    assert set(told) == set(InterestKind)
    assert told.total() > 3 * SHOPPERS
