"""Quantiles and tails of known distributions. The one module that touches scipy.

Imported when first asked: a server that never shows such a figure does not pay for it. `scipy.special` alone takes a
third of the time that `scipy.stats` does.
"""

from collections.abc import Sequence


def beta_quantiles(shapes: Sequence[tuple[float, float]], share: float) -> list[float]:
    """For each beta distribution (a, b), both above 0, the value below which `share` of it lies."""
    if not shapes:
        return []
    from scipy.special import betaincinv

    first, second = zip(*shapes, strict=True)
    return [float(value) for value in betaincinv(first, second, share)]


def student_tails(statistics: Sequence[tuple[float, float]]) -> list[float]:
    """For each (t, degrees of freedom above 0) the two-sided p of Student's t; t may be infinite."""
    if not statistics:
        return []
    from scipy.special import stdtr

    return [float(value) for value in 2 * stdtr(*_freedom_and_below(statistics))]


def student_quantile(freedom: float, level: float) -> float:
    """The t that holds `level` of Student's distribution between itself and its negative."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + level) / 2))


def _freedom_and_below(statistics: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [freedom for _, freedom in statistics], [-abs(t) for t, _ in statistics]
