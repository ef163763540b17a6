"""The buttons that record more than their own field: what each of them would record."""

from collections.abc import Iterable

from tracker.changes.fields import FieldChange
from tracker.today.page import DayPage
from tracker.today.spots import SpotRow

WHOLE_DAY = ("as-yesterday", "all-quiet", "complete", "reopen")


def changes_at_once(page: DayPage, what: str, typed: Iterable[FieldChange]) -> list[FieldChange]:
    """Changes that the button `what` makes beside those `typed` in the same form, which go first.

    "As yesterday" repeats recent values alone, and leaves the day open where a spot has none: a completed day would
    imply that it was quiet.
    """
    known = list(typed)
    named = {change.field for change in known}
    asked = [row for row in page.active_spots if row.pain.was == "" and row.pain.name not in named]
    completes = what != "reopen"
    if what == "as-yesterday":
        known += [FieldChange(row.pain.name, row.recent) for row in asked if row.recent is not None]
        completes = all(_has_value(row) or row.recent is not None for row in asked)
    elif what == "all-quiet":
        known += [FieldChange(row.pain.name, 0) for row in asked]
    return [*known, FieldChange("completed", completes)] if completes or what == "reopen" else known


def with_answer(typed: Iterable[FieldChange], answer: FieldChange) -> list[FieldChange]:
    """An answer to "how is it now" beside those `typed` in the same form; of its own spot the button is what counts."""
    return [*(change for change in typed if change.field != answer.field), answer]


def _has_value(row: SpotRow) -> bool:
    return row.value is not None
