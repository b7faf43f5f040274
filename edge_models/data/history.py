"""One shopper's purchases out of a data folder, visit by visit: what a kiosk can be given to remember."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from edge_models.data.errors import DataError
from edge_models.data.folder import DataFolder


@dataclass(frozen=True, slots=True)
class Visit:
    at: datetime  # aware UTC; the folder's naive times are taken as such
    taken: tuple[str, ...]  # product ids, each once


@dataclass(frozen=True, slots=True)
class History:
    shopper: str
    visits: tuple[Visit, ...]  # oldest first

    def document(self) -> dict[str, Any]:
        """As JSON values, for `endcap members remember`."""
        visits = [
            {"at": visit.at.strftime("%Y-%m-%dT%H:%M:%SZ"), "taken": list(visit.taken)}
            for visit in self.visits
        ]
        return {"shopper": self.shopper, "visits": visits}


def shopper_history(folder: DataFolder, shopper: str, store: str | None, later: timedelta) -> History:
    """What `shopper` bought, in one store or everywhere, all of it `later` than it was.

    Raises DataError where there is no such shopper (there).
    """
    sales = folder.transactions(None if store is None else [store])
    own = sales[sales["shopper_id"] == shopper]
    if own.empty:
        where = folder.path if store is None else f"store {store} of {folder.path}"
        raise DataError(f"Shopper {shopper!r} bought nothing in {where}.")
    visits = []
    for _, lines in own.groupby("basket_id", sort=False):
        at = lines["timestamp"].iloc[0].to_pydatetime().replace(tzinfo=UTC) + later
        visits.append(Visit(at, tuple(dict.fromkeys(lines["product_id"]))))
    return History(shopper, tuple(sorted(visits, key=lambda visit: visit.at)))
