"""A model with a text part for the small store, trained once."""

from pathlib import Path

import pandas as pd
import pytest

from edge_models.export.make import train_bundle
from edge_models.text.making.part import add_text
from tests.edge_models.small_encoder import write_small_encoder
from tests.kiosk.small_store import CRACKERS, SKIM

SOLD = {
    SKIM: "Skim Milk",
    CRACKERS: "Cheese biscuits",
    "1007": "Banana",
    "1010": "Chocolate",
    "1012": "Tea",
}


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chain that has sold skim milk, but not whole milk, with a text part; `bare` beside it is without."""
    folder = tmp_path_factory.mktemp("model")
    sold = list(SOLD)
    rows = [
        (f"s{n % 9}", f"b{n}", product, pd.Timestamp("2026-01-01") + pd.Timedelta(hours=6 * n))
        for n in range(80)
        for product in {sold[n % 5], sold[(n * 3 + 1) % 5], SKIM}
    ]
    columns = ["shopper_id", "basket_id", "product_id", "timestamp"]
    data = folder / "data"
    data.mkdir()
    pd.DataFrame(rows, columns=columns).to_parquet(data / "transactions.parquet")
    names = pd.DataFrame({"product_id": sold, "name": list(SOLD.values())})
    names.to_parquet(data / "products.parquet")
    train_bundle(data, folder / "bare", "small", "1", seed=1, quiet=True)
    encoder = write_small_encoder(folder / "encoder")
    add_text(folder / "bare", data, folder / "bundle", "1", encoder, quiet=True)
    return folder / "bundle"
