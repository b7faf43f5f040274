"""`endcap hq catalog`: build a store's catalog package from a data folder."""

import dataclasses
import datetime as dt
import json
import time
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from sync.catalog import illustrate, package
from sync.catalog.build import Order, Report, build
from sync.catalog.model import Catalog, Text
from sync.errors import SyncError
from sync.manifest import version_key


@click.command("catalog")
@click.option(
    "--data", type=click.Path(path_type=Path), required=True, help="Data folder (transactions, products …)."
)
@click.option("--store", default="367", show_default=True, help="Whose assortment, prices and promotions.")
@click.option(
    "--week", default="latest", show_default=True, help="Week of the data to show: its number, or latest."
)
@click.option(
    "--shown-from",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day from which that week is shown as this week (promotions: seven days).  [default: today]",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder of the package; replaced if it is one.",
)
@click.option("--version", default="", help="Version of the package.  [default: date and time]")
@click.option("--name-en", default="", help="Name of the store in English.")
@click.option("--name-zh", default="", help="Name of the store in Chinese.")
@click.option("--currency", default="USD", show_default=True, help="ISO 4217 code of the data's prices.")
@click.option("--json", "as_json", is_flag=True, help="Say what was built as JSON.")
def catalog(
    data: Path,
    store: str,
    week: str,
    shown_from: dt.datetime | None,
    out: Path,
    version: str,
    name_en: str,
    name_zh: str,
    currency: str,
    as_json: bool,
) -> None:
    """Build the catalog package of one store: products, prices, promotions, pictures, planogram."""
    started = time.monotonic()
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    name = Text(name_en or f"Store {store}", name_zh or f"{store}号店")
    order = Order(
        data=data,
        store=store,
        folder=out,
        week=_week(week),
        shown_from=shown_from.date() if shown_from else None,
        version=version or _next_version(out, now),
        store_name=name,
        currency=currency.upper(),
    )
    console = Console(stderr=True)
    try:
        version_key(order.version)
        with console.status("Building the catalog") as status:
            built, report = build(order, now, status.update)
            status.update("Writing the package")
            package.write_catalog(
                built,
                illustrate.FOLDER,
                illustrate.LICENCE,
                {"source": _origin(order, report, now)},
                order.data / "pictures",
            )
    except SyncError as err:
        raise click.ClickException(str(err)) from err
    seconds = round(time.monotonic() - started, 1)
    if as_json:
        values = dataclasses.asdict(report) | {
            "version": built.version,
            "folder": str(out),
            "seconds": seconds,
        }
        click.echo(json.dumps(values, ensure_ascii=False, default=str))
    else:
        _tell(built, report, seconds)


def _week(text: str) -> int | None:
    if text == "latest":
        return None
    try:
        return int(text)
    except ValueError:
        raise click.BadParameter("a week's number or latest", param_hint="--week") from None


def _next_version(folder: Path, now: dt.datetime) -> str:
    """Date and time, so that no two stores share a version; above that of the package in `folder`."""
    version = f"{now:%Y.%m.%d}-{now:%H%M%S}"
    try:
        earlier = str(json.loads((folder / package.MANIFEST).read_text(encoding="utf-8"))["version"])
        return version if version_key(version) > version_key(earlier) else f"{earlier}.1"
    except (OSError, ValueError, KeyError, TypeError, SyncError):
        return version


def _origin(order: Order, report: Report, now: dt.datetime) -> dict[str, str | int | None]:
    return {
        "week": report.week,
        "week_start": str(report.week_start) if report.week_start else None,
        "shown_from": str(order.shown_from or now.date()),
    }


def _tell(built: Catalog, report: Report, seconds: float) -> None:
    started = f", which began on {report.week_start}" if report.week_start else ""
    table = Table("", "", title=f"{built.name} {built.version} in {built.folder}", show_header=False)
    table.add_row("Products", f"{report.products:,}")
    table.add_row("Week of the data", f"{report.week}{started}")
    table.add_row("Featured this week", f"{report.featured:,}")
    table.add_row("Reduced this week", f"{report.reduced:,}")
    table.add_row("With a net weight", f"{report.with_weight:,}")
    table.add_row("Known to hold meat, fish, alcohol, dairy or eggs", f"{report.with_contents:,}")
    table.add_row("With selling points", f"{report.with_points:,}")
    table.add_row(
        "Smart shelves", ", ".join(f"{it.name.en} ({len(it.slots)} slots)" for it in built.planogram.shelves)
    )
    table.add_row("Sold, but not among the products", f"{report.unknown:,}")
    table.add_row("Left out for want of a price", f"{report.without_price:,}")
    table.add_row("Moved to the category of their type", f"{report.moved:,}")
    table.add_row("Without a Chinese name", f"{report.without_chinese_name:,}")
    table.add_row(
        "Pictures", f"{len(package.pictures_of(built.products, built.taxonomy, built.planogram)):,}"
    )
    table.add_row("Seconds", str(seconds))
    console = Console()
    console.print(table)
    if not report.offers_in_data:
        console.print(
            f"No promotions of store {report.store} in that week of the data: only price reductions."
        )
    if report.not_on_shelf:
        counted = "; ".join(f"{reason} ({count:,})" for reason, count in report.not_on_shelf.items())
        console.print(f"Left out, because no shelf holds it: {counted}.")
    for reason, rows in report.unusable_rows.items():
        console.print(f"Left out: {rows:,} {reason}.")
    if report.unusable_gtins:
        console.print(
            f"{len(report.unusable_gtins):,} GTINs are not valid, so those products have in-store numbers: "
            f"{'; '.join(report.unusable_gtins[:5])}"
        )
    if report.neutral_pictures:
        console.print(
            f"No picture fits {len(report.neutral_pictures)} types (a column `picture` may name one): "
            f"{'; '.join(report.neutral_pictures[:20])}"
        )
