"""An importer for tests, and a list of importers with it alone: a file says in its first line what reading it is like.

Other lines: `date subject value`. Runs in the process that reads, so it is named there instead of the real list.
"""

import datetime
import errno
import os
import tempfile
import time
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from tracker.importers.reading import (
    AnswersNeededError,
    Found,
    Question,
    Reading,
    Skipped,
    Subject,
    Tell,
    UnreadableFileError,
    Upload,
)

SUBJECTS = {
    "sleep": Subject("sleep", "Sleep", "sleep_hours", "h"),
    "neck": Subject("neck", "Neck pain", "pain", low=0, high=4),
    "mood": Subject("mood", "Mood", "scale", low=1, high=5),
    "tea": Subject("tea", "Tea", "yes_no"),
    "steps": Subject("steps", "Steps", "count", "steps"),
    "water": Subject("water", "Water", "amount", "ml"),
    "massage": Subject("massage", "Massage", "treatment", "min"),
    "note": Subject("note", "Notes", "note"),
}


class StandIn:
    name = "stand_in"
    label = "Stand-in"
    hint = "In its settings."

    def recognises(self, upload: Upload) -> bool:
        return True

    def read(self, upload: Upload, answers: Mapping[str, list[str]], tell: Tell) -> Found:
        first, *lines = upload.path.read_text().splitlines()
        getattr(self, first)(upload, answers, tell)
        readings = [self._reading(number, *line.split(" ", 2)) for number, line in enumerate(lines, 2)]
        named = {reading.subject for reading in readings}
        skipped = (Skipped(9, "A line says nothing."),) if "note" in named else ()
        subjects = tuple(subject for key, subject in SUBJECTS.items() if key in named)
        return Found(subjects, tuple(sorted(readings, key=lambda each: each.date)), skipped)

    @staticmethod
    def _reading(line: int, date: str, subject: str, value: str) -> Reading:
        day = datetime.date.fromisoformat(date)
        if subject == "note":
            return Reading(line, day, subject, None, value)
        return Reading(line, day, subject, Decimal(value))

    def plain(self, *_: object) -> None:
        """As it should be."""

    def slow(self, upload: Upload, _: object, tell: Tell) -> None:
        """Until the file `go` lies beside the upload."""
        for done in range(600):
            tell(done, 600)
            if (upload.path.parent / "go").exists():
                return
            time.sleep(0.1)

    def unpacking(self, *_: object) -> None:
        """Dies over what it has unpacked, which it cannot remove then."""
        Path(tempfile.mkdtemp(), "health.db").write_text("private")
        os._exit(3)

    def silent(self, *_: object) -> None:
        time.sleep(60)

    def memory(self, *_: object) -> None:
        kept = []
        while True:
            kept.append(bytearray(50_000_000))

    def recursion(self, *_: object) -> None:
        self.recursion()

    def full(self, *_: object) -> None:
        raise OSError(errno.ENOSPC, "no room for a very private word")

    def dead(self, *_: object) -> None:
        os._exit(3)

    def broken(self, *_: object) -> None:
        raise KeyError("a very private word")

    def unreadable(self, *_: object) -> None:
        raise UnreadableFileError("Line 7 has half a quote.")

    def loud(self, *_: object) -> None:
        print('{"read": true}', flush=True)
        os.write(1, b"not json\n")

    def asking(self, _: object, answers: Mapping[str, list[str]], __: object) -> None:
        if answers.get("date") != ["b"]:
            raise AnswersNeededError(
                (Question("date", "Which column is the date?", {"a": "First", "b": "Second"}),)
            )


STAND_IN = StandIn()


def importers():
    return (STAND_IN,)


def recognised(upload: Upload):
    return STAND_IN


def any_table(upload: Upload):
    return None
