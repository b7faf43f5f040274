from pathlib import Path

import pytest

from sync.device import (
    DeviceFolder,
    NotEnrolled,
    SettingsInvalid,
    SyncSettings,
    read_settings,
    write_settings,
)

SETTINGS = SyncSettings("k1", "367", "https://hq:8443", 5, 20)


@pytest.fixture
def folder(tmp_path: Path) -> DeviceFolder:
    return DeviceFolder(tmp_path)


def test_settings_survive_their_file(folder: DeviceFolder) -> None:
    write_settings(folder, SETTINGS)
    assert read_settings(folder) == SETTINGS


def test_other_tables_and_comments_of_the_file_stay(folder: DeviceFolder) -> None:
    folder.settings.write_text('# mine\n[screen]\nidle_s = 60  # seconds\n\n[sync]\nkiosk = "old"\n')
    write_settings(folder, SETTINGS)
    text = folder.settings.read_text()
    assert "# mine\n[screen]\nidle_s = 60  # seconds\n" in text
    assert read_settings(folder) == SETTINGS


def test_a_device_that_was_never_enrolled_says_so(folder: DeviceFolder) -> None:
    with pytest.raises(NotEnrolled, match="endcap agent enrol"):
        read_settings(folder)
    folder.settings.write_text("[screen]\n")
    with pytest.raises(NotEnrolled):
        read_settings(folder)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[sync", "kiosk.toml"),
        ("sync = 3", "table"),
        ('[sync]\nkiosk = "k1"\nstore = "1"\nhq = "https://a"\nintervall_s = 3\n', "intervall_s"),
        ('[sync]\nkiosk = "k1"\nhq = "https://a"\n', "store"),
        ('[sync]\nkiosk = "k/1"\nstore = "1"\nhq = "https://a"\n', "kiosk"),
        ('[sync]\nkiosk = "k1"\nstore = 367\nhq = "https://a"\n', "store"),
        ('[sync]\nkiosk = "k1"\nstore = "1"\nhq = "http://a"\n', "https"),
        ('[sync]\nkiosk = "k1"\nstore = "1"\nhq = "https://a"\ninterval_s = 0\n', "interval_s"),
        ('[sync]\nkiosk = "k1"\nstore = "1"\nhq = "https://a"\ninterval_s = "fast"\n', "interval_s"),
    ],
)
def test_a_wrong_setting_is_named(folder: DeviceFolder, text: str, named: str) -> None:
    folder.settings.write_text(text)
    with pytest.raises(SettingsInvalid, match=named):
        read_settings(folder)
