"""What a person can take away, each under a name that says what and when."""

from collections.abc import Generator
from dataclasses import replace
from typing import NamedTuple

from django.db.models import Count, Max, Min

from tracker.entries import Date
from tracker.exchange.bundle import archive_bytes, zip_bytes
from tracker.exchange.columns import CSV_FILES
from tracker.exchange.csv_files import csv_bytes
from tracker.exchange.fhir import fhir_bytes
from tracker.exchange.source import reader_of
from tracker.exchange.stored import Selection
from tracker.models import CheckIn, Factor, FactorReading, Person, Rating, Spot, Treatment

ZIP, ARCHIVE, FHIR = "zip", "archive", "fhir"
DOWNLOADS = (ZIP, ARCHIVE, FHIR, *CSV_FILES)


class Download(NamedTuple):
    file_name: str
    content_type: str
    chunks: Generator[bytes, None, None]


def download(name: str, selection: Selection, made_on: Date) -> Download:
    """`name` is one of DOWNLOADS. Nothing is read before the first chunk is asked for.

    The archive knows no choice of days or notes: it is everything. It holds the diary still while it reads, which
    only the database that is written to can do.
    """
    if name == ARCHIVE:
        chunks = archive_bytes(selection.person, made_on)
        return Download(f"unknot-archive-{made_on}.zip", "application/zip", chunks)
    selection = replace(selection, person=reader_of(selection.person))
    if name == FHIR:
        return Download(
            f"unknot-fhir-{made_on}.json", "application/fhir+json", fhir_bytes(selection, made_on)
        )
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
