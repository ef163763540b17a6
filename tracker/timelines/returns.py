"""How long a spot stayed away, as lines under one strip with the days written at them."""

from dataclasses import dataclass

from tracker.analysis.returns import DurabilityRecord
from tracker.analysis.spot_story import SpotStory
from tracker.timelines.fitting import Lane, first_free, within
from tracker.timelines.reaching import last_away, reliefs_in
from tracker.timelines.rows import FORTNIGHT, Row
from tracker.timelines.words import days_words, return_words, short_days

# Labels that do not fit beside one another go one line down; where that is full too, only the table has them.
LEVELS = 2


@dataclass(frozen=True, slots=True)
class Shade:
    """The days from a treatment to a quick return."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Away:
    """A line from what brought relief to the return. `unsure`: width of its end, where the day lies in a gap.

    `label` is empty where it stands under another strip or found no room. `open`: not seen to come back.
    """

    x: float
    width: float
    unsure: float
    quick: bool
    open: bool
    label: str
    label_x: float
    level: int
    words: str

    @property
    def unsure_x(self) -> float:
        return round(self.x + self.width, 2)


@dataclass(frozen=True, slots=True)
class ReturnLines:
    shaded: tuple[Shade, ...]
    away: tuple[Away, ...]


def is_quick(record: DurabilityRecord, rapid_days: int) -> bool:
    """Surely back within `rapid_days` of a treatment that was followed by relief."""
    latest = record.days[1]
    return bool(record.course) and latest is not None and latest <= rapid_days


def return_lines(found: SpotStory, row: Row) -> ReturnLines:
    """The quick returns choose their place first: they are what one looks for. A strip of years has no room."""
    if row.is_weekly:
        return ReturnLines((), ())
    window = found.rules.rapid_days
    near = reliefs_in(found, row.first, row.last)
    quick = [record for record in near if is_quick(record, window)]
    lanes = [Lane() for _ in range(LEVELS)]
    lines = [
        _line(record, row, lanes, quick=is_quick(record, window))
        for record in sorted(near, key=lambda record: not is_quick(record, window))
    ]
    shades = (_clip(record.origin_day + 0.5, last_away(record), row) for record in quick)
    return ReturnLines(
        tuple(Shade(x, width) for x, width in shades if width > 0),
        tuple(sorted(lines, key=lambda line: line.x)),
    )


def _line(record: DurabilityRecord, row: Row, lanes: list[Lane], *, quick: bool) -> Away:
    earliest, latest = record.days
    end = last_away(record) + (1 if latest is None else 0)
    sure_until = (
        end if latest is None else max(record.origin_day + min(earliest, latest), record.origin_day + 0.5)
    )
    x, width = _clip(record.origin_day + 0.5, sure_until, row)
    unsure = _clip(sure_until, end, row)[1]
    label, label_x, level = "", 0.0, None
    if row.first <= last_away(record) <= row.last:
        label = days_words(record.days) if row.slots == FORTNIGHT else short_days(record.days)
        label_x = within(x + (width + unsure) / 2, label)
        level = first_free(lanes, label_x, label)
    return Away(
        x=x,
        width=width,
        unsure=unsure,
        quick=quick,
        open=latest is None,
        label=label if level is not None else "",
        label_x=label_x,
        level=level or 0,
        words=return_words(record),
    )


def _clip(start: float, end: float, row: Row) -> tuple[float, float]:
    """From `start` to `end` (days, the end not included) as far as it lies on the strip: x and width in per cent."""
    start, end = max(start, row.first), min(end, row.last + 1)
    return row.x(start), row.width(max(end - start, 0))
