"""What every importer answers to: a file of another app in, what it records day by day out.

An importer writes nothing and decides nothing: which spot a foreign symptom is, and what its 1-4 means on 0-10, is the
person's to say. So values leave here as the file has them, in the file's own scale, and only units are converted.
"""

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

Kind = Literal[
    "sleep_hours",  # hours of the night that ended on the morning of that date
    "sleep_quality",
    "stress",
    "pain",  # of a place or a symptom that the file names
    "scale",  # any other rating
    "yes_no",  # 1 or 0
    "count",
    "minutes",
    "hours",
    "amount",  # in `Subject.unit`
    "treatment",  # 1 on a day on which it was done, or its minutes
    "note",  # the text is in `Reading.note`, the value is None
]
Tell = Callable[[int, int], None]
"""Called now and then with what has been read and what there is, in bytes. May raise, to stop the reading."""


class Upload(NamedTuple):
    """A file that somebody sent. `name` is what they called it: never a path to open."""

    path: Path
    name: str


class Subject(NamedTuple):
    """One thing that the file keeps a record of.

    `key` stands for it in `Reading.subject` and is the same each time the file is read. `low`, `high`: both ends of
    the file's own scale, None where values have a unit or are counted.
    """

    key: str
    name: str
    kind: Kind
    unit: str = ""
    low: int | None = None
    high: int | None = None


class Reading(NamedTuple):
    """One value of one subject on one day: never two of the same subject and day.

    `line` is where it stands (of several lines the first; 0 where a file has no lines); `value` None only for notes.
    """

    line: int
    date: datetime.date
    subject: str
    value: Decimal | None
    note: str = ""


class Skipped(NamedTuple):
    """What was not read, and why, in plain words. `times` alike ones are told once, with the first `line` (0: none)."""

    line: int
    reason: str
    times: int = 1


class Found(NamedTuple):
    """Everything a file says. `readings` in order of dates; subjects without a reading are left out."""

    subjects: tuple[Subject, ...]
    readings: tuple[Reading, ...]
    skipped: tuple[Skipped, ...] = ()


class UnreadableFileError(ValueError):
    """The file as a whole cannot be read. The message says why and where, for the person who sent it."""


class Question(NamedTuple):
    """Something that only the person knows, such as which column is the date. `choices`: value -> label."""

    name: str
    label: str
    choices: Mapping[str, str]
    several: bool = False


class AnswersNeededError(Exception):
    """The file can be read once these are answered: call `read` again with `answers` by the name of the question."""

    def __init__(self, questions: tuple[Question, ...]) -> None:
        super().__init__("the file needs answers")
        self.questions = questions


class Importer(Protocol):
    """One kind of file. A module of this package has one as `IMPORTER`; `tracker.importers.known` lists them."""

    name: str
    """A word for code and database."""
    label: str
    """What the person reads, as "Bearable (CSV)"."""
    hint: str
    """Where that app offers the file, in a sentence."""

    def recognises(self, upload: Upload) -> bool:
        """Whether this looks like such a file. Reads little, never raises for a broken file."""
        ...

    def read(self, upload: Upload, answers: Mapping[str, list[str]], tell: Tell) -> Found:
        """Everything the file says. Memory does not grow with the file beyond what it says day by day.

        Raises UnreadableFileError, and AnswersNeededError where `answers` lacks what it must know.
        """
        ...
