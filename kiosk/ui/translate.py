"""Collect the window's texts and compile the translations: `python -m kiosk.ui.translate`.

Reads every qsTr in QML and every translate in Python into `translations/*.ts`, keeps what is translated
there, and writes the `.qm` files that the window loads. Fails when a text has no translation.
"""

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import click
import PySide6

UI = Path(__file__).parent
FOLDER = UI / "translations"
SOURCES = ("endcap_en.ts", "endcap_zh_CN.ts")


def _run(tool: str, *arguments: str) -> None:
    program = Path(sys.executable).parent / f"pyside6-{tool}"
    if not program.is_file():
        raise click.ClickException(f"{program} is missing; it comes with PySide6 {PySide6.__version__}")
    done = subprocess.run([str(program), *arguments], capture_output=True, text=True, check=False, cwd=UI)
    if done.returncode != 0:
        raise click.ClickException(f"pyside6-{tool} failed:\n{done.stdout}{done.stderr}")


def unfinished(ts: Path) -> list[str]:
    """Texts of this file that nobody has translated."""
    texts = []
    for message in ElementTree.parse(ts).iter("message"):  # noqa: S314  our own file
        translation = message.find("translation")
        if translation is None or translation.get("type") == "unfinished":
            texts.append(message.findtext("source") or "")
    return texts


@click.command()
def main() -> None:
    """Update the .ts files from the sources and compile them."""
    sources = [str(path.relative_to(UI)) for path in sorted((*UI.rglob("*.qml"), *UI.rglob("*.py")))]
    os.environ.pop("QT_QPA_PLATFORM_PLUGIN_PATH", None)
    missing = 0
    for name in SOURCES:
        options = ["-pluralonly"] if name == "endcap_en.ts" else []
        _run(
            "lupdate", *options, "-no-obsolete", "-locations", "none", *sources, "-ts", f"translations/{name}"
        )
        _run("lrelease", "-silent", f"translations/{name}")
        left = unfinished(FOLDER / name)
        click.echo(f"{name}: {len(left)} without a translation")
        for text in left:
            click.echo(f"  {text}")
        missing += len(left)
    if missing:
        sys.exit(1)


if __name__ == "__main__":
    main()
