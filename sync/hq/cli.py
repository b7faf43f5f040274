"""`endcap hq`: headquarters."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from sync.checks import ReleaseCheck
from sync.errors import SyncError
from sync.hq import tls
from sync.hq.fleet import Fleet
from sync.hq.folder import OPERATOR, HqFolder, change_password, initialise
from sync.hq.overview import KioskState, Overview, to_json
from sync.hq.texts import Texts, size_text
from sync.places import default_hq_state
from sync.signing import SigningKey
from sync.wire import WireError, parse_name

DEFAULT_PORT = 8443
_state = click.option(
    "--state",
    "hq",
    type=click.Path(path_type=Path, file_okay=False),
    default=default_hq_state,
    show_default="~/.local/state/endcap-hq",
    callback=lambda _context, _parameter, value: HqFolder(value),
    help="HQ's folder.",
)
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


class _HqGroup(click.Group):
    """Adds the catalog builder's command without importing it before it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), "catalog"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == "catalog":
            from sync.catalog.cli import catalog

            return catalog
        return super().get_command(ctx, cmd_name)


@click.group(cls=_HqGroup)
def hq() -> None:
    """Headquarters: enrol kiosks, publish releases, watch the fleet.

    \b
    endcap hq init --host hq.example.com       once
    endcap hq serve                            and leave it running
    endcap hq enrol --kiosk k1 --store 367     a code for a new kiosk
    endcap hq publish DIR                      a model or a catalog
    endcap hq status                           how the fleet is
    """


@hq.command()
@_state
@click.option(
    "--host",
    "hosts",
    multiple=True,
    default=("localhost", "127.0.0.1"),
    show_default=True,
    help="Name or address under which kiosks reach HQ; may be given several times, the main one first.",
)
@click.option("--port", type=click.IntRange(1, 65535), default=DEFAULT_PORT, show_default=True)
@_json
def init(hq: HqFolder, hosts: tuple[str, ...], port: int, as_json: bool) -> None:
    """Make HQ's keys, certificates, database and the operator's password."""
    made = initialise(hq, hosts, port)
    facts = {
        "state": str(hq.root),
        "url": made.url,
        "user": OPERATOR,
        "password": made.password,
        "ca": str(hq.authority),
        "ca_fingerprint": made.authority_fingerprint,
        "signing_fingerprint": made.signing_fingerprint,
    }
    if as_json:
        _print_json(facts)
        return
    _print_facts(
        f"HQ is ready in {hq.root}",
        [
            ("Address", made.url),
            ("Fleet page", f"user {OPERATOR}, password {made.password} (shown this once)"),
            ("CA certificate", str(hq.authority)),
            ("its fingerprint", made.authority_fingerprint),
            ("Signing key", f"{hq.signing_key} (keep a copy in a safe place)"),
            ("its fingerprint", made.signing_fingerprint),
        ],
    )
    Console().print("Next: [bold]endcap hq serve[/], then [bold]endcap hq enrol[/] for each kiosk.")


@hq.command()
@_state
@click.option("--host", default="0.0.0.0", show_default=True, help="Address to listen on.")  # noqa: S104
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.  [default: that of init]")
def serve(hq: HqFolder, host: str, port: int | None) -> None:
    """Answer kiosks and show the fleet page, until stopped."""
    from sync.hq.serving import serve as run

    hq.require()
    with Fleet(hq.database) as fleet:
        number = port or int(fleet.setting("port") or DEFAULT_PORT)
        url = fleet.setting("url")
    click.echo(f"HQ listens on {host}:{number}; the fleet page is {url}/ (user {OPERATOR}). Ctrl-C stops it.")
    run(hq, host, number)


@hq.command()
@_state
@click.option("--kiosk", required=True, help="Name of the kiosk, such as store367-aisle4.")
@click.option("--store", required=True, help="Store it stands in, such as 367.")
@click.option(
    "--minutes", type=click.IntRange(1, 60 * 24 * 30), default=60, show_default=True, help="Valid for."
)
@_json
def enrol(hq: HqFolder, kiosk: str, store: str, minutes: int, as_json: bool) -> None:
    """Make a one-time code that admits a kiosk (or admits it anew after it lost its token)."""
    hq.require()
    try:
        parse_name(kiosk, "--kiosk"), parse_name(store, "--store")
    except WireError as error:
        raise click.UsageError(str(error)) from error
    with Fleet(hq.database) as fleet:
        code = fleet.create_code(kiosk, store, timedelta(minutes=minutes))
        url = fleet.setting("url")
    fingerprint = tls.fingerprint(hq.authority.read_bytes())
    if as_json:
        _print_json({"code": code, "kiosk": kiosk, "store": store, "url": url, "ca_fingerprint": fingerprint})
        return
    click.echo(f"Run this on the kiosk within {minutes} minutes:\n")
    click.echo(
        f"  endcap agent enrol --hq {url} --kiosk {kiosk} --store {store} \\\n"
        f"    --code {code} --fingerprint {fingerprint}\n"
    )


