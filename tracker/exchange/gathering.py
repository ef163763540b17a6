"""Puts a document together from the rows of our CSV files, one row after the other."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import Any, NamedTuple
from uuid import NAMESPACE_OID, uuid5

from tracker.entries import (
    CheckInEntry,
    Date,
    Document,
    Entry,
    FactorEntry,
    Id,
    RatingEntry,
    ReadingEntry,
    SpotEntry,
    TreatedEntry,
    TreatmentEntry,
)
from tracker.exchange.columns import DiaryRow, FactorRow, RatingRow, SpotRow, TreatmentRow
from tracker.exchange.day_rows import WideDay
from tracker.exchange.entry_checks import EntryChecks
from tracker.exchange.gather import entry_of
from tracker.exchange.mentioned import factor_of_column, factor_of_row, spot_of
from tracker.importers.reading import Skipped
from tracker.models.diary import SIGNS

MOST_REASONS = 200
STEPS = {"spot": ("archived", "restored"), "factor_use": ("followed", "rested")}
RECORDS = ("check_in", "factor", "rating", "sign", "zone", "treatment", "treated_spot")
Steps = defaultdict[Id, list[tuple[Date, str]]]


class _Place(NamedTuple):
    """A row's own words for the spot that it is about."""

    id: Id
    name: str
    muscle: str
    side: str


