"""Catalogs and models that change while the kiosk runs; damage to catalog.db."""

import json
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

import edge_models
from kiosk.app.commands import EndSession, EnterCode, OpenProduct
from kiosk.app.view_state import Notice, Screen, ViewState
from sync.catalog.model import Text
from tests.kiosk.small_store import CHEESE, MILK, VERSION, Device, catalog
from tests.kiosk.whole_kiosk import running

BUNDLE = Path(edge_models.__file__).parent / "reference" / "bundle"
NEXT = "2026.11.24-2"


def named(view: ViewState) -> bool:
    return view.store_name == "Corner Store"


def logged(caplog: pytest.LogCaptureFixture, what: str) -> None:
    """Wait until the kiosk's threads have logged it."""
    for _ in range(600):
        if what in caplog.text:
            return
        time.sleep(0.025)
    raise AssertionError(f"never logged: {what}")


def suggesting(view: ViewState) -> bool:
    return Notice.SUGGESTIONS_UNAVAILABLE not in view.notices


def test_without_a_catalog_the_kiosk_starts_and_takes_the_first_that_comes(tmp_path: Path) -> None:
    device = Device(tmp_path / "device")
    with running(device) as kiosk:
        view = kiosk.shown.until(lambda _: True, "a first view")
        assert (view.screen, view.store_name) == (Screen.ATTRACT, "")
        device.install_catalog()
        assert kiosk.shown.until(named, "the catalog").attract


def test_a_new_catalog_is_taken_without_a_restart_and_the_page_stays(device: Device) -> None:
    with running(device) as kiosk:
        kiosk.shown.until(named, "the catalog")
        kiosk.do(OpenProduct(MILK))
        made = catalog(device.state, NEXT)
        dearer = tuple(
            replace(each, price_minor=450) if each.product_id == MILK else each for each in made.products
        )
        device.install_catalog(replace(made, products=dearer, store_name=Text("New Name", "新名字")), NEXT)
        view = kiosk.shown.until(lambda v: v.store_name == "New Name", "the new catalog")
        assert view.product is not None
        assert view.product.price_minor == 450
        assert f"/{NEXT}/" in view.product.picture


def test_a_catalog_that_makes_no_sense_leaves_the_old_one_serving(
    device: Device, caplog: pytest.LogCaptureFixture
) -> None:
    with running(device) as kiosk:
        kiosk.shown.until(named, "the catalog")
        broken = device.state / "releases" / "catalog" / NEXT
        shutil.copytree(device.state / "releases" / "catalog" / VERSION, broken)
        (broken / "products.jsonl").write_text("nonsense\n")
        device.point("catalog", NEXT)
        logged(caplog, f"Catalog {NEXT} cannot be used")
        assert kiosk.do(EnterCode(MILK)).screen is Screen.PRODUCT
        good = "2026.11.24-3"
        device.install_catalog(replace(catalog(device.state, good), store_name=Text("Third", "三")), good)
        kiosk.shown.until(lambda v: v.store_name == "Third", "the good one")
        assert all(view.store_name in ("", "Corner Store", "Third") for _, view in kiosk.shown.views)


@pytest.mark.parametrize("damage", [b"", b"noise" * 4000])
def test_a_damaged_cache_is_built_again_and_said_so_meanwhile(device: Device, damage: bytes) -> None:
    with running(device) as kiosk:
        kiosk.shown.until(named, "the catalog")
    (device.state / "catalog.db").write_bytes(damage)
    with running(device) as kiosk:
        kiosk.shown.until(named, "the rebuilt catalog")
        assert any(Notice.CATALOG_REBUILDING in view.notices for _, view in kiosk.shown.views)
        assert Notice.CATALOG_REBUILDING not in kiosk.shown.view.notices
        assert kiosk.do(EnterCode(MILK)).screen is Screen.PRODUCT


def test_a_cache_that_is_damaged_under_a_running_kiosk_is_built_again(device: Device) -> None:
    with running(device) as kiosk:
        kiosk.shown.until(named, "the catalog")
        path = device.state / "catalog.db"
        with path.open("r+b") as file:
            size = path.stat().st_size
            file.write(b"\xaa" * size)
        for code in ("1", "2", MILK, CHEESE):
            kiosk.do(EnterCode(code))
        kiosk.shown.until(named, "the catalog again")
        assert kiosk.do(EnterCode(MILK)).screen is Screen.PRODUCT


@pytest.mark.skipif(not BUNDLE.is_dir(), reason="there is no reference bundle in this checkout")
def test_a_model_is_taken_and_a_broken_one_leaves_it_at_work(
    device: Device, caplog: pytest.LogCaptureFixture
) -> None:
    with running(device) as kiosk:
        kiosk.shown.until(named, "the catalog")
        assert Notice.SUGGESTIONS_UNAVAILABLE in kiosk.shown.view.notices
        kiosk.do(OpenProduct(MILK))
        device.install_model(BUNDLE, "2026.11.24-1")
        kiosk.shown.until(suggesting, "a model")
        broken = device.install_model(BUNDLE, "2026.11.24-2", damage=b"no graph")
        logged(caplog, "Model 2026.11.24-2 is not used")
        assert broken.is_dir()
        [refused] = kiosk.staff_versions().refusals
        assert (refused.code, refused.kind, refused.version) == ("unusable", "model", "2026.11.24-2")
        kiosk.do(EndSession())
        kiosk.do(OpenProduct(CHEESE))
        view = kiosk.shown.until(lambda v: v.product and not v.suggestions_pending, "an answer")
        assert suggesting(view)


def test_a_pointer_that_says_nonsense_is_survived(device: Device) -> None:
    with running(device) as kiosk:
        kiosk.shown.until(named, "the catalog")
        (device.state / "releases" / "catalog" / "current.json").write_text("{")
        (device.state / "releases" / "model").mkdir(parents=True)
        (device.state / "releases" / "model" / "current.json").write_text(json.dumps({"version": "1"}))
        assert kiosk.do(EnterCode(MILK)).screen is Screen.PRODUCT
