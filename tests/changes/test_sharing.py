"""Wrong codes of a link are counted exactly, however many try at once."""

import threading

import pytest
from django.db import connection

from tests.shares import candidate, made, stored
from tracker.changes import sharing
from tracker.models.sharing import WRONG_CODES


@pytest.mark.django_db(transaction=True)
def test_codes_tried_at_one_moment_are_counted_one_by_one(alice):
    link = made(alice, candidate(alice), code=True)
    wrong = f"{(int(link.code) + 1) % 10**6:06d}"
    results = []

    def guess() -> None:
        results.extend(sharing.try_code(stored(link), wrong) for _ in range(3))
        connection.close()

    threads = [threading.Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [False] * 24
    assert stored(link).wrong_codes == WRONG_CODES
