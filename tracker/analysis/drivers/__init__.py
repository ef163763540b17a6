"""What goes before worse days: the factors of a diary that survive an honest test.

numpy and scipy are imported when first asked: a server that never shows such a list does not pay for them.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def reported_drivers(pain: "ArrayLike", factors: "ArrayLike", weekday: "ArrayLike") -> list[bool]:
    from tracker.analysis.drivers import listing

    return listing.reported_drivers(pain, factors, weekday)
