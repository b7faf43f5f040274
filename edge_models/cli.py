"""`endcap models`: make, check and ask recommenders."""

import json
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import IO, ClassVar

import click

from edge_models.errors import ModelsError

_BUNDLE = click.Path(exists=True, file_okay=False, path_type=Path)


class _Parts(click.Group):
    """A group whose larger parts, with their libraries, are loaded only when they are asked for."""

    parts: ClassVar[dict[str, tuple[str, str]]] = {
        "import": ("edge_models.data.cli", "import_command"),
        "history": ("edge_models.data.cli", "history"),
        "text": ("edge_models.text.cli", "text_command"),
        "add-text": ("edge_models.text.cli", "add_text_command"),
        "text-recipe": ("edge_models.text.cli", "text_recipe_command"),
        "from-catalog": ("edge_models.text.cli", "from_catalog_command"),
        "cold": ("edge_models.text.cli", "cold_command"),
        "selling-points": ("edge_models.text.cli", "selling_points_command"),
    }

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted({*super().list_commands(context), *self.parts})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.parts:
            return super().get_command(context, name)
        module, attribute = self.parts[name]
        try:
            command: click.Command = getattr(import_module(module), attribute)
        except ImportError as error:
            return _missing(name, error)
        return command


def _missing(name: str, error: ImportError) -> click.Command:
    """Stands where a part's libraries are not installed: it says so, and `--help` of the group still
    works."""
    text = f"Not available here: the package {error.name} is not installed (endcap[hq] or endcap[training])."

    def refuse() -> None:
        raise click.ClickException(text)

    return click.Command(name, help=text, callback=refuse)


@click.group(cls=_Parts)
def models() -> None:
    """Make, check and ask recommenders."""