@hq.command()
@_state
@click.option("--kiosk", required=True, help="Name of the kiosk.")
@_json
def retire(hq: HqFolder, kiosk: str, as_json: bool) -> None:
    """Let a kiosk in no longer, because it was stolen, broken or taken down; its events stay."""
    hq.require()
    with Fleet(hq.database) as fleet:
        fleet.retire(kiosk)
    if as_json:
        _print_json({"retired": kiosk})
    else:
        click.echo(f"{kiosk} is retired: its token is void. To admit it again: endcap hq enrol")


@hq.command()
@_state
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--store", help="Only kiosks of this store.")
@click.option("--all", "everywhere", is_flag=True, help="Every kiosk; the default for a model.")
@_json
def publish(hq: HqFolder, folder: Path, store: str | None, everywhere: bool, as_json: bool) -> None:
    """Check, sign and publish the model or catalog in FOLDER; kiosks install it on their next sync.

    A catalog goes to the store it was built for. A version is never changed: to go back to an older model
    or catalog, publish it again under a higher version.
    """
    from sync.hq.publishing import publish as run

    if store is not None and everywhere:
        raise click.UsageError("--store and --all exclude one another")
    hq.require()
    console = Console(stderr=True)
    with Fleet(hq.database) as fleet, console.status(f"Checking and signing {folder}"):
        published = run(hq, fleet, folder, store, ReleaseCheck(), everywhere=everywhere)
    if as_json:
        facts = {"kind": published.release.kind, "version": published.release.version}
        _print_json(facts | {"store": published.store, "size": published.size, "name": published.name})
        return
    reach = f"store {published.store}" if published.store else "every store"
    click.echo(f"Published {published.release} ({published.name}, {size_text(published.size)}) for {reach}.")


@hq.command()
@_state
@_json
def status(hq: HqFolder, as_json: bool) -> None:
    """Versions, last contact, backlog and problems of each kiosk."""
    from sync.hq.page import look

    hq.require()
    with Fleet(hq.database) as fleet:
        seen = look(fleet, datetime.now(UTC))
    if as_json:
        _print_json(to_json(seen))
    else:
        _print_status(seen)


@hq.command()
@_state
@_json
def password(hq: HqFolder, as_json: bool) -> None:
    """Give the operator of the fleet page a new password."""
    hq.require()
    with Fleet(hq.database) as fleet:
        made = change_password(fleet)
    if as_json:
        _print_json({"user": OPERATOR, "password": made})
    else:
        click.echo(f"User {OPERATOR}, password {made} (shown this once).")


@hq.command()
@_state
@click.option("--out", type=click.Path(path_type=Path), help="Write release.pub here.  [default: print it]")
def key(hq: HqFolder, out: Path | None) -> None:
    """The public key that kiosks check releases with."""
    public = SigningKey.load(hq.require().signing_key).verifying_key
    if out is None:
        click.echo(public.pem, nl=False)
        return
    try:
        out.write_text(public.pem)
    except OSError as error:
        raise SyncError(f"cannot write {out}: {error}") from error
    click.echo(f"Wrote {out}; fingerprint {public.fingerprint}")


_COLOURS = {
    KioskState.OK: "green",
    KioskState.PROBLEM: "red",
    KioskState.LATE: "yellow",
    KioskState.SILENT: "red",
    KioskState.NEVER: "dim",
}


def _print_status(seen: Overview) -> None:
    texts = Texts("en")
    table = Table(title="Kiosks", title_justify="left")
    for column in ("Kiosk", "Store", "State", "Last contact", "Backlog", "Model", "Catalog"):
        table.add_column(column, overflow="fold", no_wrap=column in ("Kiosk", "Last contact"))
    for each in seen.kiosks:
        contact = texts.ago(seen.now - each.last_contact_at) if each.last_contact_at else "never"
        versions = [
            (line.installed or "–") + (f" → {line.wanted}" if line.state == "waiting" else "")
            for line in each.versions
        ]
        colour = _COLOURS[each.state]
        table.add_row(
            each.id,
            each.store,
            f"[{colour}]{texts(f'state.{each.state}')}[/]",
            contact,
            "unknown" if each.backlog is None else f"{each.backlog:,}",
            *versions,
        )
    console = Console()
    console.print(table if seen.kiosks else "No kiosk is enrolled yet; make a code with: endcap hq enrol")
    for each in seen.kiosks:
        for problem in each.problems:
            title = texts(f"problem.{problem.code}", problem.code)
            click.echo(f"{each.id}: {title}{f' ({problem.detail})' if problem.detail else ''}")
            if hint := texts.hint(problem.code):
                click.echo(f"  {hint}")
    if seen.events:
        console.print(
            "Events: " + ", ".join(f"{texts(f'event.{e.kind}', e.kind)} {e.total:,}" for e in seen.events)
        )


def _print_facts(title: str, facts: list[tuple[str, str]]) -> None:
    """Plain lines, however narrow the terminal: people copy fingerprints and passwords from here."""
    width = max(len(name) for name, _ in facts)
    click.echo(title)
    for name, value in facts:
        click.echo(f"  {name:{width}}  {value}")


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
