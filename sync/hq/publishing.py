"""Publishing: a folder is checked, copied, signed and becomes what kiosks are to install."""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sync.checks import ReleaseCheck
from sync.durable import storage_faults, sync_folder, sync_tree, write_atomically
from sync.hq.errors import PublishRefused
from sync.hq.fleet import Fleet, PublishedRelease
from sync.hq.folder import HqFolder
from sync.manifest import MANIFEST, SIGNATURE, Manifest, ReleaseRefused, parse_manifest
from sync.signing import SigningKey
from sync.staging import verify_folder
from sync.wire import ReleaseKind


def publish(
    hq: HqFolder,
    fleet: Fleet,
    source: Path,
    store: str | None,
    check: ReleaseCheck,
    *,
    everywhere: bool = False,
) -> PublishedRelease:
    """Publish the release in `source` for one store, or for all (`store` None; a catalog then goes to its
    own store).

    What is signed is a copy that nobody else writes to, after its hashes and its check were right. It
    becomes visible
    in one step. Raises PublishRefused, CheckUnavailable, KeyUnusable and the faults of the disk and the
    database.
    """
    key = SigningKey.load(hq.signing_key)
    try:
        manifest = parse_manifest(_read_manifest(source))
        target = _target(manifest, store, everywhere)
        release = manifest.release
        with _one_at_a_time(hq.root):
            fleet.require_newer(release, target)
            with storage_faults():
                shelf = hq.releases / release.kind
                shelf.mkdir(parents=True, exist_ok=True)
                incoming = Path(tempfile.mkdtemp(prefix=".incoming-", dir=shelf))
            try:
                _copy(source, manifest, incoming)
                verify_folder(incoming, manifest)
                check.run(release.kind, incoming)
                _sign_and_reveal(incoming, hq.release(release), key)
            finally:
                shutil.rmtree(incoming, ignore_errors=True)
            published = PublishedRelease(release, manifest.name, target, manifest.size, datetime.now(UTC))
            fleet.add_release(published)
    except ReleaseRefused as error:
        raise PublishRefused(f"{source} cannot be published: {error}") from error
    return published


@contextmanager
def _one_at_a_time(root: Path) -> Iterator[None]:
    with storage_faults():
        lock = (root / ".publish.lock").open("w")
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _read_manifest(source: Path) -> bytes:
    try:
        return (source / MANIFEST).read_bytes()
    except OSError as error:
        raise PublishRefused(
            f"{source} is no release folder: cannot read its {MANIFEST} ({error})"
        ) from error


def _target(manifest: Manifest, store: str | None, everywhere: bool) -> str | None:
    if manifest.release.kind is not ReleaseKind.CATALOG:
        return store
    own = manifest.extra.get("store_id")
    if not isinstance(own, str) or not own:
        raise PublishRefused(f"the catalog's {MANIFEST} does not say its store_id")
    if everywhere or (store is not None and store != own):
        raise PublishRefused(f"this is the catalog of store {own}; it can be published for that store only")
    return own


def _copy(source: Path, manifest: Manifest, incoming: Path) -> None:
    """Only what the manifest lists; a symbolic link is followed once here and is a plain file from then
    on."""
    incoming.chmod(0o755)
    for path in (MANIFEST, *(each.path for each in manifest.files)):
        target = incoming / path
        with storage_faults():
            target.parent.mkdir(parents=True, exist_ok=True)
            if (source / path).is_file():  # a missing one is reported by verify_folder
                shutil.copyfile(source / path, target)


def _sign_and_reveal(incoming: Path, final: Path, key: SigningKey) -> None:
    with storage_faults():
        content = (incoming / MANIFEST).read_bytes()
        write_atomically(incoming / SIGNATURE, key.sign(content))
        sync_tree(incoming)
        if final.exists():  # left by a publication that was cut off before it was recorded
            shutil.rmtree(final)
        incoming.replace(final)
        sync_folder(final.parent)