class Gatherer:
    """`file`: the name of the file whose rows come now, for what is said of them in `skipped`."""

    def __init__(self) -> None:
        self.file = ""
        self._checks = EntryChecks()
        self._skipped: dict[str, Skipped] = {}
        self._spots: dict[Id, SpotEntry] = {}
        self._factors: dict[Id, FactorEntry] = {}
        self._columns: dict[str, Id] = {}
        self._made: dict[Id, Date] = {}
        self._highest = 0
        self._entries: list[Entry] = []
        self._steps: Steps = defaultdict(list)
        self._records: dict[Id, list[tuple[int, DiaryRow]]] = {}
        self._treated: dict[Id, list[tuple[int, TreatmentRow]]] = {}

    @property
    def skipped(self) -> list[Skipped]:
        return list(self._skipped.values())

    def skip(self, line: int, reason: str) -> None:
        """Alike ones once; beyond MOST_REASONS all of the rest together."""
        said = f"{self.file}: {reason}"
        if said not in self._skipped and len(self._skipped) >= MOST_REASONS:
            said = "more lines that make no sense"
        known = self._skipped.get(said, Skipped(line, said, 0))
        self._skipped[said] = known._replace(times=known.times + 1)

    def spot(self, line: int, row: SpotRow) -> None:
        values = {name: value for name, value in row._asdict().items() if name in SpotEntry._fields}
        entry = SpotEntry(id=row.spot_id, **{**values, "nickname": row.nickname or ""})
        if self._is_good(line, entry):
            self._spots[entry.id] = entry
            self._highest = max(self._highest, entry.number)

    def factor(self, line: int, row: FactorRow) -> None:
        values = {name: value for name, value in row._asdict().items() if name in FactorEntry._fields}
        words = {name: values[name] or "" for name in ("builtin", "unit")}
        entry = FactorEntry(id=row.factor_id, **{**values, **words})
        if self._is_good(line, entry):
            self._factors[entry.id] = entry
            self._columns[row.days_column] = entry.id

    def diary(self, line: int, row: DiaryRow) -> None:
        of = row.spot_id if row.kind == "spot" else row.factor_id
        if row.kind in STEPS and row.item in STEPS[row.kind] and of:
            self._steps[of].append((row.date, row.item))
        elif row.kind in RECORDS and row.record_id:
            self._records.setdefault(row.record_id, []).append((line, row))
        else:
            self.skip(line, f"nothing is known of the kind {row.kind[:40]!r} here")

    def rating(self, line: int, row: RatingRow) -> None:
        signs = tuple(sign for sign in SIGNS if getattr(row, sign))
        entry = RatingEntry(row.date, row.rating_id, row.spot_id, row.pain, signs, (), row.late)
        self._add(line, entry, [_Place(row.spot_id, row.name, row.muscle, row.side)])

    def treatment(self, line: int, row: TreatmentRow) -> None:
        self._treated.setdefault(row.treatment_id, []).append((line, row))

    def day(self, line: int, day: WideDay) -> None:
        """Neither the day nor its values have ids of their own there: the day and the column name them."""
        fixed = day.fixed
        late = bool(fixed.late)
        values = (fixed.completed, fixed.sleep_hours, fixed.sleep_quality, fixed.stress)
        self._add(
            line, CheckInEntry(fixed.date, _made_id("check_in", fixed.date), *values, late, fixed.note or "")
        )
        for column, value in day.factors.items():
            factor = self._columns.get(column) or self._factor(
                line, factor_of_column(column, len(self._factors))
            )
            if factor:
                self._columns[column] = factor
                self._add(
                    line, ReadingEntry(fixed.date, _made_id(column, fixed.date), factor, value, late, "")
                )

    def document(self) -> Document:
        for key, rows in self._records.items():
            self._record(key, rows)
        for key, treated in self._treated.items():
            self._treatment(key, treated)
        by_kind: dict[type, list[Any]] = defaultdict(list)
        for entry in self._entries:
            by_kind[type(entry)].append(entry)
        return Document(
            spots=tuple(map(self._finished_spot, self._spots.values())),
            factors=tuple(
                each._replace(asked_before=_periods(self._steps[each.id], STEPS["factor_use"])[0])
                for each in self._factors.values()
            ),
            check_ins=tuple(by_kind[CheckInEntry]),
            readings=tuple(by_kind[ReadingEntry]),
            ratings=tuple(by_kind[RatingEntry]),
            treatments=tuple(by_kind[TreatmentEntry]),
        )

    def _finished_spot(self, spot: SpotEntry) -> SpotEntry:
        """With the periods in which it was put away; one that no spots.csv lists is known since its first day."""
        away, since = _periods(self._steps[spot.id], STEPS["spot"])
        if spot.id in self._made:
            spot = spot._replace(first_day=self._made[spot.id], archived_on=since)
        return spot._replace(archived_before=away)

    def _record(self, key: Id, numbered: list[tuple[int, DiaryRow]]) -> None:
        line, rows = numbered[0][0], [row for _, row in numbered]
        try:
            entry = entry_of(key, rows)
        except ValueError as error:
            self.skip(line, str(error))
            return
        if entry is None:
            self.skip(line, "it says nothing")
            return
        if isinstance(entry, ReadingEntry) and entry.factor not in self._factors:
            made = factor_of_row(rows[0], len(self._factors))
            if not self._factor(line, made):
                return
        self._add(
            line,
            entry,
            [
                _Place(row.spot_id, row.name or "", row.muscle, row.side or "")
                for row in rows
                if row.spot_id and row.muscle
            ],
        )

    def _treatment(self, key: Id, numbered: list[tuple[int, TreatmentRow]]) -> None:
        line, first = numbered[0]
        rows = [row for _, row in numbered if row.spot_id]
        values = {name: value for name, value in first._asdict().items() if name in TreatmentEntry._fields}
        words = {name: values[name] or "" for name in ("tool", "by", "note")}
        treated = tuple(
            TreatedEntry(row.spot_id, row.pain_before, row.pain_after) for row in rows if row.spot_id
        )
        places = [
            _Place(row.spot_id, row.name or "", row.muscle or "", row.side or "")
            for row in rows
            if row.spot_id
        ]
        self._add(line, TreatmentEntry(id=key, **{**values, **words}, spots=treated), places)

    def _add(self, line: int, entry: Entry, places: Iterable[_Place] = ()) -> None:
        named = {each.id: each for each in places}
        wanted = [entry.spot] if isinstance(entry, RatingEntry) else []
        if isinstance(entry, TreatmentEntry):
            wanted = [each.spot for each in entry.spots]
            if len(set(wanted)) != len(wanted):
                self.skip(line, "it names a spot twice")
                return
        if all(self._spot(line, spot, named.get(spot), entry.date) for spot in wanted) and self._is_good(
            line, entry
        ):
            self._entries.append(entry)

    def _spot(self, line: int, key: Id, place: _Place | None, date: Date) -> bool:
        """Whether the spot is known, or can be made of what the row says of it."""
        if key not in self._spots:
            made = (
                spot_of(key, self._highest + 1, place.name, place.muscle, place.side, date) if place else None
            )
            if made is None:
                self.skip(line, "its spot is not listed, and it names no muscle and side that are known here")
                return False
            if not self._is_good(line, made):
                return False
            self._spots[key], self._highest = made, made.number
            self._made[key] = date
        if key in self._made:
            self._made[key] = min(self._made[key], date)
        return True

    def _factor(self, line: int, made: FactorEntry) -> Id | None:
        if made.id not in self._factors and not self._is_good(line, made):
            return None
        self._factors.setdefault(made.id, made)
        return made.id

    def _is_good(self, line: int, entry: Any) -> bool:
        fault = self._checks.fault_of(entry)
        if fault:
            self.skip(line, fault)
        return not fault


def _made_id(*parts: object) -> Id:
    return Id(str(uuid5(NAMESPACE_OID, " ".join(map(str, chain(["unknot days.csv"], parts))))))


def _periods(
    steps: list[tuple[Date, str]], words: tuple[str, str]
) -> tuple[tuple[tuple[Date, Date], ...], Date | None]:
    """Periods that began and ended, and since when the last one goes on. What began before the file is left out."""
    begins = words[0]
    found: list[tuple[Date, Date]] = []
    since: Date | None = None
    for date, word in sorted(steps, key=lambda step: step[0]):
        if word == begins:
            since = since or date
        elif since is not None:
            found.append((since, date))
            since = None
    return tuple(found), since
