"""The rows of diary.csv: one for each recorded value, in order of days, streamed.

| kind | items |
|---|---|
| check_in | completed, sleep_hours, sleep_quality, stress, note |
| factor | the built-in factor's word, or the name of the person's own |
| rating | pain |
| sign, zone | one row each, with the same record_id as the pain |
| treatment | kind, tool, minutes, pressure, by, whole_body, started_on |
| treated_spot | treated, pain_before, pain_after, with the record_id of the treatment |
| spot | archived, restored |
"""

import heapq
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from operator import itemgetter

from tracker.entries import CheckInEntry, Date, FactorEntry, Id, RatingEntry, ReadingEntry, TreatmentEntry
from tracker.exchange import labels
from tracker.exchange.columns import DiaryRow
from tracker.exchange.rows import SpotLabel, spot_labels
from tracker.exchange.stored import Selection
from tracker.vocabulary import treatment_name

_SCALE = "0-10"
_YES = Decimal(1)


def diary_rows(selection: Selection) -> Iterator[DiaryRow]:
    """Within a day: spots put away or taken up, factors too, then check-in, readings, ratings, treatments."""
    spots = spot_labels(selection)
    factors = {factor.id: factor for factor in selection.factors}
    parts: tuple[Iterator[Iterator[DiaryRow]], ...] = (
        iter([_archive_rows(selection, spots)]),
        iter([_factor_use_rows(selection)]),
        (_check_in_rows(entry, notes=selection.notes) for entry in selection.check_ins()),
        (_reading_rows(entry, factors[entry.factor]) for entry in selection.readings()),
        (_rating_rows(entry, spots[entry.spot]) for entry in selection.ratings()),
        (_treatment_rows(entry, spots) for entry in selection.treatments()),
    )
    return heapq.merge(*(chain.from_iterable(part) for part in parts), key=itemgetter(0))


def _archive_rows(selection: Selection, spots: dict[Id, SpotLabel]) -> Iterator[DiaryRow]:
    """In between, a completed check-in implies no 0 for the spot."""
    steps: list[tuple[Date, str, Id]] = []
    for spot in selection.spots:
        for start, end in spot.archived_before:
            steps += [(start, "archived", spot.id), (end, "restored", spot.id)]
        if spot.archived_on is not None:
            steps.append((spot.archived_on, "archived", spot.id))
    first, last = selection.start or Date.min, selection.end or Date.max
    for date, item, spot_id in sorted(steps, key=itemgetter(0)):
        if first <= date <= last:
            yield DiaryRow(date, "spot", item, value=_YES, spot_id=spot_id, **spots[spot_id]._asdict())


def _factor_use_rows(selection: Selection) -> Iterator[DiaryRow]:
    """Earlier periods in which a factor was followed: only then did a completed check-in imply no."""
    steps = [
        (date, item, factor)
        for factor in selection.factors
        for period in factor.asked_before
        for date, item in zip(period, ("followed", "rested"), strict=True)
    ]
    first, last = selection.start or Date.min, selection.end or Date.max
    for date, item, factor in sorted(steps, key=itemgetter(0)):
        if first <= date <= last:
            yield DiaryRow(date, "factor_use", item, value=_YES, name=factor.name, factor_id=factor.id)


def _check_in_rows(entry: CheckInEntry, *, notes: bool) -> Iterator[DiaryRow]:
    row = DiaryRow(entry.date, "check_in", "completed", late=entry.late, record_id=entry.id)
    yield row._replace(value=Decimal(entry.completed))
    if entry.sleep_hours is not None:
        yield row._replace(item="sleep_hours", value=entry.sleep_hours, unit="h")
    if entry.sleep_quality is not None:
        yield row._replace(item="sleep_quality", value=Decimal(entry.sleep_quality), unit=_SCALE)
    if entry.stress is not None:
        yield row._replace(item="stress", value=Decimal(entry.stress), unit=_SCALE)
    if notes and entry.note:
        yield row._replace(item="note", note=entry.note)


def _reading_rows(entry: ReadingEntry, factor: FactorEntry) -> Iterator[DiaryRow]:
    yield DiaryRow(
        entry.date,
        "factor",
        factor.builtin or factor.name,
        value=entry.value,
        unit=labels.factor_unit(factor),
        name=factor.name,
        late=entry.late,
        factor_id=factor.id,
        record_id=entry.id,
        note=entry.note,
    )


def _rating_rows(entry: RatingEntry, label: SpotLabel) -> Iterator[DiaryRow]:
    row = DiaryRow(
        entry.date,
        "rating",
        "pain",
        late=entry.late,
        spot_id=entry.spot,
        record_id=entry.id,
        **label._asdict(),
    )
    if entry.pain is not None:
        yield row._replace(value=Decimal(entry.pain), unit=_SCALE)
    for sign in entry.signs:
        yield row._replace(kind="sign", item=sign, value=_YES)
    for zone in entry.zones:
        side, _, slug = zone.rpartition(":")
        name = labels.zone_name(slug)
        yield row._replace(kind="zone", item=slug, value=_YES, side=side, name=name, muscle=None)


def _treatment_rows(entry: TreatmentEntry, spots: dict[Id, SpotLabel]) -> Iterator[DiaryRow]:
    name = treatment_name(entry.kind)
    row = DiaryRow(entry.date, "treatment", "kind", name=name, late=entry.late, record_id=entry.id)
    yield row._replace(text=entry.kind, note=entry.note)
    if entry.tool:
        yield row._replace(item="tool", text=entry.tool)
    if entry.minutes is not None:
        yield row._replace(item="minutes", value=entry.minutes, unit="min")
    if entry.pressure is not None:
        yield row._replace(item="pressure", value=Decimal(entry.pressure), unit=_SCALE)
    if entry.by:
        yield row._replace(item="by", text=entry.by)
    if entry.whole_body:
        yield row._replace(item="whole_body", value=_YES)
    if entry.started_on is not None:
        yield row._replace(item="started_on", text=entry.started_on.isoformat())
    for treated in entry.spots:
        label = spots[treated.spot]._asdict()
        place = row._replace(kind="treated_spot", item="treated", spot_id=treated.spot, **label)
        yield place._replace(value=_YES)
        if treated.pain_before is not None:
            yield place._replace(item="pain_before", value=Decimal(treated.pain_before), unit=_SCALE)
        if treated.pain_after is not None:
            yield place._replace(item="pain_after", value=Decimal(treated.pain_after), unit=_SCALE)
