"""What any machine needs to be a kiosk: Python, packages, SQLite, Qt's libraries, a broker, a true clock."""

import ctypes
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from kiosk.doctor.finding import Finding, good, note, problem, warning

PREPARE = "Run packaging/debian/prepare; on another system install what it lists."
INSTALL = "Run `make demo`, or install the package with its `device` extra."
PLATFORM_PLUGINS = ("xcb", "wayland", "offscreen", "vnc", "linuxfb", "eglfs")
WINDOWLESS = ("offscreen", "vnc")  # without these not even a screenshot can be made
TIME_ERROR = 5  # adjtimex(2): the clock is not synchronised
TIMEX_BYTES = 256  # struct timex is 208 bytes on 64-bit Linux


def look_at_machine() -> Iterator[Finding]:
    yield python()
    yield packages()
    yield sqlite()
    yield from qt_libraries()
    yield mosquitto()
    yield fonts()
    yield clock()


def python(running: tuple[int, ...] = tuple(sys.version_info[:3])) -> Finding:
    name = ".".join(map(str, running))
    if running[:2] == (3, 11):
        return good("python", f"Python {name}")
    return problem(
        "python", f"Python {name}; Endcap is made for 3.11", "Make its environment with Python 3.11."
    )


def packages() -> Finding:
    """Every package of the `device` extra can be found."""
    try:
        wanted = [line for line in requires("endcap") or [] if _is_for_device(line)]
    except PackageNotFoundError:
        return problem("packages", "Endcap itself is not installed in this environment", INSTALL)
    missing = [name for name in map(_name_of, wanted) if not _is_installed(name)]
    if missing:
        return problem("packages", f"missing Python packages: {', '.join(missing)}", INSTALL)
    return good("packages", f"all {len(wanted)} Python packages that a device needs")


def _is_for_device(requirement: str) -> bool:
    _, _, marker = requirement.partition(";")
    return "extra" not in marker or 'extra == "device"' in marker


def _name_of(requirement: str) -> str:
    end = next((i for i, letter in enumerate(requirement) if letter in " <>=!~;["), len(requirement))
    return requirement[:end]


def _is_installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def sqlite() -> Finding:
    """The SQLite that the databases are opened with, and whether it has the WAL-reset fault."""
    try:
        from pysqlite3 import dbapi2

        from sync.database import UnsafeSqlite, check_sqlite
    except ImportError as err:
        return problem("sqlite", f"{err.name} cannot be imported", INSTALL)
    try:
        check_sqlite()
    except UnsafeSqlite as err:
        return problem("sqlite", str(err), INSTALL)
    return good("sqlite", f"SQLite {dbapi2.sqlite_version}, free of the WAL-reset fault")


def qt_libraries() -> Iterator[Finding]:
    """Each platform plugin of Qt finds the system's libraries that it links to."""
    spec = importlib.util.find_spec("PySide6")
    folders = list(spec.submodule_search_locations or []) if spec else []
    if not folders:
        yield problem("qt", "Qt (PySide6) is not installed", INSTALL)
        return
    usable = []
    for platform in PLATFORM_PLUGINS:
        missing = _missing_libraries(Path(folders[0]) / f"Qt/plugins/platforms/libq{platform}.so")
        if not missing:
            usable.append(platform)
        elif platform in WINDOWLESS:
            yield problem(f"qt-{platform}", f"Qt's {platform} lacks {', '.join(missing)}", PREPARE)
        else:
            yield warning(f"qt-{platform}", f"Qt's {platform} lacks {', '.join(missing)}", PREPARE)
    if usable:
        yield good("qt", f"Qt {version('PySide6-Essentials')} can draw on: {', '.join(usable)}")


def _missing_libraries(plugin: Path) -> list[str]:
    if not plugin.exists():
        return [plugin.name]
    ldd = subprocess.run(["ldd", str(plugin)], capture_output=True, text=True, check=False)
    return sorted({line.split()[0] for line in ldd.stdout.splitlines() if line.endswith("not found")})


def mosquitto() -> Finding:
    path = shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if path is None:
        return warning(
            "mosquitto",
            "Mosquitto is not installed; the embedded broker is for trying out only",
            "Install the Debian package mosquitto.",
        )
    answer = subprocess.run([path, "-h"], capture_output=True, text=True, check=False).stdout
    first_line = (answer.splitlines() or ["mosquitto"])[0]
    return good("mosquitto", f"{first_line} at {path}")


def fonts() -> Finding:
    """The application brings its own fonts, Chinese included; they must be there."""
    spec = importlib.util.find_spec("kiosk.ui")
    folder = Path(next(iter(spec.submodule_search_locations or []))) / "fonts" if spec else Path()
    found = sorted(file.name for file in folder.glob("*") if file.suffix in (".otf", ".ttf"))
    if not found:
        return problem("fonts", f"no font in {folder}; Chinese would show as boxes", "Install Endcap again.")
    return good("fonts", f"{len(found)} fonts of its own, Chinese included")


def clock(now: datetime | None = None) -> Finding:
    """A clock behind the program's own files is wrong; promotions and certificates depend on it."""
    now = now or datetime.now(UTC)
    installed = datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC)
    if now < installed:
        return problem(
            "clock",
            f"the clock says {now:%Y-%m-%d %H:%M} UTC, which is before this program was installed",
            "Set the clock: timedatectl set-ntp true.",
        )
    if _is_unsynchronised():
        return note("clock", f"{now:%Y-%m-%d %H:%M} UTC; the kernel knows of no time server behind it")
    return good("clock", f"{now:%Y-%m-%d %H:%M} UTC, kept by a time server")


def _is_unsynchronised() -> bool:
    adjtimex = getattr(ctypes.CDLL(None), "adjtimex", None)
    return adjtimex is None or adjtimex(ctypes.create_string_buffer(TIMEX_BYTES)) in (TIME_ERROR, -1)
