"""`endcap models history` and `endcap members remember`: a member's purchases, taken over."""

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from edge_models.data.cli import history
from firmware_bridge.card_key import card_key
from firmware_bridge.scans.codes import CodeRules, read_code
from kiosk.app.errors import MemberError
from kiosk.domain.profile import Profile
from kiosk.store.members_cli import members
from kiosk.store.profiles import ProfileStore

NOW = datetime.now(UTC)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    rows = [
        ("ann", "b2", "tea", "2024-03-08T10:00:00", "s1"),
        ("ann", "b1", "milk", "2024-03-01T09:00:00", "s1"),
        ("ann", "b1", "tea", "2024-03-01T09:00:00", "s1"),
        ("ann", "b1", "milk", "2024-03-01T09:00:00", "s1"),
        ("ann", "b3", "rice", "2024-03-09T10:00:00", "s2"),
        ("bob", "b4", "rice", "2024-03-09T10:00:00", "s1"),
    ]
    names = ["shopper_id", "basket_id", "product_id", "timestamp", "store_id"]
    pd.DataFrame(rows, columns=names).to_csv(folder / "transactions.csv", index=False)
    pd.DataFrame({"product_id": ["tea"], "name": ["Tea"]}).to_csv(folder / "products.csv", index=False)
    return folder


def remembered(state: Path, number: str) -> Profile | None:
    key = card_key(state)
    with closing(ProfileStore(state / "profiles.db", key)) as store:
        return store.load(read_code(number, CodeRules(seal_key=key)).raw)


def remember(state: Path, document: object, number: str) -> Result:
    file = state.parent / "history.json"
    file.write_text(json.dumps(document))
    arguments = ["remember", str(file), "--card-stdin", "--state", str(state)]
    return CliRunner().invoke(members, arguments, input=number + "\n")


def test_a_shoppers_purchases_are_told_visit_by_visit_and_remembered(data: Path, tmp_path: Path) -> None:
    told = CliRunner().invoke(
        history, ["--data", str(data), "--shopper", "ann", "--store", "s1", "--days-later", "365"]
    )
    document = json.loads(told.output)
    assert document["visits"] == [
        {"at": "2025-03-01T09:00:00Z", "taken": ["milk", "tea"]},
        {"at": "2025-03-08T10:00:00Z", "taken": ["tea"]},
    ]
    done = remember(tmp_path / "state", document, "LOY-1001")
    assert done.exit_code == 0
    assert "1001" not in done.output
    profile = remembered(tmp_path / "state", "LOY-1001")
    assert profile is not None
    assert [visit.taken for visit in profile.visits] == [("milk", "tea"), ("tea",)]
    assert remembered(tmp_path / "state", "LOY-1002") is None


def test_a_shopper_without_purchases_is_an_error(data: Path) -> None:
    told = CliRunner().invoke(history, ["--data", str(data), "--shopper", "bob", "--store", "s2"])
    assert told.exit_code == 1
    assert "'bob' bought nothing in store s2" in told.output


def test_visits_to_come_are_left_out(tmp_path: Path) -> None:
    visits = [{"at": (NOW + timedelta(days=each)).isoformat(), "taken": [str(each)]} for each in (2, -9, -2)]
    assert remember(tmp_path / "state", {"visits": visits}, "LOY-1").exit_code == 0
    profile = remembered(tmp_path / "state", "LOY-1")
    assert profile is not None
    assert [visit.taken for visit in profile.visits] == [("-9",), ("-2",)]


def test_a_card_that_is_remembered_is_left_alone(tmp_path: Path) -> None:
    visits = [{"at": NOW.isoformat(), "taken": ["tea"]}]
    remember(tmp_path / "state", {"visits": visits}, "LOY-1")
    again = remember(tmp_path / "state", {"visits": []}, "LOY-1")
    assert isinstance(again.exception, MemberError)
    profile = remembered(tmp_path / "state", "LOY-1")
    assert profile is not None
    assert len(profile.visits) == 1


@pytest.mark.parametrize("document", [[], {}, {"visits": [{}]}, {"visits": [{"at": "soon", "taken": []}]}, 7])
def test_what_is_no_history_is_an_error_and_nothing_is_kept(tmp_path: Path, document: object) -> None:
    failed = remember(tmp_path / "state", document, "LOY-1")
    assert isinstance(failed.exception, MemberError)
    assert not (tmp_path / "state" / "profiles.db").exists()


def test_what_is_no_loyalty_card_is_refused_without_repeating_it(tmp_path: Path) -> None:
    failed = remember(tmp_path / "state", {"visits": []}, "4006381333931")
    assert isinstance(failed.exception, MemberError)
    assert "4006381333931" not in str(failed.exception)


def test_a_member_can_be_forgotten_at_the_service_desk(tmp_path: Path) -> None:
    state = tmp_path / "state"
    for number in ("LOY-1", "LOY-2"):
        remember(state, {"visits": [{"at": NOW.isoformat(), "taken": ["tea"]}]}, number)
    arguments = ["forget", "--card-stdin", "--state", str(state)]
    assert CliRunner().invoke(members, arguments, input="LOY-1\n").exit_code == 0
    assert remembered(state, "LOY-1") is None
    assert remembered(state, "LOY-2") is not None
