"""The rows of days.csv: one a logged day, streamed.

The pain of a spot is the day's value of `analysis.series`, worked out day by day: it depends on that day alone.
"""

import heapq
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from tracker.analysis import series
from tracker.analysis.records import CheckInRecord, Diary, RatingRecord, SpotRecord, TreatmentRecord
from tracker.entries import CheckInEntry, Date, Entry, Id, RatingEntry, ReadingEntry, TreatmentEntry
from tracker.exchange import labels
from tracker.exchange.columns import DayRow
from tracker.exchange.stored import Selection
from tracker.records import spots_of


class DayColumns(NamedTuple):
    """The headers that a diary of its own adds: of its factors and of its spots, in their order, by id."""

    factors: dict[Id, str]
    spots: dict[Id, str]


class WideDay(NamedTuple):
    """One day: the fixed columns, and what is known of each factor and each spot, by header."""

    fixed: DayRow
    factors: dict[str, Decimal]
    worst_pain: int | None
    pain: dict[str, int]


def day_columns(selection: Selection) -> DayColumns:
    return DayColumns(
        {factor.id: labels.factor_column(factor) for factor in selection.factors},
        {spot.id: labels.pain_column(spot) for spot in selection.spots},
    )


def wide_days(selection: Selection, columns: DayColumns) -> Iterator[WideDay]:
    spots = spots_of(selection.person)
    streams: tuple[Iterator[Entry], ...] = (
        selection.check_ins(),
        selection.readings(),
        selection.ratings(),
        selection.treatments(),
    )
    for date, entries in groupby(heapq.merge(*streams, key=itemgetter(0)), key=itemgetter(0)):
        yield _wide_day(date, list(entries), spots, columns)


def _wide_day(
    date: Date, entries: list[Entry], spots: tuple[SpotRecord, ...], columns: DayColumns
) -> WideDay:
    check_in = next((entry for entry in entries if isinstance(entry, CheckInEntry)), None)
    readings = {
        columns.factors[entry.factor]: entry.value for entry in entries if isinstance(entry, ReadingEntry)
    }
    values = series.pain_by_spot(_one_day(date, check_in, entries, spots))
    pain = {
        columns.spots[Id(spot)]: int(of_spot[date.toordinal()]) for spot, of_spot in values.items() if of_spot
    }
    return WideDay(_fixed(date, check_in), readings, max(pain.values(), default=None), pain)


def _fixed(date: Date, check_in: CheckInEntry | None) -> DayRow:
    if check_in is None:
        return DayRow(date, completed=False)
    return DayRow(
        date,
        check_in.completed,
        check_in.sleep_hours,
        check_in.sleep_quality,
        check_in.stress,
        check_in.late,
        check_in.note,
    )


def _one_day(
    date: Date, check_in: CheckInEntry | None, entries: Iterable[Entry], spots: tuple[SpotRecord, ...]
) -> Diary:
    day = date.toordinal()
    ratings: list[RatingRecord] = []
    treatments: list[TreatmentRecord] = []
    for entry in entries:
        if isinstance(entry, RatingEntry):
            ratings.append(RatingRecord(entry.spot, day, entry.pain))
        elif isinstance(entry, TreatmentEntry):
            treatments += [
                TreatmentRecord(day, treated.spot, entry.kind, pain_before=treated.pain_before)
                for treated in entry.spots
            ]
    return Diary(
        spots=spots,
        check_ins=(CheckInRecord(day, completed=check_in is not None and check_in.completed),),
        ratings=tuple(ratings),
        treatments=tuple(treatments),
    )
