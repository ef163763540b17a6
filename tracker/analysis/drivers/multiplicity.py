"""What many tests at once ask for: one p for several tests of one thing, and a share of false findings held down."""

from collections.abc import Sequence


def simes(p_values: Sequence[float]) -> float:
    """One p for the claim that none of these tests has anything to find (Simes, Biometrika 1986;73:751-754).

    Holds for tests that lean the same way, as horizons and shapes of one factor do. Raises ValueError where there are
    none.
    """
    ordered = sorted(p_values)
    if not ordered:
        raise ValueError("There is no test to sum up.")
    return min(1.0, *(len(ordered) * p / rank for rank, p in enumerate(ordered, start=1)))


def benjamini_hochberg(p_values: Sequence[float | None]) -> list[float | None]:
    """Adjusted p of each test: at most q where it is selected with a false discovery rate of q.

    Benjamini and Hochberg, J R Stat Soc B 1995;57:289-300. None, a test that could not be made, stays None and does
    not count as a test.
    """
    made = sorted(((p, index) for index, p in enumerate(p_values) if p is not None), reverse=True)
    adjusted: list[float | None] = [None] * len(p_values)
    least = 1.0
    for rank, (p, index) in zip(range(len(made), 0, -1), made, strict=True):
        least = min(least, p * len(made) / rank)
        adjusted[index] = least
    return adjusted
