"""What would be added of a file, before it is: counts by kind with their days, what is here, what stays out and why."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.body.catalogue import muscle
from tracker.body.names import full_name
from tracker.body.sides import Side
from tracker.changes import importing
from tracker.changes.restoring import is_empty
from tracker.entries import Document
from tracker.importers.reading import Skipped
from tracker.imports import words
from tracker.imports.adding import document_by, opened
from tracker.imports.choosing import Choice, Group, Row, read_choices, table
from tracker.imports.targets import SKIP, Known, defaults, remembered
from tracker.models import Import

_MOST_REASONS = 40


@dataclass(frozen=True, slots=True)
class Example:
    date: datetime.date
    name: str
    here: str
    there: str


@dataclass
class Preview:
    """`left_out`: kinds of pain that nobody has given a place yet. `restores`: a whole diary, into an empty account."""

    added: int
    same: int
    differing: int
    lines: list[words.Counted]
    made: list[words.Counted]
    examples: list[Example]
    skipped: list[Skipped]
    more_skipped: int
    skipped_count: int
    left_out: int
    groups: list[Group] = field(default_factory=list)
    overwrite: bool = False
    is_remembered: bool = False
    restores: bool = False

    @property
    def incomplete(self) -> Row | None:
        """The first thing that was not chosen right."""
        return next((row for group in self.groups for row in group.rows if row.error), None)

    @property
    def written(self) -> int:
        """How many values the button writes."""
        return self.added + (self.differing if self.overwrite else 0)

    def row(self, number: str) -> Row | None:
        return next((row for group in self.groups for row in group.rows if str(row.number) == number), None)


class Chosen:
    """An import that was read, with what is chosen for it so far."""

    def __init__(self, row: Import) -> None:
        self.row = row
        self.contents = opened(row)
        self.known = Known.of(row.person)
        self.subjects = self.contents.found.subjects if self.contents.found else ()
        self.mapping: dict[str, Choice] = {**defaults(self.subjects, self.known)}
        self.is_remembered = self._remember() and not row.mapping
        self.mapping |= row.mapping
        self.errors: dict[str, str] = {}

    def _remember(self) -> bool:
        """Proposes what was chosen for the same things the last time, as far as it can still be chosen."""
        same = Import.objects.for_user(self.row.person).filter(importer=self.row.importer, state="added")
        last = same.exclude(pk=self.row.pk).order_by("-added_at").values_list("mapping", flat=True).first()
        known = remembered(self.subjects, self.known, self.mapping, last or {})
        self.mapping |= known
        return bool(known)

    def take(self, data: Mapping[str, str]) -> bool:
        """Reads what was sent, and says whether it is anything but what was chosen before."""
        before, overwrite = self.mapping, self.row.overwrite
        self.mapping, self.errors = read_choices(data, self.subjects, self.known, before)
        self.row.overwrite = "overwrite" in data
        return (self.mapping, self.row.overwrite) != (before, overwrite)

    def keep(self) -> None:
        ready = Import.objects.filter(pk=self.row.pk, state="ready")
        ready.update(mapping=self.mapping, overwrite=self.row.overwrite)

    def preview(self, now: datetime.datetime) -> Preview:
        restores = self.row.is_archive and is_empty(self.row.person)
        document, skipped = document_by(self.contents, self.mapping, self.known, self.row.importer)
        plan = importing.plan(self.row.person, document, overwrite=self.row.overwrite, now=now)
        names = words.Names(self.row.person, _new_names(document) | _planned_names(plan))
        stays_out = () if restores else (*skipped, *plan.skipped)
        every = sorted(stays_out, key=lambda each: -each.times)
        groups = (
            table(self.contents.found, self.mapping, self.known, self.errors) if self.contents.found else []
        )
        return Preview(
            added=plan.added,
            same=plan.same,
            differing=plan.differing,
            lines=_lines(plan, names),
            made=words.new_things((line.kind, names.of(line.kind, line.ref)) for line in plan.lines),
            examples=[_example(each, names) for each in plan.examples],
            skipped=every[:_MOST_REASONS],
            more_skipped=sum(each.times for each in every[_MOST_REASONS:]),
            skipped_count=sum(each.times for each in every),
            left_out=sum(
                subject.kind == "pain" and self.mapping[subject.key]["to"] == SKIP
                for subject in self.subjects
            ),
            groups=groups,
            overwrite=self.row.overwrite,
            is_remembered=self.is_remembered,
            restores=restores,
        )


def _lines(plan: importing.Plan, names: words.Names) -> list[words.Counted]:
    return words.in_order(
        (
            line.kind,
            words.Counted(
                names.of(line.kind, line.ref),
                line.added,
                words.days(line.first, line.last),
                line.same,
                line.differing,
            ),
        )
        for line in plan.lines
    )


def _example(each: importing.Difference, names: words.Names) -> Example:
    here, there = words.value(each.kind, each.here), words.value(each.kind, each.there)
    return Example(each.date, names.of(each.kind, each.ref), here, there)


def _new_names(document: Document) -> dict[Any, str]:
    return {entry.id: entry.name for entry in document.factors}


def _planned_names(plan: importing.Plan) -> dict[Any, str]:
    spots = {
        key: entry.nickname or full_name(muscle(entry.muscle), Side(entry.side))
        for key, entry in plan.spots.items()
    }
    return {**spots, **{key: entry.name for key, entry in plan.factors.items()}}
