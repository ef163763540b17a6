"""Quantiles of the beta distribution. The one module that touches scipy.

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
