"""The transformer on the authored shop: pairs, habits, strangers."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from edge_models.evaluation.baselines import Baselines
from edge_models.features.context import encode
from edge_models.features.tables import Tables
from edge_models.training.fitting import FitSettings, fit
from edge_models.training.purchases import Purchases, read
from tests.edge_models.conftest import Shop


@pytest.fixture(scope="module")
def purchases(shop: Shop) -> Purchases:
    return read(shop.folder)[0]


@pytest.fixture(scope="module")
def tables(purchases: Purchases) -> Tables:
    return fit(purchases, float(purchases.basket_day[-1]) - 20, FitSettings(min_baskets=5))


@pytest.fixture(scope="module")
def model(purchases: Purchases, tables: Tables) -> "object":
    torch = pytest.importorskip("torch", reason="the extra `transformer` is not installed")
    torch.set_num_threads(1)  # two of them only wait for one another on so small a network
    from edge_models.evaluation.sasrec import SasrecSettings, train_sasrec
    from edge_models.evaluation.sasrec_net import Shape

    quick = SasrecSettings(
        shape=Shape(width=16, layers=1, dropout=0.0), batch=32, epochs=6, rate=1e-2, held_out=50
    )
    return train_sasrec(purchases, tables, seed=1, settings=quick)


def best(model: object, tables: Tables, basket: list[str], history: list[list[str]]) -> list[str]:
    context = encode(tables, history, (), basket, None, None)
    score = model.score([context, context])  # type: ignore[attr-defined]
    assert np.allclose(score[0], score[1], atol=1e-5)
    score[0][context.basket] = -np.inf
    return [tables.product_ids[i] for i in np.argsort(-score[0])]


def test_it_completes_a_strangers_basket(model: object, tables: Tables) -> None:
    for held, wanted in (("pasta", "tomato sauce"), ("tea", "biscuits")):
        assert best(model, tables, [held], [])[0] == wanted


def test_it_foresees_a_habit(model: object, tables: Tables) -> None:
    often = [["filler 7"]] * 6
    assert best(model, tables, [], often).index("filler 7") < 3
    assert best(model, tables, [], []).index("filler 7") > best(model, tables, [], often).index("filler 7")


def test_a_context_scores_alike_alone_and_beside_a_longer_one(model: object, tables: Tables) -> None:
    short = encode(tables, [["tea"]], (), ["pasta"], None, None)
    long = encode(tables, [["rice", "tea", "bread"]] * 3, (), ["tea", "rice", "butter"], None, None)
    alone, beside = model.score([short])[0], model.score([long, short])[1]  # type: ignore[attr-defined]
    assert np.allclose(alone, beside, atol=1e-5)


def test_every_epoch_was_measured_on_the_days_held_out(model: object) -> None:
    values = model.held_out  # type: ignore[attr-defined]
    assert len(values) == 6 and max(values) > 0.2


def test_without_torch_the_error_names_the_extra(tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("raise ImportError('no torch here')\n")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from edge_models.errors import TrainingError\n"
        "from edge_models.evaluation.baselines import Baselines\n"
        "Baselines(None, None)\n"
        "try: Baselines(None, None, transformer=True)\n"
        "except TrainingError as err: print(err)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert "endcap[transformer]" in ran.stdout


def test_it_joins_the_baselines_only_when_asked(purchases: Purchases, tables: Tables) -> None:
    pytest.importorskip("torch", reason="the extra `transformer` is not installed")
    assert "transformer" in Baselines(tables, purchases, transformer=True).methods(foresee=False)
    assert "transformer" not in Baselines(tables, purchases).methods(foresee=False)


def test_the_slope_of_the_softmax_is_right() -> None:
    torch = pytest.importorskip("torch", reason="the extra `transformer` is not installed")
    from edge_models.evaluation.sasrec_net import _CrossEntropy

    torch.manual_seed(1)
    learned = [
        torch.randn(s, dtype=torch.float64, requires_grad=True) for s in ((4, 3), (5, 3), (5,), (4, 2))
    ]
    seen, answer, popularity, score = learned
    past = torch.tensor([[0, 1], [4, 4], [2, 3], [1, 0]])
    place, target = torch.tensor([0, 0, 1, 2, 3]), torch.tensor([1, 2, 0, 4, 4])
    weight = torch.tensor([0.5, 0.5, 1, 1, 1], dtype=torch.float64)
    given = (seen, answer, popularity, past, score, place, target, weight)
    assert torch.autograd.gradcheck(_CrossEntropy.apply, given)
