"""Django's SQLite, whose connections stay open between requests.

To open one, to set it up, to read what the tables are called and to plan every question anew costs as much as all else
of a small page. Django can keep one for each thread (CONN_MAX_AGE), but the server's threads come and go, and what a
thread leaves behind stays open. Here a request takes whichever is free and gives it back: there are never more than
there were requests at once.
"""

import os
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

# The process, so that none crosses a fork, and the file itself: another one may lie under its name by now.
_Place = tuple[int, int, int]
_free: defaultdict[_Place, list[Any]] = defaultdict(list)


class DatabaseWrapper(base.DatabaseWrapper):
    _place: _Place | None = None

    def get_new_connection(self, conn_params: Mapping[str, Any]) -> Any:
        place = _place_of(conn_params["database"])
        try:
            connection = _free[place].pop() if place else None
        except IndexError:
            connection = None
        if connection is None:
            connection = super().get_new_connection(conn_params)
            place = _place_of(conn_params["database"])
        self._place = place
        return connection

    def close_if_unusable_or_obsolete(self) -> None:
        """What Django calls before and after each request. Who calls close() closes."""
        if self.connection is not None and self._place and self._is_as_new():
            _free[self._place].append(self.connection)
            self.connection = None
        else:
            super().close_if_unusable_or_obsolete()

    def _is_as_new(self) -> bool:
        """Nothing is begun, nothing went wrong."""
        begun = self.in_atomic_block or self.connection.in_transaction or not self.get_autocommit()
        return not begun and not self.errors_occurred


def _place_of(database: str | os.PathLike[str]) -> _Place | None:
    """None where there is no such file."""
    try:
        found = Path(database).stat()
    except OSError:
        return None
    return os.getpid(), found.st_dev, found.st_ino
