from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sync.agent.enrolment import authority_by_fingerprint, enrol
from sync.agent.errors import EnrolmentFailed
from sync.device import DeviceFolder, NotEnrolled, SettingsInvalid, SyncSettings, read_settings
from sync.hq import tls
from sync.signing import VerifyingKey


@pytest.fixture
def folder(tmp_path: Path) -> DeviceFolder:
    return DeviceFolder(tmp_path / "k9")


@pytest.fixture
def settings(hq: Any) -> SyncSettings:
    return SyncSettings("k9", "367", hq.url)


@pytest.fixture
def authority(hq: Any) -> str:
    return str(hq.folder.authority.read_text())


def new_code(hq: Any, minutes: float = 5) -> str:
    return str(hq.fleet.create_code("k9", "367", timedelta(minutes=minutes)))


def test_a_code_makes_a_device_known(
    hq: Any, folder: DeviceFolder, settings: SyncSettings, authority: str
) -> None:
    key = enrol(folder, settings, new_code(hq), authority)
    assert key.fingerprint == hq.made.signing_fingerprint
    assert read_settings(folder) == settings
    assert folder.token.stat().st_mode & 0o777 == 0o600
    assert VerifyingKey.load(folder.release_key).fingerprint == key.fingerprint
    assert hq.fleet.kiosk_of(folder.token.read_text().strip()) == "k9"


def test_a_code_works_once(hq: Any, folder: DeviceFolder, settings: SyncSettings, authority: str) -> None:
    code = new_code(hq)
    enrol(folder, settings, code, authority)
    with pytest.raises(EnrolmentFailed, match="used already"):
        enrol(folder, settings, code, authority)


def test_a_code_may_be_typed_in_lower_case_without_dashes(
    hq: Any, folder: DeviceFolder, settings: SyncSettings, authority: str
) -> None:
    enrol(folder, settings, f" {new_code(hq).replace('-', '').lower()} ", authority)


def test_a_newer_code_makes_the_older_one_void(
    hq: Any, folder: DeviceFolder, settings: SyncSettings, authority: str
) -> None:
    older = new_code(hq)
    new_code(hq)
    with pytest.raises(EnrolmentFailed, match="not known"):
        enrol(folder, settings, older, authority)


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"kiosk": "k8"}, "another kiosk or store"), ({"store": "1"}, "another kiosk or store")],
    ids=str,
)
def test_a_code_admits_the_kiosk_it_was_made_for_only(
    hq: Any, folder: DeviceFolder, settings: SyncSettings, authority: str, change: dict[str, str], reason: str
) -> None:
    code = new_code(hq)
    with pytest.raises(EnrolmentFailed, match=reason):
        enrol(folder, replace(settings, **change), code, authority)
    enrol(folder, settings, code, authority)  # a mistyped name does not use the code up


def test_an_expired_code_is_refused(
    hq: Any, folder: DeviceFolder, settings: SyncSettings, authority: str
) -> None:
    with pytest.raises(EnrolmentFailed, match="expired"):
        enrol(folder, settings, new_code(hq, minutes=-1), authority)
    with pytest.raises(NotEnrolled):
        read_settings(folder)


def test_enrolling_anew_makes_the_old_token_void(
    hq: Any, folder: DeviceFolder, settings: SyncSettings, authority: str
) -> None:
    enrol(folder, settings, new_code(hq), authority)
    first = folder.token.read_text().strip()
    enrol(folder, settings, new_code(hq), authority)
    assert hq.fleet.kiosk_of(first) is None
    assert hq.fleet.kiosk_of(folder.token.read_text().strip()) == "k9"


def test_hq_is_believed_by_its_fingerprint_alone(
    hq: Any, folder: DeviceFolder, settings: SyncSettings
) -> None:
    shown = ":".join(hq.made.authority_fingerprint[i : i + 2] for i in range(0, 64, 2)).upper()
    enrol(folder, settings, new_code(hq), authority_by_fingerprint(hq.url, shown))
    with pytest.raises(EnrolmentFailed, match="not the one given"):
        authority_by_fingerprint(hq.url, "00" * 32)


def test_an_impostor_with_another_authority_is_not_given_the_code(
    hq: Any, folder: DeviceFolder, settings: SyncSettings, tmp_path: Path
) -> None:
    tls.create_authority(tmp_path / "other.pem", tmp_path / "other.key")
    code = new_code(hq)
    with pytest.raises(EnrolmentFailed, match="cannot reach HQ"):
        enrol(folder, settings, code, (tmp_path / "other.pem").read_text())
    hq.fleet.enrol(code, "k9", "367")  # still good


@pytest.mark.parametrize("pem", ["", "not a certificate"], ids=["empty", "nonsense"])
def test_a_ca_file_that_is_no_certificate_is_said(
    folder: DeviceFolder, settings: SyncSettings, pem: str
) -> None:
    with pytest.raises(EnrolmentFailed, match="no certificate"):
        enrol(folder, settings, "code", pem)


@pytest.mark.parametrize("url", ["http://localhost", "localhost:8443", ""])
def test_an_address_without_https_is_refused(url: str) -> None:
    with pytest.raises(SettingsInvalid, match="https"):
        SyncSettings("k9", "367", url)


def test_an_hq_that_is_down_is_said(
    hq: Any, folder: DeviceFolder, settings: SyncSettings, authority: str
) -> None:
    code = new_code(hq)
    hq.stop()
    with pytest.raises(EnrolmentFailed, match="cannot reach HQ"):
        enrol(folder, settings, code, authority)


def test_other_settings_of_the_device_survive(new_device: Callable[..., Any], folder: DeviceFolder) -> None:
    folder.root.mkdir()
    folder.settings.write_text("[screen]\nidle_s = 60\n")
    new_device("k9")
    assert "idle_s = 60" in folder.settings.read_text()
