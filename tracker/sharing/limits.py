"""How often something may be tried in a while: kept in the cache, counted exactly also when all come at one moment."""

import time
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import transaction


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times within so many seconds, for each one that is counted."""

    name: str
    most: int
    seconds: int

    def is_reached(self, who: str) -> bool:
        return len(self._recent(who)) >= self.most

    def spend(self, who: str) -> bool:
        """Counts one more, unless the limit is reached. False: it is."""
        with transaction.atomic():
            # Somebody's row must be locked to queue up behind; on SQLite the transaction itself is the queue.
            ContentType.objects.select_for_update().get(app_label="tracker", model="reportshare")
            recent = self._recent(who)
            if len(recent) >= self.most:
                return False
            cache.set(self._key(who), [*recent, time.time()], self.seconds)
            return True

    def _recent(self, who: str) -> list[float]:
        since = time.time() - self.seconds
        return [moment for moment in cache.get(self._key(who), []) if moment > since]

    def _key(self, who: str) -> str:
        return f"sharing.{self.name}.{who}"


# For each address that asks: links that lead nowhere, links opened, things written back.
GUESSES = Limit("guesses", 40, 10 * 60)
OPENINGS = Limit("openings", 30, 10 * 60)
WRITINGS = Limit("writings", 20, 10 * 60)
# For each link, whoever asks.
OPENINGS_OF_LINK = Limit("openings-of-link", 60, 60 * 60)
READINGS_OF_LINK = Limit("readings-of-link", 120, 10 * 60)
PDFS_OF_LINK = Limit("pdfs-of-link", 30, 60 * 60)
