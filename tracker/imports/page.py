"""What the pages of imports show: the list of them, and one, whatever it is doing."""

import datetime
from dataclasses import dataclass
from typing import Any

from tracker.forms.imports import AnswersForm
from tracker.importers import known
from tracker.imports import alive, words
from tracker.imports.preview import Chosen, Preview
from tracker.imports.tidying import UNDO_KEPT
from tracker.models import Import, Person
from tracker.models.imports import OPEN, WORKED_ON

_SHOWN = 20
_STATES = {
    "waiting": "Waiting for its turn",
    "reading": "Being read",
    "asking": "Has a question",
    "ready": "Ready to look at",
    "adding": "Being added",
    "added": "Added",
    "undoing": "Being undone",
    "undone": "Undone",
    "failed": "Could not be read",
    "cancelled": "Cancelled",
}
OWN = (
    "Unknot",
    "Under Data: “Everything in one zip”, one of its CSV files, or the archive, which brings back a whole diary.",
)


@dataclass(frozen=True, slots=True)
class Kind:
    label: str
    hint: str


@dataclass(frozen=True, slots=True)
class Sent:
    """One import in the list."""

    row: Import
    state: str
    needs_you: bool


def kinds() -> list[Kind]:
    return [Kind(*OWN), *(Kind(each.label, each.hint) for each in known.importers())]


def sent_files(person: Person) -> list[Sent]:
    rows = Import.objects.for_user(person).defer("found", "added", "mapping", "questions")
    return [Sent(row, _STATES[row.state], row.state in ("asking", "ready")) for row in rows[:_SHOWN]]


@dataclass
class ImportPage:
    """`form`: its questions; `preview`: what would be added; `lines`: what was."""

    row: Import
    kind: str
    state: str
    size: str
    is_moving: bool
    can_cancel: bool
    worker_is_away: bool
    percent: int | None
    done: str
    total: str
    undo_until: datetime.datetime | None
    form: AnswersForm | None = None
    preview: Preview | None = None
    lines: list[words.Counted] | None = None
    made: list[words.Counted] | None = None


def import_page(row: Import, now: datetime.datetime, *, chosen: Chosen | None = None) -> ImportPage:
    """`chosen`: what somebody has just sent, right or not."""
    page = _page(row, now)
    if row.state == "asking":
        page.form = AnswersForm(questions=row.questions, answers=row.answers)
    elif row.state == "ready":
        page.preview = (chosen or Chosen(row)).preview(now)
    elif row.state in ("added", "undoing", "undone"):
        page.lines, page.made = _added(row)
    return page


def _page(row: Import, now: datetime.datetime) -> ImportPage:
    total = row.bytes_total
    can_undo = row.state == "added" and row.added is not None and row.added_at is not None
    until = row.added_at + UNDO_KEPT if can_undo and row.added_at else None
    return ImportPage(
        row=row,
        kind=OWN[0] if row.importer == "own" else known.label_of(row.importer),
        state=_STATES[row.state],
        size=words.size(row.size),
        is_moving=row.state in WORKED_ON,
        can_cancel=row.state in OPEN,
        worker_is_away=row.state in WORKED_ON and not alive.is_somebody_there(),
        percent=min(100, 100 * row.bytes_done // total) if total else None,
        done=words.size(row.bytes_done),
        total=words.size(total),
        undo_until=until if until and until > now else None,
    )


def _added(row: Import) -> tuple[list[words.Counted], list[words.Counted]]:
    names = words.Names(row.person)
    found: list[Any] = row.summary.get("lines", [])
    date = datetime.date.fromisoformat
    # What was undone has the names that it had.
    called = [each[5] if len(each) > 5 else names.of(each[0], each[1]) for each in found]
    lines = [
        (kind, words.Counted(name, count, words.days(date(first), date(last))))
        for name, (kind, _, count, first, last, *_) in zip(called, found, strict=True)
    ]
    return words.in_order(lines), words.new_things(
        (each[0], name) for name, each in zip(called, found, strict=True)
    )
