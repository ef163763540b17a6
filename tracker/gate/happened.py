"""What happened in an account, as its person reads it: the newest first, by days of their own zone."""

import datetime
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator

from tracker.gate.attempts import failures_of
from tracker.models import AuditEntry, FailedSignIns, Person
from tracker.models.audit import KINDS

A_PAGE = 50
_NUMBERS = {
    "signed-in": ("after a wrong password", "after {} wrong passwords"),
    "sessions-ended": ("on one device", "on {} devices"),
    "code-used": ("one is left", "{} are left"),
}
# What somebody else may have done: it stands out, so that it is not read over.
_TELLING = {"wrong-code", "password-reset", "code-used"}


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime.datetime
    words: str
    more: str
    where: str
    stands_out: bool


@dataclass(frozen=True, slots=True)
class Happened:
    """`failed`: wrong passwords since the last sign-in. `page`: for the way to older and newer ones."""

    days: tuple[tuple[datetime.date, tuple[Line, ...]], ...]
    failed: FailedSignIns | None
    page: "Page[AuditEntry]"


def happened(person: Person, number: str) -> Happened:
    """`number` of the page as the address has it; what makes no sense there is the first or the last one."""
    rows = AuditEntry.objects.for_user(person).order_by("-at", "-pk")
    page = Paginator(rows, A_PAGE).get_page(number)
    lines = [_line(row, person) for row in page.object_list]
    failed = failures_of(person) if page.number == 1 else None
    days = tuple((day, tuple(group)) for day, group in groupby(lines, lambda line: line.at.date()))
    return Happened(days, failed, page)


def _line(row: AuditEntry, person: Person) -> Line:
    stands_out = row.kind in _TELLING or (row.kind == "signed-in" and bool(row.number))
    where = ", ".join(filter(None, [row.device, f"from {row.network}" if row.network else ""]))
    return Line(row.at.astimezone(person.zone), KINDS[row.kind], _more(row), where, stands_out)


def _more(row: AuditEntry) -> str:
    words = _NUMBERS.get(row.kind)
    if words is None or row.number is None:
        return ""
    one, many = words
    return one if row.number == 1 else many.format(row.number or "none")
