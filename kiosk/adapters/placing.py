"""Products that the bundle does not know are placed once, in turns on the worker between its other jobs."""

import logging
from collections.abc import Callable, Sequence

from edge_models.runtime import AnyRecommender, BundleError, Placer
from edge_models.text.product import Product
from edge_models.text.reading import Vectors, give_memory_back
from kiosk.adapters.worker import Result, Worker
from kiosk.app.errors import CatalogUnreadable

log = logging.getLogger(__name__)

TURN_S = 0.025  # about so long a request may wait behind the encoder
_TELL_EVERY = 500  # products


class Placing:
    """Used from the runtime loop only. A new beginning ends what is under way."""

    def __init__(
        self,
        worker: Worker,
        read: Callable[[], Sequence[Product]],
        vectors: Vectors,
        adopt: Callable[[AnyRecommender, AnyRecommender], None],
        changed: Callable[[], None],
    ) -> None:
        """`read` gives the catalog's products; on the worker, `adopt` takes (the recommender given, the one
        that knows them); `changed` is called in the loop after that."""
        self._worker = worker
        self._read = read
        self._vectors = vectors
        self._adopt = adopt
        self._changed = changed
        self._round = 0

    def begin(self, recommender: AnyRecommender) -> None:
        """`recommender` as it was loaded."""
        self._round += 1
        self._run(
            self._round,
            lambda: Placer.of(recommender, self._read(), self._vectors),
            lambda placer: self._begun(recommender, placer),
        )

    def _begun(self, recommender: AnyRecommender, placer: Placer | None) -> None:
        if placer is not None:
            log.info("%d products of the catalog are unknown to the model and are placed", placer.total)
            self._go_on(recommender, placer)

    def _go_on(self, recommender: AnyRecommender, placer: Placer) -> None:
        before = placer.done

        def went_on(finished: bool) -> None:
            if placer.done // _TELL_EVERY > before // _TELL_EVERY:
                log.info("%d of %d products are placed", placer.done, placer.total)
            if finished:
                self._finish(recommender, placer)
            else:
                self._go_on(recommender, placer)

        self._run(self._round, lambda: placer.turn(TURN_S), went_on)

    def _finish(self, recommender: AnyRecommender, placer: Placer) -> None:
        def finished(_: None) -> None:
            log.info("Unknown products are placed; %d texts were encoded", placer.encoded)
            self._changed()
            # By then nobody holds the encoder, or the recommender that was given, any more
            self._run(self._round, give_memory_back, lambda _: None)

        self._run(self._round, lambda: self._adopt(recommender, placer.placed()), finished)

    def _run(self, number: int, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        """What is reported of an earlier round is not believed."""
        self._worker.run(
            work,
            lambda result: done(result) if number == self._round else None,
            lambda error: _failed(error) if number == self._round else None,
            replaces="place",
        )


def _failed(error: Exception) -> None:
    expected = isinstance(error, BundleError | CatalogUnreadable)
    log.error("Unknown products stay unknown: %s", error, exc_info=None if expected else error)
