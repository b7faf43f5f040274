"""The window without a display, a small catalog, and silence from Qt."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QColor, QGuiApplication, QImage

from firmware_bridge.gtin import check_digit
from kiosk.app.commands import Command
from kiosk.app.view_state import Language
from kiosk.ui.gallery import Gallery
from kiosk.ui.studio import Studio

PRODUCTS = 30


@pytest.fixture(scope="session")
def application() -> QGuiApplication:
    existing = QGuiApplication.instance()
    return existing if isinstance(existing, QGuiApplication) else QGuiApplication(["tests"])


@pytest.fixture(autouse=True)
def nothing_said_by_qt() -> Iterator[list[str]]:
    """A warning of Qt or QML fails the test."""
    said: list[str] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and kind is not QtMsgType.QtInfoMsg:
            said.append(text)

    before = qInstallMessageHandler(hear)
    yield said
    qInstallMessageHandler(before)
    assert not said, "\n".join(said)


def gtin(at: int) -> str:
    """Of the product p<at>; of the range that shops use inside."""
    digits = f"0200000{at:06d}"
    return digits + check_digit(digits)


def _product(at: int) -> dict[str, Any]:
    return {
        "product_id": f"p{at}",
        "gtin": gtin(at),
        "name": {"en": f"Oat Crackers No {at}, 13 oz", "zh": f"燕麦饼干{at}号 13盎司"},
        "size": {"en": "13 oz", "zh": "13盎司"},
        "department": "grocery",
        "category": "grocery.snacks",
        "type": "grocery.snacks.crackers",
        "brand": "national",
        "price_minor": 250 + at,
        "promotion": {"price_minor": 199, "featured": True, "until": "2026-11-30"} if at % 5 == 0 else None,
        "weight_g": 369.0,
        "picture": "pictures/box.png",
        "aisle": "snacks",
        "pinyin": {"syllables": ["yan", "mai", "bing", "gan"]},
    }


def _shelf(letter: str, products: list[dict[str, Any]]) -> dict[str, Any]:
    slots = [
        {
            "id": f"{letter}{at + 1}",
            "product_id": product["product_id"],
            "gtin": product["gtin"],
            "name": product["name"],
            "picture": product["picture"],
            "unit_weight_g": 369.0,
            "capacity": 8,
            "threshold": 2,
        }
        for at, product in enumerate(products)
    ]
    name = {"en": f"Smart shelf {letter.upper()}", "zh": f"智能货架{letter.upper()}"}
    return {"id": f"shelf-{letter}", "name": name, "aisle": "snacks", "slots": slots}


@pytest.fixture(scope="session")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalog folder of 30 products, 24 of them on two smart shelves."""
    folder = tmp_path_factory.mktemp("catalog")
    (folder / "pictures").mkdir()
    picture = QImage(96, 96, QImage.Format.Format_ARGB32)
    picture.fill(QColor("orange"))
    assert picture.save(str(folder / "pictures" / "box.png"))
    products = [_product(at) for at in range(PRODUCTS)]
    name = {"en": "Snacks", "zh": "零食"}
    place = {"id": "grocery", "name": name, "picture": "pictures/box.png", "tint": 3}
    category = {
        "id": "grocery.snacks",
        "department": "grocery",
        "name": name,
        "picture": "pictures/box.png",
    }
    kind = {"id": "grocery.snacks.crackers", "category": "grocery.snacks", "name": name}
    planogram = {
        "aisles": [{"id": "snacks", "name": name, "departments": ["grocery"]}],
        "shelves": [_shelf("a", products[:12]), _shelf("b", products[12:24])],
    }
    files = {
        "manifest.json": {"store_name": {"en": "Test store", "zh": "测试店"}, "currency": "USD"},
        "taxonomy.json": {"departments": [place], "categories": [category], "types": [kind]},
        "planogram.json": planogram,
    }
    for file, content in files.items():
        (folder / file).write_text(json.dumps(content), encoding="utf-8")
    lines = "\n".join(json.dumps(product, ensure_ascii=False) for product in products)
    (folder / "products.jsonl").write_text(lines + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def galleries(catalog: Path) -> dict[Language, Gallery]:
    return {language: Gallery(catalog, language) for language in Language}


@pytest.fixture(scope="module")
def studio(application: QGuiApplication) -> Iterator[Studio]:  # noqa: ARG001  it must be there first
    """One window for the tests of a module; `commands` begins empty where the test clears it."""
    with Studio() as studio:
        yield studio


@pytest.fixture
def gallery(galleries: dict[Language, Gallery]) -> Gallery:
    return galleries[Language.EN]


@pytest.fixture
def commands(studio: Studio) -> list[Command]:
    """What the window asks for from now on."""
    studio.commands.clear()
    return studio.commands
