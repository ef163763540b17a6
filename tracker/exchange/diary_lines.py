"""The lines of diary.csv: one for each recorded value, in order of days, streamed.

| kind | items |
|---|---|
| check_in | completed, sleep_hours, sleep_quality, stress, note |
| factor | the built-in factor's word, or the name of the person's own |
| rating | pain |
| sign, zone | one row each, with the same record_id as the pain |
| treatment | kind, tool, minutes, pressure, by, whole_body, started_on |
| treated_spot | treated, pain_before, pain_after, with the record_id of the treatment |
| spot | archived, restored |

A long diary has hundreds of thousands of them, so nothing is made of a stored row but its lines: the database gives
text and whole numbers (`plain`), which are put into lines that are known but for these (`frames`).
"""

import heapq
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from tracker.entries import Date, Id
from tracker.exchange.cells import LINE_END, line
from tracker.exchange.columns import DiaryRow, headers
from tracker.exchange.diary_records import Lines, check_ins, ratings, readings, treatments
from tracker.exchange.frames import LineEnds
from tracker.exchange.rows import spot_labels
from tracker.exchange.stored import Selection


def diary_lines(selection: Selection) -> Iterator[str]:
    """A header, then a text for each day and table.

    Within a day: spots put away or taken up, factors too, then check-in, readings, ratings, treatments.
    """
    yield line(headers(DiaryRow, notes=selection.notes))
    ends = LineEnds(notes=selection.notes)
    parts = (
        _archived(selection, ends),
        _factor_use(selection, ends),
        check_ins(selection, ends),
        readings(selection, ends),
        ratings(selection, ends),
        treatments(selection, ends),
    )
    for _, text in heapq.merge(*map(_by_day, parts), key=itemgetter(0)):
        yield text


def _by_day(lines: Lines) -> Lines:
    for date, group in groupby(lines, key=itemgetter(0)):
        yield date, "".join([text for _, text in group])


def _archived(selection: Selection, ends: LineEnds) -> Lines:
    """In between, a completed check-in implies no 0 for the spot."""
    spots = spot_labels(selection)
    steps: list[tuple[Date, str, Id]] = []
    for spot in selection.spots:
        for start, end in spot.archived_before:
            steps += [(start, "archived", spot.id), (end, "restored", spot.id)]
        if spot.archived_on is not None:
            steps.append((spot.archived_on, "archived", spot.id))
    for date, item, spot_id in sorted(steps, key=itemgetter(0)):
        if selection.covers(date):
            yield _step(DiaryRow(date, "spot", item, spot_id=spot_id, **spots[spot_id]._asdict()), ends)


def _factor_use(selection: Selection, ends: LineEnds) -> Lines:
    """Earlier periods in which a factor was followed: only then did a completed check-in imply no."""
    steps = [
        (date, item, factor)
        for factor in selection.factors
        for period in factor.asked_before
        for date, item in zip(period, ("followed", "rested"), strict=True)
    ]
    for date, item, factor in sorted(steps, key=itemgetter(0)):
        if selection.covers(date):
            yield _step(DiaryRow(date, "factor_use", item, name=factor.name, factor_id=factor.id), ends)


def _step(row: DiaryRow, ends: LineEnds) -> tuple[str, str]:
    """A line that belongs to no record."""
    return row.date.isoformat(), line(row._replace(value=Decimal(1))[:-1]).removesuffix(LINE_END) + ends.plain
