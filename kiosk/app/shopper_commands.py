"""What a shopper's command means: the event for the session."""

from collections.abc import Callable

from kiosk.app import commands
from kiosk.app.errors import CommandRefused
from kiosk.app.ports import Catalog
from kiosk.domain import shopper_events as happened
from kiosk.domain.diet import Contents


def event_of(command: commands.Command, catalog: Callable[[], Catalog]) -> happened.Event:
    """Raises CommandRefused for what is no shopper's, or names what the catalog does not know. `catalog`
    gives the one that is open, or raises it."""
    match command:
        case commands.Touch() | commands.ExtendSession():
            return happened.Touched()
        case commands.GoHome():
            return happened.WentHome()
        case commands.GoBack():
            return happened.WentBack()
        case commands.OpenProduct(product_id, from_suggestion):
            if catalog().product(product_id) is None:
                raise CommandRefused("this product is not in the catalog")
            return happened.ProductOpened(product_id, from_suggestion)
        case commands.OpenCompare():
            return happened.CompareOpened()
        case commands.OpenBrowse():
            return happened.Browsed()
        case commands.SelectDepartment(group_id):
            group = catalog().group(group_id)
            if group is None or group.parent is not None:
                raise CommandRefused("there is no such department")
            return happened.Browsed(group_id)
        case commands.SelectCategory(group_id):
            group = catalog().group(group_id)
            if group is None or group.parent is None:
                raise CommandRefused("there is no such category")
            return happened.Browsed(group.parent, group_id)
        case commands.LoadMore():
            return happened.MoreWanted()
        case commands.OpenSearch():
            return happened.QueryTyped()
        case commands.SetQuery(text):
            return happened.QueryTyped(text)
        case commands.SwitchLanguage(language):
            return happened.LanguageChosen(language)
        case commands.SetAccessible(on):
            return happened.AccessibilityChosen(on)
        case commands.LeaveOut(contents, on):
            if contents not in set(Contents):
                raise CommandRefused(f"nothing is known of contents named {contents!r}")
            return happened.LeftOut(Contents(contents), on)
        case commands.EndSession():
            return happened.Ended()
    raise CommandRefused(f"{type(command).__name__} is for staff; sign in first")
