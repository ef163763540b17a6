"""A diary that leaves as an archive arrives elsewhere as it was, to the last byte."""

import pytest
from django.db import transaction
from hypothesis import given

from tests.exchange.archives import json_of, somebody, store_whole, whole_diaries
from tests.exchange.diaries import NOW
from tests.exchange.test_round_trip import any_diary, exported
from tracker.changes.factors import give_builtin_factors
from tracker.changes.restoring import is_empty, restore
from tracker.exchange.archive_reading import read_archive
from tracker.exchange.columns import CSV_FILES

pytestmark = pytest.mark.django_db


def nothing(_done: int) -> None:
    """Nobody watches."""


@any_diary
@given(whole_diaries())
def test_a_restored_diary_is_exported_again_byte_for_byte(whole):
    with transaction.atomic():
        leaving, arriving = somebody(), somebody()
        store_whole(leaving, whole)
        give_builtin_factors(arriving, NOW.date())
        assert is_empty(arriving)
        first = json_of(leaving)
        restore(arriving, read_archive(first, nothing).rows)
        assert json_of(arriving) == first
        for name in CSV_FILES:
            assert exported(arriving, name).getvalue() == exported(leaving, name).getvalue()
        assert arriving.on_trial_until == leaving_until(leaving)
        transaction.set_rollback(True)


def leaving_until(person):
    from tracker.changes.trials import note_last

    note_last(person)
    person.refresh_from_db()
    return person.on_trial_until
