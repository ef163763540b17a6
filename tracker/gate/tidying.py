"""What the gate lets go of in time. The worker does it every minute."""

import datetime

from tracker.changes.auditing import forget_old
from tracker.gate.attempts import forget_failures
from tracker.gate.sessions import tidy_sessions

_entries_looked_at: dict[str, datetime.date] = {}


def tidy_gate(now: datetime.datetime) -> None:
    """Old entries once a day alone: no index leads with their date, so all of them are looked at."""
    tidy_sessions(now)
    forget_failures(now)
    if _entries_looked_at.get("day") != now.date():
        _entries_looked_at["day"] = now.date()
        forget_old(now)
