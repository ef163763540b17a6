"""What a person can take away: one CSV file or everything in a zip, under a name that says what and when."""

from collections.abc import Generator
from typing import NamedTuple

from django.db.models import Count, Max, Min

from tracker.entries import Date
from tracker.exchange.bundle import zip_bytes
from tracker.exchange.columns import CSV_FILES
from tracker.exchange.csv_files import csv_bytes
from tracker.exchange.stored import Selection
from tracker.models import CheckIn, Factor, FactorReading, Person, Rating, Spot, Treatment

ZIP = "zip"
DOWNLOADS = (ZIP, *CSV_FILES)


class Download(NamedTuple):
    file_name: str
    content_type: str
    chunks: Generator[bytes, None, None]


def download(name: str, selection: Selection, made_on: Date) -> Download:
    """`name` is one of DOWNLOADS. Nothing is read before the first chunk is asked for."""
    if name == ZIP:
        return Download(f"unknot-{made_on}.zip", "application/zip", zip_bytes(selection, made_on))
    return Download(f"unknot-{name}-{made_on}.csv", "text/csv; charset=utf-8", csv_bytes(name, selection))


class Contents(NamedTuple):
    """How much there is of everything, and from which day to which."""

    days: int
    first_day: Date | None
    last_day: Date | None
    ratings: int
    treatments: int
    readings: int
    spots: int
    factors: int


def contents_of(person: Person) -> Contents:
    days = CheckIn.objects.for_user(person).aggregate(n=Count("pk"), first=Min("date"), last=Max("date"))
    return Contents(
        days=days["n"],
        first_day=days["first"],
        last_day=days["last"],
        ratings=Rating.objects.for_user(person).count(),
        treatments=Treatment.objects.for_user(person).count(),
        readings=FactorReading.objects.for_user(person).count(),
        spots=Spot.objects.for_user(person).count(),
        factors=Factor.objects.for_user(person).count(),
    )
