"""Pinyin of Chinese names, for searching by syllables or initials. HQ only: the device reads the result."""

import re

from pypinyin import Style, lazy_pinyin

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")


def syllables(text: str) -> tuple[str, ...]:
    """The Han characters of `text` as syllables without tones (绿 is `lv`); anything else is left out."""
    found: list[str] = []
    for run in _HAN.findall(text):
        found += [it.lower() for it in lazy_pinyin(run, style=Style.NORMAL, errors="ignore") if it]
    return tuple(found)
