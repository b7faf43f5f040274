"""`endcap models text` as a function: read the weights, prune, build, measure means, compare, write."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx

from edge_models.data.glossary import Glossary
from edge_models.errors import ExportError
from edge_models.text.encoder import (
    DIMENSION,
    GRAPH,
    SCHEMA,
    SETTINGS,
    TOKENIZER,
    FloatArray,
    Role,
    TextEncoder,
)
from edge_models.text.language import Language
from edge_models.text.making import graph, vocabulary, weights
from edge_models.text.making.parity import Parity, compare
from edge_models.training.progress import Stages

MAX_TOKENS = 256
_MEAN_TEXTS = 700  # of each language
_PROBES = 100  # of each language


@dataclass(frozen=True, slots=True)
class TextReport:
    """What was made, and how close it is to the published model."""

    folder: str
    pieces: int
    size_bytes: int
    parity: Parity

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def text(self) -> str:
        p = self.parity
        return (
            f"{self.folder}: {self.pieces:,} pieces, {self.size_bytes / 1e6:.1f} MB\n"
            f"  {p.texts} texts: cosine to the published model at least {p.least_cosine:.4f}, "
            f"mean {p.mean_cosine:.4f}; same ten nearest texts {p.overlap:.0%}"
        )


def make_encoder(out: Path, source: Path | None = None, quiet: bool = False) -> TextReport:
    """Write text.onnx, tokenizer.json and text.json into `out`, all or none.

    `source` is the weights' file; None: the one of the installed package. Raises `ExportError` where it
    cannot be read or the result strays from the published model.
    """
    if out.exists() and any(out.iterdir()) and not (out / SETTINGS).exists():
        raise ExportError(f"{out}: not empty and not a text encoder. Give an empty folder.")
    building = out.with_name(out.name + ".part")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    entries = [entry for _, entry in Glossary.load().entries()]
    english, chinese = [e.en for e in entries], [e.zh for e in entries]
    try:
        with Stages(quiet) as stages:
            with stages.stage("Reading the published model"):
                model = weights.read(source or weights.installed_weights())
            with stages.stage("Pruning the vocabulary"):
                keep = vocabulary.prune(model, english + chinese)
                vocabulary.write(vocabulary.tokenizer(model, keep), building / TOKENIZER)
            with stages.stage("Building the graph"):
                onnx.save(graph.build(model, keep, MAX_TOKENS), building / GRAPH)
            with stages.stage("Means of languages", 4) as advance:
                means = {}
                _write_settings(building, _zero_means(), len(keep))
                encoder = TextEncoder.load(building)
                for language, texts in ((Language.EN, english), (Language.ZH, chinese)):
                    for role in Role:
                        chosen = _spread(texts, _MEAN_TEXTS)
                        means[role, language] = encoder.raw(chosen, role).mean(axis=0)
                        advance()
                _write_settings(building, means, len(keep))
            with stages.stage("Comparing with the published model"):
                probes = _spread(english[1::2], _PROBES) + _spread(chinese[1::2], _PROBES)
                parity = compare(TextEncoder.load(building), probes)
                parity.check()
        retired = out.with_name(out.name + ".old")
        shutil.rmtree(retired, ignore_errors=True)
        if out.exists():
            out.replace(retired)
        building.replace(out)
        shutil.rmtree(retired, ignore_errors=True)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    size = sum(p.stat().st_size for p in out.iterdir())
    return TextReport(str(out), len(keep), size, parity)


def _spread(texts: Sequence[str], count: int) -> list[str]:
    """`count` texts spread evenly over all."""
    places = np.linspace(0, len(texts) - 1, min(count, len(texts))).astype(int)
    return [texts[i] for i in places.tolist()]


def _zero_means() -> dict[tuple[Role, Language], FloatArray]:
    return {(r, language): np.zeros(DIMENSION, dtype=np.float32) for r in Role for language in Language}


def _write_settings(folder: Path, means: dict[tuple[Role, Language], FloatArray], pieces: int) -> None:
    values = {
        "schema": SCHEMA,
        "model": "intfloat/multilingual-e5-small (MIT), pruned, 4-bit",
        "pieces": pieces,
        "max_tokens": MAX_TOKENS,
        "means": {r: {k: [round(float(x), 6) for x in means[r, k]] for k in Language} for r in Role},
    }
    (folder / SETTINGS).write_text(json.dumps(values) + "\n", encoding="utf-8")
