"""The releases installed on this device: what is in use, going back, and noticing when the agent switches."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from kiosk.app.ports import InstalledReleases, ReleaseInfo
from sync.manifest import ReleaseError
from sync.releases import Installed, ReleaseStore
from sync.wire import ReleaseKind

log = logging.getLogger(__name__)

LOOK_EVERY_S = 0.5
_Stamp = tuple[int, int] | None  # inode and change time of a pointer's file


class InstalledHere:
    """The `Releases` port, over the device's release store."""

    def __init__(self, root: Path) -> None:
        self.store = ReleaseStore(root)
        self._known: dict[Path, ReleaseInfo] = {}

    def installed(self) -> InstalledReleases:
        return InstalledReleases(
            model=self._info(ReleaseKind.MODEL, previous=False),
            previous_model=self._info(ReleaseKind.MODEL, previous=True),
            catalog=self._info(ReleaseKind.CATALOG, previous=False),
        )

    def held_models(self) -> tuple[str, ...]:
        try:
            return self.store.pointer(ReleaseKind.MODEL).held
        except ReleaseError as error:
            log.error("Which models are held back cannot be read: %s", error)
            return ()

    def roll_back_model(self) -> str:
        return self.store.roll_back(ReleaseKind.MODEL).version

    def current(self, kind: ReleaseKind) -> Installed | None:
        """The release in use; None where there is none, or where its folder is damaged (which is logged)."""
        return self._find(kind, previous=False)

    def _find(self, kind: ReleaseKind, *, previous: bool) -> Installed | None:
        try:
            return self.store.previous(kind) if previous else self.store.current(kind)
        except ReleaseError as error:
            log.error("The %s in use cannot be found: %s", kind, error)
            return None

    def _info(self, kind: ReleaseKind, *, previous: bool) -> ReleaseInfo | None:
        found = self._find(kind, previous=previous)
        if found is None:
            return None
        if found.folder not in self._known:
            self._known[found.folder] = _describe(found, kind)
        return self._known[found.folder]


def _describe(found: Installed, kind: ReleaseKind) -> ReleaseInfo:
    try:
        manifest = found.manifest()
    except ReleaseError as error:
        log.error("%s", error)
        return ReleaseInfo(found.version, None)
    metrics = manifest.extra.get("metrics") if kind is ReleaseKind.MODEL else None
    return ReleaseInfo(found.version, manifest.created, tuple(_numbers("", metrics)))


def _numbers(name: str, value: object) -> list[tuple[str, float]]:
    """Every number of a nested object, its path as its name."""
    if isinstance(value, bool):
        return []
    if isinstance(value, int | float):
        return [(name, float(value))]
    if isinstance(value, dict):
        return [each for key, inner in value.items() for each in _numbers(f"{name} {key}".strip(), inner)]
    return []


class PointerWatch:
    """Notices that the agent, or staff, have put another release in use."""

    def __init__(self, store: ReleaseStore, changed: Callable[[ReleaseKind], None]) -> None:
        self._paths = {kind: store.pointer_path(kind) for kind in ReleaseKind}
        self._seen = {kind: _stamp(path) for kind, path in self._paths.items()}
        self._changed = changed

    async def run(self) -> None:
        """Look at the pointers for ever; a look costs two `stat`."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                self.look()
            except Exception:  # one release that cannot be taken must not hide the next
                log.exception("A change of releases could not be followed")

    def look(self) -> None:
        for kind, path in self._paths.items():
            stamp = _stamp(path)
            if stamp != self._seen[kind]:
                self._seen[kind] = stamp
                self._changed(kind)


def _stamp(path: Path) -> _Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns
