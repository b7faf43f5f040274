"""What the bridge says is wrong with itself (`$alert` of Homie 5), until it says that it is over."""

from firmware_bridge.values import AlertText
from kiosk.app.shelves import Shelves
from kiosk.app.view_state import AlertView

MOST = 16  # more than a bridge has; what is beyond is noise


class BridgeAlerts:
    """Used from the runtime loop only."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._standing: dict[str, AlertText] = {}

    def heard(self, alert: str, said: AlertText | None) -> None:
        """None: it is over."""
        if said is None:
            self._standing.pop(alert, None)
        elif alert in self._standing or len(self._standing) < MOST:
            self._standing[alert] = said

    def forget(self) -> None:
        """The broker is away, and with it the word that one is over; what still holds is heard again."""
        self._standing.clear()

    def views(self) -> tuple[AlertView, ...]:
        """Those that stand, the oldest first; of a bridge that is gone, nothing is known."""
        if self._shelves.bridge_is_gone:
            return ()
        views = (AlertView(name, said.text, said.since) for name, said in self._standing.items())
        return tuple(sorted(views, key=lambda view: (view.since is None, view.since or 0, view.name)))
