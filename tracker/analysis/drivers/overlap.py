"""Which of the selected factors stay clear when all of them are fitted together."""

from collections.abc import Sequence

import numpy as np

from tracker.analysis.drivers.arrays import recent
from tracker.analysis.drivers.columns import OutcomeColumns
from tracker.analysis.drivers.regression import Floats, orthonormal_basis
from tracker.analysis.drivers.testing import (
    PAIRS_BESIDE,
    PAIRS_PER_CONTROL,
    Pairs,
    Tested,
    attempt,
    pairs_of,
    with_p,
)

TOGETHER_LEVEL = 0.05


def overlapping(outcome: OutcomeColumns, selected: Sequence[Tested]) -> list[int | None]:
    """Of each selected factor, by its best test, the place of the one it cannot be told apart from, or None.

    Each is fitted at its own horizon with the others of the same days as further controls.
    """
    filled = [recent(each.column.values)[:, 0] for each in selected]
    return [_told_apart_from(outcome, selected, place, filled) for place in range(len(selected))]


def _told_apart_from(
    outcome: OutcomeColumns, selected: Sequence[Tested], place: int, filled: Sequence[Floats]
) -> int | None:
    others = [other for other in range(len(selected)) if other != place]
    if not others:
        return None
    tested = selected[place]
    pairs = pairs_of(outcome, tested.column, tested.horizon, outcome.controls(tested.horizon))
    beside = np.column_stack([filled[other][pairs.days] for other in others])
    alike = _likeness(pairs, beside)
    # So many columns as the rows can carry, the most alike first.
    room = (len(pairs.days) - PAIRS_BESIDE) // PAIRS_PER_CONTROL - pairs.controls.shape[1] - 1
    kept = np.argsort(-alike, kind="stable")[: max(1, room)]
    together = pairs._replace(controls=np.column_stack([pairs.controls, beside[:, kept]]))
    (answer,) = with_p([[attempt(tested.column, tested.horizon, together)]])
    if answer.p is not None and answer.p < TOGETHER_LEVEL:
        return None
    return others[int(kept[0])]


def _likeness(pairs: Pairs, others: Floats) -> Floats:
    """The correlation without its sign of the exposure with each of `others` (m, c), the controls partialled out."""
    basis = orthonormal_basis(pairs.controls)
    columns = np.column_stack([pairs.exposure, others])
    columns = columns - columns.mean(axis=0)
    columns -= basis @ (basis.T @ columns)
    lengths = np.sqrt(np.einsum("ij,ij->j", columns, columns))
    products = np.abs(columns[:, 0] @ columns[:, 1:])
    alike: Floats = products / np.maximum(lengths[0] * lengths[1:], np.finfo(float).tiny)
    return alike
