"""Django's SQLite, whose connections stay open between requests.

To open one, to set it up, to read what the tables are called and to plan every question anew costs as much as all else
of a small page. Django can keep one for each thread (CONN_MAX_AGE), but the server's threads come and go, and what a
thread leaves behind stays open. Here a request takes whichever is free and gives it back: there are never more than
there were requests at once.
"""

import os
from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from weakref import WeakSet

from django.db.backends.sqlite3 import base

# The process, so that none crosses a fork; the alias, whose options it has; and the file.
_Key = tuple[int, str, str]
_free: defaultdict[_Key, list[Any]] = defaultdict(list)


class DatabaseWrapper(base.DatabaseWrapper):
    _cursors: WeakSet[Any]
    _is_unchanged = False

    def get_new_connection(self, conn_params: Mapping[str, Any]) -> Any:
        self._cursors = WeakSet()
        self._is_unchanged = not self.is_in_memory_db()
        try:
            return _free[self._key].pop()
        except IndexError:
            return super().get_new_connection(conn_params)

    def create_cursor(self, name: str | None = None) -> Any:
        cursor = super().create_cursor(name)
        self._cursors.add(cursor)
        return cursor

    def disable_constraint_checking(self) -> bool:
        self._is_unchanged = False
        return super().disable_constraint_checking()

    def close_if_unusable_or_obsolete(self) -> None:
        """What Django calls before and after each request. Who calls close() closes."""
        if self.connection is not None and self._is_as_new():
            # Rows that nobody fetched would hold the moment at which they were asked for.
            for cursor in list(self._cursors):
                cursor.close()
            _free[self._key].append(self.connection)
            self.connection = None
            return
        if self.errors_occurred:
            # What went wrong, such as a file that could only be read, may be so for the others too.
            for other in _free.pop(self._key, ()):
                other.close()
        super().close_if_unusable_or_obsolete()

    @property
    def _key(self) -> _Key:
        return os.getpid(), self.alias, str(self.settings_dict["NAME"])

    def _is_as_new(self) -> bool:
        """Nothing is begun, nothing went wrong, nothing was set otherwise."""
        begun = self.in_atomic_block or self.connection.in_transaction or not self.get_autocommit()
        return self._is_unchanged and not begun and not self.errors_occurred
