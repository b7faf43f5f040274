"""Lint every QML file against the Python view models: `python -m kiosk.ui.qml_lint`.

Describes the models of `kiosk.ui.models` to qmllint first, so that a property or slot that does not exist is
found without running a page.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import click
import PySide6

UI = Path(__file__).parent
SHARED = "Endcap.Models"  # the module whose types the others use
_NAME = re.compile(r'^QML_IMPORT_NAME = "(.+)"$', re.MULTILINE)
_LIBEXEC = Path(PySide6.__file__).parent / "Qt" / "libexec"


def _run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)


def python_modules() -> dict[str, list[Path]]:
    """QML module → the Python files that register its types."""
    modules: dict[str, list[Path]] = {}
    for path in sorted(UI.rglob("*.py")):
        text = path.read_text()
        if "@QmlElement" in text and (named := _NAME.search(text)):
            modules.setdefault(named[1], []).append(path)
    return modules


def describe(name: str, sources: list[Path], target: Path) -> None:
    """Write `qmldir` and `.qmltypes` of the Python module `name` under `target`."""
    place = target.joinpath(*name.split("."))
    place.mkdir(parents=True)
    tools = Path(sys.executable).parent
    dumped = _run(tools / "pyside6-metaobjectdump", "-o", place / "types.json", *sources)
    if dumped.returncode:
        raise click.ClickException(f"pyside6-metaobjectdump failed:\n{dumped.stderr}")
    options = ("--import-name", name, "--major-version", "1", "--minor-version", "0")
    typed = _run(
        _LIBEXEC / "qmltyperegistrar",
        *options,
        f"--generate-qmltypes={place / 'models.qmltypes'}",
        "-o",
        place / "registrations.cpp",
        place / "types.json",
    )
    if typed.returncode:
        raise click.ClickException(f"qmltyperegistrar failed:\n{typed.stderr}")
    beside = "" if name == SHARED else f"import {SHARED}\n"
    (place / "qmldir").write_text(f"module {name}\ntypeinfo models.qmltypes\n{beside}")


def lint() -> str:
    """What qmllint has to say, "" when nothing."""
    with tempfile.TemporaryDirectory() as folder:
        for name, sources in python_modules().items():
            describe(name, sources, Path(folder))
        files = sorted(UI.rglob("*.qml"))
        program = Path(sys.executable).parent / "pyside6-qmllint"
        done = _run(program, "-I", folder, "-I", UI / "qml", "--max-warnings", "0", *files)
        if done.returncode == 0 and not done.stderr:
            return ""
        said = (done.stdout + done.stderr).splitlines()
        return "\n".join(line for line in said if "returned 255" not in line)


@click.command()
def main() -> None:
    """Lint the QML of the window; exit 1 with the findings where there are any."""
    found = lint()
    if found:
        click.echo(found, err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
