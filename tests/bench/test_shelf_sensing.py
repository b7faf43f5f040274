"""The sensing against its bars, on simulated stores with fixed seeds and with one drawn anew each time."""

import secrets

import numpy as np
import pytest

from firmware_bridge.sensing import UnitWeight
from firmware_bridge.simulator.physics import Nature
from tests.bench.figures import Figures
from tests.bench.shelf_results import record
from tests.bench.shelf_store import Habits, Product, Scene, Score, product, score

pytestmark = pytest.mark.bench

FIXED = tuple(range(12))
SPREAD = 0.008
RATES = {60: 0.2, 10: 0.1}  # samples a second: seconds a batch


def seeds() -> tuple[int, ...]:
    drawn = tuple(secrets.randbelow(1 << 30) for _ in range(4))
    print("drawn seeds:", *drawn)
    return FIXED + drawn


def one_product_a_slot(seed: int) -> tuple[list[list[Product]], Nature]:
    rng = np.random.default_rng(seed)
    units = np.exp(rng.uniform(np.log(20), np.log(1500), 12))
    return [[product(n, float(u), SPREAD)] for n, u in enumerate(units)], Nature(
        noise_g=rng.uniform(0.3, 1.5)
    )


def several_a_slot(seed: int, apart: tuple[float, float]) -> tuple[list[list[Product]], Nature]:
    """Two or three products a slot, whose weights differ by `apart` standard deviations of the spread between
    pieces and the measurement together."""
    rng = np.random.default_rng(seed)
    noise = float(rng.uniform(0.3, 1.0))
    slots, number = [], 0
    for _ in range(8):
        unit, products = float(np.exp(rng.uniform(np.log(80), np.log(600)))), []
        for _ in range(int(rng.integers(2, 4))):
            products.append(product(number, unit, SPREAD))
            number += 1
            unit += float(rng.uniform(*apart)) * float(np.hypot(SPREAD * unit, noise / 3.0 * 1.5))
        slots.append(products)
    return slots, Nature(noise_g=noise)


def run_several(apart: tuple[float, float], hz: float) -> Score:
    total = Score()
    for seed in seeds():
        slots, nature = several_a_slot(seed, apart)
        scene = Scene(slots, seed, nature, hz=hz, batch_s=RATES[int(hz)])
        for products in slots:
            for it in products:  # as learned from some thirty single pieces
                learned = UnitWeight(it.unit_g, 0.001 * it.unit_g, SPREAD * it.unit_g, 30)
                scene.sensing.units[it.gtin] = learned
        scene.shop(150, Habits(restocks=0.0))
        score(scene, total)
    return total


@pytest.mark.parametrize("hz", RATES)
def test_one_product_a_slot(figures: Figures, hz: int) -> None:
    total = Score()
    for seed in seeds():
        slots, nature = one_product_a_slot(seed)
        scene = Scene(slots, seed, nature, hz=hz, batch_s=RATES[hz])
        scene.shop(200, Habits(restocks=0.0))
        score(scene, total)
    record(figures, f"shelf_one_f1_{hz}hz", total.f1, "", least=0.995)
    right = total.quantity_right / total.found
    record(figures, f"shelf_one_quantity_right_{hz}hz", right, "", least=0.99)
    limit = 0.5 if hz == 60 else 1.2
    record(figures, f"shelf_change_to_event_s_p95_{hz}hz", total.percentile(0.95), "s", limit=limit)


@pytest.mark.parametrize("hz", RATES)
def test_products_that_stand_six_deviations_apart(figures: Figures, hz: int) -> None:
    total = run_several((6.0, 9.0), hz)
    right = total.share(total.product_right)
    record(figures, f"shelf_several_product_right_{hz}hz", right, "", least=0.97)
    record(figures, f"shelf_several_wrong_{hz}hz", total.share(total.wrong), "", limit=0.003)


@pytest.mark.parametrize("hz", RATES)
def test_products_of_nearly_the_same_weight(figures: Figures, hz: int) -> None:
    total = run_several((0.5, 5.5), hz)
    record(figures, f"shelf_close_wrong_{hz}hz", total.share(total.wrong), "", limit=0.005)


def day(seed: int) -> Scene:
    rng = np.random.default_rng(seed)
    units = np.exp(rng.uniform(np.log(20), np.log(1500), 6))
    nature = Nature(noise_g=1.0, drift_g=20.0, creep=0.001)
    return Scene([[product(n, float(u))] for n, u in enumerate(units)], seed, nature, hz=10.0, batch_s=1.0)


def test_a_day_of_drift_and_creep_without_shoppers_is_silent(figures: Figures) -> None:
    scene = day(1)
    scene.run(86_400.0)
    record(figures, "shelf_day_false_events", len(scene.heard), "", limit=0)


def test_the_stock_is_exact_after_a_day_with_shoppers(figures: Figures) -> None:
    exact: list[bool] = []
    for seed in (2, 3, secrets.randbelow(1 << 30)):
        scene = day(seed)
        scene.shop(280, Habits(pause_s=(120.0, 480.0)))
        exact += scene.stock_is_exact().values()
    record(figures, "shelf_day_stock_exact", sum(exact) / len(exact), "", least=0.99)
