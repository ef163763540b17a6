"""Puts a report together from one reading of the diary."""

import datetime

from tracker.models import Person
from tracker.recurrence import rules_of
from tracker.report.choice import ReportChoice
from tracker.report.content import Logged, Report
from tracker.report.details import (
    BEFORE_AFTER,
    details_of,
    lasting_of,
    notes_of,
    sign_rows,
    whole_body_of,
)
from tracker.report.factors import factors_of
from tracker.report.figure import figure_of
from tracker.report.general import head_of, method_of, questions_of, warnings_of
from tracker.report.multiples import multiples_of
from tracker.report.reading import Reading, reading_of
from tracker.report.spot_rows import spot_rows
from tracker.report.words import long_date


def report_of(person: Person, choice: ReportChoice, today: datetime.date) -> Report:
    """Everything of the chosen days, spots and notes, and nothing else. The queries do not grow with the diary."""
    reading = reading_of(person, choice, today)
    rows = spot_rows(reading)
    details = details_of(reading, rows)
    return Report(
        head=head_of(reading),
        figure=figure_of(reading, rows),
        multiples=multiples_of(reading),
        spots=rows,
        factors=factors_of(reading),
        signs=sign_rows(reading),
        logged=_logged(reading),
        questions=questions_of(reading.spots),
        details=details,
        whole_body=whole_body_of(reading.rows.done),
        lasting=lasting_of(reading),
        before_after=BEFORE_AFTER if any(line.change for each in details for line in each.treatments) else "",
        notes=notes_of(reading),
        warnings=warnings_of(reading.spots),
        method=method_of(rules_of(person)),
        empty="" if reading.logged else "Nothing is recorded in these days.",
    )


def _logged(reading: Reading) -> Logged:
    late, entries = reading.rows.late
    begins = ""
    if (
        reading.begins is not None
        and reading.begins in reading.period
        and reading.begins > reading.period.first
    ):
        begins = f"the diary begins on {long_date(reading.begins)}"
    return Logged(len(reading.logged), reading.period.days, late, entries, begins)
