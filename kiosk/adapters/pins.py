"""Checking PINs on the worker; the `PinDesk` port."""

import logging
from collections.abc import Callable, Mapping

from kiosk.adapters.worker import Worker

log = logging.getLogger(__name__)


class PinChecker:
    def __init__(self, worker: Worker, find_owner: Callable[[str, Mapping[str, str]], str | None]) -> None:
        """`find_owner` takes tens of milliseconds for each hash."""
        self._worker = worker
        self._find_owner = find_owner

    def check(
        self,
        pin: str,
        hashes: Mapping[str, str],
        answered: Callable[[str | None], None],
        failed: Callable[[], None],
    ) -> None:
        def not_checked(error: Exception) -> None:
            log.error("A PIN could not be checked", exc_info=error)
            failed()

        self._worker.run(lambda: self._find_owner(pin, hashes), answered, not_checked)
