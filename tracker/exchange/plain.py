"""Columns as a file has them, put into words by the database: a long diary has hundreds of thousands of values, and
each that Django converted would cost more than all the rest of its line.
"""

from typing import Any

from django.db.models import Field, Func, IntegerField, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast


class _Unconverted(Cast):
    kind: type[Field[Any, Any]]

    def __init__(self, column: str | Combinable) -> None:
        super().__init__(column, self.kind())

    def get_db_converters(self, connection: Any) -> list[Any]:
        """None: both databases give what is meant."""
        return []


class AsText(_Unconverted):
    """A decimal or a list as text."""

    kind = TextField


class AsNumber(_Unconverted):
    """True as 1, false as 0."""

    kind = IntegerField


class DayText(Func):
    """A date as `isoformat()` writes it, whatever way of writing dates the database is set to."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="CAST(%(expressions)s AS TEXT)", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="to_char(%(expressions)s, 'YYYY-MM-DD')", **context)
