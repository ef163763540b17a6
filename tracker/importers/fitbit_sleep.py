"""Fitbit's sleep-....json: a list of sleeps, the main one of a night marked.

`dateOfSleep` is the day on which the sleep ended. A file holds a month; it is read as a whole, so it has a limit.
"""

import datetime
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from tracker.importers.days import read_day, tomorrow, wrong_day
from tracker.importers.gathering import Gathering
from tracker.importers.reading import Found, Subject, Tell, UnreadableFileError, Upload
from tracker.importers.skips import Skips

MAX_BYTES = 5 * 1024 * 1024
_START = 65_536
_SLEEP = Subject("sleep", "Sleep", "sleep_hours", "h")
_MINUTES_A_DAY = 24 * 60


class FitbitSleepImporter:
    name = "fitbit_sleep"
    label = "Fitbit, sleep (JSON)"
    hint = "From takeout.google.com, Fitbit: the files sleep-….json in Global Export Data, one a month."

    def recognises(self, upload: Upload) -> bool:
        try:
            with upload.path.open("rb") as file:
                start = file.read(_START)
        except OSError:
            return False
        return start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"[", b"{"} and (
            b'"dateOfSleep"' in start and b'"minutesAsleep"' in start
        )

    def read(self, upload: Upload, answers: Mapping[str, list[str]], tell: Tell) -> Found:
        size = upload.path.stat().st_size
        tell(0, size)
        gathering = Gathering(Skips())
        latest = tomorrow()
        for sleep in _sleeps(upload):
            _take(sleep, latest, gathering)
        tell(size, size)
        return gathering.found()


IMPORTER = FitbitSleepImporter()


def _sleeps(upload: Upload) -> Iterable[object]:
    if upload.path.stat().st_size > MAX_BYTES:
        raise UnreadableFileError(
            f"The file is larger than {MAX_BYTES // 1024 // 1024} MB: send one month at a time."
        )
    try:
        content: Any = json.loads(
            upload.path.read_bytes().decode("utf-8-sig"), parse_float=Decimal, parse_constant=_refuse
        )
    except UnicodeDecodeError as error:
        raise UnreadableFileError("The file is not UTF-8 text.") from error
    except json.JSONDecodeError as error:
        raise UnreadableFileError(f"Line {error.lineno} is not JSON: the file may be cut off.") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError("The file is not the JSON that Fitbit writes.") from error
    if isinstance(content, dict):
        content = content.get("sleep")
    if not isinstance(content, list):
        raise UnreadableFileError("The file is not a list of sleeps.")
    return content


def _refuse(constant: str) -> object:
    raise ValueError(constant)


def _take(sleep: object, latest: datetime.date, gathering: Gathering) -> None:
    if not isinstance(sleep, dict):
        gathering.skips.add(0, "An entry is no sleep")
        return
    written, asleep = str(sleep.get("dateOfSleep"))[:60], sleep.get("minutesAsleep")
    date = read_day(written)
    problem = wrong_day(date, latest) if date else "The date cannot be read"
    if problem or date is None:
        gathering.skips.add(0, problem, written)
    elif sleep.get("mainSleep") is False:
        gathering.skips.add(0, "A nap: only the main sleep counts")
    elif (
        isinstance(asleep, bool) or not isinstance(asleep, int | Decimal) or not 0 <= asleep <= _MINUTES_A_DAY
    ):
        gathering.skips.add(0, "The minutes asleep cannot be read", str(asleep)[:60])
    else:
        gathering.value(_SLEEP, "worst", 0, date, Decimal(asleep) / 60)
