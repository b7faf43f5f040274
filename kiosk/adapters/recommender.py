"""Suggestions from the active model bundle, made on the worker; the `Suggester` port."""

import logging
from collections.abc import Callable, Sequence
from datetime import tzinfo
from pathlib import Path

from edge_models.runtime import BundleError, Recommender, Request, Suggestion
from kiosk.adapters.worker import Worker
from kiosk.app.condition import Condition, Unusable
from kiosk.app.ports import Ask, Suggested
from sync.releases import Installed
from sync.wire import ReleaseKind

log = logging.getLogger(__name__)


class RecommenderDesk:
    """Holds the bundle that answers. A bundle that cannot be loaded leaves the previous one at work."""

    def __init__(
        self,
        worker: Worker,
        zone: tzinfo,
        current: Callable[[], Installed | None],
        condition: Condition,
        changed: Callable[[], None],
    ) -> None:
        """`current` is the bundle in use, `zone` the store's; `changed` is called when another bundle
        answers."""
        self._worker = worker
        self._current = current
        self._condition = condition
        self._zone = zone
        self._changed = changed
        self._recommender: Recommender | None = None  # touched by the worker only
        self._version: str | None = None

    @property
    def available(self) -> bool:
        return self._version is not None

    @property
    def version(self) -> str | None:
        return self._version

    def load(self) -> None:
        """Verify and load the bundle in use; until it is ready the previous one answers."""
        bundle = self._current()
        if bundle is None:
            log.warning("There is no model yet; the agent brings it from headquarters")
            return
        self._worker.run(
            lambda: self._load(bundle.folder),
            lambda _: self._loaded(bundle.version),
            lambda error: self._not_loaded(bundle.version, error),
            replaces="load",
        )

    def _load(self, folder: Path) -> None:
        self._recommender = Recommender.load(folder)

    def _loaded(self, version: str) -> None:
        log.info("Suggestions come from model %s", version)
        self._version = version
        self._condition.unusable.pop(ReleaseKind.MODEL, None)
        self._changed()

    def _not_loaded(self, version: str, error: Exception) -> None:
        expected = isinstance(error, BundleError)
        log.error("Model %s is not used: %s", version, error, exc_info=None if expected else error)
        self._condition.unusable[ReleaseKind.MODEL] = Unusable(version, str(error))
        self._changed()

    def ask(self, ask: Ask, answered: Callable[[Sequence[Suggested]], None]) -> None:
        self._worker.run(
            lambda: self._recommend(ask), answered, lambda error: _failed(error, answered), replaces="suggest"
        )

    def _recommend(self, ask: Ask) -> Sequence[Suggested]:
        if self._recommender is None:
            return ()
        request = Request(
            basket=ask.basket,
            store=ask.store,
            time=ask.time.astimezone(self._zone).replace(tzinfo=None),  # the store's clock, as in training
            candidates=ask.candidates,
            exclude=ask.exclude,
            promoted=ask.promoted,
        )
        return tuple(_suggested(each) for each in self._recommender.recommend(request, ask.k))


def _suggested(suggestion: Suggestion) -> Suggested:
    reason = suggestion.reason
    numbers = tuple(reason.numbers.items())
    return Suggested(suggestion.product_id, reason.kind.value, reason.evidence, numbers, suggestion.promoted)


def _failed(error: Exception, answered: Callable[[Sequence[Suggested]], None]) -> None:
    log.error("The recommender failed", exc_info=error)
    answered(())
