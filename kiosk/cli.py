"""The `endcap` command: one table of commands, each loaded only when it is asked for.

A part's command is a click command or group in that part's own folder. This module knows where it is and
one line about it, so that `endcap --help` imports nothing else. It also decides what a failure looks like: an
error that one of our packages raises is a sentence for the person at the terminal; anything else is a fault
of the program, whose traceback goes to a log.
"""

import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

EXIT_FAILED = 1
EXIT_INTERRUPTED = 130
EXIT_FAULT = 70  # EX_SOFTWARE of sysexits.h

OUR_PACKAGES = ("kiosk", "edge_models", "firmware_bridge", "sync")


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command lives, and the line that `endcap --help` shows for it."""

    where: str  # "module:attribute"
    summary: str


SECTIONS: dict[str, dict[str, Entry]] = {
    "Try it": {
        "demo": Entry(
            "kiosk.demo.command:demo", "The whole store on this machine; --check: a scripted tour."
        ),
        "doctor": Entry("kiosk.doctor.command:doctor", "What is missing or broken here, and how to mend it."),
    },
    "On the device": {
        "kiosk": Entry("kiosk.command:kiosk", "The window that customers and staff use."),
        "bridge": Entry("firmware_bridge.cli:bridge", "Shelf and scanner firmware in, events out."),
        "broker": Entry("firmware_bridge.cli:broker", "The MQTT broker: Mosquitto, or the embedded one."),
        "agent": Entry("sync.agent.cli:agent", "Sends events to HQ, brings models and catalogs from it."),
        "staff": Entry("kiosk.store.staff_cli:staff", "Staff of this kiosk and their PINs."),
        "members": Entry("kiosk.store.members_cli:members", "Shoppers whom this kiosk remembers."),
        "simulate": Entry("firmware_bridge.store_command:simulate", "Shelves and scanners over real MQTT."),
        "shelves": Entry("kiosk.ui.simulator.command:shelves", "The same in a window: lift, put back, scan."),
    },
    "At headquarters": {
        "hq": Entry("sync.hq.cli:hq", "Enrol kiosks, build catalogs, publish, watch the fleet."),
        "models": Entry("edge_models.cli:models", "Import data; train, evaluate and ask recommenders."),
    },
    "For developers": {
        "traffic": Entry("firmware_bridge.cli:traffic", "Record MQTT traffic, replay it at any speed."),
        "screenshots": Entry("kiosk.ui.screenshots:screenshots", "The pictures that README shows."),
    },
}
ENTRIES = {name: entry for section in SECTIONS.values() for name, entry in section.items()}


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return list(ENTRIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        entry = ENTRIES.get(cmd_name)
        if entry is None:
            return None
        module_name, _, attribute = entry.where.partition(":")
        command = getattr(import_module(module_name), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{entry.where} is no click command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        for title, entries in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name, entry.summary) for name, entry in entries.items()], col_max=14)


def _version() -> str:
    try:
        return version("endcap")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "unknown"


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`endcap COMMAND --help` explains each. Start with `endcap demo`.",
)
@click.version_option(_version(), prog_name="endcap")
def endcap() -> None:
    """An in-store edge kiosk for smart shelves and screens."""


def is_ours(error: BaseException) -> bool:
    """Whether one of our packages defined this error: then its text is written for the reader."""
    return any(
        cls.__module__.partition(".")[0] in OUR_PACKAGES
        for cls in type(error).__mro__
        if cls is not Exception
    )


def state_home() -> Path:
    """Where a user's programs keep what they remember (XDG), for Endcap."""
    base = os.environ.get("XDG_STATE_HOME", "")
    return (Path(base) if base.startswith("/") else Path.home() / ".local" / "state") / "endcap"


def keep_traceback(error: BaseException) -> Path | None:
    """Append the traceback to the log of faults; None where even that cannot be written."""
    log = state_home() / "faults.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as out:
            out.write(f"--- {datetime.now(UTC).isoformat()} endcap {' '.join(sys.argv[1:])}\n")
            out.writelines(traceback.format_exception(error))
    except OSError:
        return None
    return log


def complain(text: str, hint: str = "") -> None:
    """One line on stderr for what happened, and a second for what to do about it."""
    click.echo(f"endcap: {text}", err=True)
    if hint:
        click.echo(f"        {hint}", err=True)


def explain(error: Exception) -> int:
    """Say on stderr what happened and what to do about it; returns the exit code."""
    if os.environ.get("ENDCAP_DEBUG"):
        traceback.print_exception(error)
    if is_ours(error):
        complain(str(error), str(getattr(error, "hint", "") or ""))
        return EXIT_FAILED
    if isinstance(error, OSError):
        complain(str(error))
        return EXIT_FAILED
    if isinstance(error, ModuleNotFoundError) and (error.name or "").partition(".")[0] not in OUR_PACKAGES:
        complain(
            f"this command needs the Python package '{error.name}', which is not installed.",
            "The extras of pyproject.toml (device, hq, training, demo) say what needs what.",
        )
        return EXIT_FAILED
    log = keep_traceback(error)
    complain(
        f"a fault in the program: {type(error).__name__}: {error}",
        f"The traceback is in {log}" if log else "Set ENDCAP_DEBUG=1 to see the traceback.",
    )
    return EXIT_FAULT


def main(args: Sequence[str] | None = None) -> int:
    """Run `endcap`; returns the exit code, 0 only on success."""
    try:
        result = endcap.main(args=args, prog_name="endcap", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("endcap: interrupted", err=True)
        return EXIT_INTERRUPTED
    except BrokenPipeError:  # the reader, `head` perhaps, has seen enough
        sys.stderr.close()
        return EXIT_FAILED
    except Exception as error:  # the last frame of the program
        return explain(error)
    return result if isinstance(result, int) else 0


if __name__ == "__main__":
    sys.exit(main())
