"""Timestamps of any usual form as naive times; what cannot be read becomes missing."""

import warnings
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

_DAY_NUMBERS, _FIGURES, _SECONDS = 1e6, 1e8, 1e11  # below: days since 1970, 20240303, seconds; above: ms


def read_times(given: "pd.Series[Any]") -> "pd.Series[Any]":
    """Naive times (UTC where a zone is given), NaT for what is none.

    Text is ISO 8601 or a date in figures, day or month first, whichever reads more of the column. Numbers
    count days, seconds or milliseconds since 1970, or are dates such as 20240301: their median tells which.
    """
    if pd.api.types.is_datetime64_any_dtype(given):
        return _naive(given)
    numbers = pd.to_numeric(given, errors="coerce")
    if numbers.notna().sum() > given.notna().sum() / 2:
        return _of_numbers(numbers)
    stamp = pd.to_datetime(given, utc=True, format="ISO8601", errors="coerce")
    odd = stamp.isna() & given.notna()
    if odd.any():
        stamp = stamp.mask(odd, _of_other_text(given[odd]).reindex(stamp.index))
    return _naive(stamp)


def whole_days(times: npt.NDArray[np.float64]) -> bool:
    """Whether no time of day is known: nearly all times (days, with fraction) share theirs."""
    if not len(times):
        return True
    minute = np.round(times % 1.0 * 1440).astype(np.int64)
    return bool(np.bincount(minute).max() >= 0.95 * len(minute))


def _naive(stamp: "pd.Series[Any]") -> "pd.Series[Any]":
    return stamp.dt.tz_convert(None) if stamp.dt.tz is not None else stamp


def _of_numbers(numbers: "pd.Series[Any]") -> "pd.Series[Any]":
    numbers = numbers.where(np.isfinite(numbers))
    usual = float(numbers.abs().median())
    if _DAY_NUMBERS <= usual < _FIGURES:
        return pd.to_datetime(numbers.astype("Int64").astype("str"), format="%Y%m%d", errors="coerce")
    if usual < _DAY_NUMBERS:
        return pd.to_datetime(numbers, unit="D", errors="coerce")
    return pd.to_datetime(numbers, unit="s" if usual < _SECONDS else "ms", errors="coerce")


def _of_other_text(given: "pd.Series[Any]") -> "pd.Series[Any]":
    """One form for the whole column, so that 1/11 and 13/11 are days of one November."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # "could not infer format": that is what is asked here
        tried = (
            pd.to_datetime(given, utc=True, errors="coerce"),
            pd.to_datetime(given, utc=True, errors="coerce", dayfirst=True),
            pd.to_datetime(given, utc=True, errors="coerce", format="mixed"),
        )
    return max(tried, key=lambda stamp: int(stamp.notna().sum()))
