"""Backups: made while the app runs, put back, and the same diary moved from one database to another.

A backup is one tar file, gzipped and perhaps encrypted: `backup.json` (the manifest), `secret_key` if the data folder
keeps one, the database in numbered pieces, `SHA256SUMS`. Whoever has no Unknot at hand unpacks it with tar, checks it
with `sha256sum -c` and joins the pieces with cat.
"""


class BackupError(Exception):
    """What went wrong, in a sentence for whoever looks after the app."""
