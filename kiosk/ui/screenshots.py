"""`endcap screenshots`: every screen as a picture, in both languages and orientations."""

import os
from dataclasses import replace
from pathlib import Path

import click
from rich.progress import track

from kiosk.app.view_state import Language

SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080)}


@click.command()
@click.option(
    "--catalog",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    required=True,
    help="A built catalog folder, from `endcap hq catalog`.",
)
@click.option("--out", type=click.Path(path_type=Path), default=Path("docs/screenshots"), show_default=True)
@click.option("--only", multiple=True, help="Only the pictures whose name holds this text.")
@click.option("--accessible", is_flag=True, help="With large text and high contrast.")
@click.option("--language", type=click.Choice([language.value for language in Language]))
@click.option("--orientation", type=click.Choice(list(SIZES)))
def screenshots(
    catalog: Path,
    out: Path,
    only: tuple[str, ...],
    accessible: bool,
    language: str | None,
    orientation: str | None,
) -> None:
    """Paint every screen without a display, from the products of a real catalog."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_QUICK_BACKEND"] = "software"
    from kiosk.ui.gallery import Gallery  # Qt looks at the environment when it is imported
    from kiosk.ui.studio import Studio

    out.mkdir(parents=True, exist_ok=True)
    languages = [Language(language)] if language else list(Language)
    orientations = [orientation] if orientation else list(SIZES)
    with Studio() as studio:
        shots = []
        for spoken in languages:
            for scene, state in Gallery(catalog, spoken).scenes().items():
                for facing in orientations:
                    name = f"{scene}-{facing}-{spoken.value}" + ("-large" if accessible else "")
                    if not only or any(part in name for part in only):
                        shots.append((name, facing, replace(state, accessible=accessible)))
        for name, facing, state in track(shots, description="Painting", transient=True):
            studio.paint(state, SIZES[facing]).save(str(out / f"{name}.png"))
    click.echo(f"{len(shots)} pictures in {out}")
