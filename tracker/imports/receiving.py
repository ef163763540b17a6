"""A file that has arrived becomes an import, and waits for the worker."""

import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from tracker.imports import words
from tracker.imports.jobs import enqueue
from tracker.imports.uploads import ReceivedFile
from tracker.models import Import, Person

# Apps that hand out a file for each month or each habit need dozens of them.
MOST_A_DAY = 100
MOST_WAITING = 3
# Files stay on disk while something is asked about them, and those of an archive until it is added.
MOST_KEPT = 6
# What a form around the file may take, beside the file.
_AROUND = 100_000


class NotNowError(Exception):
    """Why another file is not taken at the moment, in words."""


class Limit(NamedTuple):
    size: int
    words: str


def limit() -> Limit:
    return Limit(settings.UPLOAD_LIMIT, words.size(settings.UPLOAD_LIMIT))


def too_large() -> str:
    return f"This file is too large: at most {limit().words} can be sent here."


def is_said_to_be_too_large(length: str) -> bool:
    """By what the browser says before it sends anything."""
    return length.isdigit() and int(length) > settings.UPLOAD_LIMIT + _AROUND


def check_room(person: Person, now: datetime.datetime) -> None:
    mine = Import.objects.for_user(person)
    if mine.filter(state__in=("waiting", "reading")).count() >= MOST_WAITING:
        raise NotNowError(
            "The files you have sent are still waiting to be read. Please send this one after them."
        )
    if mine.exclude(upload="").count() >= MOST_KEPT:
        raise NotNowError("Several files that you have sent wait for you. Please finish or cancel one first.")
    if mine.filter(made_at__gt=now - datetime.timedelta(days=1)).count() >= MOST_A_DAY:
        raise NotNowError(f"{MOST_A_DAY} files are the most for one day. Please go on tomorrow.")


def receive(person: Person, file: ReceivedFile) -> Import:
    with transaction.atomic():
        row = Import.objects.create(
            person=person, file_name=file.name or "file", upload=file.upload, size=file.size or 0
        )
        enqueue(row)
    return row
