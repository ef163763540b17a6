"""Looks at a diary once in 28 days, and keeps what was found: pages in between read what is kept."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from tracker.analysis.drivers import confirmation, what_goes_with
from tracker.analysis.drivers.questions import Cut, Factor, Outcome
from tracker.analysis.drivers.steps import (
    LOOK_EVERY,
    Confirmation,
    Seen,
    Snapshot,
    is_due,
    snapshot_of,
    steps,
)
from tracker.analysis.records import Day
from tracker.changes.findings import keep_findings
from tracker.insights.goes_with.choice import Choice
from tracker.insights.goes_with.reading import Reading, reading_of
from tracker.insights.goes_with.stored import Looked, as_looked, as_plain, seen_in, with_seen
from tracker.insights.goes_with.subjects import Subject, factors_to_ask
from tracker.models import FindingsSnapshot, Person


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows. `is_kept`: False where nothing could be tested yet, so that the next page looks again."""

    looked: Looked | None
    is_kept: bool

    @property
    def next_look(self) -> datetime.date | None:
        if self.looked is None or not self.is_kept:
            return None
        return datetime.date.fromordinal(self.looked.day + LOOK_EVERY)


def view_of(person: Person, choice: Choice, subjects: Mapping[str, Subject], today: datetime.date) -> View:
    """What the last look found; a new look where it is 28 days old or there is none.

    A look that could test nothing finds nothing either: it is not kept, and says each day what is missing.
    """
    rows = FindingsSnapshot.objects.for_user(person).filter(outcome=choice.kept)
    last = rows.order_by("-date").first()
    if last is not None and not is_due([Snapshot(last.date.toordinal(), ())], today.toordinal()):
        return View(as_looked(last.date.toordinal(), last.content), is_kept=True)
    earlier: list[tuple[datetime.date, dict[str, Any]]] = []
    if last is not None:
        earlier = list(rows.order_by("date").values_list("date", "content"))
    found = _look(person, choice, subjects, today, earlier)
    if found is None or not found[0].findings.tested:
        return View(found and found[0], is_kept=False)
    looked, content = found
    kept = keep_findings(person, choice.kept, today, content, after=last.date if last else None)
    return View(looked if kept is content else as_looked(looked.day, kept), is_kept=True)


def kept_views(person: Person, outcomes: Iterable[str], until: datetime.date) -> dict[str, View]:
    """By outcome, what the last look of up to `until` found, as it was kept. Never a new look."""
    rows = FindingsSnapshot.objects.for_user(person).filter(outcome__in=list(outcomes), date__lte=until)
    latest = rows.filter(pk__in=_latest(rows)).order_by()
    return {
        outcome: View(as_looked(date.toordinal(), content), is_kept=True)
        for outcome, date, content in latest.values_list("outcome", "date", "content")
    }


def _latest(rows: "QuerySet[FindingsSnapshot]") -> list[int]:
    """The newest row of each outcome: one outcome has one row a day."""
    return list(dict(rows.order_by("date").values_list("outcome", "pk")).values())


def _look(
    person: Person,
    choice: Choice,
    subjects: Mapping[str, Subject],
    today: datetime.date,
    earlier: list[tuple[datetime.date, dict[str, Any]]],
) -> tuple[Looked, dict[str, Any]] | None:
    reading = reading_of(person, today)
    period = reading.period(today)
    if period is None:
        return None
    known = as_looked(0, earlier[-1][1]).cuts if earlier else {}
    factors = factors_to_ask(person, reading.check_ins, subjects.values(), known)
    outcome = choice.outcome(reading, period.last)
    findings = what_goes_with([outcome], list(factors.values()), period)
    snapshot = snapshot_of(findings, today.toordinal())
    snapshots = [seen_in(date.toordinal(), content) for date, content in earlier]

    def confirm(seen: Seen, since: Day) -> Confirmation:
        """A factor that is no longer in use has no new days."""
        factor = factors.get(seen.factor)
        return confirmation(outcome, factor, seen, since, period) if factor else Confirmation()

    looked = Looked(
        day=today.toordinal(),
        known=sum(period.first <= day <= period.last for day in outcome.series),
        findings=findings,
        tracks=tuple(steps([*snapshots, snapshot], confirm)),
        cuts={**known, **findings.cuts},
    )
    return looked, with_seen(as_plain(looked), snapshot)


def outcome_and_factor(
    person: Person, choice: Choice, subject: Subject, cuts: Mapping[str, Cut], reading: Reading, last: Day
) -> tuple[Outcome, Factor]:
    """The series behind one line, up to the `last` day."""
    factor = factors_to_ask(person, reading.check_ins, [subject], cuts)[subject.key]
    return choice.outcome(reading, last), factor
