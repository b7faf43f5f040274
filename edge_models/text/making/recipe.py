"""The recipe of a text part: all of it but the graph, which is made again from the published weights.

The graph is most of a text part and holds nothing but those weights in another order, so a repository keeps
the recipe. What comes out is the graph that the recipe was written from, to the byte, or nothing: it was
compared with the published model then and need not be again.
"""

import json
import shutil
from pathlib import Path

import onnx

from edge_models.errors import BundleError, ExportError
from edge_models.export.bundle import file_entry
from edge_models.runtime.bundle import read_manifest, verify_files
from edge_models.text.encoder import GRAPH, SETTINGS, TOKENIZER
from edge_models.text.index import FILE as INDEX
from edge_models.text.making import graph, vocabulary, weights
from edge_models.text.making.make import MAX_TOKENS
from edge_models.text.part import FOLDER, TextPart

RECIPE = "recipe.json"
SCHEMA = 1
_KEPT = (TOKENIZER, SETTINGS, INDEX)


def write_recipe(bundle: Path, out: Path) -> int:
    """Write the recipe of a bundle's text part into `out`; returns its bytes.

    Raises `BundleError` where the bundle is not whole or has no text part, `ExportError` where `out` holds
    other things.
    """
    manifest = read_manifest(bundle)
    verify_files(bundle, manifest)
    if TextPart.of(bundle, manifest.files) is None:
        raise BundleError(f"{bundle}: has no text part. Join one with `endcap models add-text`.")
    if out.exists() and any(out.iterdir()) and not (out / RECIPE).exists():
        raise ExportError(f"{out}: not empty and not a recipe. Give an empty folder.")
    out.mkdir(parents=True, exist_ok=True)
    for name in _KEPT:
        shutil.copyfile(bundle / FOLDER / name, out / name)
    files = {name: file_entry(bundle / FOLDER / name) for name in (GRAPH, *_KEPT)}
    (out / RECIPE).write_text(json.dumps({"schema": SCHEMA, "files": files}, indent=1) + "\n")
    return sum(file.stat().st_size for file in out.iterdir())


def follow(recipe: Path, out: Path, source: Path | None = None) -> None:
    """Write the whole text part into the folder `out`.

    `source` is the weights' file; None: the one of the installed package. Raises `ExportError` where the
    recipe or the weights cannot be used, or the files are not those that the recipe promises.
    """
    try:
        told = json.loads((recipe / RECIPE).read_bytes())
        if told["schema"] != SCHEMA:
            raise ExportError(f"{recipe / RECIPE}: schema {told['schema']}; this program reads {SCHEMA}.")
        promised = {name: told["files"][name] for name in (GRAPH, *_KEPT)}
        out.mkdir(parents=True, exist_ok=True)
        for name in _KEPT:
            shutil.copyfile(recipe / name, out / name)
    except (OSError, ValueError, KeyError, TypeError) as err:
        raise ExportError(
            f"{recipe}: not the recipe of a text part ({type(err).__name__}: {err}). "
            "Write one with `endcap models text-recipe`."
        ) from err
    model = weights.read(source or weights.installed_weights())
    keep = vocabulary.kept(model, out / TOKENIZER)
    onnx.save(graph.build(model, keep, MAX_TOKENS), out / GRAPH)
    for name, entry in promised.items():
        if file_entry(out / name) != entry:
            raise ExportError(
                f"{recipe}: {name} is not what the recipe promises. Its files were changed, or this program "
                "and the installed weights are not those that it was written with: join the text part anew "
                "with `endcap models add-text --data`."
            )
