"""Columns put into words or numbers by the database: a long diary has hundreds of thousands of values, and each that
Django converted would cost more than all the rest of its line.
"""

from typing import Any

from django.db.models import Field, FloatField, Func, IntegerField, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast


class DayNumber(Func):
    """A date as `datetime.date.toordinal()` gives it, counted by the database: a long history has many dates."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="CAST(julianday(%(expressions)s) - 1721424.5 AS INTEGER)",
            **context,
        )

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="(%(expressions)s - DATE '0001-01-01' + 1)", **context
        )

    def get_db_converters(self, connection: Any) -> list[Any]:
        """None: both databases give an integer, and Django would call int() on each of tens of thousands."""
        return []


class DayText(Func):
    """A date as `isoformat()` writes it, whatever way of writing dates the database is set to."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="CAST(%(expressions)s AS TEXT)", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="to_char(%(expressions)s, 'YYYY-MM-DD')", **context)


class _Unconverted(Cast):
    kind: type[Field[Any, Any]]

    def __init__(self, column: str | Combinable) -> None:
        super().__init__(column, self.kind())

    def get_db_converters(self, connection: Any) -> list[Any]:
        """None: both databases give what is meant."""
        return []


class AsFloat(_Unconverted):
    """A decimal as a float."""

    kind = FloatField


class AsText(_Unconverted):
    """A decimal or a list as text."""

    kind = TextField


class AsNumber(_Unconverted):
    """True as 1, false as 0."""

    kind = IntegerField


class KeyText(Func):
    """A public id as str() writes it: a file names one on every line, and a UUID costs more than the rest of it."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        parts = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
        text = " || '-' || ".join(f"substr(%(expressions)s, {at}, {length})" for at, length in parts)
        return self.as_sql(compiler, connection, template=text, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="%(expressions)s::text", **context)
