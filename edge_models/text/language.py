"""Which language a text is in, as far as the encoder needs to know."""

from enum import StrEnum, auto


class Language(StrEnum):
    EN = auto()
    ZH = auto()


def language_of(text: str) -> Language:
    """Chinese where any Han character stands (product names mix: "Nike 跑鞋"), else English."""
    han = any("\u4e00" <= c <= "\u9fff" or "\u3400" <= c <= "\u4dbf" for c in text)
    return Language.ZH if han else Language.EN
