"""Where the windows stand on the screen.

A kiosk has the screen for itself. On a desk, where the simulated shelves are looked at together with it, the
two stand side by side; nothing here needs a window manager.
"""

from dataclasses import dataclass

from PySide6.QtGui import QGuiApplication, QWindow

TITLE_BAR = 40  # px that a window manager may put above a window
GAP = 8  # px beside and below a window, for its frame
KIOSK_SHAPE = (9, 16)  # of a portrait panel
SHELVES_SHAPE = (1100, 760)  # for which the simulator's window was drawn


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle in px of the screen."""

    x: int
    y: int
    width: int
    height: int

    def of_size(self, width: int, height: int) -> "Place":
        """Another size with the same upper right corner."""
        return Place(self.x + self.width - width, self.y, width, height)


def side_by_side(free: Place) -> tuple[Place, Place]:
    """The shelves' window and the kiosk's, on the free part of a screen.

    The kiosk is at the right and as tall as it can be; on an upright screen it is below the shelves.
    """
    if free.width >= free.height:
        kiosk = _fitted(free, KIOSK_SHAPE)
        shelves_room = Place(free.x, free.y, free.width - kiosk.width - 2 * GAP, free.height)
        shelves = _fitted(shelves_room, SHELVES_SHAPE)
    else:
        shelves = _fitted(free, SHELVES_SHAPE)
        taken = shelves.y - free.y + shelves.height + GAP
        kiosk = _fitted(Place(free.x, free.y + taken, free.width, free.height - taken), KIOSK_SHAPE)
    at_right = free.x + free.width - GAP - kiosk.width
    return shelves, Place(at_right, kiosk.y, kiosk.width, kiosk.height)


def _fitted(room: Place, shape: tuple[int, int]) -> Place:
    """The largest of this shape at the top left of the room, with its frame inside."""
    width, height = room.width - 2 * GAP, room.height - TITLE_BAR - GAP
    scale = min(width / shape[0], height / shape[1])
    return Place(room.x + GAP, room.y + TITLE_BAR, int(shape[0] * scale), int(shape[1] * scale))


def free_part() -> Place:
    """What the desktop leaves of the first screen. After the application has been made."""
    area = QGuiApplication.primaryScreen().availableGeometry()
    return Place(area.x(), area.y(), area.width(), area.height())


def show_at(window: QWindow, place: Place) -> None:
    window.setGeometry(place.x, place.y, place.width, place.height)
    window.show()


def show_full_screen(window: QWindow) -> None:
    """Fill the screen, also where no window manager is there to stretch the window."""
    window.setGeometry(QGuiApplication.primaryScreen().geometry())
    window.showFullScreen()
    window.requestActivate()  # keys of a scanner go to the window that has the focus
