"""Puts a whole diary, as an archive has it, into an account whose own is still empty."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db import DataError, IntegrityError, transaction

from tracker.changes.auditing import record
from tracker.changes.holding import hold
from tracker.changes.snapshots import insert
from tracker.changes.trials import note_last
from tracker.models import Factor, Person, UndoStep
from tracker.models.owned import Owned
from tracker.models.portable import fields_of, named_by, tables
from tracker.vocabulary import BUILTIN_FACTORS

Row = tuple[Any, ...]


class ArchiveRows(NamedTuple):
    """A diary that was read from an archive and checked, row by row.

    `settings`: of the account, by field. `rows`: by table, the values in the order of `portable.fields_of`; a row that
    another row names stands there by its public id.
    """

    settings: Mapping[str, Any]
    rows: Mapping[type[Owned], Sequence[Row]]

    def counts(self) -> dict[str, int]:
        """How many rows there are of each table that has any, by its plain name: "check ins", "ratings"."""
        return {str(model._meta.verbose_name_plural): len(rows) for model, rows in self.rows.items() if rows}


class NotEmptyError(Exception):
    """The account holds a diary already."""


class DoesNotFitError(Exception):
    """The database of this installation does not take one of the rows."""


def is_empty(person: Person) -> bool:
    """Whether nothing was ever recorded: the built-in factors, untouched, are there from the start."""
    others = (model for model in tables() if model is not Factor)
    if any(model.objects.for_user(person).exists() for model in others):
        return False
    return all(_is_untouched(factor) for factor in Factor.objects.for_user(person))


def _is_untouched(factor: Factor) -> bool:
    """As `changes.factors.give_builtin_factors` makes it."""
    given = BUILTIN_FACTORS.get(factor.builtin)
    if given is None or any(getattr(factor, name) != value for name, value in given._asdict().items()):
        return False
    in_its_place = factor.position == list(BUILTIN_FACTORS).index(factor.builtin)
    return in_its_place and not factor.night_before and not factor.asked_before


def restore(person: Person, archive: ArchiveRows) -> dict[str, int]:
    """All of it in one transaction, or nothing. Gives `archive.counts()`.

    Raises NotEmptyError, and DoesNotFitError for what only the database itself can know.
    """
    try:
        with transaction.atomic():
            hold(person)
            if not is_empty(person):
                raise NotEmptyError
            Factor.objects.for_user(person).delete()
            # Steps that are left of an emptied diary would put its values back into this one.
            UndoStep.objects.for_user(person).delete()
            for model in tables():
                _write(person, model, archive.rows.get(model, ()))
            Person.objects.filter(pk=person.pk).update(**archive.settings)
            note_last(person)
            record(person, "restored")
    except (IntegrityError, DataError) as error:
        raise DoesNotFitError(str(error)) from error
    person.refresh_from_db()
    return archive.counts()


def _write(person: Person, model: type[Owned], rows: Sequence[Row]) -> None:
    """In the order given, so that what orders rows by the moment they were made finds the same order."""
    fields = fields_of(model)
    named = {
        column: _numbers(person, parent)
        for column, field in enumerate(fields)
        if rows and (parent := named_by(field))
    }
    insert(model, [model._meta.get_field("person"), *fields], _stored(person.pk, rows, named))


def _numbers(person: Person, model: type[Owned]) -> dict[UUID, int]:
    return dict(model.objects.for_user(person).values_list("public_id", "pk"))


def _stored(
    person_id: int, rows: Sequence[Row], named: Mapping[int, Mapping[UUID, int]]
) -> Iterator[list[Any]]:
    for row in rows:
        values = [person_id, *row]
        for column, numbers in named.items():
            key = row[column]
            values[column + 1] = None if key is None else numbers[key]
        yield values
