"""Columns of a diary, one entry a day, NaN where nothing was recorded: scaled, and what they were like lately."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tracker.analysis.drivers.regression import Floats

WEEK = 7
MONTH = 28

Bools = NDArray[np.bool_]


def checked(values: ArrayLike, dimensions: int, name: str) -> Floats:
    """As floats. Raises ValueError for another number of dimensions and for infinite values."""
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != dimensions:
        raise ValueError(f"{name}: {array.ndim} dimensions instead of {dimensions}")
    if np.isinf(array).any():
        raise ValueError(f"{name}: an infinite value")
    return array


def standardised(values: Floats) -> tuple[Floats, float]:
    """`values` (n,) with mean 0 and spread 1 over what is known, and the spread in the unit of `values`.

    A column that never varies, or that is not known on any day, becomes 0 where it is known, with the spread 0.
    """
    known = values[~np.isnan(values)]
    if not len(known) or known.min() == known.max():
        return values * 0.0, 0.0
    # Halves first: the distance between two of the largest numbers there are is not a number.
    shifted = values / 2 - known[0] / 2
    largest = float(np.nanmax(np.abs(shifted)))
    if not largest:
        return values * 0.0, 0.0
    shifted = shifted / largest
    centred = shifted - np.nanmean(shifted)
    spread = float(np.sqrt(np.nanmean(centred * centred)))
    return centred / spread, 2 * largest * spread


def recent(values: Floats) -> Floats:
    """(n, 3): of each day its value, the mean of the seven days up to it, and of the 28 days up to it.

    Means are of the known values. What is not known is replaced by the next wider mean, last by the mean of all
    days: `values` (n,) have the mean 0.
    """
    month = np.nan_to_num(_running_mean(values, MONTH))
    week = _running_mean(values, WEEK)
    week = np.where(np.isnan(week), month, week)
    return np.column_stack([np.where(np.isnan(values), week, values), week, month])


def day_before(columns: Floats) -> Floats:
    """The same columns as of the day before; of the first day: 0, the mean of all days."""
    earlier = np.zeros_like(columns)
    earlier[1:] = columns[:-1]
    return earlier


def _running_mean(values: Floats, length: int) -> Floats:
    """Of the known values among `length` days up to each day; NaN where none is known."""
    known = ~np.isnan(values)
    sums = np.cumsum(np.where(known, values, 0.0))
    counts = np.cumsum(known).astype(np.float64)
    sums[length:] -= sums[:-length].copy()
    counts[length:] -= counts[:-length].copy()
    return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
