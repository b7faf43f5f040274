"""What can go wrong with the demo, as one tree.

DemoError
├── PreparationFailed   the store could not be set up: which step, and its last words
├── DoesNotStart        a process ends again and again before it is ready
├── AlreadyRunning      another demo uses this state folder
└── TourFailed          a step of the scripted tour did not hold
"""


class DemoError(Exception):
    """Says what happened; `hint` says what to do about it."""

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__(text)
        self.hint = hint


class PreparationFailed(DemoError):
    """The store could not be set up."""


class DoesNotStart(DemoError):
    """A process ends again and again before it is ready."""


class AlreadyRunning(DemoError):
    """Another demo uses this state folder."""


class TourFailed(DemoError):
    """A step of the scripted tour did not hold."""
