"""Puts a report together from one reading of the diary."""

import datetime

from tracker.models import Person
from tracker.report.choice import ReportChoice
from tracker.report.content import Report


def report_of(person: Person, choice: ReportChoice, today: datetime.date) -> Report:
    raise NotImplementedError
