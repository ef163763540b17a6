"""Queries that every page of a day asks, put into SQL once: Django takes longer over it than the database to answer."""

import datetime
from collections.abc import Callable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

from tracker.models import Person

Rows = list[tuple[Any, ...]]

# Stand where the person and the days will: no query has these values of its own.
_PERSON = -1
_FIRST, _LAST = datetime.date(1, 1, 1), datetime.date(1, 1, 2)


class Prepared:
    """The rows of a person from one day to another, as the database gives them: columns that need no converting."""

    def __init__(self, query: Callable[[Person, datetime.date, datetime.date], QuerySet[Any, Any]]) -> None:
        self._query = query
        self._written: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def __call__(self, person: Person, first: datetime.date, last: datetime.date) -> Rows:
        """Asks the database that the person was read from."""
        connection = connections[person._state.db or DEFAULT_DB_ALIAS]  # noqa: SLF001
        if connection.alias not in self._written:
            self._written[connection.alias] = self._write(connection.alias)
        sql, values = self._written[connection.alias]
        as_written = connection.ops.adapt_datefield_value
        given = {
            _PERSON: person.pk,
            as_written(_FIRST): as_written(first),
            as_written(_LAST): as_written(last),
        }
        with connection.cursor() as cursor:
            cursor.execute(sql, [given.get(value, value) for value in values])
            found: Rows = cursor.fetchall()
        return found

    def _write(self, alias: str) -> tuple[str, tuple[Any, ...]]:
        anybody = Person(pk=_PERSON)
        anybody._state.db = alias  # noqa: SLF001
        query = self._query(anybody, _FIRST, _LAST).query
        sql, values = query.get_compiler(alias).as_sql()
        return sql, tuple(values)
