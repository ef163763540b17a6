"""One slope of a linear regression, its other columns partialled out (Frisch and Waugh), with an HC3 error.

HC3 is the heteroscedasticity-robust variance of MacKinnon and White (1985): every residual is divided by one minus its
leverage. Degrees of freedom are the number of rows that really carry the slope, (sum r^2)^2 / sum r^4 with r what is
left of the exposure, so that a yes that is rare is not taken for many days.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# A direction of the scaled controls with less than this of a column's variation is another one said twice.
_COLLINEAR = 1e-8
# Against a division by zero where one row alone decides a column; such a row carries nothing of the slope.
_LEAST_FREE = 1e-9
# What is left of a variation by rounding alone.
_ROUNDING = 1e-20


class Slope(NamedTuple):
    """`controls`: columns partialled out, the constant among them. `freedom`: of Student's t.

    `left`: share of the exposure's variation that the controls do not explain. `explained`: share of what the controls
    leave of the target that the exposure explains.
    """

    estimate: float
    error: float
    freedom: float
    rows: int
    controls: int
    left: float
    explained: float

    @property
    def t(self) -> float:
        if self.error > 0:
            return self.estimate / self.error
        return float(np.copysign(np.inf, self.estimate)) if self.estimate else 0.0


class Partialled(NamedTuple):
    """What the controls leave of target and exposure, each (n,); `basis` (n, k - 1) spans the centred controls."""

    target: Floats
    exposure: Floats
    basis: Floats
    variation: float


def slope(target: Floats, exposure: Floats, controls: Floats) -> Slope:
    """`target` and `exposure` (n,), `controls` (n, c) without the constant, n at least 2; nothing missing."""
    return slope_of(partial_out(target, exposure, controls))


def partial_out(target: Floats, exposure: Floats, controls: Floats) -> Partialled:
    basis = orthonormal_basis(controls)
    centred = exposure - np.add.reduce(exposure) / len(exposure)
    # Twice is enough: what rounding left of the controls in the first pass goes in the second.
    left = _without(basis, _without(basis, centred))
    return Partialled(
        _without(basis, target - np.add.reduce(target) / len(target)), left, basis, float(centred @ centred)
    )


def slope_of(partialled: Partialled) -> Slope:
    target, exposure, basis, variation = partialled
    rows, controls = len(target), basis.shape[1] + 1
    left = float(exposure @ exposure)
    if left <= _ROUNDING * variation or variation <= 0:
        return Slope(0.0, 0.0, 1.0, rows, controls, 0.0, 0.0)
    squares = exposure * exposure
    estimate = float(exposure @ target) / left
    leverage = 1 / rows + np.einsum("ij,ij->i", basis, basis) + squares / left
    omitted = (target - estimate * exposure) / np.maximum(1 - leverage, _LEAST_FREE)
    return Slope(
        estimate=estimate,
        error=float(np.sqrt(squares @ (omitted * omitted))) / left,
        freedom=max(1.0, min(rows - controls - 1.0, left * left / float(squares @ squares))),
        rows=rows,
        controls=controls,
        left=left / variation,
        explained=estimate * estimate * left / max(float(target @ target), np.finfo(float).tiny),
    )


def orthonormal_basis(columns: Floats) -> Floats:
    """Orthonormal columns that span the centred `columns` (n, c); those that say a thing twice are dropped.

    By the eigenvectors of the k x k normal equations of scaled columns: half the time of a QR of all the rows.
    """
    centred = columns - np.add.reduce(columns) / len(columns)
    products = centred.T @ centred
    lengths = np.sqrt(np.diagonal(products))
    varied = lengths > _LEAST_FREE * np.sqrt(len(columns))
    if not varied.all():
        centred, products, lengths = centred[:, varied], products[np.ix_(varied, varied)], lengths[varied]
    values, vectors = np.linalg.eigh(products / np.outer(lengths, lengths))
    kept = values > _COLLINEAR
    basis: Floats = centred @ (vectors[:, kept] / np.outer(lengths, np.sqrt(values[kept])))
    return basis


def _without(basis: Floats, column: Floats) -> Floats:
    remaining: Floats = column - basis @ (basis.T @ column)
    return remaining
