"""The text part of a bundle, which a bundle may lack: the encoder, and what the bundle's products say.

A device opens it to place the products of its catalog that the bundle does not know, and lets go of it
afterwards: suggestions themselves need no encoder.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from edge_models.errors import BundleError
from edge_models.text.encoder import GRAPH, SETTINGS, TOKENIZER, TextEncoder
from edge_models.text.index import FILE as INDEX
from edge_models.text.index import TextIndex

FOLDER = "text"  # inside the bundle
ENCODER_FILES = (GRAPH, TOKENIZER, SETTINGS)
FILES = tuple(f"{FOLDER}/{name}" for name in (*ENCODER_FILES, INDEX))


@dataclass(frozen=True, slots=True)
class TextPart:
    """Where it lies. Its hashes are verified with the rest of the bundle."""

    folder: Path
    encoder_id: str  # two encoders of one id give the same vectors

    @classmethod
    def of(cls, bundle: Path, files: Mapping[str, tuple[str, int]]) -> "TextPart | None":
        """The part of a bundle whose manifest lists `files` (path -> sha256, bytes); None where it has none.

        Raises `BundleError` where only some of its files are listed.
        """
        missing = [name for name in FILES if name not in files]
        if len(missing) == len(FILES):
            return None
        if missing:
            raise BundleError(f"{bundle}: its text part is not whole: {', '.join(missing)} is not listed.")
        hashes = "".join(files[f"{FOLDER}/{name}"][0] for name in ENCODER_FILES)
        return cls(bundle / FOLDER, hashlib.sha256(hashes.encode()).hexdigest())

    def index(self) -> TextIndex:
        """Raises `BundleError` where the file cannot be used."""
        return TextIndex.load(self.folder / INDEX)

    def encoder(self) -> TextEncoder:
        """Takes some 0.2 s and 100 MB for as long as it is held. Raises `BundleError`."""
        return TextEncoder.load(self.folder)
