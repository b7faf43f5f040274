"""The root of this package's errors.

    SyncError
    ├── DatabaseError           database.py: DatabaseFull, DatabaseCorrupt, DatabaseLocked, …
    ├── OutboxError             outbox.py
    ├── WireError               wire.py: what the other side sent is not what was agreed
    ├── SigningError            signing.py: KeyUnusable, SignatureInvalid
    ├── StorageError            durable.py: StorageFull, StorageUnavailable
    ├── ReleaseError            manifest.py, releases.py: ReleaseRefused (and its reasons), StoreDamaged
    ├── AgentError              agent/: HqUnreachable, HqRefused, NotEnrolled, AgentBusy, …
    └── HqError                 hq/: PublishRefused, EnrolmentRefused, NotInitialised, …

Every message says what happened and what to do about it; a command prints it as it is.
"""


class SyncError(Exception):
    """Something in sync went wrong that its caller may want to handle."""
