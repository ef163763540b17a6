"""How often something may be tried in a while."""

import threading

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection

from tracker.sharing.limits import Limit

THREE = Limit("three", 3, 60)


@pytest.mark.django_db
def test_after_so_many_it_takes_until_the_first_is_old_enough():
    cache.clear()
    with time_machine.travel("2026-11-22T19:00:00+00:00", tick=False) as clock:
        assert [THREE.spend("a") for _ in range(4)] == [True, True, True, False]
        assert THREE.is_reached("a")
        assert THREE.spend("b")
        clock.shift(61)
        assert not THREE.is_reached("a")
        assert THREE.spend("a")


@pytest.mark.django_db
def test_many_who_try_do_not_make_it_forget_one():
    cache.clear()
    for _ in range(3):
        THREE.spend("a")
    for number in range(400):
        cache.set(f"zz.{number}", 1, 60)
    assert THREE.is_reached("a")


@pytest.mark.django_db(transaction=True)
def test_of_many_at_one_moment_no_more_get_through():
    cache.clear()
    limit = Limit("thirty", 30, 600)
    through = []

    def knock() -> None:
        through.extend(limit.spend("a") for _ in range(10))
        connection.close()

    threads = [threading.Thread(target=knock) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert through.count(True) == 30
