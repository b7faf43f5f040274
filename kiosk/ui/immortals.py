"""Keeps None, True and False alive under PySide6 6.12 on Python 3.11.

PySide6 6.12 is built as if these three could not die, which holds from Python 3.12 on: each call of a void
method of Qt drops a reference to None that it never took, and each `emit` one to True. Under Python 3.11 the
interpreter ends with "deallocating None" after some thousand of them. So their counts are lifted out of
reach once: at a thousand stolen references a second, 2**40 last 34 years. Measured by
tests/kiosk/ui/test_immortals.py, which says when this module is no longer needed.
"""

import ctypes
import sys

OUT_OF_REACH = 1 << 40
MORTAL_BEFORE = (3, 12)  # PEP 683


def hold() -> None:
    """Lift the three reference counts; a second call changes nothing."""
    if sys.version_info >= MORTAL_BEFORE:
        return
    for constant in (None, True, False):
        if sys.getrefcount(constant) < OUT_OF_REACH // 2:
            # ob_refcnt is the first field of every object of CPython
            ctypes.c_ssize_t.from_address(id(constant)).value += OUT_OF_REACH
