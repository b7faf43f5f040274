"""The authored apparel catalog as shops would write it, and the command that makes a bundle of it."""

import csv
import json
from importlib.resources import files
from pathlib import Path

import click.testing

from edge_models.cli import models
from edge_models.text.product import read_tables

APPAREL = read_tables(files("edge_models.text") / "apparel")
LANGUAGES = ["english", "chinese", "both", "mixed"]  # mixed: each product is in one of the two


def write_shop(folder: Path, language: str) -> Path:
    folder.mkdir()
    with (folder / "products.csv").open("w", encoding="utf-8", newline="") as file:
        columns = ["name", "category", "department", "description"]
        out = csv.writer(file)
        out.writerow(["product_id", *columns, *(f"{c}_zh" for c in columns)])
        for number, product in enumerate(APPAREL):
            chinese = language == "chinese" or (language == "mixed" and number % 2 == 1)
            words = [[getattr(w, c) for c in columns] for w in (product.en, product.zh)]
            out.writerow(
                [product.product_id, *words[chinese], *(words[1] if language == "both" else [""] * 4)]
            )
    return folder


def make_bundle(data: Path, out: Path, encoder: Path) -> Path:
    arguments = ["--data", str(data), "--out", str(out), "--encoder", str(encoder), "--name", "apparel"]
    result = click.testing.CliRunner().invoke(models, ["from-catalog", *arguments, "--json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["products"] == len(APPAREL)
    return out
