"""Columns of many rows as a few long texts: the database writes each column as one JSON list, or with commas.

For long tables this costs a fifth of fetching the rows.
"""

import datetime
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Aggregate, Expression, QuerySet, TextField, Value
from django.db.models.functions import Coalesce

from tracker.analysis.records import Day
from tracker.columns import AsText, DayText

Columns = tuple[str | Expression, ...]
Row = tuple[Any, ...]


class Listed(Aggregate):
    """One column of many rows as a JSON list; every list of one query has the rows in the same order."""

    function = "json_group_array"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="json_agg(%(expressions)s)::text", **context)


class Joined(Aggregate):
    """One column of a group's rows as one text with commas between them: for what holds none itself."""

    function = "group_concat"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="string_agg(%(expressions)s, ',')", **context)


class _Days(dict[str, Day]):
    """ISO dates as days: a person has at most some tens of thousands, and every spot has the same."""

    def __missing__(self, text: str) -> Day:
        day = self[text] = datetime.date.fromisoformat(text).toordinal()
        return day


day_of = _Days().__getitem__


def listed(rows: QuerySet[Any], columns: Columns) -> QuerySet[Any]:
    """One row, a list for each column, which `rows_of` reads."""
    lists = {f"column_{number}": Listed(column) for number, column in enumerate(columns)}
    # Named first, a constant makes one group of them all.
    found: QuerySet[Any] = rows.order_by().values_list(Value(1)).annotate(**lists)
    return found


def rows_of(found: Iterable[Row]) -> list[Row]:
    """In no order. Dates come as ISO text, decimals as `AsFloat` or text."""
    ((_, *texts),) = found
    return list(zip(*(json.loads(text or "[]") for text in texts), strict=True))


def by_first(rows: Iterable[Row]) -> dict[Any, tuple[Row, ...]]:
    """The rest of each row, sorted, by what its first column says."""
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row[1:])
    return {first: tuple(sorted(rest)) for first, rest in found.items()}


def series_by(rows: QuerySet[Any], column: str, value: str) -> Iterator[tuple[Any, list[Day], list[str]]]:
    """Of each different `column` the days of its rows, in no order, and the number in `value`: "" for none."""
    dates, texts = Joined(DayText("date")), Joined(Coalesce(AsText(value), Value("")))
    found = rows.order_by().values_list(column).annotate(dates=dates, texts=texts)
    for group, days, numbers in found:
        yield group, list(map(day_of, days.split(","))), numbers.split(",")
