"""Deletes a range of days for good.

Everything that was recorded of these days goes, and what undo and the log of merges keep of them. Spots and factors
stay, and when they are in use: with the days gone nothing is implied of them. A trial that lies wholly within the
days goes; of one that reaches beyond them what was noted of these days goes, and the rest has that much less to say.
An episode whose treatment was named stays on its date without an answer, since the order of its trial hangs on it.
What was found to go with pain on the first of these days or later rests on them, and goes; what was found before
stays.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from tracker.changes.auditing import record
from tracker.changes.deleting_around import delete_around_days, notes_of_days
from tracker.changes.holding import hold
from tracker.changes.scrubbing import scrub_merges, steps_of_days
from tracker.changes.trials import delete_trial_rows, note_last
from tracker.changes.wiping import leave_no_trace, wipe
from tracker.models import (
    CheckIn,
    FactorReading,
    FindingsSnapshot,
    Person,
    Rating,
    TreatedSpot,
    Treatment,
    Trial,
    TrialDay,
    TrialEpisode,
)
from tracker.trial_records import running_of

Date = datetime.date


@dataclass(frozen=True, slots=True)
class DaysPlan:
    """What goes, by kind. `shortened`: trials that lose days; `named`: episodes that stay without their answer."""

    check_ins: int
    notes: int
    ratings: int
    treatments: int
    readings: int
    undo: int
    findings: int
    trials: tuple[Trial, ...]
    shortened: tuple[Trial, ...]
    noted: int
    named: int

    @property
    def is_empty(self) -> bool:
        """`findings` and trials that are only shortened lose nothing where no day holds anything."""
        counts = (
            self.check_ins,
            self.ratings,
            self.treatments,
            self.readings,
            self.notes,
            self.undo,
            self.noted,
            self.named,
        )
        return not any(counts) and not self.trials


def plan_days(person: Person, start: Date, end: Date) -> DaysPlan:
    """What `delete_days` would do. Changes nothing."""
    days = {"date__range": (start, end)}
    whole, shortened = _trials(person, start, end)
    check_ins = CheckIn.objects.for_user(person).filter(**days)
    notes = check_ins.exclude(note="").count()
    treatments = Treatment.objects.for_user(person).filter(**days)
    readings = FactorReading.objects.for_user(person).filter(**days)
    return DaysPlan(
        check_ins=check_ins.count(),
        notes=notes + _worded(treatments, readings) + notes_of_days(person, start, end),
        ratings=Rating.objects.for_user(person).filter(**days).count(),
        treatments=treatments.count(),
        readings=readings.count(),
        undo=steps_of_days(person, start, end).count(),
        findings=_findings(person, start).count(),
        trials=tuple(whole),
        shortened=tuple(shortened),
        noted=_noted(person, TrialDay, start, end, whole).count(),
        named=_noted(person, TrialEpisode, start, end, whole).filter(kept__isnull=False).count(),
    )


def _worded(*rows: QuerySet[Any]) -> int:
    return sum(each.exclude(note="").count() for each in rows)


def delete_days(person: Person, start: Date, end: Date) -> None:
    """Both days included, in one transaction. There is no undo, and doing it again changes nothing more."""
    days = {"date__range": (start, end)}
    with transaction.atomic():
        hold(person)
        whole, _ = _trials(person, start, end)
        treatments = Treatment.objects.for_user(person).filter(**days)
        gone = frozenset(treatments.values_list("pk", flat=True))
        scrub_merges(person, start, end, gone)
        wipe(steps_of_days(person, start, end))
        wipe(TreatedSpot.objects.for_user(person).filter(treatment__in=treatments.values("pk")))
        for model in (Treatment, Rating, FactorReading, CheckIn):
            wipe(model.objects.for_user(person).filter(**days))
        wipe(_noted(person, TrialDay, start, end, whole))
        _noted(person, TrialEpisode, start, end, whole).update(kept=None)
        delete_trial_rows(person, [trial.pk for trial in whole])
        note_last(person)
        wipe(_findings(person, start))
        delete_around_days(person, start, end)
        record(person, "days-deleted")
        transaction.on_commit(leave_no_trace, robust=True)


def _trials(person: Person, start: Date, end: Date) -> tuple[list[Trial], list[Trial]]:
    """Those that lie wholly within the days, and those that share some of them."""
    whole, shortened = [], []
    for trial, running in running_of(person):
        first, last = running.first, running.last
        if first >= start.toordinal() and last is not None and last <= end.toordinal():
            whole.append(trial)
        elif first <= end.toordinal() and (last is None or last >= start.toordinal()):
            shortened.append(trial)
    return whole, shortened


def _noted(person: Person, model: Any, start: Date, end: Date, whole: list[Trial]) -> QuerySet[Any]:
    """What was noted of these days in the trials that stay."""
    rows: QuerySet[Any] = model.objects.for_user(person).filter(date__range=(start, end))
    return rows.filter(~Q(trial__in=[trial.pk for trial in whole]))


def _findings(person: Person, start: Date) -> QuerySet[FindingsSnapshot]:
    return FindingsSnapshot.objects.for_user(person).filter(date__gte=start)
