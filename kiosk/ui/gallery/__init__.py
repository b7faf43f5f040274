"""Every screen as an authored view state, over the products of a catalog folder.

The source of the README's pictures and of the tests that look at each screen. The figures are authored; the
names, prices and pictures are the catalog's.
"""

from datetime import timedelta

from kiosk.app.view_state import MemberList, PinView, StockState, StockView, TaskStep, ViewState
from kiosk.ui.gallery.customer import CustomerScenes
from kiosk.ui.gallery.member import MemberScenes
from kiosk.ui.gallery.products import NOW
from kiosk.ui.gallery.staff import StaffScenes

__all__ = ["NOW", "Gallery"]


class Gallery(MemberScenes, CustomerScenes, StaffScenes):
    """Every scene of one catalog in one language."""

    def scenes(self) -> dict[str, ViewState]:
        """Name → state, in the order of a visit."""
        stale = StockView(StockState.STALE, 4, NOW - timedelta(minutes=4))
        return {
            "attract": self.attract(),
            "attract-no-offers": self.attract_without_offers(),
            "product": self.product(),
            "product-two-lifted": self.product_two_lifted(),
            "product-waiting": self.product_waiting(),
            "product-left-out": self.product_left_out(),
            "product-stale": self.product_with_stock(stale),
            "product-about": self.product_with_stock(StockView(StockState.MEASURED, 6, NOW, about=True)),
            "product-none-left": self.product_with_stock(StockView(StockState.MEASURED, 0, NOW)),
            "product-longest": self.product_longest(),
            "notices": self.notices(),
            "compare": self.compare(),
            "not-sold": self.not_sold(),
            "browse-departments": self.departments(),
            "browse-categories": self.categories(),
            "browse-products": self.category(),
            "browse-left-out": self.category_left_out(),
            "search": self.search(),
            "search-empty": self.search_empty(),
            "search-nothing": self.search_nothing(),
            "consent": self.consent(),
            "consent-refused": self.consent(failed=True),
            "interests": self.interests(),
            "interests-said": self.interests_said(),
            "interests-unsaid": self.interests_unsaid(),
            "interests-empty": self.interests_empty(),
            "interests-repeat": self.member_list(MemberList.REPEAT),
            "interests-discover": self.member_list(MemberList.DISCOVER),
            "forgotten": self.forgotten(),
            "product-member": self.product_member(),
            "idle": self.idle(),
            "staff-pin": self.pin(),
            "staff-pin-wrong": self.pin(PinView(wrong=True)),
            "staff-pin-locked": self.pin(PinView(wrong=True, locked_until=NOW + timedelta(seconds=90))),
            "staff-restock": self.restock(),
            "staff-restock-done": self.restock_done(),
            "staff-task-find": self.task(TaskStep.FIND_SLOT, 0, "wrong_product"),
            "staff-task": self.task(TaskStep.FILL, 0),
            "staff-task-unsure": self.task(TaskStep.FILL, 2, "unsure"),
            "staff-task-partly": self.task(TaskStep.CONFIRMED, 3),
            "staff-task-confirmed": self.task(TaskStep.CONFIRMED, 8),
            "staff-health": self.health(),
            "staff-health-down": self.health_down(),
            "staff-health-alerts": self.health_alerts(),
            "staff-devices": self.devices(),
            "staff-devices-quiet": self.devices_quiet(),
            "staff-devices-alerts": self.devices_alerts(),
            "staff-slot-zero": self.slot_setup(),
            "staff-slot-reference": self.slot_setup("reference", "refused", "the plate does not rest; wait"),
            "staff-slot-check": self.slot_setup("check", "cell_reference"),
            "staff-versions": self.versions(),
            "staff-versions-first": self.versions_first(),
            "staff-audit": self.audit(),
            "staff-audit-empty": self.audit_empty(),
        }
