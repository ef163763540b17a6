"""Brings a database up to this release, so that the old one is still there if that fails."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from tracker.backups import BackupError, contents, making

OCCASION = "before-upgrade"


class UpgradeError(BackupError):
    """A migration failed. The database is as it was."""


def needs_upgrade() -> bool:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def upgrade() -> Path | None:
    """The app's own database, backed up before it is touched: where, if there was somebody in it.

    Raises BackupError, and has then changed nothing.
    """
    check_not_newer()
    if not needs_upgrade():
        return None
    backup = None
    if settings.BACKUP_BEFORE_UPGRADE and not contents.is_empty(DEFAULT_DB_ALIAS):
        backup = _back_up()
    try:
        bring_up_to_date()
    except UpgradeError as error:
        kept = f"\nA backup made just before it: {backup}" if backup else ""
        raise UpgradeError(f"{error}{kept}") from error.__cause__
    if backup:
        making.remove_superfluous(backup.parent, making.KEPT_BY_ITSELF, OCCASION)
    return backup


def check_not_newer() -> None:
    """Older code on a newer database would write rows that do not belong there, or fail on any page."""
    unknown = contents.migrations(DEFAULT_DB_ALIAS).unknown
    if unknown:
        raise BackupError(
            f"A newer release of Unknot has changed this database ({unknown[-1]}), and this is {settings.VERSION}.\n"
            "Take that release again, or put back a backup made before it with `manage.py restore`: "
            "docs/operations.md, Going back."
        )


def bring_up_to_date() -> None:
    """All migrations that are missing, or none."""
    if not needs_upgrade():
        return
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except Exception as error:
        raise UpgradeError(
            f"The upgrade to {settings.VERSION} failed, and the database is as it was before: "
            f"{type(error).__name__}: {error}"
        ) from error


def _back_up() -> Path:
    try:
        return making.make(making.default_folder(), occasion=OCCASION)
    except BackupError as error:
        raise BackupError(
            f"Nothing was upgraded, since the backup before it could not be made. {error}\n"
            "With BACKUP_BEFORE_UPGRADE=off it is upgraded without one: only if you have a backup of your own."
        ) from error
