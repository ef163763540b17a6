"""What somebody with a link sees: the report of exactly what was chosen, and the form to write back."""

import datetime
from dataclasses import dataclass, replace
from uuid import UUID

from tracker.forms.writing_back import ShownSpot
from tracker.models import Person, ReportShare
from tracker.report.assemble import report_of
from tracker.report.choice import ReportChoice
from tracker.report.content import Report, SpotRow

Date = datetime.date


@dataclass(frozen=True, slots=True)
class Shared:
    report: Report
    spots: tuple[ShownSpot, ...]


def fixed(person: Person, choice: ReportChoice, today: Date) -> ReportChoice | None:
    """`choice` with its spots named one by one, so that none added later is shown. None: nothing is recorded."""
    report = report_of(person, choice, today)
    if report.empty:
        return None
    return replace(choice, spots=tuple(UUID(row.key) for row in report.spots))


def shared(share: ReportShare, today: Date) -> Shared:
    """The chosen days stay what they are; of them everything that the diary holds today."""
    report = report_of(share.person, ReportChoice.from_json(share.choice), today)
    return Shared(report, tuple(map(_shown, report.spots)))


def _shown(row: SpotRow) -> ShownSpot:
    is_candidate = row.flag is not None and row.flag.level == "assess"
    return ShownSpot(row.key, f"{row.number} {row.name}", is_candidate)
