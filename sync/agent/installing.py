"""Bringing in what HQ wants: verify, stage, try, switch; or refuse, say why, and not try again at once."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sync import outbox, status
from sync.agent.errors import HqRefused, TokenRefused
from sync.agent.hq_client import HqClient
from sync.checks import ReleaseCheck, ReleaseUnfit
from sync.database import Database
from sync.durable import StorageFull
from sync.manifest import FileAltered, FileEntry, ReleaseRefused, VersionTooOld
from sync.releases import Decision, ReleaseStore, StoreDamaged, decide
from sync.signing import SignatureInvalid, VerifyingKey
from sync.staging import Staging
from sync.wire import EventKind, ReleaseId, ReleaseKind

RETRY_FIRST = timedelta(hours=1)
RETRY_LONGEST = timedelta(hours=24)
log = logging.getLogger("endcap.agent")


@dataclass(frozen=True, slots=True)
class Installer:
    """Everything that installing needs. `store_id` is the store this device stands in."""

    db: Database
    store: ReleaseStore
    hq: HqClient
    key: VerifyingKey
    check: ReleaseCheck
    store_id: str
    now: Callable[[], datetime]

    def bring_in(self, wanted: ReleaseId, *, retry_refused: bool = False) -> bool:
        """Install what HQ wants if it is due; returns whether it is in use now and was not before.

        A release that must not be used is refused: recorded, reported by an event, tried again only after
        a growing
        delay or when a person asks (`retry_refused`). Raises what may go better next time: HqUnreachable,
        StorageError,
        CheckUnavailable, the faults of database.py.
        """
        try:
            decision = self._decide(wanted)
            if decision is Decision.UP_TO_DATE:
                status.clear_refusals(self.db, wanted.kind)
            if decision in (Decision.UP_TO_DATE, Decision.HELD) or not self._due(wanted, retry_refused):
                return False
            if decision is Decision.TOO_OLD:
                raise VersionTooOld("it is older than one that was installed here before")
            self._install(wanted)
        except (ReleaseRefused, SignatureInvalid, HqRefused) as error:
            if isinstance(error, TokenRefused):
                raise
            self._refuse(wanted, error.code, str(error))
            return False
        self.note_installed(wanted.kind)
        return True

    def note_installed(self, kind: ReleaseKind) -> None:
        """Tell HQ of a switch that it has not heard of, once, whatever crash came between the switch and
        the telling.
        Going back is told by the kiosk, which knows who asked for it."""
        pointer = self.store.pointer(kind)
        known = status.installed(self.db).get(kind)
        if pointer.version is None or pointer.version == known:
            return
        release = ReleaseId(kind, pointer.version)
        with self.db.transaction():
            if known not in pointer.held:
                payload = {"kind": kind, "version": pointer.version, "previous": known}
                outbox.append(self.db, EventKind.RELEASE_INSTALLED, payload, self.now())
                status.clear_refusals(self.db, kind)
            status.record_installed(self.db, release)
        log.info("%s is in use", release)

    def _decide(self, wanted: ReleaseId) -> Decision:
        try:
            self.store.current(wanted.kind)
            return decide(self.store.pointer(wanted.kind), wanted.version, self._floor(wanted.kind))
        except StoreDamaged as error:
            log.warning("%s; installing it anew", error)
            self.store.forget_damaged(wanted.kind)
            return decide(self.store.pointer(wanted.kind), wanted.version, self._floor(wanted.kind))

    def _floor(self, kind: ReleaseKind) -> str | None:
        return status.installed(self.db).get(kind)

    def _due(self, wanted: ReleaseId, retry_refused: bool) -> bool:
        earlier = self._earlier_refusal(wanted)
        if earlier is None or retry_refused:
            return True
        wait = earlier.retry_at - self.now()
        return wait <= timedelta(0) or wait > RETRY_LONGEST  # longer: the clock was set back since

    def _install(self, wanted: ReleaseId) -> None:
        content, signature = self.hq.manifest(wanted)
        staging = self.store.stage(content, signature, self.key, wanted)
        self._require_own_catalog(staging)
        try:
            self._fetch_files(staging)
            folder = staging.complete()
            self.check.run(wanted.kind, folder)
        except (ReleaseRefused, HqRefused, StorageFull):
            staging.discard()  # gives the room back: facts need it more than an update
            raise
        self.store.activate(wanted.kind, wanted.version)

    def _fetch_files(self, staging: Staging) -> None:
        current = self.store.current(staging.manifest.release.kind)
        if current is not None:
            for entry in staging.missing():
                staging.reuse(entry, current.folder)
        staging.require_room()
        for entry in staging.missing():
            resumed = staging.resumes(entry)
            try:
                self._fetch(staging, entry)
            except FileAltered:
                if not resumed:
                    raise
                self._fetch(staging, entry)  # the part that an earlier attempt left may be at fault

    def _fetch(self, staging: Staging, entry: FileEntry) -> None:
        with staging.receive(entry) as receiver:
            self.hq.download(staging.manifest.release, receiver)

    def _require_own_catalog(self, staging: Staging) -> None:
        manifest = staging.manifest
        if manifest.release.kind is ReleaseKind.CATALOG and manifest.extra.get("store_id") != self.store_id:
            staging.discard()
            meant = manifest.extra.get("store_id")
            raise ReleaseUnfit(
                f"it is the catalog of store {meant}; this device stands in store {self.store_id}"
            )

    def _refuse(self, wanted: ReleaseId, code: str, reason: str) -> None:
        earlier = self._earlier_refusal(wanted)
        attempts = earlier.attempts + 1 if earlier else 1
        now = self.now()
        delay = min(RETRY_FIRST * 2 ** min(attempts - 1, 10), RETRY_LONGEST)
        refusal = status.Refusal(
            wanted, code, reason, attempts, earlier.first_at if earlier else now, now + delay
        )
        with self.db.transaction():
            status.record_refusal(self.db, refusal)
            if earlier is None or earlier.reason != reason:
                payload = {"kind": wanted.kind, "version": wanted.version, "code": code, "reason": reason}
                outbox.append(self.db, EventKind.RELEASE_REFUSED, payload, now)
        log.warning("refused %s: %s", wanted, reason)

    def _earlier_refusal(self, wanted: ReleaseId) -> status.Refusal | None:
        return next((each for each in status.refusals(self.db) if each.release == wanted), None)
