"""What adding a document would do to a diary: worked out in full before a row is written.

A value of the file meets one of three things: nothing, and it is added; the same, and there is nothing to do; or
something else, which stays unless it is to be overwritten.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from tracker.changes.importing import checks
from tracker.changes.importing.asking import Asked, factor_as_asked, spot_as_asked
from tracker.changes.importing.here import Done, Here, Key, Row, Values, is_recorded, says
from tracker.changes.importing.matching import Matched
from tracker.changes.importing.parts import Difference, Line, RowChange
from tracker.entries import CheckInEntry, Document, FactorEntry, Id, SpotEntry, TreatmentEntry
from tracker.importers.reading import Skipped
from tracker.localday import local_date
from tracker.models import Person
from tracker.models.diary import NOTE_LENGTH

Date = datetime.date
E = TypeVar("E")
EXAMPLES = 12
MADE = ("spot", "factor")
_NOT_ASKED = (
    "Your diary asks about more on that day than the file did, so it is not marked as complete here. "
    "Its values are added."
)
_TWICE = "The same day stands twice in the file, with different values: the first counts."
_TOO_LONG = "The note here and the one in the file are too long to stand together."


@dataclass
class Plan:
    person: Person
    spots: dict[Id, SpotEntry] = field(default_factory=dict)
    factors: dict[Id, FactorEntry] = field(default_factory=dict)
    check_ins: dict[Date, RowChange] = field(default_factory=dict)
    ratings: list[RowChange] = field(default_factory=list)
    readings: list[RowChange] = field(default_factory=list)
    treatments: list[tuple[UUID, TreatmentEntry]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    examples: list[Difference] = field(default_factory=list)
    skipped: tuple[Skipped, ...] = ()

    @property
    def added(self) -> int:
        return sum(line.added for line in self.lines if line.kind not in MADE)

    @property
    def made(self) -> int:
        """Spots and factors that are new, which are no values."""
        return len(self.spots) + len(self.factors)

    @property
    def same(self) -> int:
        return sum(line.same for line in self.lines)

    @property
    def differing(self) -> int:
        return sum(line.differing for line in self.lines)


def plan(person: Person, document: Document, *, overwrite: bool, now: datetime.datetime) -> Plan:
    """Reads the diary, one query a table, and writes nothing."""
    return _Planner(person, document, overwrite, now).made()


class _Planner:
    def __init__(self, person: Person, document: Document, overwrite: bool, now: datetime.datetime) -> None:
        self.document, self.overwrite = document, overwrite
        self.today = local_date(now, person.zone, person.day_starts_at)
        self.plan = Plan(person)
        self.here = Here(person)
        self.refused: Counter[str] = Counter()
        self.lines: dict[tuple[str, Id], Line] = {}
        self.matched = Matched(self.here, document, self.today, self._refuse)

    def made(self) -> Plan:
        self.plan.ratings = self._merged("rating", self.here.ratings, self._ratings())
        self.plan.readings = self._merged("reading", self.here.readings, self._readings())
        self._treatments()
        changes = self._merged("check_in", self.here.check_ins, self._check_ins())
        self.plan.check_ins = {change.date: change for change in changes}
        self._days_of_their_own()
        self._spots_and_factors()
        self.plan.lines = list(self.lines.values())
        self.plan.skipped = tuple(
            Skipped(0, reason, times) for reason, times in self.refused.items() if times
        )
        return self.plan

    def _refuse(self, error: checks.UnfitError, _date: Date | None = None) -> None:
        self.refused[str(error)] += 1

    def _line(self, kind: str, ref: Id) -> Line:
        return self.lines.setdefault((kind, ref), Line(kind, ref))

    def _fit(self, entries: Iterable[E], check: Any) -> Iterator[E]:
        for entry in entries:
            try:
                checks.date_within(entry.date, self.today)  # type: ignore[attr-defined]
                yield check(entry)
            except checks.UnfitError as error:
                self._refuse(error)

    def _ratings(self) -> Iterator[tuple[Key, RowChange]]:
        for entry in self._fit(self.document.ratings, checks.rating):
            ref = self.matched.spots.get(entry.spot)
            if ref is None:
                self.refused["A value is of a spot that is neither here nor in the file."] += 1
                continue
            values = {"pain": entry.pain, "signs": entry.signs, "zones": entry.zones}
            yield (ref, entry.date), self._change("rating", entry.date, ref, entry, values)

    def _readings(self) -> Iterator[tuple[Key, RowChange]]:
        known = self.matched

        def check(entry: Any) -> Any:
            if entry.factor not in known.factors:
                raise checks.UnfitError("A value is of a factor that is neither here nor in the file.")
            return checks.reading(entry, known.factor_kind(known.factors[entry.factor]))

        for entry in self._fit(self.document.readings, check):
            ref = known.factors[entry.factor]
            values = {"value": entry.value, "note": entry.note}
            yield (ref, entry.date), self._change("reading", entry.date, ref, entry, values)

    def _check_ins(self) -> Iterator[tuple[Key, RowChange]]:
        asked = Asked(self.here, self.matched, self.document)
        mentioned: set[Key] = {*self.here.ratings, *self.here.readings}
        mentioned |= {(change.ref, change.date) for change in (*self.plan.ratings, *self.plan.readings)}
        for entry in self._fit(self.document.check_ins, checks.check_in):
            completed = entry.completed
            if completed and entry.date not in self.here.completed:
                completed = asked.is_told_of_all(entry.date, mentioned)
                self.refused[_NOT_ASKED] += not completed
            values = {"completed": completed, **_numbers(entry), "note": entry.note}
            yield entry.date, self._change("check_in", entry.date, Id(""), entry, values)

    def _change(self, table: str, date: Date, ref: Id, entry: Any, values: Values) -> RowChange:
        recorded = {name: value for name, value in values.items() if is_recorded(value)}
        self._read(table)
        return RowChange(date, ref, None, None, entry.late, recorded, {"id": entry.id})

    def _read(self, table: str) -> None:
        """Reads the rows of a table, so that the ids taken there are known."""
        if table not in self.here.ids:
            getattr(self.here, f"{table}s")

    def _merged(
        self, table: str, here: dict[Key, Row], incoming: Iterable[tuple[Key, RowChange]]
    ) -> list[RowChange]:
        """The rows that change, each once: what of `incoming` is new, and what overwrites."""
        changes: dict[Key, RowChange] = {}
        for key, change in incoming:
            offered, entry_id = change.values, change.replaced.pop("id")
            first = changes.get(key)
            stored = here.get(key)
            if first is None:
                change.values, change.pk = {}, stored.pk if stored else None
                changes[key] = first = change
            for name, value in offered.items():
                self._meet(table, first, name, value, stored.values if stored else {})
            if entry_id and first.pk is None and first.public_id is None and first.values:
                first.public_id = checks.uuid_or_new(entry_id, self.here.ids[table])
        return [change for change in changes.values() if change.values]

    def _meet(self, table: str, change: RowChange, name: str, value: Any, stored: Values) -> None:
        line = self._line(f"{table}.{name}", change.ref)
        if name in change.values:
            self.refused[_TWICE] += change.values[name] != value
            return
        if name not in stored:
            line.count(change.date)
            change.values[name] = value
        elif stored[name] == value or (name == "note" and says(stored[name], value)):
            line.same += 1
        else:
            self._differ(line, change, name, value, stored[name])

    def _differ(self, line: Line, change: RowChange, name: str, value: Any, stored: Any) -> None:
        """What somebody wrote is never lost: a note of the file goes below the one that is here."""
        line.differing += 1
        if len(self.plan.examples) < EXAMPLES:
            self.plan.examples.append(Difference(change.date, line.kind, change.ref, stored, value))
        if not self.overwrite:
            return
        if name == "note":
            value = f"{stored}\n{value}"
            if len(value) > NOTE_LENGTH:
                self.refused[_TOO_LONG] += 1
                return
        change.values[name], change.replaced[name] = value, stored

    def _treatments(self) -> None:
        known, done = self.here.treatments, self.here.done.copy()
        ids = self.here.ids["treatment"]
        fit = self._fit(self.document.treatments, lambda entry: checks.treatment(entry, self.today))
        for entry in fit:
            line = self._line("treatment", Id(entry.kind))
            treated = [each for each in entry.spots if each.spot in self.matched.spots]
            if entry.spots and not treated:
                self.refused["A treatment is of a spot that is neither here nor in the file."] += 1
                continue
            spots = {self.matched.spots[each.spot]: each for each in treated}
            entry = entry._replace(  # noqa: PLW2901 - the same entry, with the ids it has here
                spots=tuple(each._replace(spot=key) for key, each in spots.items()), whole_body=not spots
            )
            what: Done = (entry.date, entry.kind, entry.tool, entry.minutes, frozenset(spots))
            stored = known.get(_uuid(entry.id))
            if stored is not None and stored != what:
                line.differing += 1
            elif done[stored or what] > 0:
                done[stored or what] -= 1
                line.same += 1
            else:
                line.count(entry.date)
                self.plan.treatments.append((checks.uuid_or_new(entry.id, ids), entry))

    def _days_of_their_own(self) -> None:
        """Every day of which something is recorded has a check-in."""
        others = [change.date for change in (*self.plan.ratings, *self.plan.readings)]
        self._read("check_in")
        wanted = {change.date: change for change in (*self.plan.ratings, *self.plan.readings)}
        late = {date: change.late for date, change in wanted.items()}
        late |= {entry.date: entry.late for _, entry in self.plan.treatments}
        for date in sorted({*others, *late}):
            if date not in self.here.check_ins and date not in self.plan.check_ins:
                self.plan.check_ins[date] = RowChange(date, Id(""), None, None, late[date])

    def _spots_and_factors(self) -> None:
        """A spot comes along where the file lists it; a factor that says nothing of any day does not."""
        told = {date for date, change in self.plan.check_ins.items() if change.values.get("completed")}
        unasked = (
            self.here.completed - told - {entry.date for entry in self.document.check_ins if entry.completed}
        )
        used: dict[Id, list[Date]] = defaultdict(list)
        for change in (*self.plan.ratings, *self.plan.readings):
            used[change.ref].append(change.date)
        for key, spot in self.matched.new_spots.items():
            self.plan.spots[key] = spot_as_asked(spot, unasked)
            self._line("spot", key).count(min(used[key], default=spot.first_day))
        for key, factor in self.matched.new_factors.items():
            if used[key] or factor.in_use:
                self.plan.factors[key] = factor_as_asked(factor, unasked, self.today)
                self._line("factor", key).count(min(used[key], default=self.today))


def _numbers(entry: CheckInEntry) -> Values:
    return {name: getattr(entry, name) for name in ("sleep_hours", "sleep_quality", "stress")}


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
