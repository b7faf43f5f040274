"""What is installed and what was refused, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtGui import QGuiApplication

from kiosk.app.view_state import AuditRowView, GoodsView, Language, RefusalView, VersionView
from kiosk.ui import language
from kiosk.ui.staff_wording import audit_row
from kiosk.ui.versions_wording import refusals_text, version_text

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
EN, ZH = Language.EN, Language.ZH
CODES = ("signature", "altered", "manifest", "older", "unfit", "missing", "unusable")


@pytest.fixture(params=list(Language))
def spoken(request: pytest.FixtureRequest, application: QGuiApplication) -> Iterator[Language]:  # noqa: ARG001
    """Qt speaks this language, with the window's way of writing numbers."""
    QLocale.setDefault(QLocale(QLocale.Language.English))
    translator = QTranslator()
    assert translator.load(str(language.FOLDER / language.FILES[request.param]))
    QCoreApplication.installTranslator(translator)
    yield request.param
    QCoreApplication.removeTranslator(translator)


def test_a_models_figures_are_said_in_words(spoken: Language) -> None:
    view = VersionView("2026.11.24-1", NOW, (("purchases", 1440939.0), ("queries", 1.0), ("hr@10", 0.2134)))
    lines = version_text(view).detail.splitlines()
    assert lines == [
        {EN: "Knows 1,440,939 purchases", ZH: "已学习 1,440,939 条购买记录"}[spoken],
        {EN: "Trained on 1 basket", ZH: "用 1 个购物篮训练"}[spoken],
        "hr@10 0.213",
    ]


def test_a_catalog_says_how_many_products_it_has(spoken: Language) -> None:
    assert (
        version_text(VersionView("1", NOW, products=13168)).detail
        == {EN: "13,168 products", ZH: "13,168 种商品"}[spoken]
    )


@pytest.mark.parametrize("code", CODES)
def test_every_reason_for_a_refusal_is_said_in_the_readers_words(code: str, spoken: Language) -> None:
    said = refusals_text((RefusalView(code, "model", "2026.11.25-1", "raw words of the agent"),))
    assert "raw words" not in said
    assert said.startswith({EN: "Model 2026.11.25-1", ZH: "未采用模型 2026.11.25-1"}[spoken])


@pytest.mark.usefixtures("spoken")
def test_an_unknown_reason_is_given_as_the_device_has_it() -> None:
    refusals = (
        RefusalView("eclipse", "catalog", "7", "the moon stood in the way"),
        RefusalView("older", "model", "6", ""),
    )
    first, second = refusals_text(refusals).splitlines()
    assert first.endswith("the moon stood in the way")
    assert "6" in second


def test_the_log_says_where_what_and_how_much(spoken: Language) -> None:
    goods = GoodsView("Smart shelf A", "A1", "Tortilla Chips, 13 oz", -2, -740.4)
    said = audit_row(AuditRowView(NOW, "Mei", "goods_removed", "", goods)).detail
    assert said == "Smart shelf A · A1 · Tortilla Chips, 13 oz · −2 · −740 " + {EN: "g", ZH: "克"}[spoken]


def test_the_log_says_from_whom_a_task_was_taken_over(spoken: Language) -> None:
    goods = GoodsView("", "A1", "Oats", None, None)
    said = audit_row(AuditRowView(NOW, "Mei", "task_taken", "Jonas", goods)).detail
    assert said == "A1 · Oats · " + {EN: "taken over from Jonas", ZH: "从Jonas接手"}[spoken]
