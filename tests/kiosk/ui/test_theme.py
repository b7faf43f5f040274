"""The theme's tokens: contrast that holds in both palettes, sizes that stay millimetres."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtQml import QJSValue, QQmlEngine, qmlEngine

import kiosk.ui.window

LEAST_CONTRAST = {False: 4.5, True: 7.0}

# Words on the ground that they stand on
PAIRS = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "sunken"),
    ("ink", "accentSoft"),
    ("ink", "goodSoft"),
    ("ink", "warnSoft"),
    ("ink", "badSoft"),
    ("inkSoft", "paper"),
    ("inkSoft", "surface"),
    ("inkSoft", "sunken"),
    ("accent", "paper"),
    ("accent", "surface"),
    ("accent", "accentSoft"),
    ("overAccent", "accent"),
    ("overAccent", "accentPressed"),
    ("overAccent", "bad"),
    ("offer", "paper"),
    ("offer", "surface"),
    ("offer", "offerSoft"),
    ("overOffer", "offer"),
    ("good", "goodSoft"),
    ("warn", "warnSoft"),
    ("bad", "badSoft"),
    ("bad", "surface"),
    ("overNight", "night"),
    ("overNightSoft", "night"),
]


def luminance(colour: QColor) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture
def theme(application: QGuiApplication) -> Iterator[QObject]:  # noqa: ARG001  it must be there first
    engine = QQmlEngine()
    engine.addImportPath(str(Path(kiosk.ui.window.__file__).parent / "qml"))
    yield engine.singletonInstance("Endcap.Theme", "Theme")
    engine.deleteLater()


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)


@pytest.mark.parametrize("accessible", [False, True], ids=["standard", "accessible"])
def test_words_stand_out_from_their_ground(theme: QObject, accessible: bool) -> None:
    theme.setProperty("accessible", accessible)
    weak = {
        f"{words} on {ground}": round(found, 2)
        for words, ground in PAIRS
        if (found := contrast(theme.property(words), theme.property(ground))) < LEAST_CONTRAST[accessible]
    }
    assert not weak


@pytest.mark.parametrize("accessible", [False, True], ids=["standard", "accessible"])
def test_words_stand_out_from_every_departments_tint(theme: QObject, accessible: bool) -> None:
    theme.setProperty("accessible", accessible)
    ink = theme.property("ink")
    for tint, tint_ink in _department_colours(theme):
        assert contrast(tint_ink, tint) >= LEAST_CONTRAST[accessible], tint.name()
        assert contrast(ink, tint) >= LEAST_CONTRAST[accessible], tint.name()


def _department_colours(theme: QObject) -> list[tuple[QColor, QColor]]:
    engine = qmlEngine(theme)
    assert engine is not None
    script = engine.toScriptValue(theme)
    count = script.property("tints").property("length").toInt()
    assert count == 12

    def called(name: str, index: int) -> QColor:
        return script.property(name).callWithInstance(script, [QJSValue(index)]).toVariant()

    return [(called("tint", index), called("tintInk", index)) for index in range(count)]


def test_touch_sizes_are_millimetres_on_any_screen(theme: QObject) -> None:
    for px_per_mm in (2.7, 4.03, 8.1):
        theme.setProperty("pxPerMm", px_per_mm)
        assert theme.property("touchMinimum") >= 10 * px_per_mm
        assert theme.property("touchSecondary") >= 15 * px_per_mm
        assert theme.property("touchPrimary") >= 20 * px_per_mm


def test_the_smallest_text_keeps_its_cap_height_on_any_screen(theme: QObject) -> None:
    for px_per_mm in (2.0, 2.7, 4.03, 8.1):
        theme.setProperty("pxPerMm", px_per_mm)
        for accessible, cap_height_mm in ((False, 4.8), (True, 8.7)):
            theme.setProperty("accessible", accessible)
            for token in ("textCaption", "textBody"):
                assert theme.property(token) * 0.733 >= cap_height_mm * px_per_mm


def test_no_colour_size_or_duration_is_written_outside_the_theme() -> None:
    qml = Path(kiosk.ui.window.__file__).parent / "qml"
    literal = re.compile(r'"#[0-9A-Fa-f]{3,8}"|pixelSize:\s*\d|duration:\s*\d|interval:\s*\d|Theme\.dp\(')
    written = [
        f"{path.name}:{number}: {line.strip()}"
        for path in sorted(qml.rglob("*.qml"))
        if path.name not in ("Theme.qml",)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if literal.search(line)
    ]
    assert not written, "\n".join(written)
