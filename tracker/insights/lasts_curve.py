"""How long reliefs lasted as a drawing: steps, their band, ticks where one was last seen, numbers below the days."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

from tracker.analysis.comparison import Followed
from tracker.analysis.durability import Band, Curve, curve_and_band, share_on

# A curve of fewer says nothing of the next one.
ENOUGH_RELIEFS = 5
ENOUGH_RETURNS = 3
# Where fewer are followed the curve ends.
FOLLOWED = 3
# Days on the axis: at least, and at most, however long some stayed away.
SHORTEST, LONGEST = 14, 84
_STEPS = (2, 7, 14, 28)
_LABELS = 7
# Less than any share still away.
_NONE = 1e-9
# Half the height of a tick, in percent.
_TICK = 4


@dataclass(frozen=True)
class Lasting:
    """Reliefs of one group with all that is computed from them."""

    followed: Sequence[Followed]
    curve: Curve
    band: Band

    @property
    def reliefs(self) -> int:
        return len(self.followed)

    @property
    def is_enough(self) -> bool:
        return self.reliefs >= ENOUGH_RELIEFS and sum(self.curve.returns) >= ENOUGH_RETURNS

    @cached_property
    def days(self) -> list[float]:
        """For how long each was followed, the shortest first."""
        return sorted(each.days for each in self.followed)

    @property
    def longest(self) -> float:
        return self.days[-1] if self.days else 0.0

    @property
    def known_until(self) -> float:
        """The last day of which the curve says anything; where all are back it says 0 for ever."""
        return inf if self.curve.still_away and self.curve.still_away[-1] < _NONE else self.longest

    @property
    def drawn_until(self) -> float:
        """The last day up to which enough are followed."""
        return self.days[-FOLLOWED]

    def followed_on(self, day: float) -> int:
        return self.reliefs - bisect_left(self.days, day)

    def share_on(self, day: float) -> tuple[float, float, float] | None:
        """The share still away after `day` with its interval; None where nobody was followed for so long."""
        if day > self.known_until:
            return None
        return (share_on(self.curve, day), *self.band.at(day))


def lasting(followed: Sequence[Followed]) -> Lasting:
    days, returned = [each.days for each in followed], [each.returned for each in followed]
    return Lasting(followed, *curve_and_band(days, returned))


@dataclass(frozen=True, slots=True)
class DayLabel:
    """`x` in percent of the width; `followed`: how many still were on that day, empty past the end of the curve."""

    text: str
    x: str
    anchor: str
    followed: str


@dataclass(frozen=True, slots=True)
class CurvePlot:
    """Paths for a box `span` wide and 100 high, stretched; `half`: where the curve reaches one half."""

    span: int
    steps: str
    band: str
    ticks: str
    untreated: str
    half: tuple[str, str] | None
    labels: list[DayLabel]


def span_of(groups: Sequence[Lasting]) -> int:
    """One axis for all curves of a page, so that they can be compared."""
    longest = max((group.drawn_until for group in groups), default=0)
    return int(min(LONGEST, max(SHORTEST, -(-longest // 7) * 7)))


def plot_of(group: Lasting, span: int, untreated: Lasting | None) -> CurvePlot:
    until = min(group.drawn_until, span)
    median = group.curve.median
    half = None if median is None or median > until else _point(median, share_on(group.curve, median), span)
    return CurvePlot(
        span=span,
        steps=_steps(group.curve, until),
        band=_band(group.band, until),
        ticks=_ticks(group, until),
        untreated=_steps(untreated.curve, min(untreated.drawn_until, span)) if untreated else "",
        half=half,
        labels=_labels(group, span, until),
    )


def _y(share: float) -> str:
    return f"{100 * (1 - share):.4g}"


def _point(day: float, share: float, span: int) -> tuple[str, str]:
    return f"{100 * day / span:.4g}", _y(share)


def _steps(curve: Curve, until: float) -> str:
    reached = [pair for pair in zip(curve.times, curve.still_away, strict=True) if pair[0] <= until]
    return "M0 0" + "".join(f"H{day:g}V{_y(share)}" for day, share in reached) + f"H{until:g}"


def _band(band: Band, until: float) -> str:
    """There along the upper limit, back along the lower one."""
    rows = [row for row in zip(band.starts, band.low, band.high, strict=True) if row[0] < until]
    there = "".join(f"H{day:g}V{_y(high)}" for day, _, high in rows)
    ends = [day for day, _, _ in rows[1:]] + [until]
    back = "".join(f"V{_y(low)}H{day:g}" for day, low, _ in reversed(rows))
    return f"M0 {_y(rows[0][2])}{there}H{ends[-1]:g}{back}Z" if rows else ""


def _ticks(group: Lasting, until: float) -> str:
    days = sorted({each.days for each in group.followed if not each.returned and each.days <= until})
    shares = ((day, 100 * (1 - share_on(group.curve, day))) for day in days)
    return "".join(f"M{day:g} {y - _TICK:.4g}V{y + _TICK:.4g}" for day, y in shares)


def axis_of(span: int) -> list[DayLabel]:
    """The days below a drawing of so many."""
    return [_label(day, span, "") for day in _axis_days(span)]


def _labels(group: Lasting, span: int, until: float) -> list[DayLabel]:
    """The days of the axis, and how many were followed on each up to where the curve ends."""
    return [
        _label(day, span, f"{group.followed_on(day)}" if day <= until else "") for day in _axis_days(span)
    ]


def _axis_days(span: int) -> range:
    step = next((step for step in _STEPS if span / step <= _LABELS), _STEPS[-1])
    return range(0, span + 1, step)


def _label(day: int, span: int, followed: str) -> DayLabel:
    anchor = "start" if day == 0 else "end" if day == span else "middle"
    return DayLabel(f"{day}", f"{100 * day / span:.4g}", anchor, followed)
