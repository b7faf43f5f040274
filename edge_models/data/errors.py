"""Errors of the data folder.

ModelsError
└── DataError
    ├── MissingTableError    the folder, or a required table in it, is not there
    ├── MissingColumnError   a table lacks required columns
    ├── UnreadableError      a file is there but cannot be read as what its name says
    └── SourceError          the package to import from is absent or not as expected
"""

from edge_models.errors import ModelsError


class DataError(ModelsError):
    """Data cannot be used. The text says which file, what is wrong and what to do."""


class MissingTableError(DataError):
    pass


class MissingColumnError(DataError):
    pass


class UnreadableError(DataError):
    pass


class SourceError(DataError):
    pass
