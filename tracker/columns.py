"""Columns as the database is asked to give them, where Django's own way costs more than the rest of a long history."""

from typing import Any

from django.db.models import FloatField, Func, IntegerField, TextField
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


class IsoDate(Func):
    """A date as `datetime.date.isoformat()` writes it, whatever style the server is set to."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="%(expressions)s", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="to_char(%(expressions)s, 'YYYY-MM-DD')", **context)


class AsFloat(Cast):
    """A decimal as a float, which is what both databases then give."""

    def __init__(self, expression: str) -> None:
        super().__init__(expression, FloatField())

    def get_db_converters(self, connection: Any) -> list[Any]:
        return []


class KeyText(Func):
    """A public id as str() writes it: a file names one on every line, and a UUID costs more than the rest of it."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        parts = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
        text = " || '-' || ".join(f"substr(%(expressions)s, {at}, {length})" for at, length in parts)
        return self.as_sql(compiler, connection, template=text, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="%(expressions)s::text", **context)