@models.command()
@click.option(
    "--data", required=True, type=_BUNDLE, help="Data folder: transactions and, if known, products."
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Bundle to write.")
@click.option("--name", default="recommender", show_default=True, help="Name in the bundle's manifest.")
@click.option("--version", default=None, help="Version in the manifest [default: today's date and -1].")
@click.option(
    "--until", type=click.DateTime(), help="Use only baskets before this time, to measure on later ones."
)
@click.option(
    "--threads",
    type=click.IntRange(1),
    help="For the teacher's trees [default: the cores that this process may use]. More only get in each "
    "other's way.",
)
@click.option("--seed", default=1, show_default=True, help="Makes a run repeatable.")
@click.option("--fresh", is_flag=True, help="Begin anew, even where an earlier run was cut off.")
@click.option(
    "--keep-work", is_flag=True, help="Keep OUT.work, the teacher in it, when the bundle is written."
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON on standard output.")
def train(
    data: Path,
    out: Path,
    name: str,
    version: str | None,
    until: datetime | None,
    threads: int | None,
    seed: int,
    fresh: bool,
    keep_work: bool,
    as_json: bool,
) -> None:
    """Train a recommender on a data folder and write it as a bundle.

    Works with or without stores, product groups and times of day. A run that was cut off goes on where it
    stopped when it is asked for again: finished stages are kept in OUT.work until the bundle is written.
    Needs the `training` extra.
    """
    from edge_models.export.make import train_bundle  # the training libraries load only here

    try:
        report = train_bundle(
            data,
            out,
            name,
            version,
            seed,
            until=until,
            threads=threads,
            quiet=as_json,
            fresh=fresh,
            keep_work=keep_work,
        )
    except ModelsError as error:
        raise click.ClickException(str(error)) from error
    click.echo(json.dumps(report.as_dict()) if as_json else report.text())


@models.command()
@click.option("--bundle", required=True, type=_BUNDLE, help="Bundle to ask.")
@click.option(
    "--requests",
    required=True,
    type=click.File(encoding="utf-8"),
    help="One request a line; - for standard input.",
)
@click.option(
    "--k", default=10, show_default=True, type=click.IntRange(1), help="Suggestions for each request."
)
@click.option(
    "--out",
    default="-",
    type=click.File("w", encoding="utf-8"),
    help="Where to write [default: standard output].",
)
@click.option(
    "--catalog",
    type=_BUNDLE,
    help="Data folder with a table of all that is sold here: what the bundle does not know is placed by its "
    "text, as on a device, and ranked where a request's candidates name it.",
)
def recommend(bundle: Path, requests: IO[str], k: int, out: IO[str], catalog: Path | None) -> None:
    """Answer requests, one JSON line each.

    \b
    A request, where every field but id may be missing:
    {"id": "1", "history": [["p1", "p2"], ["p3"]],
     "history_time": ["2017-11-20T09:00:00", "2017-11-27T18:30:00"],
     "basket": ["p9"], "store": null, "time": "2017-12-01T10:00:00",
     "candidates": null, "exclude": [], "promoted": [], "want": "all", "words": ""}
    words, in English or Chinese, say what the shopper likes or wants less of (only with a text part);
    want is all, repeat (bought before) or discover (never bought before).
    """
    from edge_models.runtime import open_bundle
    from edge_models.runtime.wire import answer, parse_request
    from edge_models.runtime.words import words_reader

    try:
        recommender, products = open_bundle(bundle), []
        if catalog is not None:
            from edge_models.text.making.catalog import (  # reads tables: not for the device
                knowing_all,
                products_of,
            )

            products = products_of(catalog, with_sales=False)
            recommender = knowing_all(recommender, products)
    except ModelsError as error:
        raise click.ClickException(str(error)) from error
    read_words = words_reader(recommender.text, products)
    for number, line in enumerate(requests, 1):
        if not line.strip():
            continue
        try:
            name, request = parse_request(line, read_words)
            out.write(json.dumps(answer(name, recommender.recommend(request, k)), ensure_ascii=False) + "\n")
        except ModelsError as error:
            raise click.ClickException(f"request {number}: {error}") from error


@models.command()
@click.option("--data", required=True, type=_BUNDLE, help="Data folder that also holds later baskets.")
@click.option(
    "--bundle", required=True, type=_BUNDLE, help="Bundle trained on the earlier ones (train --until)."
)
@click.option(
    "--cases", type=_BUNDLE, help="Folder of requests-TASK.jsonl and truth-TASK.jsonl to ask instead."
)
@click.option("--limit", type=click.IntRange(1), help="At most so many cases of each task.")
@click.option(
    "--baselines/--no-baselines", default=True, show_default=True, help="Compare with simple methods."
)
@click.option(
    "--transformer",
    is_flag=True,
    help="Compare with a transformer, too: trains it first (transformer extra).",
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write an HTML report with plots."
)
@click.option("--into-card", is_flag=True, help="Put the result into the bundle: card, manifest, report.")
@click.option("--json", "as_json", is_flag=True, help="Print all figures as JSON on standard output.")
def evaluate(
    data: Path,
    bundle: Path,
    cases: Path | None,
    limit: int | None,
    baselines: bool,
    transformer: bool,
    out: Path | None,
    into_card: bool,
    as_json: bool,
) -> None:
    """Measure a bundle on baskets that it has not seen, beside simple and published methods."""
    from edge_models.evaluation import report, run  # the training libraries load only here
    from edge_models.export.measured import add_measurements

    try:
        done = run.evaluate(
            data, bundle, cases, limit, baselines, quiet=as_json, with_transformer=transformer
        )
        if into_card:
            table = report.as_markdown(done.comparison)
            add_measurements(bundle, table, report.figures(done.comparison), done.html())
    except ModelsError as error:
        raise click.ClickException(str(error)) from error
    if out:
        out.write_text(done.html(), encoding="utf-8")
    comparison = done.comparison
    click.echo(json.dumps(report.as_values(comparison)) if as_json else report.as_text(comparison))


@models.command()
@click.option("--bundle", required=True, type=_BUNDLE, help="Bundle whose ranker to keep.")
@click.option("--data", required=True, type=_BUNDLE, help="Data folder with the newest baskets.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Bundle to write.")
@click.option(
    "--state",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder that keeps what the next update goes on from (gigabytes for a large assortment).",
)
@click.option("--version", default=None, help="Version in the manifest [default: today's date and -1].")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON on standard output.")
def refresh(
    bundle: Path, data: Path, out: Path, state: Path | None, version: str | None, as_json: bool
) -> None:
    """Bring a bundle up to date with new baskets, products and stores, without training again.

    With --state the work goes with what changed since the last update, where that is little: the first update
    writes the folder, later ones take it up. The result is the same.
    """
    from edge_models.export import refresh as refreshing
    from edge_models.export.bundle import today

    try:
        done = refreshing.refresh(bundle, data, out, version or today(), quiet=as_json, state=state)
    except ModelsError as error:
        raise click.ClickException(str(error)) from error
    click.echo(json.dumps(done.as_dict()) if as_json else done.text())


@models.command()
@click.option("--bundle", required=True, type=_BUNDLE, help="Bundle whose card to show.")
def card(bundle: Path) -> None:
    """Show a bundle's model card."""
    from edge_models.runtime.bundle import CARD, read_manifest, verify_files

    try:
        verify_files(bundle, read_manifest(bundle))
        click.echo((bundle / CARD).read_text(encoding="utf-8"))
    except ModelsError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{bundle / CARD}: {error.strerror or error}.") from error


@models.command()
@click.option("--bundle", required=True, type=click.Path(path_type=Path), help="Bundle to check.")
@click.option(
    "--budget-ms",
    default=50.0,
    show_default=True,
    help="Longest time of one recommendation (99th percentile).",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON on standard output.")
@click.pass_context
def check(context: click.Context, bundle: Path, budget_ms: float, as_json: bool) -> None:
    """Try a bundle on this machine: hashes, golden requests, speed. Exit 0 only for a good one."""
    from edge_models.runtime import check_bundle

    report = check_bundle(bundle, budget_ms)
    if as_json:
        click.echo(json.dumps(report.as_dict()))
    elif report.ok:
        click.echo(
            f"{report.name} {report.version}: good. "
            f"{report.products:,} products, {report.size_bytes / 1e6:.2f} MB."
        )
        click.echo(
            f"  {report.golden} golden requests agree (largest difference {report.largest_difference:.5f})"
        )
        click.echo(
            f"  one recommendation: median {report.p50_ms:.2f} ms, 99th percentile {report.p99_ms:.2f} ms"
        )
    else:
        click.echo(f"Not usable: {report.problem}", err=True)
    context.exit(0 if report.ok else 1)
