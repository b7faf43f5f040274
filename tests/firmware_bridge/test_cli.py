import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from firmware_bridge.cli import bridge, broker, traffic
from firmware_bridge.errors import JournalError, PlanogramError, SimulatorError
from firmware_bridge.planogram import Shelf
from firmware_bridge.simulator.mishaps import Mishaps
from firmware_bridge.store_command import make_store, simulate


@pytest.mark.parametrize("command", [bridge, broker, simulate, traffic])
def test_help_explains(command) -> None:  # type: ignore[no-untyped-def]
    result = CliRunner().invoke(command, ["--help"])
    assert result.exit_code == 0
    assert len(result.output) > 200


def test_a_wrong_address_is_explained() -> None:
    result = CliRunner().invoke(bridge, ["--broker", "nowhere"])
    assert result.exit_code == 2
    assert "127.0.0.1:1883" in result.output


def test_a_missing_planogram_is_an_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(simulate, ["--planogram", str(tmp_path / "none.json")])
    assert isinstance(result.exception, PlanogramError)


def test_a_damaged_journal_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "bridge.db").write_bytes(b"damaged" * 1000)
    result = CliRunner().invoke(bridge, ["--state", str(tmp_path)])
    assert isinstance(result.exception, JournalError)


def planogram_file(folder: Path, shelf: Shelf) -> Path:
    slots = [
        {
            **{"id": p.slot, "product_id": p.product_id, "gtin": p.gtin, "picture": p.picture},
            **{"name": {"en": p.name_en, "zh": p.name_zh}, "unit_weight_g": p.unit_weight_g},
            **{"capacity": p.capacity, "threshold": p.threshold},
        }
        for p in shelf.slots
    ]
    name = {"en": shelf.name_en, "zh": shelf.name_zh}
    path = folder / "planogram.json"
    path.write_text(json.dumps({"shelves": [{"id": shelf.id, "name": name, "slots": slots}]}))
    return path


def test_every_fault_of_a_store_is_an_option(tmp_path: Path, shelf: Shelf) -> None:
    """The options of the command are those that `make_store` takes, under the same names."""
    known = {parameter.name for parameter in simulate.params}
    faults = {
        **{
            "noise": 2.0,
            "spill": 0.1,
            "drift": 20.0,
            "drift_period": 600.0,
            "creep": 0.01,
            "creep_time": 60.0,
        },
        **{"clock_off": -30.0, "clock_skew": 2.0, "dead": (("shelf-a", "a2"),), "random_shoppers": True},
        **{"shoppers": 2, "leans": 6.0, "touches": 5.0, "knocks": 4.0, "disconnects": 1.0},
    }
    assert faults.keys() <= known
    store = make_store(planogram_file(tmp_path, shelf), **faults)  # type: ignore[arg-type]
    settings = store.settings
    nature = settings.nature
    assert (nature.noise_g, nature.drift_g, nature.drift_period_s) == (2.0, 20.0, 600.0)
    assert (nature.creep, nature.creep_s, settings.spill) == (0.01, 60.0, 0.1)
    assert (settings.clock_off_s, settings.clock_skew_s_per_h) == (-30.0, 2.0)
    assert (settings.shoppers, settings.mishaps) == (2, Mishaps(6.0, 5.0, 4.0, 1.0))
    assert store._store.slot("shelf-a", "a2").plate.dead_at_g is not None


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ([], "--planogram FILE"),
        (["--planogram", "x", "--trace", "y"], "--planogram FILE"),
        (["--trace", "x"], "--products"),
        (["--planogram", "x", "--products", "y"], "--trace"),
        (["--planogram", "x", "--dead", "a3"], "shelf-a/a3"),
        (["--planogram", "x", "--creep", "2"], "0.5"),
        (["--planogram", "x", "--shoppers", "0"], "1<=x<=50"),
        (["--trace", "x", "--products", "y", "--speed", "0"], "0.01"),
    ],
)
def test_an_option_that_cannot_be_says_what_can(options: list[str], why: str) -> None:
    result = CliRunner().invoke(simulate, options)
    assert result.exit_code == 2
    assert why in result.output


def test_a_dead_cell_that_is_not_there_is_an_error(tmp_path: Path, shelf: Shelf) -> None:
    path = planogram_file(tmp_path, shelf)
    result = CliRunner().invoke(simulate, ["--planogram", str(path), "--dead", "shelf-a/a9"])
    assert isinstance(result.exception, SimulatorError)
    assert "a9" in str(result.exception)
