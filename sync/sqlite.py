"""sqlite-utils, loaded without pandas and numpy.

sqlite-utils imports both where they are installed, to map their column types. No database here needs that,
and on a machine with HQ's tools it would cost every process of a kiosk 90 MB and half a second. They stay
importable for everybody else.
"""

import sys

_hidden = [name for name in ("numpy", "pandas") if name not in sys.modules]
sys.modules.update(dict.fromkeys(_hidden))  # type: ignore[arg-type]  # None: an import of it fails
try:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations
finally:
    for name in _hidden:
        del sys.modules[name]

__all__ = ["Database", "Migrations"]
