"""`endcap agent`: the device's link to headquarters."""

import json
import logging
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

import click

from sync import status as sync_status
from sync.agent.cycle import CycleOutcome
from sync.agent.enrolment import authority_by_fingerprint, require_writable
from sync.agent.enrolment import enrol as enrol_device
from sync.agent.errors import AgentBusy, AgentError, EnrolmentFailed
from sync.agent.loop import Agent
from sync.database import connect
from sync.device import DeviceFolder, SyncSettings, read_settings
from sync.places import state_option
from sync.releases import ReleaseStore, StoreDamaged
from sync.wire import ReleaseKind, utc_text

SYNC_TIMEOUT_S = 300.0
_log = logging.getLogger("endcap.agent")
_log.addHandler(logging.NullHandler())  # the commands print their outcome themselves; the service logs
_state = state_option(
    "The device's folder.",
    "folder",
    callback=lambda _context, _parameter, value: DeviceFolder(value),
)
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group(invoke_without_command=True)
@_state
@click.option("--interval", type=click.FloatRange(0.1, 86400), help="Seconds between syncs.  [default: 60]")
@click.option("--verbose", is_flag=True, help="Say more.")
@click.pass_context
def agent(context: click.Context, folder: DeviceFolder, interval: float | None, verbose: bool) -> None:
    """The device's link to headquarters.

    Without a command it runs until stopped: sends what happened to HQ, brings models and catalogs from
    there, verifies them and switches to them. `endcap agent enrol` comes first, once.
    """
    if context.invoked_subcommand is not None:
        return
    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.INFO, format="%(asctime)s %(levelname)s %(message)s"
    )
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("httpcore").setLevel(logging.WARNING)
    settings = read_settings(folder)
    if interval is not None:
        settings = replace(
            settings, interval_s=interval, backoff_max_s=min(settings.backoff_max_s, interval * 5)
        )
    stop = threading.Event()

    def stop_gently(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop_gently)
    _log.info("%s syncs with %s", settings.kiosk, settings.hq)
    Agent(folder, settings, stop=stop).run()


@agent.command()
@_state
@click.option("--hq", "url", required=True, help="HQ's address, such as https://hq.example.com:8443.")
@click.option("--kiosk", required=True, help="Name of this kiosk, as HQ gave it.")
@click.option("--store", required=True, help="Store it stands in.")
@click.option("--code", required=True, help="The one-time code of `endcap hq enrol`.")
@click.option(
    "--ca", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="HQ's CA certificate (ca.pem)."
)
@click.option("--fingerprint", help="Fingerprint of HQ's CA, instead of or to check --ca.")
@_json
def enrol(
    folder: DeviceFolder,
    url: str,
    kiosk: str,
    store: str,
    code: str,
    ca: Path | None,
    fingerprint: str | None,
    as_json: bool,
) -> None:
    """Make this device known to HQ. The code works once; HQ's identity is proved by --ca or
    --fingerprint."""
    settings = SyncSettings(kiosk=kiosk, store=store, hq=url.rstrip("/"))
    require_writable(folder)
    if ca is not None:
        try:
            authority = ca.read_text()
        except (OSError, UnicodeDecodeError) as error:
            raise EnrolmentFailed(f"cannot read {ca}: {error}") from error
    elif fingerprint is not None:
        authority = authority_by_fingerprint(settings.hq, fingerprint)
    else:
        raise click.UsageError("give --ca or --fingerprint: without either, anybody could pose as HQ")
    key = enrol_device(folder, settings, code, authority, fingerprint)
    if as_json:
        _print_json({"kiosk": kiosk, "store": store, "hq": settings.hq, "release_key": key.fingerprint})
    else:
        click.echo(f"Enrolled as {kiosk} of store {store} at {settings.hq}.")
        click.echo(f"Releases must be signed by the key with fingerprint {key.fingerprint}.")


@agent.command()
@_state
@click.option(
    "--timeout", type=click.FloatRange(1, 3600), default=SYNC_TIMEOUT_S, show_default=True, help="Seconds."
)
@_json
def sync(folder: DeviceFolder, timeout: float, as_json: bool) -> None:
    """Sync now, a refused release included. If an agent is running, ask it and wait for its answer."""
    settings = read_settings(folder)
    try:
        outcome = Agent(folder, settings).run_once()
    except AgentBusy:
        seen = _ask_running_agent(folder, timeout)
        if as_json:
            _print_json({"by": "running agent", "error": seen.error, "refused": seen.refused})
        if seen.error or seen.refused:
            raise AgentError(seen.error or f"refused {seen.refused}") from None
        if not as_json:
            click.echo("The running agent has synced.")
        return
    if as_json:
        _print_json({"by": "this command"} | _outcome_json(outcome))
    if outcome.errors or outcome.refused:
        raise AgentError("; ".join((*outcome.errors, *(f"refused {each}" for each in outcome.refused))))
    if not as_json:
        installed = ", ".join(map(str, outcome.installed)) or "nothing new"
        click.echo(f"Sent {outcome.sent} events, {outcome.backlog} waiting; installed {installed}.")


@agent.command()
@_state
@_json
def status(folder: DeviceFolder, as_json: bool) -> None:
    """The last contact, what waits for HQ, and what is installed."""
    settings = read_settings(folder)
    db = connect(folder.database)
    try:
        sync_status.prepare(db)
        seen = sync_status.read(db)
    finally:
        db.close()
    facts = {
        "kiosk": settings.kiosk,
        "store": settings.store,
        "hq": settings.hq,
        "last_contact_at": utc_text(seen.last_contact_at) if seen.last_contact_at else None,
        "backlog": seen.backlog,
        "error": seen.error,
        "refused": seen.refused,
        "installed": _installed(folder),
    }
    if as_json:
        _print_json(facts)
        return
    for name, value in facts.items():
        if isinstance(value, dict):
            value = ", ".join(f"{kind} {version}" for kind, version in value.items()) or "nothing"
        click.echo(
            f"{name.replace('_', ' '):16} {'never' if value is None else value if value != '' else '–'}"
        )


def _installed(folder: DeviceFolder) -> dict[str, str]:
    store, found = ReleaseStore(folder.releases), {}
    for kind in ReleaseKind:
        try:
            current = store.current(kind)
        except StoreDamaged as error:
            found[str(kind)] = str(error)
        else:
            if current is not None:
                found[str(kind)] = current.version
    return found


def _ask_running_agent(folder: DeviceFolder, timeout_s: float) -> sync_status.SyncStatus:
    """What stands after the sync that the running agent did for us."""
    db = connect(folder.database)
    try:
        sync_status.prepare(db)
        request = sync_status.request_sync(db)
        until = time.monotonic() + timeout_s
        while not sync_status.is_served(db, request):
            if time.monotonic() > until:
                raise AgentError(f"the running agent did not finish a sync within {timeout_s:g} s")
            time.sleep(0.1)
        return sync_status.read(db)
    finally:
        db.close()


def _outcome_json(outcome: CycleOutcome) -> dict[str, Any]:
    return {
        "sent": outcome.sent,
        "backlog": outcome.backlog,
        "installed": [{"kind": each.kind, "version": each.version} for each in outcome.installed],
        "refused": list(outcome.refused),
        "error": "; ".join(outcome.errors),
    }


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
