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
    if not array.size and array.ndim < dimensions:
        array = array.reshape(len(array), 0)
    if array.ndim != dimensions:
        raise ValueError(f"{name}: {array.ndim} dimensions instead of {dimensions}")
    if np.isinf(array).any():
        raise ValueError(f"{name}: an infinite value")
    return array


def standardised(values: Floats) -> tuple[Floats, float]:
    """`values` (n,) with mean 0 and spread 1 over what is known, and the spread in the unit of `values`.

    A column that never varies, or that is not known on any day, becomes 0 where it is known, with the spread 0.
    """
    known = ~np.isnan(values)
    chosen = values[known]
    if not len(chosen) or chosen.min() == chosen.max():
        return values * 0.0, 0.0
    # Halves first: the distance between two of the largest numbers there are is not a number.
    shifted = chosen / 2 - chosen[0] / 2
    largest = float(np.abs(shifted).max())
    if not largest:
        return values * 0.0, 0.0
    shifted /= largest
    shifted -= shifted.mean()
    spread = float(np.sqrt(shifted @ shifted / len(shifted)))
    scaled = np.full(len(values), np.nan)
    scaled[known] = shifted / spread
    return scaled, 2 * largest * spread


def recent(values: Floats) -> Floats:
    """(n, 3): of each day its value, the mean of the seven days up to it, and of the 28 days up to it.

    Means are of the known values. What is not known is replaced by the next wider mean, last by the mean of all
    days: `values` (n,) have the mean 0.
    """
    known = ~np.isnan(values)
    sums, counts = np.cumsum(np.where(known, values, 0.0)), np.cumsum(known)
    columns = np.zeros((len(values), 3))
    last, week, month = columns.T
    _running_mean(sums, counts, MONTH, month)
    week[:] = month
    _running_mean(sums, counts, WEEK, week)
    last[:] = np.where(known, values, week)
    return columns


def day_before(columns: Floats) -> Floats:
    """The same columns as of the day before; of the first day: 0, the mean of all days."""
    earlier = np.zeros_like(columns)
    earlier[1:] = columns[:-1]
    return earlier


def _running_mean(sums: Floats, counts: NDArray[np.intp], length: int, means: Floats) -> None:
    """Into `means` the mean over `length` days up to each day, from running totals; where none is known it stays."""
    within, known = sums.copy(), counts.copy()
    within[length:] -= sums[:-length]
    known[length:] -= counts[:-length]
    np.divide(within, known, out=means, where=known > 0)
