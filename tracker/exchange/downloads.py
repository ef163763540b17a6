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
    """`name` is one of DOWNLOADS. Begun here: what cannot be read or kept on disk fails before anything is sent.

    The archive knows no choice of days or notes: it is everything. It holds the diary still while it reads, which
    only the database that is written to can do.
    """
    reader = replace(selection, person=reader_of(selection.person)) if name != ARCHIVE else selection
    if name == ARCHIVE:
        chunks = archive_bytes(selection.person, made_on)
        file = Download(f"unknot-archive-{made_on}.zip", "application/zip", chunks)
    elif name == FHIR:
        chunks = fhir_bytes(reader, made_on)
        file = Download(f"unknot-fhir-{made_on}.json", "application/fhir+json", chunks)
    elif name == ZIP:
        file = Download(f"unknot-{made_on}.zip", "application/zip", zip_bytes(reader, made_on))
    else:
        chunks = csv_bytes(name, reader)
        file = Download(f"unknot-{name}-{made_on}.csv", "text/csv; charset=utf-8", chunks)
    return file._replace(chunks=_begun(file.chunks))


def _begun(chunks: Generator[bytes, None, None]) -> Generator[bytes, None, None]:
    first = next(chunks, b"")

    def all_of_it() -> Generator[bytes, None, None]:
        yield first
        yield from chunks

    return all_of_it()


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
