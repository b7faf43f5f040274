"""Tables that follow the night's baskets equal tables fitted from nothing; a state of no use is replaced."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge_models.features.tables import Neighbours, Tables
from edge_models.training import increments, kept_inverses
from edge_models.training.fitting import FitSettings, fit
from edge_models.training.kept_inverses import Followed, KeptInverses
from edge_models.training.progress import Stages
from edge_models.training.purchases import read
from tests.edge_models.apart import steps_apart

SETTINGS = FitSettings(min_baskets=5, together_keep=12, alike_keep=8)


class Said(Stages):
    """Stages that keep what they said."""

    def __init__(self) -> None:
        super().__init__(quiet=True)
        self.lines: list[str] = []

    def say(self, text: str) -> None:
        self.lines.append(text)


class Sales:
    """A made-up retailer's lines. Each night brings baskets with a new product; some of the past are
    corrected or taken back."""

    def __init__(self, seed: int, shoppers: int, baskets: int = 700) -> None:
        self.rng = np.random.default_rng(seed)
        self.shoppers, self.products, self.number = shoppers, 90, 0
        self.baskets: dict[int, tuple[int, np.ndarray]] = {}  # who, what
        self.sell(baskets)

    def sell(self, baskets: int, *novelty: int) -> None:
        for _ in range(baskets):
            items = np.union1d(self._items(), np.array(novelty, dtype=int))
            self.baskets[self.number] = (int(self.rng.integers(self.shoppers)), items)
            self.number += 1

    def night(self) -> None:
        self.products += int(self.rng.integers(1, 4))
        for basket in self.rng.choice(list(self.baskets), size=3, replace=False).tolist():
            self.baskets[basket] = (self.baskets[basket][0], self._items())
        for basket in self.rng.choice(list(self.baskets), size=2, replace=False).tolist():
            del self.baskets[basket]
        self.sell(int(self.rng.integers(SETTINGS.min_baskets, 15)), self.products - 1)

    def _items(self) -> np.ndarray:
        first = int(self.products * self.rng.random() ** 2)
        return np.unique([first, first // 2, *(self.products * self.rng.random(4) ** 2).astype(int)])

    def write(self, folder: Path) -> Path:
        rows = [
            (f"s{who}", f"b{basket}", f"p{item}", basket)
            for basket, (who, items) in self.baskets.items()
            for item in items.tolist()
        ]
        lines = pd.DataFrame(rows, columns=["shopper_id", "basket_id", "product_id", "timestamp"])
        lines["timestamp"] = pd.Timestamp("2024-01-01") + pd.to_timedelta(lines["timestamp"] * 3, unit="h")
        folder.mkdir(exist_ok=True)
        lines.to_parquet(folder / "transactions.parquet")
        return folder


def update(data: Path, state: Path, settings: FitSettings = SETTINGS) -> tuple[Tables, list[Followed], str]:
    """Tables from the state, what became of its inverses, and what was said."""
    purchases, _ = read(data)
    with Said() as stages:
        inverses = KeptInverses(state, stages)
        tables = fit(purchases, float(purchases.basket_day[-1]) + 1e-6, settings, inverses.invert)
    return tables, inverses.followed, "\n".join(stages.lines)


def equal_but_for_rounding(followed: Tables, data: Path, settings: FitSettings = SETTINGS) -> None:
    """Weights may be rounded to the next byte; all else is the same."""
    purchases, _ = read(data)
    anew = fit(purchases, float(purchases.basket_day[-1]) + 1e-6, settings)
    for field in dataclasses.fields(Tables):
        one, other = getattr(followed, field.name), getattr(anew, field.name)
        if isinstance(other, Neighbours):
            apart = steps_apart(one, other)
            assert apart.max(initial=0) < 1.01
            assert np.count_nonzero(apart > 0.01) <= 0.01 * len(apart)
        elif isinstance(other, np.ndarray):
            assert np.array_equal(one, other), field.name
        elif field.name != "stores":
            assert one == other, field.name
    assert anew.together.byte.max() == 255 and anew.alike.byte.max() == 255


@given(st.integers(0, 2**32), st.sampled_from([20, 400]))
@settings(max_examples=6, deadline=None)
def test_several_nights_in_a_row(tmp_path_factory: pytest.TempPathFactory, seed: int, shoppers: int) -> None:
    """Of few shoppers, whose lists make the inverse as fast anew, and of many."""
    folder, sales = tmp_path_factory.mktemp("nights"), Sales(seed, shoppers)
    update(sales.write(folder / "data"), folder / "state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(increments, "_WORTH", 2.0)  # of so small a shop any night is a large change
        for _ in range(4):
            sales.night()
            tables, followed, said = update(sales.write(folder / "data"), folder / "state")
            assert not said
            assert [f.new_because for f in followed] == ["", kept_inverses.FEW_ROWS if shoppers < 30 else ""]
            assert followed[0].items_in, "a product takes part for the first time"
            equal_but_for_rounding(tables, folder / "data")


@pytest.fixture
def sales(tmp_path: Path) -> Sales:
    """With a state beside its data."""
    sales = Sales(1, 400)
    update(sales.write(tmp_path / "data"), tmp_path / "state")
    return sales


def next_night(sales: Sales, folder: Path, settings: FitSettings = SETTINGS) -> str:
    """Why `together` is made from nothing, which is also said. The night after that follows again."""
    sales.sell(4)
    data = sales.write(folder / "data")
    tables, followed, said = update(data, folder / "state", settings)
    equal_but_for_rounding(tables, data, settings)
    assert followed[0].new_because and followed[0].new_because in said
    sales.sell(4)
    again, said_again = update(sales.write(folder / "data"), folder / "state", settings)[1:]
    assert (again[0].new_because, again[0].rows_in, said_again) == ("", 4, "")
    return followed[0].new_because


def test_the_first_night_has_nothing_to_follow(tmp_path: Path) -> None:
    sales = Sales(1, 400)
    followed, said = update(sales.write(tmp_path / "data"), tmp_path / "state")[1:]
    assert "together.inverse yet" in said and "alike.inverse yet" in said
    assert all(f.seconds == f.seconds_from_nothing for f in followed)


@pytest.mark.usefixtures("sales")
def test_the_same_data_again_changes_nothing(tmp_path: Path) -> None:
    tables, followed, said = update(tmp_path / "data", tmp_path / "state")
    equal_but_for_rounding(tables, tmp_path / "data")
    assert not said and not any(f.rows_in + f.rows_out + f.items_in + f.items_out for f in followed)


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 2],
        lambda _: b"",
        lambda _: b"not a state" * 1000,
        lambda _: b"PK\x03\x04 nor an archive" * 1000,
        lambda content: content[:-3000] + bytes([content[-3000] ^ 1]) + content[-2999:],
    ],
    ids=["cut off", "empty", "of something else", "an archive", "one bit"],
)
def test_a_damaged_state(sales: Sales, tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "state" / "together.inverse"
    path.write_bytes(damage(path.read_bytes()))
    assert "cannot be read" in next_night(sales, tmp_path)


def test_a_state_of_other_settings(sales: Sales, tmp_path: Path) -> None:
    other = dataclasses.replace(SETTINGS, together_ridge=20.0)
    assert "other settings" in next_night(sales, tmp_path, other)


def test_a_state_of_another_version_of_the_program(
    sales: Sales, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key_of = kept_inverses.key_of
    monkeypatch.setattr(kept_inverses, "key_of", lambda *parts: key_of(*parts, "newer code"))
    assert "another version" in next_night(sales, tmp_path)


@pytest.mark.usefixtures("sales")
def test_a_state_of_other_data(tmp_path: Path) -> None:
    assert "too much changed" in next_night(Sales(2, 400), tmp_path)


@pytest.mark.parametrize(
    ("noise", "why"), [(1e-3, "rounding has reached"), (-100.0, "does not belong to the rows")]
)
def test_a_state_that_has_drifted(sales: Sales, tmp_path: Path, noise: float, why: str) -> None:
    """A little, and so far that it is no inverse any more."""
    path = tmp_path / "state" / "together.inverse"
    kept = kept_inverses._load(path)
    kept_inverses._save(dataclasses.replace(kept, p=kept.p * np.float32(1 + noise)), path)
    assert why in next_night(sales, tmp_path)


def test_a_state_that_cannot_be_written_stays_as_it_was(
    sales: Sales, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: object, _array: object, allow_pickle: bool) -> None:  # noqa: ARG001
        raise OSError(28, "No space left on device")

    path = tmp_path / "state" / "together.inverse"
    before = path.read_bytes()
    sales.sell(4)
    with monkeypatch.context() as patch:
        patch.setattr(kept_inverses.np, "save", full)
        tables, followed, said = update(sales.write(tmp_path / "data"), tmp_path / "state")
    equal_but_for_rounding(tables, tmp_path / "data")
    assert not followed[0].new_because and "No space left" in said and "only the next update" in said
    assert path.read_bytes() == before and len(list(path.parent.iterdir())) == 2
    sales.sell(4)
    followed = update(sales.write(tmp_path / "data"), tmp_path / "state")[1]
    assert followed[0].rows_in == 8
