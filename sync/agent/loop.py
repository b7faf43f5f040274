"""The agent as a service: a cycle on a schedule, and at once when somebody asks for one."""

import logging
import random
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sync import status
from sync.agent.cycle import Cycle, CycleOutcome, utc_now
from sync.agent.errors import AgentStopping
from sync.agent.hq_client import HqClient, tls_context
from sync.agent.lock import sole_agent
from sync.agent.schedule import Schedule
from sync.checks import ReleaseCheck
from sync.database import Database, DatabaseError, connect
from sync.device import DeviceFolder, NotEnrolled, SyncSettings

LOOK_EVERY_S = 0.25  # for a request to sync now
log = logging.getLogger("endcap.agent")


@dataclass(slots=True)
class Agent:
    """Runs cycles until `stop` is set. The database is opened anew for each, so that a damaged one can be
    replaced while the agent runs."""

    folder: DeviceFolder
    settings: SyncSettings
    check: ReleaseCheck = field(default_factory=ReleaseCheck)
    stop: threading.Event = field(default_factory=threading.Event)
    dice: random.Random = field(default_factory=random.Random)
    now: Callable[[], datetime] = utc_now

    def run(self) -> None:
        """Until stopped. Raises AgentBusy, NotEnrolled; what may pass by itself is logged and tried
        again."""
        schedule = Schedule(self.settings.interval_s, self.settings.backoff_max_s)
        with sole_agent(self.folder.agent_lock):
            failures = 0
            while not self.stop.is_set():
                try:
                    with self._open() as db:
                        outcome = self._cycle(db)
                        failures = self._count(outcome, failures)
                        self._wait(db, schedule.delay_s(failures, self.dice))
                except AgentStopping:
                    return
                except DatabaseError as error:
                    failures += 1
                    log.error("device.db fails, trying again later: %s", error)
                    self.stop.wait(schedule.delay_s(failures, self.dice))

    def run_once(self) -> CycleOutcome:
        """One cycle now, releases that were refused included. Raises AgentBusy, NotEnrolled,
        DatabaseError."""
        with sole_agent(self.folder.agent_lock), self._open() as db:
            status.request_sync(db)
            return self._cycle(db)

    def _cycle(self, db: Database) -> CycleOutcome:
        asked, request = status.waiting(db), status.requested(db)
        try:
            with self._connect() as hq:
                outcome = Cycle(self.folder, self.settings, db, hq, self.check, self.now).run(
                    retry_refused=asked
                )
        finally:
            status.record_served(db, request)
        return outcome

    def _connect(self) -> HqClient:
        try:
            token = self.folder.token.read_text().strip()
            if not re.fullmatch(r"[\w-]+", token, re.ASCII):
                raise ValueError(f"{self.folder.token} holds no token")
            context = tls_context(self.folder.authority.read_text())
        except (OSError, ValueError) as error:
            raise NotEnrolled(
                f"cannot use this device's enrolment ({error}); run: endcap agent enrol"
            ) from error
        return HqClient(self.settings.hq, self.settings.kiosk, token, context, self.stop.is_set)

    @contextmanager
    def _open(self) -> Iterator[Database]:
        db = connect(self.folder.database)
        try:
            status.prepare(db)
            yield db
        finally:
            db.close()

    def _wait(self, db: Database, delay_s: float) -> None:
        """Until the delay is over, somebody asks for a sync, or the agent is stopped."""
        until = time.monotonic() + delay_s
        while (left := until - time.monotonic()) > 0 and not self.stop.wait(min(left, LOOK_EVERY_S)):
            if status.waiting(db):
                return

    def _count(self, outcome: CycleOutcome, failures: int) -> int:
        if outcome.sent or outcome.installed:
            log.info(
                "sent %d events, installed %s",
                outcome.sent,
                ", ".join(map(str, outcome.installed)) or "nothing",
            )
        for error in outcome.errors:
            log.log(logging.WARNING if failures == 0 else logging.DEBUG, "%s", error)
        if not outcome.in_contact or outcome.errors:
            return failures + 1
        if failures:
            log.info("in contact with HQ again")
        return 0
