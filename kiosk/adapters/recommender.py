"""Suggestions from the active model bundle, made on the worker; the `Suggester` port."""

import logging
import weakref
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path

from edge_models.runtime import (
    AnyRecommender,
    BundleError,
    Liking,
    Request,
    Suggestion,
    Want,
    interests,
    open_bundle,
    read_words,
)
from edge_models.text.product import Product
from edge_models.text.reading import Vectors, packed, unpacked
from kiosk.adapters.placing import Placing
from kiosk.adapters.worker import Worker
from kiosk.app.condition import Condition, Unusable
from kiosk.app.ports import Ask, Interest, Portrait, Suggested
from kiosk.domain.own_words import OwnWords, Thing
from sync.releases import Installed
from sync.wire import ReleaseKind

log = logging.getLogger(__name__)

MEANT = 3  # kinds of products that are named for a thing that a shopper said


class RecommenderDesk:
    """Holds the bundle that answers. A bundle that cannot be loaded leaves the previous one at work."""

    def __init__(
        self,
        worker: Worker,
        zone: tzinfo,
        current: Callable[[], Installed | None],
        catalog: Callable[[], Sequence[Product]],
        vectors: Vectors,
        condition: Condition,
        changed: Callable[[], None],
    ) -> None:
        """`current` is the bundle in use, `zone` the store's, `catalog` reads all that is sold here (on the
        worker); `changed` is called when another bundle answers, or the same one knows more products."""
        self._worker = worker
        self._current = current
        self._condition = condition
        self._zone = zone
        self._changed = changed
        self._catalog = catalog
        self._placing = Placing(worker, catalog, vectors, self._adopt, self._placed)
        # As it came from its bundle, for as long as placing needs it: both take 26 MB more than one
        self._bare: AnyRecommender | None = None
        self._loading = False
        # Touched by the worker only: the one that answers, and the one that came from the same bundle
        self._recommender: AnyRecommender | None = None
        self._origin: Callable[[], AnyRecommender | None] = lambda: None
        self._version: str | None = None
        self._reads: str | None = None

    @property
    def available(self) -> bool:
        return self._version is not None

    @property
    def version(self) -> str | None:
        return self._version

    @property
    def reads(self) -> str | None:
        return self._reads

    def load(self) -> None:
        """Verify and load the bundle in use; until it is ready the previous one answers."""
        bundle = self._current()
        if bundle is None:
            log.warning("There is no model yet; the agent brings it from headquarters")
            return
        self._loading = True
        self._worker.run(
            lambda: self._load(bundle.folder),
            lambda recommender: self._loaded(bundle.version, recommender),
            lambda error: self._not_loaded(bundle.version, error),
            replaces="load",
        )

    def catalog_changed(self) -> None:
        """Place what the bundle does not know of the catalog that is open now."""
        if self._bare is not None:
            self._placing.begin(self._bare)
        elif self.available and not self._loading:  # else it is placed once it is loaded
            self.load()

    def _load(self, folder: Path) -> AnyRecommender:
        self._recommender = recommender = open_bundle(folder)
        self._origin = weakref.ref(recommender)
        return recommender

    def _adopt(self, recommender: AnyRecommender, knowing_more: AnyRecommender) -> None:
        """Unless another bundle has been loaded since."""
        if recommender is self._origin():
            self._recommender = knowing_more

    def _placed(self) -> None:
        self._bare = None
        self._changed()

    def _loaded(self, version: str, recommender: AnyRecommender) -> None:
        log.info("Suggestions come from model %s", version)
        self._loading, self._bare = False, recommender
        self._version = version
        self._reads = None if recommender.text is None else recommender.text.encoder_id
        self.catalog_changed()
        self._condition.unusable.pop(ReleaseKind.MODEL, None)
        self._changed()

    def _not_loaded(self, version: str, error: Exception) -> None:
        self._loading = False
        expected = isinstance(error, BundleError)
        log.error("Model %s is not used: %s", version, error, exc_info=None if expected else error)
        self._condition.unusable[ReleaseKind.MODEL] = Unusable(version, str(error))
        self._changed()

    def read(self, text: str, understood: Callable[[OwnWords | None], None]) -> None:
        def failed(error: Exception) -> None:
            log.error("A shopper's words could not be read: %s", error)
            understood(None)

        self._worker.run(lambda: self._read(text), understood, failed, replaces="words")

    def _read(self, text: str) -> OwnWords | None:
        if self._recommender is None or self._recommender.text is None:
            return None
        part = self._recommender.text
        read = read_words(text, part, self._catalog())
        things = tuple(Thing(each.words, each.wanted, packed(each.vector)) for each in read)
        return OwnWords(text, things, part.encoder_id)

    def ask(self, ask: Ask, answered: Callable[[Sequence[Suggested]], None]) -> None:
        self._worker.run(
            lambda: self._recommend(ask), answered, lambda error: _failed(error, answered), replaces="suggest"
        )

    def _recommend(self, ask: Ask) -> Sequence[Suggested]:
        if self._recommender is None:
            return ()
        return _answer(self._recommender, self._request(ask, self._recommender), ask.k)

    def portray(self, ask: Ask, answered: Callable[[Portrait], None]) -> None:
        def failed(error: Exception) -> None:
            log.error("The recommender failed", exc_info=error)
            answered(Portrait())

        self._worker.run(lambda: self._portray(ask), answered, failed, replaces="portrait")

    def _portray(self, ask: Ask) -> Portrait:
        if self._recommender is None:
            return Portrait()
        request = self._request(ask, self._recommender)
        found = interests(self._recommender.kinds, request)
        meant = self._recommender.spoken_for(request.likings, ask.candidates, MEANT)
        return Portrait(
            tuple(Interest(each.kind.value, each.evidence, tuple(each.numbers.items())) for each in found),
            _answer(self._recommender, replace(request, want=Want.REPEAT), ask.k),
            _answer(self._recommender, replace(request, want=Want.DISCOVER), ask.k),
            tuple((said.words, tuple(ids)) for said, ids in zip(request.likings, meant, strict=True)),
        )

    def _request(self, ask: Ask, recommender: AnyRecommender) -> Request:
        return Request(
            history=tuple(visit.taken for visit in ask.visits),
            history_time=tuple(self._local(visit.at) for visit in ask.visits),
            basket=ask.basket,
            store=ask.store,
            time=self._local(ask.time),
            candidates=ask.candidates,
            exclude=ask.exclude,
            promoted=ask.promoted,
            likings=_likings(ask.words, recommender),
        )

    def _local(self, moment: datetime) -> datetime:
        """The store's clock, as in training."""
        return moment.astimezone(self._zone).replace(tzinfo=None)


def _likings(words: OwnWords, recommender: AnyRecommender) -> tuple[Liking, ...]:
    """None while another encoder has read the words: its vectors mean nothing to this bundle."""
    if recommender.text is None or recommender.text.encoder_id != words.encoder:
        return ()
    return tuple(Liking(each.words, each.wanted, unpacked(each.vector)) for each in words.things)


def _answer(recommender: AnyRecommender, request: Request, k: int) -> tuple[Suggested, ...]:
    return tuple(_suggested(each) for each in recommender.recommend(request, k))


def _suggested(suggestion: Suggestion) -> Suggested:
    reason = suggestion.reason
    numbers = tuple(reason.numbers.items())
    return Suggested(suggestion.product_id, reason.kind.value, reason.evidence, numbers, suggestion.promoted)


def _failed(error: Exception, answered: Callable[[Sequence[Suggested]], None]) -> None:
    log.error("The recommender failed", exc_info=error)
    answered(())
