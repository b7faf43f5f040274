"""The dispatcher, the presenter and the window together: whatever happens ends in what is shown."""

import asyncio
import logging
from collections.abc import Callable

from kiosk.app import commands
from kiosk.app.dispatcher import Dispatcher
from kiosk.app.errors import CatalogUnreadable, CommandRefused
from kiosk.app.presenter import Presenter
from kiosk.app.view_state import ViewState
from sync.database import DatabaseError

log = logging.getLogger(__name__)

TICK_S = 0.5
SOON_S = 0.05  # news of many slots are shown together


class Stage:
    """Used from the runtime loop only."""

    def __init__(
        self, dispatcher: Dispatcher, presenter: Presenter, show: Callable[[ViewState], None]
    ) -> None:
        self.dispatcher = dispatcher
        self._presenter = presenter
        self._show = show
        self._shown: ViewState | None = None
        self._soon: asyncio.TimerHandle | None = None

    def handle(self, command: commands.Command) -> None:
        """Carry a command out and show what it leads to. Raises CommandRefused, also where a fact cannot be
        kept."""
        try:
            self.dispatcher.handle(command)
        except DatabaseError as error:
            self.dispatcher.condition.refused(error)
            raise CommandRefused(str(error)) from error
        except CatalogUnreadable as error:
            self.dispatcher.catalog_broken(error)
            raise CommandRefused("the catalog is being rebuilt; try again in a moment") from error
        finally:
            self.refresh()

    def refresh(self) -> None:
        """Show the present state, where it differs from what is shown."""
        if self._soon is not None:
            self._soon.cancel()
            self._soon = None
        view = self._present()
        if view != self._shown:
            self._shown = view
            self._show(view)

    def refresh_soon(self) -> None:
        """For news that are no answer to a person."""
        if self._soon is None:
            self._soon = asyncio.get_running_loop().call_later(SOON_S, self._refresh_now)

    def _refresh_now(self) -> None:
        self._soon = None
        self.refresh()

    def _present(self) -> ViewState:
        try:
            return self._presenter.present()
        except CatalogUnreadable as error:
            self.dispatcher.catalog_broken(error)
            return self._presenter.present()

    async def tick_forever(self) -> None:
        """Let time pass, for deadlines and the ages of figures."""
        while True:
            await asyncio.sleep(TICK_S)
            try:
                self.dispatcher.tick()
                self.refresh()
            except Exception:
                log.exception("A tick failed")

    def close(self) -> None:
        if self._soon is not None:
            self._soon.cancel()
            self._soon = None
