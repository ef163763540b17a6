"""One spot as the rooms of Insights read it: a diary as a string, the days on which it was treated."""

import datetime
from typing import Any

from tests import factories
from tracker.analysis.records import TreatmentRecord
from tracker.analysis.recurrence import SpotRecurrence, recurrence_of
from tracker.analysis.rules import Rules

FIRST = datetime.date(2026, 8, 3).toordinal()
# The form of the rule as it is posted with the usual numbers.
USUAL = {
    "rapid_days": 7,
    "watch_rapid": 2,
    "assess_rapid": 3,
    "assess_percent": 50,
    "lookback": 90,
    "persist_sessions": 3,
    "persist_days": 14,
    "active_min": 3,
    "quiet_max": 1,
    "max_gap": 3,
}


def spots(text: str, *others: str, treated: tuple[int, ...] = (), **rules: Any) -> dict[str, SpotRecurrence]:
    """Spots "a", "b" ... of the same muscle and side. Day 0 is 3 August; "a" is treated on the days `treated`."""
    sessions = tuple(TreatmentRecord(FIRST + day, "a", "self_pressure") for day in treated)
    diary = factories.diary(text, *others, first=FIRST, treatments=sessions)
    return recurrence_of(diary, FIRST + len(text.split()) - 1, Rules(**rules), {})


def spot(text: str, *, treated: tuple[int, ...] = (), **rules: Any) -> SpotRecurrence:
    return spots(text, treated=treated, **rules)["a"]
