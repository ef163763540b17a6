"""From which database an export is read.

A replica follows the database, sooner or later: what was saved a moment ago may not be in it. Nobody's export may
lack what they just wrote, so a person's diary is read there only once it has come as far as theirs: every change
counts up `Person.revision` in the same transaction, and a replica applies transactions whole and in order.
"""

import logging
from copy import copy

from django.conf import settings
from django.db import DatabaseError
from django.db.models.base import ModelState

from tracker.databases import REPLICA
from tracker.models import Person

logger = logging.getLogger(__name__)


def reader_of(person: Person) -> Person:
    """The person as exports read them: their diary comes from the replica if it holds all of it, else as always."""
    if REPLICA not in settings.DATABASES or not _is_as_far(person):
        return person
    reader = copy(person)
    # A state of its own, or the person of the request would be read from there as well.
    reader._state = state = ModelState()  # noqa: SLF001
    state.adding, state.db = False, REPLICA
    return reader


def _is_as_far(person: Person) -> bool:
    """The revision as it is now, not as the request found it: the replica may be ahead of an old page."""
    now = Person.objects.filter(pk=person.pk).values_list("revision", flat=True).first()
    try:
        there = Person.objects.using(REPLICA).filter(pk=person.pk).values_list("revision", flat=True).first()
    except DatabaseError as error:
        logger.warning("the replica is not to be had: %s", type(error).__name__)
        return False
    return now is not None and there == now
