"""The lines of diary.csv that one check-in, reading, rating or treatment makes, in order of days, streamed."""

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import compress, groupby
from operator import itemgetter
from typing import Any

from django.db.models import BooleanField, Expression, ExpressionWrapper, Q, Value

from tracker.columns import AsNumber, AsText, DayText
from tracker.entries import Date, FactorEntry, SpotEntry
from tracker.exchange import labels
from tracker.exchange.cells import cell
from tracker.exchange.columns import NOTE, DiaryRow
from tracker.exchange.frames import LineEnds, frame, number
from tracker.exchange.rows import spot_label
from tracker.exchange.stored import Selection
from tracker.models import CheckIn, FactorReading, Rating
from tracker.models.diary import SIGNS
from tracker.vocabulary import treatment_name

Lines = Iterator[tuple[str, str]]
"""The date as text, and all lines of one record of that day."""

_SCALE = "0-10"
_YES = Decimal(1)
# Where a frame is open, whatever stands in its row.
_OPEN = Date.min


def check_ins(selection: Selection, ends: LineEnds) -> Lines:
    completed, hours, quality, stress = (
        frame(DiaryRow(_OPEN, "check_in", item, unit=unit), "value", "late") + ends.plain
        for item, unit in (
            ("completed", None),
            ("sleep_hours", "h"),
            ("sleep_quality", _SCALE),
            ("stress", _SCALE),
        )
    )
    written = frame(DiaryRow(_OPEN, "check_in", "note"), "late")
    rows = selection.plain(
        CheckIn.objects.for_user(selection.person),
        AsNumber(ExpressionWrapper(Q(completed_at__isnull=False), BooleanField())),
        AsText("sleep_hours"),
        "sleep_quality",
        "stress",
        AsNumber("late"),
        _note(selection),
    )
    for date, key, is_done, slept, rested, stressed, late, note in rows:
        text = completed % (date, is_done, late, key)
        if slept is not None:
            text += hours % (date, number(slept), late, key)
        if rested is not None:
            text += quality % (date, rested, late, key)
        if stressed is not None:
            text += stress % (date, stressed, late, key)
        if note:
            text += written % (date, late, key) + ends.after(note)
        yield date, text


def readings(selection: Selection, ends: LineEnds) -> Lines:
    frames = {pk: _of_factor(factor) for pk, factor in selection.factors_by_key.items()}
    plain, after = ends.plain, ends.after
    rows = selection.plain(
        FactorReading.objects.for_user(selection.person),
        "factor_id",
        AsText("value"),
        AsNumber("late"),
        _note(selection),
    )
    for date, key, factor, value, late, note in rows:
        if factor in frames:
            text = frames[factor] % (date, number(value), late, key)
            yield date, text + (after(note) if note else plain)


def _of_factor(factor: FactorEntry) -> str:
    row = DiaryRow(
        _OPEN,
        "factor",
        factor.builtin or factor.name,
        unit=labels.factor_unit(factor),
        name=factor.name,
        factor_id=factor.id,
    )
    return frame(row, "value", "late")


def ratings(selection: Selection, ends: LineEnds) -> Lines:
    spots = selection.spots_by_key
    pains = {
        pk: frame(_of_spot(spot, "rating", "pain", _SCALE), "value", "late") for pk, spot in spots.items()
    }

    @cache
    def sign(spot: int, name: str) -> str:
        return frame(_of_spot(spots[spot], "sign", name)._replace(value=_YES), "late") + ends.plain

    @cache
    def zone(spot: int, name: str) -> str:
        side, _, slug = name.rpartition(":")
        place = _of_spot(spots[spot], "zone", slug)._replace(value=_YES, side=side)
        row = place._replace(name=labels.zone_name(slug), muscle=None)
        return frame(row, "late") + ends.plain

    plain = ends.plain
    columns: tuple[str | Expression, ...] = (
        "spot_id",
        "pain",
        AsText("zones"),
        AsNumber("late"),
        *map(AsNumber, SIGNS),
    )
    for date, key, spot, pain, zones, late, *ticks in selection.plain(
        Rating.objects.for_user(selection.person), *columns
    ):
        if spot not in spots:
            continue
        text = "" if pain is None else pains[spot] % (date, pain, late, key) + plain
        if 1 in ticks:
            text += "".join([sign(spot, name) % (date, late, key) for name in compress(SIGNS, ticks)])
        if zones != "[]":
            text += "".join([zone(spot, name) % (date, late, key) for name in json.loads(zones)])
        yield date, text


def _of_spot(spot: SpotEntry, kind: str, item: str, unit: str | None = None) -> DiaryRow:
    return DiaryRow(_OPEN, kind, item, unit=unit, spot_id=spot.id, **spot_label(spot)._asdict())


def treatments(selection: Selection, ends: LineEnds) -> Lines:
    lines = _TreatmentLines(selection, ends)
    columns = (
        "kind",
        "tool",
        AsText("minutes"),
        "pressure",
        "by",
        AsNumber("whole_body"),
        DayText("started_on"),
        AsNumber("late"),
        _note(selection),
    )
    for _, group in groupby(selection.plain_treatments(*columns), key=itemgetter(1)):
        rows = list(group)
        yield rows[0][0], lines.of_treatment(rows[0][:-3]) + lines.of_spots(rows)


class _TreatmentLines:
    """Frames are made when first asked for: a kind, a spot and an item are known of each."""

    def __init__(self, selection: Selection, ends: LineEnds) -> None:
        self._spots, self._ends = selection.spots_by_key, ends
        self._own, self._treated = cache(self._frame_of_own), cache(self._frame_of_treated)

    def _frame_of_own(self, kind: str, item: str, column: str, unit: str | None = None) -> str:
        row = DiaryRow(_OPEN, "treatment", item, unit=unit, name=treatment_name(kind))
        return frame(row, column, "late")

    def _frame_of_treated(self, spot: int, item: str, unit: str | None = None) -> str:
        row = _of_spot(self._spots[spot], "treated_spot", item, unit)
        return frame(row, "value", "late") + self._ends.plain

    def of_treatment(self, row: Sequence[Any]) -> str:
        date, key, kind, tool, minutes, pressure, by, whole_body, started_on, late, note = row
        own, plain = self._own, self._ends.plain
        text = own(kind, "kind", "text") % (date, cell(kind), late, key)
        text += self._ends.after(note) if note else plain
        if tool:
            text += own(kind, "tool", "text") % (date, cell(tool), late, key) + plain
        if minutes is not None:
            text += own(kind, "minutes", "value", "min") % (date, number(minutes), late, key) + plain
        if pressure is not None:
            text += own(kind, "pressure", "value", _SCALE) % (date, pressure, late, key) + plain
        if by:
            text += own(kind, "by", "text") % (date, cell(by), late, key) + plain
        if whole_body:
            text += own(kind, "whole_body", "value") % (date, 1, late, key) + plain
        if started_on is not None:
            text += own(kind, "started_on", "text") % (date, cell(started_on), late, key) + plain
        return text

    def of_spots(self, rows: Sequence[tuple[Any, ...]]) -> str:
        treated, text = self._treated, ""
        for date, key, *_, late, _, spot, before, after in rows:
            if spot not in self._spots:
                continue
            text += treated(spot, "treated") % (date, 1, late, key)
            if before is not None:
                text += treated(spot, "pain_before", _SCALE) % (date, before, late, key)
            if after is not None:
                text += treated(spot, "pain_after", _SCALE) % (date, after, late, key)
        return text


def _note(selection: Selection) -> str | Value:
    return NOTE if selection.notes else Value("")
