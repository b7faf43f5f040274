"""What can go wrong with a catalog.

SyncError
└── CatalogError
    ├── CatalogFormatError   a package folder cannot be read: which file, which line, what is wrong
    └── CatalogBuildError    a data folder does not give a catalog: what is missing, what to do
"""

from sync.errors import SyncError


class CatalogError(SyncError):
    """Any failure of this package; the message says what happened and what to do."""


class CatalogFormatError(CatalogError):
    """A file of a catalog package is missing, unreadable or contradicts another."""


class CatalogBuildError(CatalogError):
    """The data folder or the options do not give a catalog."""
