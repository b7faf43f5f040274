"""Times as other houses write them."""

import numpy as np
import pandas as pd
import pytest

from edge_models.training.timestamps import read_times, whole_days

THIRD_OF_MARCH = pd.Timestamp("2024-03-03")


@pytest.mark.parametrize(
    "written",
    [
        "2024-03-03",
        "2024-03-03T00:00:00",
        "2024-03-03 00:00:00+00:00",
        "2024-03-03T01:00:00+01:00",
        "20240303",
        "3 Mar 2024",
        "03/03/2024",
        20240303,
        19785,
        1709424000,
        1709424000000,
    ],
)
def test_usual_forms_are_read(written: object) -> None:
    assert read_times(pd.Series([written] * 3)).tolist() == [THIRD_OF_MARCH] * 3


def test_one_bad_time_among_good_ones_is_missing_alone() -> None:
    for good in ("2024-03-03", "19785", "03/03/2024"):
        read = read_times(pd.Series([good, "soon", good, None, good]))
        assert read.isna().tolist() == [False, True, False, True, False]
        assert read[0] == THIRD_OF_MARCH


def test_day_first_dates_stay_in_their_month() -> None:
    days = pd.date_range("2000-11-01", periods=30)
    for form in ("%d/%m/%Y", "%m/%d/%Y"):
        assert read_times(pd.Series(days.strftime(form))).tolist() == days.tolist()


def test_dates_with_and_without_a_time_of_day_may_be_mixed() -> None:
    read = read_times(pd.Series(["2024-03-03", "2024-03-03T10:30:00", "2024-03-03 10:30"]))
    assert read.notna().all() and read[1] == read[2] > read[0]


def test_small_numbers_count_days() -> None:
    read = read_times(pd.Series([0, 1.0, None, 400]))
    assert read.diff()[1] == pd.Timedelta(days=1) and read.isna().tolist() == [False, False, True, False]


def test_times_that_all_share_their_hour_know_none() -> None:
    days = np.arange(100.0)
    assert whole_days(days) and whole_days(days + 5 / 24) and whole_days(np.zeros(0))
    assert not whole_days(days + np.linspace(8, 20, 100) / 24)
