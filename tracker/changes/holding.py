"""One writer at a time for one diary."""

import datetime

from django.db import connection, transaction

from tracker.models import Person

# As people keep a diary, nearly all changes are of today or some days ago. The line before which nothing changes
# lies this far back from a change that draws it anew, and stays until it is that far back from one.
_DRAWN_BEFORE = 30
_DRAWN_ANEW_AFTER = 60

_PERSON = Person._meta.db_table
_OF_ANY_DAY = f"""
    UPDATE {_PERSON} SET revision = revision + 1, untouched_before = NULL
    WHERE id = %s RETURNING revision, untouched_before, untouched_since
"""  # noqa: S608
_OF_ONE_DAY = f"""
    UPDATE {_PERSON} SET
        revision = revision + 1,
        untouched_since = CASE WHEN untouched_before BETWEEN %s AND %s THEN untouched_since ELSE revision + 1 END,
        untouched_before = CASE WHEN untouched_before BETWEEN %s AND %s THEN untouched_before ELSE %s END
    WHERE id = %s RETURNING revision, untouched_before, untouched_since
"""  # noqa: S608


def hold(person: Person, date: datetime.date | None = None) -> None:
    """Until the transaction ends, other writers of this person's diary wait; nobody else does.

    Counts the change too: whatever was worked out from the diary as it stood before holds no longer. `person` says
    so as soon as the change is stored, and not before: what is taken back had never been.

    `date`: check-ins, ratings and treatments change on this day alone, which leaves what was read of the years before
    as good as it was (`Person.untouched_before`): whatever is written of these until the transaction ends is of it.
    Rules of the flags and thresholds of spots do not change either, and no spot comes with days that lie behind.
    Without it anything may change, on any day.
    """
    with connection.cursor() as cursor:
        if date is None:
            cursor.execute(_OF_ANY_DAY, [person.pk])
        else:
            kept = [_back(date, _DRAWN_ANEW_AFTER), date.isoformat()]
            cursor.execute(_OF_ONE_DAY, [*kept, *kept, _back(date, _DRAWN_BEFORE), person.pk])
        counted = cursor.fetchone()
    if counted is not None:
        transaction.on_commit(lambda: _say(person, *counted))


def _say(person: Person, revision: int, before: datetime.date | str | None, since: int) -> None:
    """`before`: SQLite gives a date as the text that it stores."""
    person.revision, person.untouched_since = revision, since
    person.untouched_before = datetime.date.fromisoformat(before) if isinstance(before, str) else before


def _back(date: datetime.date, days: int) -> str:
    return datetime.date.fromordinal(max(1, date.toordinal() - days)).isoformat()
