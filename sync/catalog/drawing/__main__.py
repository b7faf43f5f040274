"""Remake the pictures: `python -m sync.catalog.drawing --fluent path/to/icons.json`.

Needs the extra `pictures` and the file `icons.json` of the npm package `@iconify-json/fluent-emoji`.
"""

import io
import json
from pathlib import Path
from typing import Any

import click
import resvg_py
from PIL import Image, ImageDraw
from rich.progress import track

from sync.catalog.drawing import bottles, containers, packets
from sync.catalog.drawing.foods import FOODS
from sync.catalog.drawing.goods import GOODS
from sync.catalog.drawing.meats import MEATS
from sync.catalog.drawing.produce import PRODUCE
from sync.catalog.drawing.sketch import Sketch
from sync.catalog.illustrate import FOLDER
from sync.catalog.tables import rows

PIXELS = 512
QUALITY = 80
_SHAPES = bottles.SHAPES | containers.SHAPES | packets.SHAPES
_ALONE = 30  # of 32, so that no emoji touches the edge


class Fluent:
    """The emoji of `@iconify-json/fluent-emoji`."""

    def __init__(self, path: Path) -> None:
        self._icons: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["icons"]

    def __call__(self, name: str) -> str:
        if name not in self._icons:
            raise click.ClickException(f"recipes.tsv: there is no emoji {name}")
        return str(self._icons[name]["body"])


def draw(shape: str, colours: str, motif: str, fluent: Fluent) -> Image.Image:
    """One picture, 512 × 512, transparent around it."""
    sketch = Sketch(fluent, {**PRODUCE, **MEATS, **FOODS, **GOODS})
    names = [] if motif == "-" else motif.split("+")
    if shape == "emoji":
        sketch.motif(names, 16, 16, _ALONE)
    else:
        parts = colours.split(",")
        try:
            _SHAPES[shape](sketch, (parts + [parts[-1]] * 3)[:3], names)
        except KeyError as err:
            raise click.ClickException(f"recipes.tsv: there is no shape or colour {err}") from err
    drawn = resvg_py.svg_to_bytes(
        svg_string=sketch.svg(), width=PIXELS, height=PIXELS, skip_system_fonts=True
    )
    picture: Image.Image = Image.open(io.BytesIO(bytes(drawn))).convert("RGBA")
    return picture


def contact_sheet(pictures: dict[str, Image.Image], path: Path, side: int = 150, columns: int = 10) -> None:
    """Write all `pictures` with their keys as one PNG."""
    lines = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * side, lines * (side + 14)), "white")
    pen = ImageDraw.Draw(sheet)
    for number, (key, picture) in enumerate(pictures.items()):
        x, y = number % columns * side, number // columns * (side + 14)
        small = picture.resize((side - 14, side - 14), Image.Resampling.LANCZOS)
        sheet.paste(small, (x + 7, y + 4), small)
        pen.text((x + 4, y + side - 6), key, fill="black")
    sheet.save(path)


@click.command()
@click.option(
    "--fluent",
    type=click.Path(path_type=Path, exists=True),
    required=True,
    help="icons.json of the emoji set.",
)
@click.option("--only", default="", help="Draw only the pictures whose key starts with this.")
@click.option(
    "--sheet", type=click.Path(path_type=Path), help="Also write a contact sheet (PNG), to look at."
)
def main(fluent: Path, only: str, sheet: Path | None) -> None:
    """Draw every picture of recipes.tsv into sync/catalog/pictures."""
    emoji = Fluent(fluent)
    pictures: dict[str, Image.Image] = {}
    recipes = [row for row in rows("drawing/recipes.tsv", 4) if row[0].startswith(only)]
    for key, shape, colours, motif in track(recipes, "Drawing"):
        pictures[key] = draw(shape, colours, motif, emoji)
        pictures[key].save(FOLDER / f"{key}.webp", quality=QUALITY, method=6, alpha_quality=90)
    if sheet:
        contact_sheet(pictures, sheet)


if __name__ == "__main__":
    main()
