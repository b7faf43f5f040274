"""Three nights of a real grocer: the bundle that goes on from the last equals the one made anew.

Of the sales of its 2,500 best-sold products, so that a new fit takes seconds; `tests.bench.models_refresh`
measures all of them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import edge_models
from edge_models.export.refresh import refresh
from edge_models.runtime import Recommender, Request
from tests.edge_models.apart import steps_apart

if TYPE_CHECKING:
    from tests.conftest import Imported

pytestmark = pytest.mark.slow
REFERENCE = Path(edge_models.__file__).parent / "reference" / "bundle"
PRODUCTS, ASKED = 2500, 200


@pytest.fixture(scope="module")
def lines(imported: Imported) -> pd.DataFrame:
    lines = pd.read_parquet(imported.path / "transactions.parquet")
    best = lines["product_id"].value_counts().index[:PRODUCTS]
    return lines[lines["product_id"].isin(best)]


def test_three_nights(lines: pd.DataFrame, tmp_path: Path) -> None:
    """In the second, the baskets of one morning are taken back, and others lose a line."""
    data, state = tmp_path / "data", tmp_path / "state"
    data.mkdir()
    day = lines["timestamp"].dt.floor("D")
    until = day.max() - pd.Timedelta(days=4)

    def update(until: pd.Timestamp, out: str, kept: Path | None) -> tuple[Recommender, bool]:
        lines[lines["timestamp"] < until + pd.Timedelta(days=1)].to_parquet(data / "transactions.parquet")
        report = refresh(REFERENCE, data, tmp_path / out, "1", quiet=True, state=kept)
        followed = bool(report.inverses) and not any(i.new_because for i in report.inverses)
        return Recommender.load(tmp_path / out), followed

    update(until, "first", state)
    for night in range(1, 4):
        until += pd.Timedelta(days=1)
        if night == 2:
            lines = lines[
                ~lines["timestamp"].between(*map(pd.Timestamp, ("2017-05-04 09:00", "2017-05-04 12:00")))
            ]
            lines = lines.drop(lines.index[1000:2000:20])
        (one, followed), (other, _) = update(until, "night", state), update(until, "anew", None)
        assert followed
        for table in ("together", "alike"):
            apart = steps_apart(getattr(one.tables, table), getattr(other.tables, table))
            assert apart.max() < 1.01 and (apart > 0.01).mean() < 0.01
        baskets = (
            lines[lines["timestamp"].dt.floor("D") == until].groupby("basket_id")["product_id"].agg(list)
        )
        same = 0
        for basket in (asked := baskets[:ASKED]):
            request = Request(basket=basket[: len(basket) // 2 + 1])
            answered, promised = one.recommend(request, 10), other.recommend(request, 10)
            assert [s.score for s in answered] == pytest.approx([s.score for s in promised], abs=0.01)
            same += [s.product_id for s in answered] == [s.product_id for s in promised]
        assert same >= 0.99 * len(asked)
