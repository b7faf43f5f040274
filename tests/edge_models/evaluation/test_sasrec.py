"""The transformer on the authored shop: pairs, habits, strangers."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from edge_models.evaluation.baselines import Baselines
from edge_models.evaluation.together import together
from edge_models.evaluation.visits import Visits
from edge_models.features.context import encode
from edge_models.features.tables import Tables
from edge_models.training.purchases import Purchases
from tests.edge_models.conftest import PAIRS


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


def test_the_sampled_loss_tends_to_that_of_the_whole_softmax(model: object, tables: Tables) -> None:
    torch = pytest.importorskip("torch", reason="the extra `transformer` is not installed")
    from edge_models.evaluation.sasrec import _Draw
    from edge_models.evaluation.sasrec_net import Asked, Batch

    net = model.net.eval()  # type: ignore[attr-defined]
    past = torch.tensor([[3, 0, 7], [5, -1, -1]])
    signs = torch.zeros(2, 3, 3, dtype=torch.int64)
    batch = Batch(past, signs, torch.tensor([2, 4]), torch.tensor([[1, 2], [9, net.products]]))
    asked = Asked(  # two products, then 3 (bought before) and 8; one product, then 0
        row=torch.tensor([0, 1]),
        length=torch.tensor([2, 1]),
        place=torch.tensor([0, 0, 1]),
        target=torch.tensor([3, 8, 0]),
        weight=torch.tensor([0.5, 0.5, 1.0]),
        before=torch.tensor([0, -1, -1]),
    )
    chance = tables.baskets[: tables.seasoned].astype(float)
    with torch.no_grad():
        logits = net(batch, asked.row, asked.length, net.products_table())
        whole = torch.logsumexp(logits, 1) - torch.stack([logits[0, [3, 8]].mean(), logits[1, 0]])
        draw = _Draw(chance, 100_000, np.random.default_rng(1))
        assert float(net.loss(batch, asked, *draw())) == pytest.approx(float(whole.mean()), abs=0.02)


def test_company_in_baskets_shows_in_the_vectors(purchases: Purchases, tables: Tables) -> None:
    visits = Visits.before(purchases, tables, tables.end_day, least=2)
    vectors = together(visits, tables, 8, seed=1)
    assert vectors.shape == (tables.seasoned, 8)
    for a, b in PAIRS.items():
        near = vectors @ vectors[tables.row_of[a]]
        near[tables.row_of[a]] = -np.inf
        assert tables.product_ids[int(near.argmax())] == b
