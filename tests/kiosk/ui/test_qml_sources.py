"""What can be said of the QML and the translations without showing them."""

import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from kiosk.app.view_state import Language
from kiosk.ui import language, qml_lint, translate
from kiosk.ui.fonts import remake

UI = Path(translate.__file__).parent
MOST_FONT_BYTES = 6_000_000


def test_qml_is_clean_against_the_python_models() -> None:
    assert qml_lint.lint() == ""


def test_every_fixed_text_is_translated_and_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "ui"
    shutil.copytree(UI, copy, ignore=shutil.ignore_patterns("__pycache__", "fonts"))
    monkeypatch.setattr(translate, "UI", copy)
    monkeypatch.setattr(translate, "FOLDER", copy / "translations")
    translate.main.main([], standalone_mode=False)
    for name in language.FILES.values():
        assert (copy / "translations" / name).read_bytes() == (language.FOLDER / name).read_bytes(), (
            f"{name} is stale: python -m kiosk.ui.translate"
        )


def test_the_fonts_hold_every_character_of_the_translations() -> None:
    font = TTFont(UI / "fonts" / "EndcapSans-Regular.otf")
    missing = (
        set((language.FOLDER / "endcap_zh_CN.ts").read_text())
        - {"\n"}
        - {chr(point) for point in font.getBestCmap()}
    )
    assert not missing


def test_the_fonts_are_small_and_licensed() -> None:
    folder = Path(remake.__file__).parent
    assert sum(file.stat().st_size for file in folder.glob("*.[ot]tf")) <= MOST_FONT_BYTES
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text()
    assert "ISC License" in (folder / "LUCIDE.txt").read_text()


def test_every_icon_is_in_the_icon_font() -> None:
    glyphs = TTFont(UI / "fonts" / "EndcapIcons.ttf").getBestCmap()
    assert set(remake.ICONS.values()) <= set(glyphs)
    text = (UI / "qml" / "Endcap" / "Theme" / "Icons.qml").read_text()
    used = {int(part[:4], 16) for part in text.split("\\u")[1:]}
    assert used <= set(glyphs)


def test_both_languages_have_a_file() -> None:
    assert set(language.FILES) == set(Language)
