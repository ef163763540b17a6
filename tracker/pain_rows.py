"""The rows of some days that the pain of single spots rests on."""

import datetime

from django.db.models import QuerySet

from tracker.models import Person, Rating, TreatedSpot

Date = datetime.date


def ratings_between(person: Person, start: Date, end: Date) -> QuerySet[Rating]:
    """From `start` to `end`, both included."""
    return Rating.objects.for_user(person).filter(date__range=(start, end))


def treated_between(person: Person, start: Date, end: Date) -> QuerySet[TreatedSpot]:
    """The spots of treatments from `start` to `end`, both included, without those of the whole body."""
    # The person of the treatment is the same; said once more, its index of days leads to the rows.
    return TreatedSpot.objects.for_user(person).filter(
        treatment__person=person, treatment__date__range=(start, end), treatment__whole_body=False
    )
