"""What the gate lets go of in time. The worker does it every minute."""

import datetime

from tracker.changes.auditing import forget_old
from tracker.gate.attempts import forget_failures
from tracker.gate.sessions import tidy_sessions


def tidy_gate(now: datetime.datetime) -> None:
    tidy_sessions(now)
    forget_old(now)
    forget_failures(now)
