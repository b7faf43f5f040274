"""What can go wrong with the window.

WindowError
└── PlatformError   no way to show a window here
"""


class WindowError(Exception):
    """The window cannot be made; the message says what is missing and how to mend it."""


class PlatformError(WindowError):
    """Qt cannot open a display here."""
