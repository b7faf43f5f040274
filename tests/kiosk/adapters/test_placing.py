"""Products of the catalog that the model does not know: placed in the background, then suggested."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from edge_models.runtime import AnyRecommender, open_bundle
from edge_models.text.encoder import DIMENSION, FloatArray
from edge_models.text.product import Product, Words
from edge_models.text.reading import Forgetful
from kiosk.adapters.placing import TURN_S, Placing
from kiosk.adapters.worker import Worker
from kiosk.app.commands import OpenProduct
from kiosk.app.view_state import ReasonKind, ReasonView, ViewState
from kiosk.domain.text import Language
from tests.kiosk.small_store import CRACKERS, MILK, SKIM, VERSION, Device, catalog
from tests.kiosk.whole_kiosk import RunningKiosk, running

NEXT = "2026.11.24-2"


@pytest.fixture
def device(tmp_path: Path, bundle: Path) -> Device:
    return Device.equipped(tmp_path / "device", bundle)


@contextmanager
def at_the_crackers(device: Device, **settings: object) -> Iterator[RunningKiosk]:
    with running(device, **settings) as kiosk:
        kiosk.shown.until(lambda v: v.store_name, "the catalog")
        kiosk.do(OpenProduct(CRACKERS))
        kiosk.shown.until(lambda v: v.suggestions, "suggestions")
        yield kiosk


def reason_for(view: ViewState, product_id: str) -> ReasonView | None:
    return next((s.reason for s in view.suggestions if s.product.product_id == product_id), None)


def suggests_milk(view: ViewState) -> bool:
    return reason_for(view, MILK) is not None


@pytest.mark.parametrize(
    ("language", "name"), [(Language.EN, "Skim Milk"), (Language.ZH, "脱脂牛奶")], ids=["en", "zh"]
)
def test_an_unknown_product_is_new_here_and_like_one_of_the_store(
    device: Device, language: Language, name: str
) -> None:
    with at_the_crackers(device, language=language.value) as kiosk:
        view = kiosk.shown.until(suggests_milk, "whole milk")
        assert reason_for(view, MILK) == ReasonView(ReasonKind.NEW_HERE, name)
        skim = reason_for(view, SKIM)
        assert skim is not None
        assert skim.kind is not ReasonKind.NEW_HERE


def test_a_restart_encodes_nothing_again(device: Device, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="kiosk.adapters.placing")
    for _ in range(2):
        with at_the_crackers(device) as kiosk:
            kiosk.shown.until(suggests_milk, "whole milk")
    told = [r.getMessage() for r in caplog.records if "texts were encoded" in r.getMessage()]
    assert not told[0].endswith("; 0 texts were encoded")
    assert told[-1].endswith("; 0 texts were encoded")


def test_what_comes_with_a_new_catalog_is_placed_without_a_restart(tmp_path: Path, bundle: Path) -> None:
    device = Device(tmp_path / "device")
    made = catalog(device.state)
    fewer = tuple(p for p in made.products if p.product_id != MILK)
    shelves = tuple(
        replace(shelf, slots=tuple(slot for slot in shelf.slots if slot.product_id != MILK))
        for shelf in made.planogram.shelves
    )
    planogram = replace(made.planogram, shelves=shelves)
    device.install_catalog(replace(made, products=fewer, planogram=planogram))
    device.install_model(bundle, VERSION)
    with at_the_crackers(device) as kiosk:
        assert not suggests_milk(kiosk.shown.view)
        device.install_catalog(catalog(device.state, NEXT), NEXT)
        kiosk.shown.until(suggests_milk, "whole milk")


def test_a_catalog_that_comes_after_placing_is_placed_too(
    device: Device, caplog: pytest.LogCaptureFixture
) -> None:
    """By then the recommender as it came from its bundle was let go of; it is loaded again."""
    caplog.set_level("INFO", logger="kiosk.adapters")

    def times(text: str) -> int:
        return sum(text in record.getMessage() for record in caplog.records)

    with at_the_crackers(device) as kiosk:
        kiosk.shown.until(suggests_milk, "whole milk")
        device.install_catalog(catalog(device.state, NEXT), NEXT)
        kiosk.shown.until(
            lambda v: times("Unknown products are placed") == 2 and suggests_milk(v), "milk again"
        )
    assert times("Suggestions come from model") == 2


class SlowReader:
    """Takes as long for a product as the encoder on a slow device."""

    encoded = 0

    def vector(self, _: Product) -> FloatArray:
        time.sleep(0.02)
        return np.ones(DIMENSION, dtype=np.float32)

    def close(self) -> None: ...


async def test_requests_are_answered_between_the_turns(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recommender = open_bundle(bundle)
    unknown = [Product(f"n{i}", "", Words("milk")) for i in range(60)]
    placed: list[AnyRecommender] = []
    finished = asyncio.Event()
    answers = 0
    monkeypatch.setattr("edge_models.runtime.placing.Reader", lambda *_: SlowReader())

    def adopt(_: AnyRecommender, knowing_more: AnyRecommender) -> None:
        placed.append(knowing_more)

    with Worker() as worker:
        Placing(worker, lambda: unknown, Forgetful(), adopt, finished.set).begin(recommender)
        while not finished.is_set():
            answered: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            worker.run(lambda: None, answered.set_result, answered.set_exception)
            await answered
            answers += 1
            await asyncio.sleep(TURN_S / 5)
    assert len(placed) == 1
    assert answers >= 20  # the 60 products take 1.2 s; a turn takes two of them


async def test_a_new_beginning_ends_what_is_under_way(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edge_models.runtime.placing.Reader", lambda *_: SlowReader())
    old, new = open_bundle(bundle), open_bundle(bundle)
    adopted: list[AnyRecommender] = []
    finished = asyncio.Event()

    def adopt(given: AnyRecommender, _: AnyRecommender) -> None:
        adopted.append(given)

    with Worker() as worker:
        unknown = [Product(f"n{i}", "", Words("milk")) for i in range(8)]
        placing = Placing(worker, lambda: unknown, Forgetful(), adopt, finished.set)
        placing.begin(old)
        await asyncio.sleep(0.06)
        placing.begin(new)
        await finished.wait()
    assert adopted == [new]


def test_without_a_text_part_nothing_is_placed(bundle: Path, tmp_path: Path) -> None:
    device = Device(tmp_path / "device")
    device.install_catalog()
    device.install_model(bundle.with_name("bare"), VERSION)
    with at_the_crackers(device) as kiosk:
        kiosk.do(OpenProduct(SKIM))
        view = kiosk.shown.until(lambda v: v.suggestions, "suggestions")
        assert not suggests_milk(view)
    assert not (device.state / "texts.db").exists()
