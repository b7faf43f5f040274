"""Asking for the next page of a list that grows as it is scrolled."""

from kiosk.app.commands import LoadMore
from kiosk.ui.models.submit import Submit


class Paging:
    """Asks once for each page that has come, however often the end of the list is reached."""

    def __init__(self, submit: Submit) -> None:
        self._submit = submit
        self._asked_at = -1  # rows there were when more were asked for last

    def begin_anew(self) -> None:
        """It is another list now."""
        self._asked_at = -1

    def reached_end(self, have: int, total: int) -> None:
        """The last of `have` rows out of `total` is on the screen."""
        if have < total and have != self._asked_at:
            self._asked_at = have
            self._submit(LoadMore())
