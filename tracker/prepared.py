"""Queries of one shape, written as SQL by Django once and asked again and again with other values.

To write the SQL of a query costs Django more than a database needs to answer one of a few rows, and what follows every
change asks the same handful each time.
"""

import datetime
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

from tracker.models import Person

Value = datetime.date | int

# Stand for the values while the SQL is written: no query of ours says them of its own accord, and every column of
# numbers has room for them.
_SOME_NUMBER = 31_873
_SOME_DAY = datetime.date(1, 2, 3)


class _Written(NamedTuple):
    """`values`: each a constant of the query, or the number of the value that takes its place."""

    sql: str
    values: tuple[tuple[Any, int | None], ...]


class Prepared:
    """The rows of a person, by dates and numbers: a decorator of what makes their queryset of `values_list`.

    Its SQL has to be the same whoever and whatever these are.
    """

    def __init__(self, shape: Callable[..., QuerySet[Any]]) -> None:
        self._shape = shape
        self._written: dict[str, _Written] = {}

    def __call__(self, person: Person, *values: Value) -> list[tuple[Any, ...]]:
        """As the database gives them, that the person was read from: nothing is converted. Raises what it raises."""
        using = person._state.db or DEFAULT_DB_ALIAS  # noqa: SLF001
        written = self._written.get(using) or self._write(using, values)
        given = [person.pk, *(_adapted(using, value) for value in values)]
        asked = [known if place is None else given[place] for known, place in written.values]
        with connections[using].cursor() as cursor:
            cursor.execute(written.sql, asked)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def _write(self, using: str, values: Sequence[Value]) -> _Written:
        somebody = Person(pk=_SOME_NUMBER)
        somebody._state.db = using  # noqa: SLF001
        some = [_instead(value, place) for place, value in enumerate(values, 1)]
        places = {_SOME_NUMBER: 0} | {_adapted(using, value): place for place, value in enumerate(some, 1)}
        sql, said = self._shape(somebody, *some).query.get_compiler(using).as_sql()
        written = _Written(sql, tuple((value, places.get(value)) for value in said))
        if {place for _, place in written.values if place is not None} != set(places.values()):
            raise ValueError("a value is not in the query as it was given")
        self._written[using] = written
        return written


def _instead(value: Value, place: int) -> Value:
    return _SOME_NUMBER + place if isinstance(value, int) else _SOME_DAY + datetime.timedelta(place)


def _adapted(using: str, value: Value) -> Any:
    """As Django hands it to this database."""
    return value if isinstance(value, int) else connections[using].ops.adapt_datefield_value(value)
