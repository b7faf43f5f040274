"""The text classifier on the authored shop: it learns what goes together from words alone."""

import numpy as np
import pytest
import scipy.sparse

from edge_models.errors import TrainingError
from edge_models.evaluation.product_text import word_matrix, words_of
from edge_models.evaluation.text_classifier import TextClassifier, TextSettings, train_text_classifier
from edge_models.evaluation.visits import Visits
from edge_models.features.context import encode
from edge_models.features.tables import Tables
from edge_models.training.purchases import Purchases

QUICK = TextSettings(width=16, epochs=12, batch=64, rate=2e-2)


@pytest.fixture(scope="module")
def classifier(purchases: Purchases, tables: Tables) -> TextClassifier:
    return train_text_classifier(purchases, tables, seed=1, settings=QUICK)


def best(
    classifier: TextClassifier, tables: Tables, basket: list[str], history: list[list[str]]
) -> list[str]:
    context = encode(tables, history, (), basket, None, None)
    score = classifier.score([context])[0]
    score[context.basket] = -np.inf
    return [tables.product_ids[i] for i in np.argsort(-score)]


def test_words_are_lower_case_and_han_characters_stand_alone() -> None:
    assert words_of("Oat-Milk 1L 燕麦奶") == ["oat", "milk", "1", "l", "燕", "麦", "奶"]


def test_a_products_words_weigh_one_in_sum_and_pairs_are_words_too(
    purchases: Purchases, tables: Tables
) -> None:
    alone, paired = word_matrix(purchases, tables), word_matrix(purchases, tables, pairs=True)
    assert np.allclose(alone.sum(axis=1), 1) and np.allclose(paired.sum(axis=1), 1)
    assert paired.shape[1] > alone.shape[1]


def test_the_past_of_a_basket_is_what_its_shopper_bought_before(purchases: Purchases, tables: Tables) -> None:
    visits = Visits.before(purchases, tables, tables.end_day, least=2)
    lines = {}
    for basket in range(purchases.before(tables.end_day)):
        lines.setdefault(int(purchases.basket_shopper[basket]), []).append(
            sorted(tables.row_of[p] for p in purchases.items_of(basket) if p in tables.row_of)
        )
    given = []
    for first, start, end in zip(visits.first, visits.start, visits.end, strict=True):
        assert first <= start < end
        given.append((sorted(visits.item[start:end].tolist()), start - first))
    told = [(b, sum(map(len, mine[:n]))) for _, mine in sorted(lines.items()) for n, b in enumerate(mine)]
    assert sorted(given) == sorted((b, past) for b, past in told if len(b) >= 2)
    assert (np.diff(visits.day[visits.first[-1] :]) <= 0).all()


def test_it_finds_what_goes_with_the_basket(classifier: TextClassifier, tables: Tables) -> None:
    for held, wanted in (("pasta", "tomato sauce"), ("tea", "biscuits")):
        assert wanted in best(classifier, tables, [held], [])[:2]


def test_it_hears_what_the_shopper_used_to_buy(classifier: TextClassifier, tables: Tables) -> None:
    often = [["filler 7", "pasta"]] * 6
    place = best(classifier, tables, [], often).index("filler 7")
    assert place < best(classifier, tables, [], []).index("filler 7") or place == 0


def test_the_same_seed_makes_the_same_model(
    classifier: TextClassifier, purchases: Purchases, tables: Tables
) -> None:
    again = train_text_classifier(purchases, tables, seed=1, settings=QUICK)
    assert all(np.array_equal(a, b) for a, b in zip(classifier.parameters, again.parameters, strict=True))


def test_gradients_are_those_of_the_loss() -> None:
    rng = np.random.default_rng(2)
    words = scipy.sparse.random(6, 5, 0.6, "csr", rng=rng)
    popularity = np.full(6, 0.2)
    model = TextClassifier(words, popularity, TextSettings(width=3), seed=1)
    model.parameters = [p.astype(np.float64) for p in model.parameters]
    given = model.sentences([np.asarray([0, 1])], [np.asarray([3])])
    target = scipy.sparse.csr_matrix([[0, 0, 0.5, 0, 0.5, 0]])

    def loss() -> float:
        logits = (given @ model.parameters[0]) @ model.parameters[1] + model.parameters[2]
        return float(np.log(np.exp(logits).sum()) - (target @ logits.T).item())

    slopes = model.learn(given, target)
    for parameter, slope in zip(model.parameters, slopes, strict=True):
        at = np.unravel_index(np.argmax(np.abs(slope)), parameter.shape)
        before = loss()
        parameter[at] += 1e-6
        assert (loss() - before) / 1e-6 == pytest.approx(slope[at], rel=1e-3)
        parameter[at] -= 1e-6


def test_data_without_a_pair_is_refused(purchases: Purchases, tables: Tables) -> None:
    with pytest.raises(TrainingError, match="two products"):
        train_text_classifier(purchases.until(float(purchases.basket_day[0])), tables)
