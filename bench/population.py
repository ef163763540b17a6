"""Many people at once: a diary that the app wrote is copied by the database, each copy with rows of its own.

One `INSERT ... SELECT` a table. A copy keeps the order of its template's rows, so that the id of a row, and of the
row it names, follows from the number of the copy and the place in the template.
"""

from contextlib import suppress

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction

from tracker.changes.wiping import owned_tables
from tracker.models import Person
from tracker.models.owned import Owned

_COUNTED = (
    "WITH RECURSIVE counted(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counted WHERE n + 1 < {number})"
)
_NEW_UUID = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}


def copy_person(template: Person, number: int, name: str) -> range:
    """Makes `number` people called `name`0, `name`1 ... with the diary of `template`; their ids."""
    with transaction.atomic():
        _leave_references_unchecked()
        people = _People(template.pk, _highest(Person) + 1, number)
        people.make(name)
        lengths: dict[type[Owned], tuple[int, int]] = {}
        # Rows before those that name them.
        for model in reversed(owned_tables()):
            lengths[model] = people.copy(model, lengths)
        people.sign_in(name)
        people.tidy(list(lengths))
    return range(people.first, people.first + number)


def _leave_references_unchecked() -> None:
    """What is copied names what it should by the way it is made; checking takes PostgreSQL most of the time."""
    if connection.vendor != "postgresql":
        return
    with suppress(DatabaseError), transaction.atomic():  # only a superuser may
        _run("SET LOCAL session_replication_role = replica")


class _People:
    """The copies of one template while they are made: numbered in `bench_copies`, its rows in `bench_of_...`."""

    def __init__(self, template: int, first: int, number: int) -> None:
        self.template, self.first, self.number = template, first, number

    def make(self, name: str) -> None:
        _run(
            f"CREATE TEMPORARY TABLE bench_copies AS {_COUNTED.format(number=self.number)} "
            f"SELECT n, n + {self.first} AS person_id FROM counted"
        )
        given = {"id": "c.person_id", "username": f"'{name}' || c.n"}
        _insert(Person, given, f"bench_copies c CROSS JOIN {_table(Person)} t WHERE t.id = {self.template}")

    def copy(self, model: type[Owned], lengths: dict[type[Owned], tuple[int, int]]) -> tuple[int, int]:
        """The first id of the copies, and how many rows each of them has."""
        parents = _parents(model)
        self._place(model, parents)
        length, base = _number(f"SELECT count(*) FROM {_placed(model)}"), _highest(model) + 1
        if length:
            given = {
                "id": f"{base} + c.n * {length} + t.place",
                "person_id": "c.person_id",
                "public_id": _NEW_UUID[connection.vendor],
            }
            for column, parent in parents.items():
                first, each = lengths[parent]
                given[column] = f"{first} + c.n * {each} + t.{_quoted(f'place_{column}')}"
            _insert(model, given, f"bench_copies c CROSS JOIN {_placed(model)} t")
        return base, length

    def _place(self, model: type[Owned], parents: dict[str, type[Owned]]) -> None:
        """The template's rows, each with its place among them and those of the rows that it names."""
        named = "".join(f", p_{column}.place AS {_quoted(f'place_{column}')}" for column in parents)
        joins = "".join(
            f" LEFT JOIN {_placed(parent)} p_{column} ON p_{column}.id = r.{_quoted(column)}"
            for column, parent in parents.items()
        )
        _run(
            f"CREATE TEMPORARY TABLE {_placed(model)} AS "
            f"SELECT row_number() OVER (ORDER BY r.id) - 1 AS place, r.*{named} "
            f"FROM {_table(model)} r{joins} WHERE r.person_id = {self.template}"
        )

    def sign_in(self, name: str) -> None:
        """As many sessions as the template has, each copy with its own: pages look theirs up among all of them."""
        rows, key = _table(UserSession), f"'{name}' || c.n || t.id"
        given = {"user_id": "c.person_id", "session_key": key}
        theirs = f"bench_copies c CROSS JOIN {rows} t WHERE t.user_id = {self.template}"
        stored = f"bench_copies c CROSS JOIN {rows} u JOIN {_table(Session)} t USING (session_key)"
        given_data = {"session_key": f"'{name}' || c.n || u.id"}
        _insert(Session, given_data, f"{stored} WHERE u.user_id = {self.template}")
        _insert(UserSession, given, theirs, without="id")

    def tidy(self, made: list[type[Owned]]) -> None:
        for name in ("bench_copies", *map(_placed, made)):
            _run(f"DROP TABLE {name}")
        for statement in connection.ops.sequence_reset_sql(no_style(), [Person, *made]):
            _run(statement)


def _parents(model: type[Owned]) -> dict[str, type[Owned]]:
    """By column, the tables of the diary that a row names."""
    named = {str(field.column): field.related_model for field in model._meta.concrete_fields}
    return {
        column: parent
        for column, parent in named.items()
        if isinstance(parent, type) and issubclass(parent, Owned)
    }


def _insert(model: type[models.Model], given: dict[str, str], source: str, without: str = "") -> None:
    """What `given` does not say is taken from `t` of the source."""
    columns = [each for each in _columns(model) if each != without]
    values = ", ".join(given.get(each, f"t.{_quoted(each)}") for each in columns)
    _run(f"INSERT INTO {_table(model)} ({_listed(columns)}) SELECT {values} FROM {source}")


def _columns(model: type[models.Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]


def _placed(model: type[Owned]) -> str:
    return f"bench_of_{model._meta.model_name}"


def _table(model: type[models.Model]) -> str:
    return _quoted(model._meta.db_table)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _listed(columns: list[str]) -> str:
    return ", ".join(map(_quoted, columns))


def _highest(model: type[models.Model]) -> int:
    return _number(f"SELECT coalesce(max(id), 0) FROM {_table(model)}")


def _number(query: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return int(cursor.fetchone()[0])


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
