"""Puts a whole diary, as an archive has it, into an account whose own is still empty."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tracker.models import Person
from tracker.models.owned import Owned

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


def is_empty(person: Person) -> bool:
    """Whether nothing was ever recorded: the built-in factors, untouched, are there from the start."""
    raise NotImplementedError


def restore(person: Person, archive: ArchiveRows) -> dict[str, int]:
    """All of it in one transaction, or nothing. Raises NotEmptyError. Gives `archive.counts()`."""
    raise NotImplementedError
