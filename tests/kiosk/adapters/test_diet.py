"""What a shopper leaves out, through a whole kiosk with the real recommender."""

from pathlib import Path

from kiosk.app.commands import EndSession, LeaveOut, OpenProduct
from kiosk.app.view_state import ViewState
from tests.kiosk.bundle_store import BUNDLE, needs_bundle, of_the_bundle
from tests.kiosk.small_store import VERSION, Device, catalog
from tests.kiosk.whole_kiosk import running


@needs_bundle
def test_what_is_left_out_is_not_suggested_until_it_is_wanted_again(tmp_path: Path) -> None:
    device = Device(tmp_path)
    made, ids = of_the_bundle(tmp_path)
    device.install_catalog(made, VERSION)
    device.install_model(BUNDLE, "2026.11.24-1")
    dairy = {ids[each.product_id] for each in catalog(tmp_path).products if each.contains}
    shoes = ids["1002"]

    def suggested(view: ViewState) -> set[str]:
        return {each.product.product_id for each in view.suggestions}

    def answered(view: ViewState) -> bool:
        return bool(view.product and view.suggestions and not view.suggestions_pending)

    with running(device) as kiosk:
        kiosk.shown.until(lambda v: (v.store_name and not v.notices) or v.diet.choices, "the catalog")
        kiosk.do(OpenProduct(shoes))
        with_dairy = suggested(kiosk.shown.until(answered, "suggestions"))
        assert with_dairy & dairy
        kiosk.do(LeaveOut("dairy", True))
        view = kiosk.shown.until(
            lambda v: answered(v) and v.diet.left_out and not suggested(v) & dairy, "no dairy"
        )
        assert len(suggested(view)) >= 8 - len(dairy)
        kiosk.do(LeaveOut("dairy", False))
        kiosk.shown.until(lambda v: answered(v) and suggested(v) == with_dairy, "dairy again")
        kiosk.do(LeaveOut("dairy", True))
        kiosk.do(EndSession())
        kiosk.do(OpenProduct(shoes))
        view = kiosk.shown.until(answered, "the next shopper's suggestions")
        assert suggested(view) == with_dairy
