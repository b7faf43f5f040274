"""The language of the fixed texts, switched while the window stands."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtQml import QQmlEngine

from kiosk.app.view_state import Language
from kiosk.ui.errors import WindowError

FOLDER = Path(__file__).parent / "translations"
FILES = {Language.EN: "endcap_en.qm", Language.ZH: "endcap_zh_CN.qm"}  # English holds the plural forms


class Speech:
    """Holds one translator for each language and installs the one that is spoken."""

    def __init__(self, engine: QQmlEngine) -> None:
        """Load both languages. Raises WindowError where a file is missing or broken."""
        self._engine = engine
        QLocale.setDefault(QLocale(QLocale.Language.English))  # 7,648 in both languages, on any machine
        self._translators = {language: self._load(file) for language, file in FILES.items()}
        self._spoken: Language | None = None

    @staticmethod
    def _load(file: str) -> QTranslator:
        translator = QTranslator()
        if not translator.load(str(FOLDER / file)):
            raise WindowError(
                f"cannot load the translation {FOLDER / file}; make it with python -m kiosk.ui.translate"
            )
        return translator

    def speak(self, language: Language) -> None:
        """Say every fixed text in this language from now on."""
        if language is self._spoken:
            return
        if self._spoken is not None:
            QCoreApplication.removeTranslator(self._translators[self._spoken])
        QCoreApplication.installTranslator(self._translators[language])
        self._spoken = language
        self._engine.retranslate()

    def fall_silent(self) -> None:
        """Take the translator out again; for an application that goes on without this window."""
        if self._spoken is not None:
            QCoreApplication.removeTranslator(self._translators[self._spoken])
            self._spoken = None
