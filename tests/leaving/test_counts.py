import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from tracker.leaving.counts import forget_old_counts

pytestmark = pytest.mark.django_db


def addresses_kept() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM unknot_cache WHERE cache_key LIKE '%%203.0.113.9%%'")
        return int(cursor.fetchone()[0])


def test_a_network_address_that_was_counted_is_gone_when_its_time_is_over():
    cache.clear()
    cache.set("tried.203.0.113.9", [1.0], 600)
    now = timezone.now()
    assert forget_old_counts(now) == 0
    assert addresses_kept() == 1
    with time_machine.travel(now + datetime.timedelta(minutes=11)):
        assert forget_old_counts(timezone.now()) == 1
    assert addresses_kept() == 0
