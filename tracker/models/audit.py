"""What happened in an account: a list that its person can read, and that nobody changes."""

import datetime
from typing import Any

from django.conf import settings
from django.db import connections, models

from tracker.models.owned import Owned

KEPT_DAYS = 730
KINDS = {
    "signed-in": "Signed in",
    "wrong-code": "Right password, wrong second step",
    "signed-out": "Signed out",
    "sessions-ended": "Signed out elsewhere",
    "password-changed": "Password changed",
    "password-reset": "Password set anew, by the link in a mail",
    "email-changed": "Email address changed",
    "app-added": "Authenticator app set up",
    "app-removed": "Authenticator app switched off",
    "passkey-added": "Passkey added",
    "passkey-removed": "Passkey removed",
    "codes-made": "Recovery codes made",
    "codes-seen": "Recovery codes looked at",
    "code-used": "Recovery code used",
    "exported": "Diary downloaded as a file",
    "archived": "Archive of the whole diary downloaded",
    "report-pdf": "Report downloaded as a PDF",
    "link-made": "Link to a report made",
    "link-opened": "Link to a report opened by its reader",
    "link-revoked": "Link to a report taken back",
    "import-added": "Entries of a file added",
    "import-undone": "Entries of a file taken back",
    "restored": "Diary restored from an archive",
    "days-deleted": "Days deleted",
    "spot-deleted": "A spot deleted",
    "changed-by-staff": "Account changed by an administrator",
}


class AuditEntry(Owned):
    """One thing that happened: what kind, when, and by which family of devices. Nothing of what the diary says.

    The database refuses to change an entry, and to delete one that is younger than `KEPT_DAYS` while its person is
    there (see the triggers below): so the list goes after its person, not before. Which is why the foreign key leaves
    it to `tracker.changes.auditing` to delete. `network`: of sign-ins alone, never the whole address. `number`: how
    many, where that says more: wrong passwords before a sign-in, devices signed out.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, db_index=False, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=20)
    device = models.CharField(max_length=60, blank=True)
    network = models.CharField(max_length=60, blank=True)
    number = models.PositiveIntegerField(null=True)

    class Meta(Owned.Meta):
        verbose_name_plural = "audit entries"
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(condition=models.Q(kind__in=list(KINDS)), name="auditentry_kind_known"),
        ]
        indexes = [models.Index(fields=["person", "-at"], name="auditentry_person_at")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"


class FailedSignIns(models.Model):
    """How often a wrong password was sent for a username since its last sign-in, whether somebody has that name or not.

    Both cost the same, so that the time it takes tells nothing. `name`: a keyed digest; what was typed into the field
    may have been a password.
    """

    name = models.CharField(max_length=64, unique=True)
    times = models.PositiveIntegerField(default=1)
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "failed sign-ins"

    def __str__(self) -> str:
        return f"{self.times} failed sign-ins"


def oldest_kept(now: datetime.datetime) -> datetime.datetime:
    return now - datetime.timedelta(days=KEPT_DAYS)


_TABLE = "tracker_auditentry"
_REFUSED = "what happened in an account is not to be changed"
_SQLITE = {
    f"{_TABLE}_no_update": f"""
CREATE TRIGGER {_TABLE}_no_update BEFORE UPDATE ON {_TABLE}
BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END""",
    f"{_TABLE}_no_delete": f"""
CREATE TRIGGER {_TABLE}_no_delete BEFORE DELETE ON {_TABLE}
WHEN EXISTS (SELECT 1 FROM tracker_person WHERE id = OLD.person_id)
  AND OLD.at > strftime('%Y-%m-%d %H:%M:%S', 'now', '-{KEPT_DAYS} days')
BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END""",  # noqa: S608 - nothing in it comes from anywhere else
}
_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION {_TABLE}_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' OR (
    OLD.at > now() - interval '{KEPT_DAYS} days'
    AND EXISTS (SELECT 1 FROM tracker_person WHERE id = OLD.person_id)
  ) THEN
    RAISE EXCEPTION '{_REFUSED}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE OR REPLACE TRIGGER {_TABLE}_kept BEFORE UPDATE OR DELETE ON {_TABLE}
FOR EACH ROW EXECUTE FUNCTION {_TABLE}_kept();
"""  # noqa: S608 - as above


def keep_entries(using: str = "default", **_signal: Any) -> None:
    """Lays the triggers that are missing. Called after every migrate: SQLite loses them when it rebuilds a table."""
    connection = connections[using]
    if _TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL)
            return
        for name in _SQLITE.keys() - _laid(cursor):
            cursor.execute(_SQLITE[name])


def lift_entries(using: str = "default", **_signal: Any) -> None:
    """While migrations rebuild tables, and while `flush` empties them. PostgreSQL's truncate asks no trigger."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for name in _SQLITE.keys() & _laid(cursor):
            cursor.execute(f"DROP TRIGGER {name}")


def _laid(cursor: Any) -> set[str]:
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    return {row[0] for row in cursor.fetchall()}
