"""Pinyin of Chinese names, for searching by syllables or initials. HQ only: the device reads the result."""

import re
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")


def syllables(text: str) -> tuple[str, ...]:
    """The Han characters of `text` as syllables without tones (绿 is `lv`); anything else is left out."""
    return tuple(syllable for run in _HAN.findall(text) for syllable in _of_run(run))


@lru_cache(10_000)  # the names of an assortment are made of few words
def _of_run(han: str) -> tuple[str, ...]:
    return tuple(it.lower() for it in lazy_pinyin(han, style=Style.NORMAL, errors="ignore") if it)
