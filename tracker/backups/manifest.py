"""What stands at the head of a backup, so that whether it fits is known before anything is touched."""

import json
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from tracker.backups import BackupError

FORMAT = 1


@dataclass(frozen=True)
class Manifest:
    """`database` is "sqlite" or "postgresql", `made_with` the version of what wrote its pieces, `size` the bytes that
    an SQLite file takes on the disk (0: not known), `rows` the number of rows by table.
    """

    version: str
    made_at: str
    database: str
    made_with: str
    migrations: list[str]
    rows: dict[str, int]
    size: int = 0
    has_secret_key: bool = False
    format: int = field(default=FORMAT)

    def to_json(self) -> bytes:
        return (json.dumps({"unknot_backup": asdict(self)}, indent=1) + "\n").encode()


def from_json(text: bytes) -> Manifest:
    try:
        found: dict[str, Any] = json.loads(text)["unknot_backup"]
        number = found["format"]
    except (ValueError, KeyError, TypeError):
        raise BackupError("This is no backup of Unknot.") from None
    if number != FORMAT:
        raise BackupError(
            "A newer release of Unknot made this backup, in a form that this one does not read."
        )
    known = {each.name for each in fields(Manifest)}
    try:
        return Manifest(**{name: value for name, value in found.items() if name in known})
    except TypeError:
        raise BackupError("The head of this backup cannot be read.") from None
