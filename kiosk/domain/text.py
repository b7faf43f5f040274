"""Languages of the screen, and content that exists in both."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    EN = "en"
    ZH = "zh"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages of the store."""

    en: str
    zh: str

    def of(self, language: Language) -> str:
        """The text in `language`, or in the other one where it is missing."""
        return (self.zh or self.en) if language is Language.ZH else (self.en or self.zh)
