"""Queries of one shape, written as SQL by Django once and asked again and again with other values.

To write the SQL of a query costs Django more than a database needs to answer one of a few rows, and what follows every
change asks the same handful each time.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.expressions import Col

from tracker.models import Person

Value = datetime.date | int | UUID

# Stand for the values while the SQL is written: no query of ours says them of its own accord, and every column of
# numbers has room for them.
_SOME_NUMBER = 31_873
_SOME_DAY = datetime.date(1, 2, 3)


class _Written(NamedTuple):
    """`values`: each a constant of the query, or the number of the value that takes its place.

    `columns` of `model`, and by their number what Django makes of some of them.
    """

    sql: str
    values: tuple[tuple[Any, int | None], ...]
    model: type[Model]
    columns: tuple[str, ...]
    converters: Mapping[int, tuple[Sequence[Callable[..., Any]], Any]]

    def made(self, using: str, row: Sequence[Any]) -> Model:
        """One object of the row."""
        values = list(row)
        for number, (converters, expression) in self.converters.items():
            for convert in converters:
                values[number] = convert(values[number], expression, connections[using])
        return self.model.from_db(using, self.columns, values)


class Prepared:
    """The rows of a person, by dates, numbers and public ids: a decorator of what makes their queryset.

    Its SQL has to be the same whoever and whatever these are. A queryset of `values_list` is called for tuples as
    the database gives them, with nothing converted; one of a model is asked for its `objects`.
    """

    def __init__(self, shape: Callable[..., QuerySet[Any]]) -> None:
        self._shape = shape
        self._written: dict[str, _Written] = {}

    def __call__(self, person: Person, *values: Value) -> list[tuple[Any, ...]]:
        """From the database that the person was read from. Raises what it raises."""
        return self._asked(person, values)[1]

    def objects(self, person: Person, *values: Value) -> list[Any]:
        """The rows as Django would have made them. Raises ValueError where they are not all that the model has."""
        written, rows = self._asked(person, values)
        if written.columns != tuple(field.attname for field in written.model._meta.concrete_fields):
            raise ValueError("a query of objects has to ask for all columns and no others")
        using = _using(person)
        return [written.made(using, row) for row in rows]

    def _asked(self, person: Person, values: Sequence[Value]) -> tuple[_Written, list[tuple[Any, ...]]]:
        using = _using(person)
        written = self._written.get(using) or self._write(using, values)
        given = [person.pk, *(_adapted(using, value) for value in values)]
        asked = [known if place is None else given[place] for known, place in written.values]
        with connections[using].cursor() as cursor:
            cursor.execute(written.sql, asked)
            return written, cursor.fetchall()

    def _write(self, using: str, values: Sequence[Value]) -> _Written:
        somebody = Person(pk=_SOME_NUMBER)
        somebody._state.db = using  # noqa: SLF001
        some = [_instead(value, place) for place, value in enumerate(values, 1)]
        places = {_SOME_NUMBER: 0} | {_adapted(using, value): place for place, value in enumerate(some, 1)}
        rows = self._shape(somebody, *some)
        compiler = rows.query.get_compiler(using)
        sql, said = compiler.as_sql()
        written = _Written(
            sql,
            tuple((value, places.get(value)) for value in said),
            rows.model,
            tuple(_name_of(expression) for expression, _, _ in compiler.select),
            compiler.get_converters([expression for expression, _, _ in compiler.select]),
        )
        if {place for _, place in written.values if place is not None} != set(places.values()):
            raise ValueError("a value is not in the query as it was given")
        self._written[using] = written
        return written


def _name_of(expression: Any) -> str:
    """That of a column; of anything else none."""
    return expression.target.attname if isinstance(expression, Col) else ""


def _using(person: Person) -> str:
    return person._state.db or DEFAULT_DB_ALIAS  # noqa: SLF001


def _instead(value: Value, place: int) -> Value:
    if isinstance(value, UUID):
        return UUID(int=_SOME_NUMBER + place)
    return _SOME_NUMBER + place if isinstance(value, int) else _SOME_DAY + datetime.timedelta(place)


def _adapted(using: str, value: Value) -> Any:
    """As Django hands it to this database."""
    connection = connections[using]
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    return value if isinstance(value, int) else connection.ops.adapt_datefield_value(value)
