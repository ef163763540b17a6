"""A spot, factor or treatment that a row names belongs to the same person: kept by the database itself.

Django's foreign keys check the id alone. Here the pair (person, id) is checked: on PostgreSQL by composite
foreign keys, which the indexes that lead with the person serve; on SQLite by triggers. SQLite loses the triggers
of a table that a migration rebuilds, and refuses to rebuild one that a trigger of another names: so they are lifted
before every migrate and laid anew after it.
"""

from typing import Any, NamedTuple

from django.db import connections


class Reference(NamedTuple):
    child: str
    column: str
    parent: str


REFERENCES = (
    Reference("tracker_rating", "spot_id", "tracker_spot"),
    Reference("tracker_treatedspot", "spot_id", "tracker_spot"),
    Reference("tracker_treatedspot", "treatment_id", "tracker_treatment"),
    Reference("tracker_factorreading", "factor_id", "tracker_factor"),
    Reference("tracker_flagrest", "spot_id", "tracker_spot"),
    Reference("tracker_spotnote", "spot_id", "tracker_spot"),
    Reference("tracker_proposal", "share_id", "tracker_reportshare"),
    Reference("tracker_trial", "spot_id", "tracker_spot"),
    Reference("tracker_trialday", "trial_id", "tracker_trial"),
    Reference("tracker_trialepisode", "trial_id", "tracker_trial"),
)

_SQLITE_CHILD = """
CREATE TRIGGER {name}_{verb} BEFORE {event} ON {child}
WHEN NEW.{column} IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM {parent} WHERE person_id = NEW.person_id AND id = NEW.{column})
BEGIN SELECT RAISE(ABORT, 'FOREIGN KEY constraint failed: {child}.{column} of another person'); END
"""
_SQLITE_PARENT = """
CREATE TRIGGER {name}_delete BEFORE DELETE ON {parent}
WHEN EXISTS (SELECT 1 FROM {child} WHERE person_id = OLD.person_id AND {column} = OLD.id)
BEGIN SELECT RAISE(ABORT, 'FOREIGN KEY constraint failed: {child}.{column} is in use'); END
"""
_POSTGRESQL = """
ALTER TABLE {child} ADD CONSTRAINT {name} FOREIGN KEY (person_id, {column})
REFERENCES {parent} (person_id, id) DEFERRABLE INITIALLY DEFERRED
"""


def keep_references(using: str = "default", **_signal: Any) -> None:
    """Lays what is missing. Called after every migrate; calling it again changes nothing."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    statements = _sqlite if connection.vendor == "sqlite" else _postgresql
    with connection.cursor() as cursor:
        for reference in REFERENCES:
            if {reference.child, reference.parent} <= tables:
                for statement in statements(cursor, reference):
                    cursor.execute(statement)


def lift_references(using: str = "default", **_signal: Any) -> None:
    """Takes the triggers away while migrations rebuild tables. Composite foreign keys stay: they are not in the way."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        present = _triggers(cursor)
        for reference in REFERENCES:
            for name in present:
                if name.startswith(f"{_name(reference)}_"):
                    cursor.execute(f"DROP TRIGGER {name}")


def _triggers(cursor: Any) -> set[str]:
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    return {row[0] for row in cursor.fetchall()}


def _name(reference: Reference) -> str:
    return f"{reference.child}_{reference.column.removesuffix('_id')}_same_person"


def _sqlite(cursor: Any, reference: Reference) -> list[str]:
    present = _triggers(cursor)
    words = {"name": _name(reference), **reference._asdict()}
    wanted = {
        "insert": _SQLITE_CHILD.format(verb="insert", event="INSERT", **words),
        "update": _SQLITE_CHILD.format(
            verb="update", event=f"UPDATE OF person_id, {reference.column}", **words
        ),
        "delete": _SQLITE_PARENT.format(**words),
    }
    return [text for verb, text in wanted.items() if f"{words['name']}_{verb}" not in present]


def _postgresql(cursor: Any, reference: Reference) -> list[str]:
    cursor.execute("SELECT 1 FROM pg_constraint WHERE conname = %s", [_name(reference)])
    return [] if cursor.fetchone() else [_POSTGRESQL.format(name=_name(reference), **reference._asdict())]
