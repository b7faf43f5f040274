"""The device's lines to the outside: its settings, the broker, headquarters and headquarters' clock."""

import http.client
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.app.errors import SettingsError
from kiosk.app.settings import Settings, read_settings
from kiosk.doctor.finding import Finding, good, note, problem, warning
from sync.device import DeviceError, DeviceFolder, SyncSettings
from sync.device import read_settings as read_sync_settings

TIMEOUT_S = 3.0
CLOCK_TOLERANCE_S = 60.0


def look_at_lines(state: Path) -> Iterator[Finding]:
    if not state.is_dir():
        return
    try:
        settings = read_settings(state)
    except SettingsError as err:
        yield problem("settings", str(err), "Correct that line.")
    else:
        yield good("settings", "kiosk.toml can be read")
        yield broker(settings)
    try:
        yield from headquarters(state, read_sync_settings(DeviceFolder(state)))
    except DeviceError as err:
        yield note("hq", str(err))


def broker(settings: Settings) -> Finding:
    address = (settings.broker_host, settings.broker_port)
    try:
        socket.create_connection(address, timeout=TIMEOUT_S).close()
    except OSError as err:
        return warning(
            "broker",
            f"no broker answers at {address[0]}:{address[1]} ({err}); shelves and scanners cannot be heard",
            "Start it (systemctl start mosquitto), or name another in kiosk.toml.",
        )
    return good("broker", f"a broker answers at {address[0]}:{address[1]}")


def headquarters(state: Path, settings: SyncSettings) -> Iterator[Finding]:
    """HQ answers, is the one that this device enrolled at, and agrees on the time."""
    where = urlsplit(settings.hq)
    try:
        trust = ssl.create_default_context(cafile=str(state / "hq.pem"))
        line = http.client.HTTPSConnection(
            where.hostname or "", where.port or 443, timeout=TIMEOUT_S, context=trust
        )
        try:
            line.request("HEAD", "/")
            date = line.getresponse().getheader("Date", "")
        finally:
            line.close()
    except ssl.SSLCertVerificationError as err:
        yield problem(
            "hq",
            f"whoever answers at {settings.hq} is not the HQ of this device: {err.verify_message}",
            "If HQ has new keys, enrol this device again; else find out who answers there.",
        )
    except (OSError, http.client.HTTPException) as err:
        yield warning(
            "hq",
            f"{settings.hq} cannot be reached ({err}); the kiosk goes on, its events wait",
            "Look at the network and at HQ.",
        )
    else:
        yield good("hq", f"{settings.hq} answers")
        yield from _clocks(date)


def _clocks(date: str) -> Iterator[Finding]:
    try:
        skew_s = (datetime.now(UTC) - parsedate_to_datetime(date)).total_seconds()
    except ValueError:  # no date: HQ says nothing about its clock
        return
    if abs(skew_s) > CLOCK_TOLERANCE_S:
        yield problem(
            "hq-clock", f"this clock is {skew_s:+.0f} s off HQ's", "Set the clock: timedatectl set-ntp true."
        )
    else:
        yield good("hq-clock", "this clock agrees with HQ's")
