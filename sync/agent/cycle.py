"""One cycle of the agent: events up, releases down, then a word on how this device is doing."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from sync import outbox, status
from sync.agent.errors import AgentStopping, HqUnreachable, TokenRefused
from sync.agent.hq_client import HqClient
from sync.agent.installing import Installer
from sync.agent.uploading import upload
from sync.checks import ReleaseCheck
from sync.database import Database, DatabaseError
from sync.device import DeviceFolder, SyncSettings
from sync.errors import SyncError
from sync.releases import RESERVE_BYTES, ReleaseStore, StoreDamaged
from sync.signing import VerifyingKey
from sync.wire import KioskReport, Problem, ReleaseId, ReleaseKind


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class CycleOutcome:
    """What one cycle did. `errors` is empty when all went well; `in_contact` is False when HQ did not
    answer."""

    sent: int  # events that HQ keeps now
    backlog: int
    installed: tuple[ReleaseId, ...]
    refused: tuple[str, ...]  # releases that this device will not install, with the reasons
    in_contact: bool
    errors: tuple[str, ...]


@dataclass(slots=True)
class Cycle:
    """The work of one cycle over an open database and an open connection to HQ; good for one run."""

    folder: DeviceFolder
    settings: SyncSettings
    db: Database
    hq: HqClient
    check: ReleaseCheck
    now: Callable[[], datetime] = utc_now
    sent: int = 0
    installed: list[ReleaseId] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    in_contact: bool = False

    def run(self, *, retry_refused: bool = False) -> CycleOutcome:
        """Do everything that can be done; what fails is recorded in sync_status and returned, not raised.

        Raises AgentStopping, and DatabaseError where device.db itself fails.
        """
        try:
            self._attempt(self._upload)
            self._attempt(lambda: self._install(retry_refused))
            self._attempt(self._upload)  # what the installation had to say
            self._attempt(lambda: self.hq.send_report(self.report()))
        except (HqUnreachable, TokenRefused) as error:  # every other request would end the same way
            self.errors.append(str(error))
            self.in_contact = False
        status.record_error(self.db, "; ".join(self.errors))
        return CycleOutcome(
            sent=self.sent,
            backlog=outbox.backlog(self.db),
            installed=tuple(self.installed),
            refused=tuple(f"{each.release}: {each.reason}" for each in status.refusals(self.db)),
            in_contact=self.in_contact,
            errors=tuple(self.errors),
        )

    def _attempt(self, step: Callable[[], None], what: str = "") -> None:
        """Do a step; its failure does not keep the next from being tried, unless nothing can go on."""
        try:
            step()
        except (DatabaseError, AgentStopping, HqUnreachable, TokenRefused):
            raise
        except SyncError as error:
            self.errors.append(f"{what}{error}")

    def _upload(self) -> None:
        self.sent += upload(self.db, self.hq)

    def _install(self, retry_refused: bool) -> None:
        wanted = self.hq.desired()
        self.in_contact = True
        status.record_contact(self.db, self.now())
        installer = self._installer()
        for release in wanted:
            self._attempt(partial(self._bring_in, installer, release, retry_refused), f"{release}: ")
        for kind in ReleaseKind:
            self._attempt(partial(installer.note_installed, kind))

    def _bring_in(self, installer: Installer, release: ReleaseId, retry_refused: bool) -> None:
        if installer.bring_in(release, retry_refused=retry_refused):
            self.installed.append(release)

    def report(self) -> KioskReport:
        """How this device is doing, for HQ."""
        store = self._store()
        versions: dict[str, str] = {}
        problems = [Problem("sync_failed", each) for each in self.errors]
        for kind in ReleaseKind:
            try:
                if current := store.current(kind):
                    versions[kind] = current.version
                problems += [Problem("release_held", f"{kind} {each}") for each in store.pointer(kind).held]
            except StoreDamaged as error:
                problems.append(Problem("releases_damaged", str(error)))
        for refusal in status.refusals(self.db):
            problems.append(
                Problem(f"release_refused.{refusal.code}", f"{refusal.release}: {refusal.reason}")
            )
        if aside := outbox.set_aside_count(self.db):
            problems.append(Problem("events_set_aside", str(aside)))
        free = shutil.disk_usage(self.folder.root).free
        if free < 2 * RESERVE_BYTES:
            problems.append(Problem("disk_low", f"{free / 1e6:.0f} MB"))
        return KioskReport(versions, outbox.backlog(self.db), tuple(problems), self.now())

    def _installer(self) -> Installer:
        return Installer(
            db=self.db,
            store=self._store(),
            hq=self.hq,
            key=VerifyingKey.load(self.folder.release_key),
            check=self.check,
            store_id=self.settings.store,
            now=self.now,
        )

    def _store(self) -> ReleaseStore:
        return ReleaseStore(self.folder.releases)
