"""What an operator may choose."""

from pathlib import Path

import pytest

from kiosk.app.errors import SettingsError
from kiosk.app.settings import Settings, read_settings
from kiosk.domain.text import Language


def written(state: Path, text: str) -> Path:
    (state / "kiosk.toml").write_text(text, encoding="utf-8")
    return state


def test_without_a_file_every_key_has_its_default(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == Settings(state=tmp_path)


def test_the_file_is_read_and_the_command_line_wins(tmp_path: Path) -> None:
    written(tmp_path, '[kiosk]\nlanguage = "zh"\nbroker_port = 1884\nidle_timeout_s = 90\n')
    settings = read_settings(tmp_path, {"broker_port": 1999, "broker_host": None})
    assert (settings.language, settings.broker_port, settings.idle_timeout_s) == (Language.ZH, 1999, 90.0)
    assert settings.broker_host == "127.0.0.1"


def test_tables_of_other_programs_are_left_alone(tmp_path: Path) -> None:
    written(tmp_path, '[sync]\nhq = "https://hq"\n[kiosk]\nkiosk_id = "k7"\n')
    assert read_settings(tmp_path).kiosk_id == "k7"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[kiosk]\nbroker_prot = 1\n", "broker_prot"),
        ("[kiosk]\nbroker_port = 0\n", "broker_port"),
        ('[kiosk]\nbroker_port = "1883"\n', "broker_port"),
        ("[kiosk]\nbroker_port = true\n", "broker_port"),
        ("[kiosk]\nbroker_protocol = 3\n", "broker_protocol"),
        ('[kiosk]\nlanguage = "fr"\n', "language"),
        ("[kiosk]\nidle_timeout_s = -1\n", "idle_timeout_s"),
        ("[kiosk]\nidle_timeout_s = nan\n", "idle_timeout_s"),
        ('[kiosk]\nopens = "7 am"\n', "opens"),
        ('[kiosk]\ntime_zone = "Mars/Olympus"\n', "time_zone"),
        ("[kiosk]\npage_size = 0\n", "page_size"),
        ('[kiosk]\nloyalty_prefixes = "LOY-"\n', "loyalty_prefixes"),
        ('[kiosk]\nloyalty_prefixes = [""]\n', "loyalty_prefixes"),
        ("[kiosk]\nstaff_prefixes = [1]\n", "staff_prefixes"),
        ("[kiosk]\nprofile_days = 0\n", "profile_days"),
        ('[kiosk]\nstate = "/elsewhere"\n', "state"),
        ("kiosk = 7\n", "kiosk"),
        ("[kiosk\n", "kiosk.toml"),
    ],
)
def test_a_wrong_file_is_an_error_that_names_file_and_key(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(SettingsError, match=named) as caught:
        read_settings(written(tmp_path, text))
    assert "kiosk.toml" in str(caught.value)


def test_prefixes_of_cards_are_lists_of_texts(tmp_path: Path) -> None:
    written(tmp_path, '[kiosk]\nloyalty_prefixes = ["29", "CLUB-"]\nprofile_days = 90\n')
    settings = read_settings(tmp_path)
    assert settings.loyalty_prefixes == ("29", "CLUB-")
    assert settings.profile_days == 90
