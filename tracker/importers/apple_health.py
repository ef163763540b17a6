"""The Health app of the iPhone: `export.zip`, or the large XML document out of it.

Sleep is one source a night: of those that tell stages if any does, else of all, the one that saw the most of it. Steps
and water are of the source with the largest sum of that day. Mindful sessions count once where two sources overlap.
"""

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal

from tracker.importers import safe_zip
from tracker.importers.apple_records import Diary
from tracker.importers.apple_xml import NOT_HEALTH, Records, starts_with_root
from tracker.importers.health_subjects import (
    MINDFUL,
    NAPS,
    STEPS,
    TENTH,
    TOO_LONG,
    WATER,
    found,
    sleep_readings,
    sums,
)
from tracker.importers.nights import DAY, Night, date_of
from tracker.importers.reading import Found, Reading, Tell, UnreadableFileError, Upload
from tracker.importers.tally import Total

START = 128 * 1024
MOST_LOOKED_INTO = 50
TELL_EVERY = 16
IN_BED_ONLY = "A night with only time in bed: that is not time asleep."


class AppleHealth:
    name = "apple_health"
    label = "Apple Health (export.zip)"
    hint = "On the iPhone: Health, your picture at the top right, then Export All Health Data."

    def recognises(self, upload: Upload) -> bool:
        try:
            with _document(upload):
                return True
        except UnreadableFileError:
            return False

    def read(self, upload: Upload, answers: Mapping[str, list[str]], tell: Tell) -> Found:
        diary = Diary(line=lambda: records.line)
        records = Records(diary.kinds())
        with _document(upload) as (chunks, size):
            records.read(_told(chunks, size, tell))
        readings = _nights(diary) + sums(STEPS, diary.steps.largest()) + sums(WATER, diary.water.largest())
        return found(readings + _mindful(diary), diary.skips.told())


IMPORTER = AppleHealth()


@contextmanager
def _document(upload: Upload) -> Iterator[tuple[Iterator[bytes], int]]:
    """The health document in pieces, and its size. Known by its root: its name is in the language of the phone."""
    if not safe_zip.starts_as_zip(upload.path):
        with upload.path.open("rb") as plain:
            if not starts_with_root(plain.read(START)):
                raise UnreadableFileError(NOT_HEALTH)
            plain.seek(0)
            yield iter(lambda: plain.read(safe_zip.CHUNK), b""), upload.path.stat().st_size
        return
    with safe_zip.opened(upload.path) as archive:
        documents = [member for member in archive.members if member.name.lower().endswith(".xml")]
        documents.sort(key=lambda member: -member.size)
        for member in documents[:MOST_LOOKED_INTO]:
            if starts_with_root(archive.start(member, START)):
                yield archive.chunks(member), member.size
                return
    raise UnreadableFileError(f"{NOT_HEALTH} (The zip file holds {len(archive.members):,} files.)")


def _told(chunks: Iterator[bytes], size: int, tell: Tell) -> Iterator[bytes]:
    read = 0
    for number, chunk in enumerate(chunks):
        if number % TELL_EVERY == 0:
            tell(read, size)
        read += len(chunk)
        yield chunk
    tell(read, size)


def _nights(diary: Diary) -> list[Reading]:
    chosen: dict[datetime.date, Night] = {}
    for nights in diary.asleep.nights().values():
        for date, night in nights.items():
            if date not in chosen or _rank(night) > _rank(chosen[date]):
                chosen[date] = night
    for night in chosen.values():
        diary.skips.add(night.line, NAPS, times=night.naps)
        diary.skips.add(night.line, TOO_LONG, times=night.seconds > DAY)
    for date, night in diary.in_bed.nights().items():
        diary.skips.add(night.line, IN_BED_ONLY, times=date not in chosen)
    return sleep_readings(chosen)


def _rank(night: Night) -> tuple[bool, int]:
    return night.staged, night.seconds


def _mindful(diary: Diary) -> list[Reading]:
    seconds: dict[datetime.date, Total] = {}
    for stretch in diary.mindful.apart():
        date = date_of(stretch.start + stretch.offset)
        before = seconds.get(date, Total(Decimal(0), stretch.line))
        seconds[date] = Total(before.amount + stretch.end - stretch.start, before.line)
    minutes = {date: Total(each.amount / 60, each.line) for date, each in seconds.items()}
    return sums(MINDFUL, minutes, TENTH)
