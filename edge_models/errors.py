"""What can go wrong with models, as one tree.

ModelsError
├── BundleError     a bundle is missing something, altered, or does not do what it promises
├── RequestError    a request for suggestions has the wrong form
├── TrainingError   the data cannot be trained on
└── ExportError     the exported graph differs from the model it was made from
"""


class ModelsError(Exception):
    """Says what happened and what to do; every error of this package is one of its children."""


class BundleError(ModelsError):
    """A model bundle cannot be used; the text names the file and the reason."""


class RequestError(ModelsError):
    """A request has the wrong form; the text names the field."""


class TrainingError(ModelsError):
    """The data folder cannot be trained on; the text says what is missing."""


class ExportError(ModelsError):
    """An exported graph and its source disagree; the text gives the largest difference."""
