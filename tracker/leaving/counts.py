"""Counts of what was tried lie in the database's cache, some under a network address: they go when their time is over.

Django's own cache lets them lie until it is full, which on a quiet server is never.
"""

import datetime

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router


def forget_old_counts(now: datetime.datetime) -> int:
    """How many went. A cache elsewhere, such as Redis, forgets by itself."""
    if not isinstance(kept := caches["default"], DatabaseCache):
        return 0
    connection = connections[router.db_for_write(kept.cache_model_class)]
    name = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    moment = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {name} WHERE expires < %s", [moment])  # noqa: S608 - our own name
        (old,) = cursor.fetchone()
        if old:  # looking takes no lock
            cursor.execute(f"DELETE FROM {name} WHERE expires < %s", [moment])  # noqa: S608 - our own name
    return int(old)
