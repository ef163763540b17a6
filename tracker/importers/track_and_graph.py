"""Track & Graph's CSV: one row a data point, as often a day as the person liked."""

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal

from tracker.importers.amounts import minutes, number
from tracker.importers.delimited import Row, Table, has_columns, opened
from tracker.importers.gathering import Gathering, Rule, Span
from tracker.importers.questions import REPEATS, answered, rule_of
from tracker.importers.reading import AnswersNeededError, Found, Subject, Tell, Upload
from tracker.importers.skips import Skips
from tracker.importers.tables import dated
from tracker.importers.words import key_of

_COLUMNS = ("FeatureName", "Timestamp", "Value")
_DURATION = re.compile(r"(-?[0-9]{1,5}):(-?[0-5]?[0-9]):(-?[0-5]?[0-9])(?::(.*))?", re.DOTALL)
_LABELLED = re.compile(r"([^:]+):(.*)", re.DOTALL)


class TrackAndGraphImporter:
    """The day is the one that the timestamp writes, in its own time zone. What several a day come to is asked."""

    name = "track_and_graph"
    label = "Track & Graph (CSV)"
    hint = "In Track & Graph: export a group as CSV."

    def recognises(self, upload: Upload) -> bool:
        return has_columns(upload, *_COLUMNS)

    def read(self, upload: Upload, answers: Mapping[str, list[str]], tell: Tell) -> Found:
        rule = rule_of(answers)
        gathering = Gathering(Skips())
        with opened(upload, gathering.skips, tell) as table:
            table.need(*_COLUMNS)
            _take(table, rule or "last", gathering)
        if gathering.repeated and not answered(REPEATS, answers):
            raise AnswersNeededError((REPEATS,))
        return gathering.found(_settle)


IMPORTER = TrackAndGraphImporter()


def _take(table: Table, rule: Rule, gathering: Gathering) -> None:
    feature, value, label, note = (table.place(name) for name in ("FeatureName", "Value", "Label", "Note"))
    for row, date in dated(table, gathering.skips, "Timestamp"):
        name = row.cell(feature)
        if not name:
            gathering.skips.add(row.line, "The row does not say what it is of")
            continue
        _take_value(row, date, name, (row.cell(value), row.cell(label)), rule, gathering)
        if words := row.cell(note):
            gathering.note(row.line, date, f"{name}: {words}")


def _take_value(
    row: Row, date: datetime.date, name: str, cells: tuple[str, str], rule: Rule, gathering: Gathering
) -> None:
    """A length of time is h:mm:ss, a choice has a label: in its own column, or after a colon in older files."""
    text, label = cells
    if length := _length(text):
        subject = Subject(key_of("minutes", name), name, "minutes", "min")
        gathering.value(subject, rule, row.line, date, length)
        return
    if labelled := _LABELLED.fullmatch(text):
        text, label = labelled[1], label or labelled[2]
    value = number(text)
    if value is None:
        gathering.skips.add(row.line, "The value is no number", text)
    else:
        subject = Subject(key_of("choice" if label else "number", name), name, "scale" if label else "amount")
        gathering.value(subject, rule, row.line, date, value, label.strip())


def _length(text: str) -> Decimal | None:
    match = _DURATION.fullmatch(text)
    if not match:
        return None
    return minutes(f"{match[1]}:{match[2]:0>2}:{match[3]:0>2}")


def _settle(subject: Subject, span: Span) -> Subject:
    """A choice goes from its first label to its last; numbers that are whole are counted."""
    if subject.kind == "scale" and span.whole:
        return subject._replace(low=int(span.least), high=max(int(span.greatest), int(span.least) + 1))
    if subject.kind == "minutes":
        return subject
    return subject._replace(kind="count" if span.whole and span.least >= 0 else "amount")
