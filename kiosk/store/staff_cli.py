"""`endcap staff`: who may open the staff pages of this kiosk."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from kiosk.app.errors import StaffError
from kiosk.store import staff_register
from kiosk.store.device import open_device
from sync.database import Database
from sync.places import state_option
from sync.wire import utc_text

_state = state_option("State folder of the kiosk.")


@click.group()
def staff() -> None:
    """Staff of this kiosk and their PINs.

    Changes hold at once, also at a running kiosk, and stand in its audit log.
    Whoever is removed is signed out.
    """


@staff.command("add")
@click.argument("name")
@click.option("--pin-stdin", is_flag=True, help="Read the PIN from standard input instead of asking for it.")
@_state
def add_member(state: Path, name: str, pin_stdin: bool) -> None:
    """Add a member of staff called NAME, with a PIN of 6 to 12 digits."""
    if pin_stdin:
        pin = sys.stdin.readline().strip()
    else:
        pin = click.prompt("PIN (6 to 12 digits)", hide_input=True, confirmation_prompt=True)
    with _device(state) as db:
        member = staff_register.add(db, name, pin)
    click.echo(f"{member.name} can now sign in.")


@staff.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of a table.")
@_state
def list_members(state: Path, as_json: bool) -> None:
    """List who may sign in."""
    with _device(state) as db:
        found = staff_register.members(db)
    if as_json:
        document = [{"name": each.name, "added_at": utc_text(each.added_at)} for each in found]
        click.echo(json.dumps(document, ensure_ascii=False))
        return
    if not found:
        click.echo("Nobody yet. Add somebody with: endcap staff add NAME")
        return
    table = Table("Name", "Since")
    for each in found:
        table.add_row(each.name, each.added_at.astimezone().strftime("%Y-%m-%d %H:%M"))
    Console().print(table)


@staff.command("remove")
@click.argument("name")
@_state
def remove_member(state: Path, name: str) -> None:
    """Take NAME off the list; what NAME did stays in the audit log."""
    with _device(state) as db:
        staff_register.remove(db, name)
    click.echo(f"{name} can no longer sign in.")


@contextmanager
def _device(state: Path) -> Iterator[Database]:
    try:
        state.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StaffError(f"the state folder cannot be made: {error}") from error
    db = open_device(state / "device.db")
    try:
        yield db
    finally:
        db.close()
