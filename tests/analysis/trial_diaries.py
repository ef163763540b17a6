"""Trials as tests write them."""

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import strategies as st

from tracker.analysis.series import Series
from tracker.analysis.trial_plan import Order, PeriodPlan

# Differences as pain points have them: tenths, with ties among their sums.
tenths = st.integers(-60, 60).map(lambda n: Fraction(n, 10))

FIRST = 739_000
SEED = bytes(range(37, 69))


def orders(text: str) -> tuple[Order, ...]:
    return tuple("AB" if each == "AB" else "BA" for each in text.split())


def days(text: str, first: int = FIRST) -> Series:
    """One character a day: a digit is the value, a dot an unknown day; spaces count for nothing."""
    known = enumerate(text.replace(" ", ""))
    return {first + index: float(each) for index, each in known if each != "."}


def steady(plan: PeriodPlan, order: Sequence[Order], a: Sequence[float], b: Sequence[float]) -> Series:
    """Every day of pair i has the value a[i] or b[i], by its condition."""
    found: Series = {}
    for pair, each in enumerate(order):
        for half, condition in enumerate(each):
            start = plan.first + (2 * pair + half) * plan.length
            value = float((a if condition == "A" else b)[pair])
            found.update(dict.fromkeys(range(start, start + plan.length), value))
    return found
