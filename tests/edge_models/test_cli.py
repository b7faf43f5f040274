"""The commands as a person and a program at the terminal meet them."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from edge_models.cli import models
from edge_models.runtime import Recommender, Request
from tests.edge_models.conftest import edit_manifest


def run(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(models, list(arguments), input=text)


def ask(bundle: Path, *lines: str) -> Result:
    return run(
        "recommend", "--bundle", str(bundle), "--requests", "-", "--k", "3", text="\n".join(lines) + "\n"
    )


def test_each_request_gets_one_line_as_the_library_answers(
    trained_folder: Path, recommender: Recommender
) -> None:
    result = ask(
        trained_folder,
        '{"id": "1", "basket": ["pasta"], "store": null}',
        "",
        '{"id": "2", "history": [["tea"]]}',
    )
    assert result.exit_code == 0, result.output
    first, second = map(json.loads, result.stdout.splitlines())
    assert (first["id"], second["id"]) == ("1", "2")
    assert first["items"] == [s.product_id for s in recommender.recommend(Request(basket=["pasta"]), 3)]
    assert first["items"][0] == "tomato sauce"
    assert first["reasons"][0]["kind"] == "bought_together" and first["reasons"][0]["evidence"] == ["pasta"]
    assert len(first["scores"]) == len(first["reasons"]) == 3


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "not a line of JSON"),
        ("[]", "object"),
        ('{"basket": []}', "id"),
        ('{"id": "1", "baskte": []}', "baskte"),
        ('{"id": "1", "basket": [1]}', "basket"),
        ('{"id": "1", "basket": "pasta"}', "basket"),
        ('{"id": "1", "history": [["a"]], "history_time": ["soon"]}', "history_time"),
        ('{"id": "1", "history": [["a"]], "history_time": []}', ""),
        ('{"id": "1", "history": [["a"], ["b"]], "history_time": ["2024-01-01"]}', "history_time"),
        ('{"id": "1", "time": 5}', "time"),
        ('{"id": "1", "want": "everything"}', "want"),
        ('{"id": "1", "store": 367}', "store"),
    ],
)
def test_a_request_of_the_wrong_form_is_named_by_number(
    trained_folder: Path, line: str, complaint: str
) -> None:
    result = ask(trained_folder, '{"id": "0"}', line)
    if not complaint:
        assert result.exit_code == 0
        return
    assert result.exit_code == 1 and "request 2" in result.output and complaint in result.output


def test_check_speaks_json_and_exits_by_the_outcome(bundle: Path) -> None:
    good = run("check", "--bundle", str(bundle), "--budget-ms", "1000", "--json")
    assert good.exit_code == 0 and json.loads(good.stdout)["ok"] is True
    edit_manifest(bundle, schema=2)
    bad = run("check", "--bundle", str(bundle), "--json")
    assert bad.exit_code == 1
    assert json.loads(bad.stdout)["ok"] is False and "schema 2" in json.loads(bad.stdout)["problem"]


def test_check_of_nothing_says_so(tmp_path: Path) -> None:
    result = run("check", "--bundle", str(tmp_path / "nowhere"))
    assert result.exit_code == 1 and "no manifest" in result.output


def test_train_names_what_is_missing(tmp_path: Path) -> None:
    result = run("train", "--data", str(tmp_path), "--out", str(tmp_path / "out"))
    assert result.exit_code == 1 and "transactions" in result.output and not (tmp_path / "out").exists()


def test_every_command_explains_itself() -> None:
    for name in models.list_commands(click.Context(models)):
        result = run(name, "--help")
        assert result.exit_code == 0 and len(result.output.splitlines()) > 5


def test_a_part_whose_libraries_are_missing_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(models.parts, "text", ("no_such_library.cli", "text_command"))  # type: ignore[attr-defined]
    assert run("--help").exit_code == 0
    result = run("text")
    assert result.exit_code == 1 and "no_such_library is not installed" in result.output
