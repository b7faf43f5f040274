"""Keeping catalog.db what the active catalog release says: opened, built anew, swapped, without a restart."""

import logging
from collections.abc import Callable
from pathlib import Path

from kiosk.adapters.worker import Worker
from kiosk.app.condition import Unusable
from kiosk.app.dispatcher import Dispatcher
from kiosk.app.errors import CatalogUnreadable
from kiosk.app.ports import Catalog
from sync.releases import Installed
from sync.wire import ReleaseKind

log = logging.getLogger(__name__)


class CatalogLoader:
    """Used from the runtime loop only; building happens on the worker."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        worker: Worker,
        current: Callable[[], Installed | None],
        path: Path,
        open_catalog: Callable[[Path], Catalog],
        build: Callable[[Path, Path], None],
        changed: Callable[[], None],
    ) -> None:
        """`current` is the release in use, `path` catalog.db; `changed` is called when another catalog is
        open."""
        self._dispatcher = dispatcher
        self._worker = worker
        self._current = current
        self._path = path
        self._open_catalog = open_catalog
        self._build = build
        self._changed = changed
        dispatcher.on_catalog_broken = self._rebuild

    def load(self) -> None:
        """Open catalog.db, and build it anew where it is not that of the release in use. An older one serves
        meanwhile."""
        release = self._current()
        if self._dispatcher.catalog is None:
            self._open()
        serving = self._dispatcher.catalog
        if release is None:
            if serving is None:
                log.warning("There is no catalog yet; the agent brings it from headquarters")
            return
        if (
            serving is None
            or serving.version != release.version
            or serving.folder != release.folder.resolve()
        ):
            self._rebuild()

    def _open(self) -> bool:
        try:
            catalog = self._open_catalog(self._path)
        except CatalogUnreadable as error:
            log.warning("catalog.db cannot be used: %s", error)
            return False
        self._dispatcher.catalog_changed(catalog)
        self._dispatcher.condition.unusable.pop(ReleaseKind.CATALOG, None)
        log.info("Catalog %s is open", catalog.version)
        self._changed()
        return True

    def _rebuild(self) -> None:
        release = self._current()
        self._dispatcher.condition.rebuilding = self._dispatcher.catalog is None
        if release is None:
            return
        folder, path = release.folder, self._path
        self._worker.run(
            lambda: self._build(folder, path),
            lambda _: self._built(),
            lambda error: self._not_built(release, error),
            replaces="catalog",
        )

    def _built(self) -> None:
        if not self._open():
            log.error("catalog.db was built and still cannot be used")
        self._changed()

    def _not_built(self, release: Installed, error: Exception) -> None:
        log.error("Catalog %s cannot be used: %s", release.version, error)
        self._dispatcher.condition.unusable[ReleaseKind.CATALOG] = Unusable(release.version, str(error))
        self._changed()
