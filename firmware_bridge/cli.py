"""`endcap bridge`, `endcap broker`, `endcap traffic`, and what our other commands share."""

import asyncio
import logging
import os
import signal
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from firmware_bridge.broker import BrokerSettings, broker_command
from firmware_bridge.errors import BridgeError

DEFAULT_STATE = Path("~/.local/state/endcap")
STATE_HELP = "Folder of this device's files."


class _Address(click.ParamType[tuple[str, int]]):
    name = "host:port"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int]:
        if isinstance(value, tuple):
            return value
        host, _, port = str(value).rpartition(":")
        if not host or not port.isdigit() or not 0 < int(port) < 65536:
            self.fail(f"{value!r} is not host:port, such as 127.0.0.1:1883", param, ctx)
        return host, int(port)


broker_address = click.option(
    "--broker",
    "address",
    type=_Address(),
    default="127.0.0.1:1883",
    show_default=True,
    help="The MQTT broker.",
)
_state = click.option(
    "--state", type=click.Path(path_type=Path), default=DEFAULT_STATE, show_default=True, help=STATE_HELP
)
verbose_logging = click.option("-v", "--verbose", is_flag=True, help="Log more.")


def log_to_stderr(verbose: bool) -> None:
    """Log for a person at a terminal or for the journal."""
    level = logging.DEBUG if verbose else logging.INFO
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")


def run_until_signal(work: Coroutine[Any, Any, None]) -> None:
    """Run `work` until it ends, or SIGTERM or SIGINT cancels it."""

    async def main() -> None:
        task = asyncio.ensure_future(work)
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, task.cancel)
        try:
            await task
        except asyncio.CancelledError:
            logging.getLogger(__name__).info("Stopped")

    asyncio.run(main())


@click.command()
@broker_address
@_state
@click.option(
    "--scanner",
    "scanners",
    multiple=True,
    metavar="KIND:WHERE",
    help="A scanner on this machine: hid:/dev/input/by-id/…, serial:/dev/ttyACM0@9600, camera:0.",
)
@click.option("--loyalty-prefix", multiple=True, default=("LOY-",), show_default=True, help="Members' cards.")
@click.option("--staff-prefix", multiple=True, default=("STAFF-",), show_default=True, help="Staff's cards.")
@click.option(
    "--variable-code",
    "variable_codes",
    multiple=True,
    metavar="PATTERN",
    help="In-store EAN-13 with weight or price, such as 21iiiiiwwwwwc (i item, w grams, p minor units).",
)
@click.option("--username", help="User at the broker, where it asks for one.")
@click.option("--password-file", type=click.Path(path_type=Path), help="File with that user's password.")
@click.option("--ca", type=click.Path(path_type=Path), help="Certificate of the store's CA: speak TLS.")
@verbose_logging
def bridge(
    address: tuple[str, int],
    state: Path,
    username: str | None,
    password_file: Path | None,
    ca: Path | None,
    scanners: tuple[str, ...],
    loyalty_prefix: tuple[str, ...],
    staff_prefix: tuple[str, ...],
    variable_codes: tuple[str, ...],
    verbose: bool,
) -> None:
    """Turn what shelf and scanner firmware says into Homie 5 values and events.

    Keeps bridge.db in the state folder: no event is lost or doubled by a crash of broker, bridge or kiosk.
    """
    from firmware_bridge.bridge import Bridge, BridgeSettings, mqtt_settings
    from firmware_bridge.card_key import card_key
    from firmware_bridge.client import Tls
    from firmware_bridge.journal import Journal
    from firmware_bridge.scans.codes import CodeRules, VariableCode
    from firmware_bridge.scans.local import parse_scanner

    log_to_stderr(verbose)
    try:
        variable = tuple(map(VariableCode, variable_codes))
    except ValueError as err:
        raise click.BadParameter(str(err), param_hint="--variable-code") from err
    password = None if password_file is None else password_file.read_text().strip()
    mqtt = replace(
        mqtt_settings(*address), username=username, password=password, tls=None if ca is None else Tls(ca)
    )
    settings = BridgeSettings(
        mqtt,
        rules=CodeRules(loyalty_prefix, staff_prefix, variable, card_key(state.expanduser())),
        scanners=tuple(map(parse_scanner, scanners)),
    )
    journal = Journal(state.expanduser() / "bridge.db")
    try:
        run_until_signal(Bridge(settings, journal).run())
    finally:
        journal.close()


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=1883, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--state",
    type=click.Path(path_type=Path),
    default=DEFAULT_STATE / "broker",
    show_default=True,
    help="Folder of the broker's configuration and persistence.",
)
def broker(port: int, host: str, state: Path) -> None:
    """Run the MQTT broker: Mosquitto where it is installed, else the embedded amqtt.

    This process becomes the broker; end it with SIGTERM or Ctrl-C.
    """
    name, argv = broker_command(BrokerSettings(port, state.expanduser(), host))
    click.echo(f"{name} on {host}:{port}", err=True)
    os.execv(argv[0], argv)  # noqa: S606 - no shell; the broker takes this process over


@click.group()
def traffic() -> None:
    """Record what is said over MQTT, and say it again."""


@traffic.command("record")
@broker_address
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--topic", "filters", multiple=True, default=("#",), show_default=True, help="What to record.")
@verbose_logging
def record_traffic(address: tuple[str, int], path: Path, filters: tuple[str, ...], verbose: bool) -> None:
    """Write the session to FILE, one JSON line a message, until Ctrl-C."""
    log_to_stderr(verbose)
    run_until_signal(_record(address, path, filters))


async def _record(address: tuple[str, int], path: Path, filters: tuple[str, ...]) -> None:
    from firmware_bridge.client import MqttClient, MqttSettings
    from firmware_bridge.recording import record

    async with MqttClient(MqttSettings(f"recorder-{os.getpid()}", *address, persistent=False)) as client:
        await record(client, path, filters)


@traffic.command("replay")
@broker_address
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--speed", type=click.FloatRange(0.01, 1000), default=1.0, show_default=True, help="Times as fast."
)
@verbose_logging
def replay_traffic(address: tuple[str, int], path: Path, speed: float, verbose: bool) -> None:
    """Publish a recorded session as it was, or faster or slower."""
    log_to_stderr(verbose)
    run_until_signal(_replay(address, path, speed))


async def _replay(address: tuple[str, int], path: Path, speed: float) -> None:
    from rich.console import Console
    from rich.progress import Progress

    from firmware_bridge.client import MqttClient, MqttSettings
    from firmware_bridge.recording import load, replay

    last = max((message.at for message in load(path)), default=0.0)
    settings = MqttSettings(f"replayer-{os.getpid()}", *address, persistent=False)
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task(f"Replaying {path.name}", total=last)
        async with MqttClient(settings) as client:
            count = await replay(client, path, speed, lambda m: progress.update(task, completed=m.at))
    click.echo(f"{count} messages replayed")


__all__ = ["BridgeError", "bridge", "broker", "traffic"]
