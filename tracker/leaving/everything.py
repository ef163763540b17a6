"""A person leaves: everything of theirs is deleted at once, from every table, file and session."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib.auth import logout
from django.db import transaction

from tracker import recurrence
from tracker.changes.holding import hold
from tracker.changes.sample_account import sample_of
from tracker.changes.wiping import leave_no_trace, wipe_diary
from tracker.exchange.downloads import Contents, contents_of
from tracker.http import PersonRequest
from tracker.imports.uploads import forget_files
from tracker.leaving.traces import end_sessions, forget_attempts, forget_in_admin_log
from tracker.models import Person, Trial

# What rooms keep of a person outside the tables that name them (files, tasks): each is called in the transaction,
# rows still there. One that fails stops it all: better a diary that is still there than half of one.
FORGETTERS: tuple[Callable[[Person], None], ...] = (forget_files,)


class Going(NamedTuple):
    """What leaves with a person. `alone_in_charge`: nobody else looks after the accounts that stay."""

    contents: Contents
    trials: int
    sample: bool
    others: int
    alone_in_charge: bool


def going_of(person: Person) -> Going:
    others = Person.objects.filter(is_sample=False).exclude(pk=person.pk)
    in_charge = person.is_superuser and not others.filter(is_superuser=True, is_active=True).exists()
    number = others.count()
    return Going(
        contents=contents_of(person),
        trials=Trial.objects.for_user(person).count(),
        sample=sample_of(person) is not None,
        others=number,
        alone_in_charge=bool(in_charge and number),
    )


def leave(request: PersonRequest) -> None:
    """Deletes the person with all that is theirs, in one transaction, and ends this session. A second call is none."""
    person = request.user
    with transaction.atomic():
        hold(person)
        sample = sample_of(person)
        going = [each for each in (sample, person) if each is not None]
        for each in going:
            for forget in FORGETTERS:
                forget(each)
            forget_in_admin_log(each)
            forget_attempts(request, each)
        end_sessions(going)
        for each in going:
            wipe_diary(each)
            each.delete()
        transaction.on_commit(leave_no_trace, robust=True)
    recurrence.forget()
    logout(request)
