"""A loyalty card through a real broker, the real bridge, a whole kiosk and the real recommender."""

import asyncio
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from firmware_bridge import topics
from firmware_bridge.card_key import card_key
from firmware_bridge.client import MqttClient, MqttSettings
from firmware_bridge.scans.codes import CodeRules, read_code
from kiosk.app.commands import (
    AnswerConsent,
    CorrectInterest,
    EndSession,
    EnterCode,
    OpenInterests,
    OpenProduct,
)
from kiosk.app.errors import CommandRefused
from kiosk.app.view_state import InterestKind, MemberList, Screen, ViewState
from kiosk.domain.profile import Profile
from kiosk.store.profiles import ProfileStore
from tests.conftest import RealBroker
from tests.firmware_bridge.test_bridge import bridge_of
from tests.kiosk.bundle_store import BUNDLE, needs_bundle, of_the_bundle
from tests.kiosk.small_store import MILK, VERSION, Device
from tests.kiosk.whole_kiosk import WITHIN_S, running

CARD = "LOY-4711"
DAY = timedelta(days=1)


async def test_bridge_and_kiosk_know_a_card_by_the_same_seal(device: Device, broker: RealBroker) -> None:
    """Whoever starts first makes the key; the card that was typed is known when it is scanned."""
    with running(device, broker.port) as kiosk:
        await kiosk.until(lambda v: (v.store_name and not v.notices) or v.attract, "the catalog")
        await asyncio.to_thread(kiosk.do, EnterCode(CARD))
        await asyncio.to_thread(kiosk.do, AnswerConsent(True))
        await asyncio.to_thread(kiosk.do, EndSession())
        async with (
            bridge_of(broker, device.state),
            MqttClient(MqttSettings("scanner", port=broker.port)) as client,
        ):
            await client.wait_connected(WITHIN_S)
            for _ in range(100):  # until the bridge listens and the kiosk follows
                await client.publish(topics.raw_scanner("scanner-1"), CARD.encode())
                await asyncio.sleep(0.1)
                if kiosk.shown.view.screen is not Screen.ATTRACT:
                    break
            view = await kiosk.until(lambda v: v.screen is Screen.INTERESTS, "the interests")
    assert view.signed_in
    kept = b"".join(
        path.read_bytes() for path in device.state.iterdir() if path.is_file() and path.name != "card.key"
    )
    assert b"4711" not in kept


@needs_bundle
def test_a_years_visits_become_interests_and_two_lists_that_follow_corrections(tmp_path: Path) -> None:
    device = Device(tmp_path)
    made, ids = of_the_bundle(tmp_path)
    device.install_catalog(made, VERSION)
    device.install_model(BUNDLE, "2026.11.24-1")
    weekly, twice = ids["1001"], ids["1004"]
    key, now = card_key(device.state), datetime.now(UTC)
    profile = Profile(now - 60 * DAY)
    for week in range(8, 0, -1):
        taken = (weekly, twice) if week in (3, 5) else (weekly,)
        profile = profile.with_visit(now - week * 7 * DAY, taken, lambda _: "")
    with closing(ProfileStore(device.state / "profiles.db", key)) as store:
        seal = read_code(CARD, CodeRules(seal_key=key)).raw
        store.keep(seal, profile, (now + 90 * DAY).date())

    def settled(view: ViewState) -> bool:
        return view.interests is not None and not view.interests.pending

    def listed(view: ViewState) -> set[str]:
        assert view.interests is not None
        return {each.product.product_id for each in view.interests.suggestions}

    with running(device) as kiosk:
        kiosk.shown.until(lambda v: v.attract and not set(v.notices) & {"suggestions_unavailable"}, "a model")
        kiosk.do(EnterCode(CARD))
        view = kiosk.shown.until(settled, "interests")
        assert view.interests is not None
        rows = {row.products[0].product_id: row for row in view.interests.interests}
        assert rows[weekly].kind is InterestKind.REGULAR
        numbers = dict(rows[weekly].numbers)
        assert (numbers["times"], numbers["days_between"]) == (8.0, 7.0)
        assert (numbers["lately"], numbers["of"]) == (8.0, 8.0)
        assert rows[twice].kind is InterestKind.TAKEN
        assert dict(rows[twice].numbers)["times"] == 2.0

        kiosk.do(OpenInterests(MemberList.REPEAT))
        assert listed(kiosk.shown.view) == {weekly, twice}
        reasons = {each.product.product_id: each.reason for each in kiosk.shown.view.interests.suggestions}  # type: ignore[union-attr]
        assert dict(reasons[weekly].numbers)["times"] == 8.0
        kiosk.do(OpenInterests(MemberList.DISCOVER))
        discover = listed(kiosk.shown.view)
        assert discover
        assert not discover & {weekly, twice}

        kiosk.do(CorrectInterest(rows[weekly].key))
        kiosk.do(OpenInterests(MemberList.REPEAT))
        kiosk.shown.until(lambda v: settled(v) and listed(v) == {twice}, "the corrected list")
        kiosk.do(OpenInterests(MemberList.DISCOVER))
        assert weekly not in listed(kiosk.shown.view)


@pytest.mark.parametrize("damaged", ["profiles.db", "card.key"])
def test_a_damaged_store_of_profiles_keeps_nobody_from_the_kiosk(device: Device, damaged: str) -> None:
    (device.state / damaged).write_bytes(b"not what it should be" * 400)
    with running(device) as kiosk:
        kiosk.shown.until(lambda v: v.attract, "the invitation")
        view = kiosk.do(EnterCode(CARD))
        assert view.screen in (Screen.CONSENT, Screen.NOT_SOLD)
        assert CARD not in repr(kiosk.shown.views)
        if view.consent is not None:
            assert view.consent.failed
            with pytest.raises(CommandRefused):
                kiosk.do(AnswerConsent(True))
        assert kiosk.do(OpenProduct(MILK)).product is not None
    assert (device.state / damaged).read_bytes().startswith(b"not what")  # left for whoever mends it
