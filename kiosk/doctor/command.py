"""`endcap doctor`."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from itertools import chain
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from kiosk.doctor.device import look_at_device
from kiosk.doctor.finding import Finding, Level
from kiosk.doctor.lines import look_at_lines
from kiosk.doctor.machine import look_at_machine
from sync.places import state_option

SIGNS = {Level.GOOD: "[green]✓", Level.NOTE: "[dim]·", Level.WARNING: "[yellow]!", Level.PROBLEM: "[red]✗"}


@click.command()
@state_option("The device's folder.")
@click.option("--json", "as_json", is_flag=True, help="Say it for a machine.")
def doctor(state: Path, as_json: bool) -> int:
    """Look at this device and say what is missing or broken, and how to mend it. Changes nothing.

    Exits with 0 where nothing stops the kiosk, with 1 where something does.
    """
    findings = list(chain(look_at_machine(), look_at_device(state), look_at_lines(state)))
    broken = any(finding.level is Level.PROBLEM for finding in findings)
    if as_json:
        document = {"ok": not broken, "findings": [asdict(finding) for finding in findings]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        _show(findings)
    return 1 if broken else 0


def _show(findings: Sequence[Finding]) -> None:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1))
    for finding in findings:
        table.add_row(SIGNS[finding.level], finding.check, finding.text)
        if finding.remedy:
            table.add_row("", "", f"[bold]→ {finding.remedy}")
    console = Console()
    console.print(table)
    problems = sum(finding.level is Level.PROBLEM for finding in findings)
    warnings = sum(finding.level is Level.WARNING for finding in findings)
    if problems:
        console.print(f"\n[red]{problems} to mend[/], {warnings} to know about")
    else:
        console.print(f"\n[green]nothing to mend[/], {warnings} to know about")
