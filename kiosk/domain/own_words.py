"""What a shopper says of their taste in their own words, and the things that were understood of it."""

import re
from dataclasses import dataclass, field, replace

LONGEST_WORDS = 200  # characters

_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that the words name."""

    words: str
    wanted: bool  # False: less of it
    vector: bytes = field(repr=False)  # where it lies among all things, by the encoder that read it

    @property
    def phrase(self) -> str:
        """It alone, so that reading it again finds the same."""
        if self.wanted:
            return self.words
        return f"不要{self.words}" if _HAN.search(self.words) else f"no {self.words}"


@dataclass(frozen=True, slots=True)
class OwnWords:
    text: str = ""  # as it was typed
    things: tuple[Thing, ...] = ()
    encoder: str = ""  # id of the one that read the text; "" while none has

    @classmethod
    def typed(cls, text: str) -> "OwnWords":
        """Not read yet."""
        return cls(" ".join(text.split())[:LONGEST_WORDS].strip())

    def without(self, words: str) -> "OwnWords":
        """One thing is taken back. What is left is written anew, each thing alone: a text from which a word
        is cut may say the opposite of the rest."""
        left = tuple(thing for thing in self.things if thing.words != words)
        joint = "；" if _HAN.search(self.text) else "; "
        return replace(self, text=joint.join(thing.phrase for thing in left), things=left)


NOTHING_SAID = OwnWords()
