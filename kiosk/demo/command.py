"""`endcap demo`."""

from pathlib import Path

import click
from rich.console import Console

from kiosk.demo.show import Wish, run_demo
from kiosk.pairs import PIXELS


@click.command()
@click.option(
    "--state",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build/demo"),
    show_default=True,
    help="Folder of the demo; everything it keeps is in there.",
)
@click.option(
    "--made",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the imported data and the catalog, which demos may share.  [default: STATE/made]",
)
@click.option("--fresh", is_flag=True, help="Begin anew: forget what was done in the store so far.")
@click.option(
    "--language",
    type=click.Choice(["en", "zh"]),
    default="en",
    show_default=True,
    help="Language the windows begin with.",
)
@click.option(
    "--size",
    type=PIXELS,
    help="Size of the kiosk's window, portrait or landscape.  [default: what fits the screen]",
)
@click.option(
    "--check",
    is_flag=True,
    help="Take the scripted tour, without a person, in a store of its own that always begins anew; "
    "exit 0 if all holds.",
)
@click.option("--offscreen", is_flag=True, help="Show no window.")
def demo(
    state: Path,
    made: Path | None,
    fresh: bool,
    language: str,
    size: tuple[int, int] | None,
    check: bool,
    offscreen: bool,
) -> int:
    """Show the whole store on this machine: broker, shelves, bridge, HQ, agent and the kiosk's window.

    The first start imports the data and builds the catalog; the next finds it done.
    Ctrl-C, or closing the kiosk's window, ends everything.
    """
    if check:
        from kiosk.demo.tour.run import take_tour

        return take_tour(state / "check", made or state / "made", Console())
    wish = Wish(state, made, fresh=fresh, language=language, size=size, offscreen=offscreen)
    run_demo(wish, Console())
    return 0
