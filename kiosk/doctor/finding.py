"""What one check found."""

from dataclasses import dataclass
from enum import StrEnum, auto


class Level(StrEnum):
    GOOD = auto()
    NOTE = auto()  # nothing to mend: not set up here, or cannot be known here
    WARNING = auto()  # it runs, with less
    PROBLEM = auto()  # it does not run, or facts are in danger


@dataclass(frozen=True, slots=True)
class Finding:
    """`check` is a stable name for machines; `text` says what was found, `remedy` how to mend it."""

    check: str
    level: Level
    text: str
    remedy: str = ""


def good(check: str, text: str) -> Finding:
    return Finding(check, Level.GOOD, text)


def note(check: str, text: str) -> Finding:
    return Finding(check, Level.NOTE, text)


def warning(check: str, text: str, remedy: str) -> Finding:
    return Finding(check, Level.WARNING, text, remedy)


def problem(check: str, text: str, remedy: str) -> Finding:
    return Finding(check, Level.PROBLEM, text, remedy)
