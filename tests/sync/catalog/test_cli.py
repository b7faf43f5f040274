import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from sync.catalog.cli import catalog
from sync.catalog.package import read_catalog
from sync.manifest import version_key


def run(*arguments: object) -> Any:
    return CliRunner().invoke(catalog, [str(it) for it in arguments])


def test_the_command_builds_a_package_with_a_version_above_the_last_ones(
    write_folder: Any, tmp_path: Path
) -> None:
    data, out = write_folder(), tmp_path / "out"
    first = run("--data", data, "--store", "s1", "--out", out, "--json")
    second = run("--data", data, "--store", "s1", "--out", out, "--name-zh", "城南店", "--json")
    assert (first.exit_code, second.exit_code) == (0, 0)
    versions = [json.loads(it.stdout)["version"] for it in (first, second)]
    assert version_key(versions[0]) < version_key(versions[1])  # within one second, too
    built = read_catalog(out)
    assert (built.version, built.store_name.en, built.store_name.zh) == (versions[1], "Store s1", "城南店")


def test_a_person_is_told_what_was_built(write_folder: Any, tmp_path: Path) -> None:
    done = run("--data", write_folder(promotions=None), "--store", "s1", "--out", tmp_path / "out")
    assert done.exit_code == 0
    assert "No promotions of store s1 in that week of the data" in " ".join(done.stdout.split())


def test_a_failure_says_why_and_writes_nothing(write_folder: Any, tmp_path: Path) -> None:
    done = run("--data", write_folder(), "--store", "nowhere", "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert "store nowhere sold nothing" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_version_that_no_device_would_take_is_refused(write_folder: Any, tmp_path: Path) -> None:
    done = run("--data", write_folder(), "--store", "s1", "--out", tmp_path / "out", "--version", "latest")
    assert done.exit_code == 1
    assert "a version is numbers" in done.stderr


def test_a_week_is_a_number_or_latest(write_folder: Any, tmp_path: Path) -> None:
    done = run("--data", write_folder(), "--week", "soon", "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "--week" in done.stderr
