"""What a look rests on, and no more of the diary: check-ins, pain by spot and day, and the thresholds of pain."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.analysis.period import Period
from tracker.analysis.records import CheckInRecord, SpotRecord
from tracker.analysis.rules import Rules
from tracker.analysis.series import Series, completed_days
from tracker.models import Person
from tracker.records import check_ins_of, pain_series_of
from tracker.recurrence import rules_by_spot, rules_of


@dataclass(frozen=True, slots=True)
class Reading:
    """Up to today. `own`: rules of the spots, by key, that have thresholds of their own."""

    check_ins: tuple[CheckInRecord, ...]
    pain: Mapping[SpotRecord, Series]
    rules: Rules
    own: Mapping[str, Rules]

    def period(self, today: datetime.date) -> Period | None:
        """From the first day up to yesterday: today may still get worse. None without a day before today."""
        days, yesterday = self.check_ins, today.toordinal() - 1
        return Period(days[0].day, yesterday) if days and days[0].day <= yesterday else None


def reading_of(person: Person, today: datetime.date) -> Reading:
    """A look is rare and most often the first page of a day: to work out what returns would cost more than it does."""
    rules, check_ins = rules_of(person), check_ins_of(person, end=today)
    pain = pain_series_of(person, today, completed_days(check_ins))
    return Reading(check_ins, pain, rules, rules_by_spot(person, rules))
