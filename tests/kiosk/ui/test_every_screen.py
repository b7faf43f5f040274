"""Every screen in both languages, both orientations and both reading sizes: nothing clipped, nothing
too small to touch, nothing said by Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, QRectF

from kiosk.app.view_state import Language
from kiosk.ui.settings import SCREEN_DIAGONAL_MM
from kiosk.ui.studio import Studio, seen_items

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickItem

    from kiosk.ui.gallery import Gallery

SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080)}
PX_PER_MM = (1080**2 + 1920**2) ** 0.5 / SCREEN_DIAGONAL_MM
CAP_HEIGHT_EM = 0.733
LEAST_CAPS_MM = {False: 4.8, True: 8.7}
LEAST_TOUCH_MM = 10
TOUCH_MM = {"primary": 20, "danger": 20, "secondary": 15}
HAIR = 1.0  # px that rounding may take


@dataclass(frozen=True)
class Piece:
    """Something that is seen: a text, or something to touch."""

    scene: str
    name: str
    text: str
    kind: str  # "text", "icon", or of a button "primary", "secondary", "danger", ""
    box: QRectF  # px, in the window
    cut: bool
    font_px: int
    slides: bool  # in a list that is moved sideways

    def __str__(self) -> str:
        size = f"{self.box.width():.0f}x{self.box.height():.0f}"
        return f"{self.scene}: {self.name or self.text!r}, {size} px at {self.box.left():.0f}"


@dataclass(frozen=True)
class Survey:
    """All pieces of all scenes in one language, orientation and reading size."""

    size: tuple[int, int]
    accessible: bool
    texts: list[Piece]
    touched: list[Piece]
    seen: dict[str, dict[str, QPointF]]  # scene → name of an item → its middle


def _text_piece(scene: str, item: QQuickItem) -> Piece:
    font = item.property("font")
    too_wide = item.property("contentWidth") > item.width() + HAIR
    too_tall = item.property("contentHeight") > item.height() + HAIR
    return Piece(
        scene,
        item.objectName(),
        item.property("text"),
        "icon" if font.family() == "Endcap Icons" else "text",
        item.mapRectToScene(QRectF(0, 0, item.width(), item.height())),
        item.property("truncated") or too_wide or too_tall,
        font.pixelSize(),
        _slides(item),
    )


def _touched_piece(scene: str, item: QQuickItem) -> Piece:
    box = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
    kind, text = item.property("kind") or "", item.property("text") or ""
    return Piece(scene, item.objectName(), text, kind, box, False, 0, _slides(item))


def _slides(item: QQuickItem) -> bool:
    parent = item.parentItem()
    while parent is not None and parent.objectName() != "suggestions":
        parent = parent.parentItem()
    return parent is not None


@pytest.fixture(
    scope="module",
    params=product(Language, SIZES, (False, True)),
    ids=lambda way: f"{way[0]}-{way[1]}-{'large' if way[2] else 'standard'}",
)
def survey(request: pytest.FixtureRequest, studio: Studio, galleries: dict[Language, Gallery]) -> Survey:
    language, orientation, accessible = request.param
    found = Survey(SIZES[orientation], accessible, [], [], {})
    for name, state in galleries[language].scenes().items():
        studio.pose(replace(state, accessible=accessible), found.size)
        items = seen_items(studio.window.quick)
        found.texts.extend(
            _text_piece(name, item) for item in items if item.inherits("QQuickText") and item.property("text")
        )
        found.touched.extend(
            _touched_piece(name, item)
            for item in items
            if item.inherits("QQuickAbstractButton") or item.inherits("QQuickMouseArea")
        )
        found.seen[name] = {
            item.objectName(): item.mapToScene(QPointF(item.width() / 2, item.height() / 2)) for item in items
        }
    assert len(found.texts) > 10 * len(found.seen)
    return found


def _listed(pieces: list[Piece]) -> str:
    return "\n".join(sorted({str(piece) for piece in pieces}))


def test_no_text_is_cut(survey: Survey) -> None:
    cut = [piece for piece in survey.texts if piece.kind == "text" and piece.cut]
    assert not cut, _listed(cut)


def test_every_text_stands_inside_the_window(survey: Survey) -> None:
    width, _ = survey.size
    outside = [
        piece
        for piece in survey.texts
        if not piece.slides and (piece.box.left() < 0 or piece.box.right() > width + HAIR)
    ]
    assert not outside, _listed(outside)


def test_capitals_are_tall_enough_to_read(survey: Survey) -> None:
    least_px = LEAST_CAPS_MM[survey.accessible] * PX_PER_MM
    small = [
        piece
        for piece in survey.texts
        if piece.kind == "text" and piece.font_px * CAP_HEIGHT_EM < least_px - HAIR / 2
    ]
    assert not small, _listed(small)


def test_everything_to_touch_is_large_enough(survey: Survey) -> None:
    small = [
        piece
        for piece in survey.touched
        if min(piece.box.width(), piece.box.height())
        < TOUCH_MM.get(piece.kind, LEAST_TOUCH_MM) * PX_PER_MM - HAIR
    ]
    assert survey.touched
    assert not small, _listed(small)


def test_home_back_language_and_reading_size_are_on_every_screen(survey: Survey) -> None:
    window = QRectF(0, 0, *survey.size)
    for scene, seen in survey.seen.items():
        for name in ("navHome", "navBack", "navLanguage", "navAccessible"):
            assert window.contains(seen[name]), f"{scene}: {name}"
