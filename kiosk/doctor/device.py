"""What one device keeps: its folder, keys, databases, releases and its line to HQ."""

import shutil
import stat
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path

from kiosk.doctor.finding import Finding, good, note, problem, warning
from sync.errors import SyncError
from sync.releases import Installed, ReleaseStore
from sync.signing import VerifyingKey
from sync.wire import ReleaseKind

SECRETS = ("token", "card.key")
NEEDED_BYTES = 200_000_000  # below it updates are at risk, and soon facts
DATABASES = ("device.db", "bridge.db", "profiles.db", "catalog.db")
REBUILT = ("catalog.db",)  # a cache: made again from the signed catalog
ENROL = "Enrol this device: `endcap agent enrol`, with the code that `endcap hq enrol` gives."


def look_at_device(state: Path) -> Iterator[Finding]:
    if not state.is_dir():
        yield note("state", f"no device has been set up in {state} yet")
        return
    yield state_folder(state)
    yield free_space(state)
    yield enrolment(state)
    for name in SECRETS:
        if (state / name).exists():
            yield secret(state / name)
    for name in DATABASES:
        if (state / name).exists():
            yield database(state / name)
    for kind in ReleaseKind:
        yield release(state, kind)


def state_folder(state: Path) -> Finding:
    try:
        probe = state / ".doctor"
        probe.touch()
        probe.unlink()
    except OSError as err:
        return problem(
            "state", f"{state} cannot be written to: {err.strerror}", f"chown it to your user: {state}"
        )
    return good("state", f"the device's folder is {state}")


def free_space(state: Path) -> Finding:
    free = shutil.disk_usage(state).free
    text = f"{free / 1e9:.1f} GB free where {state} lies"
    if free < NEEDED_BYTES:
        return problem("disk", text, "Free some space: no update and soon no event can be kept.")
    return good("disk", text)


def enrolment(state: Path) -> Finding:
    key = state / "release.pub"
    if not key.exists() or not (state / "token").exists():
        return warning("enrolment", "this device is not enrolled at HQ; it runs, but gets no updates", ENROL)
    try:
        fingerprint = VerifyingKey.load(key).fingerprint
    except SyncError as err:
        return problem("enrolment", f"HQ's public key cannot be used: {err}", ENROL)
    return good("enrolment", f"enrolled; releases are trusted when signed by {fingerprint}")


def secret(file: Path) -> Finding:
    mode = stat.S_IMODE(file.stat().st_mode)
    if mode & 0o077:
        return problem(file.name, f"{file} can be read by other users (mode {mode:04o})", f"chmod 600 {file}")
    return good(file.name, f"{file.name} is private")


def database(file: Path) -> Finding:
    """SQLite's own quick check; the database is opened for reading only."""
    from pysqlite3 import dbapi2

    try:
        connection = dbapi2.connect(f"file:{file}?mode=ro", uri=True, timeout=5)
        try:
            answer = connection.execute("pragma quick_check(1)").fetchone()[0]
        finally:
            connection.close()
    except dbapi2.Error as err:
        answer = str(err)
    if answer == "ok":
        return good(file.name, f"{file.name} is sound ({file.stat().st_size / 1e6:.1f} MB)")
    if file.name in REBUILT:
        return warning(file.name, f"{file.name} is damaged: {answer}", "Start the kiosk: it builds it anew.")
    return problem(
        file.name,
        f"{file.name} is damaged: {answer}",
        f"Keep a copy of {file} for recovery, then put back the latest backup.",
    )


def release(state: Path, kind: ReleaseKind) -> Finding:
    """The release in use is whole: every file has the hash that its manifest names."""
    try:
        installed = ReleaseStore(state / "releases").current(kind)
        if installed is None:
            return note(kind, f"no {kind} has been installed yet")
        altered = _altered(installed)
    except (SyncError, OSError) as err:
        return problem(kind, str(err), "Publish it anew at HQ; the agent brings it.")
    if altered:
        return problem(
            kind, f"{kind} {installed.version}: {altered} is not as signed", "Publish it anew at HQ."
        )
    return good(kind, f"{kind} {installed.version} is whole")


def _altered(installed: Installed) -> str:
    for entry in installed.manifest().files:
        path = installed.folder / entry.path
        if not path.is_file():
            return entry.path
        with path.open("rb") as file:
            if file_digest(file, "sha256").hexdigest() != entry.sha256:
                return entry.path
    return ""
