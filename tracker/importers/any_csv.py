"""Any table as text, of which the person says what its columns are. It takes whatever nothing else recognises.

Two shapes are read: a column for each thing, or one column that names the thing and another with its value. What a
value means, and on which scale, is for the mapping to ask; the kinds given here are proposals.
"""

import datetime
from collections.abc import Mapping
from typing import NamedTuple

from tracker.importers.amounts import Amount, amount, is_missing, minutes, yes_or_no
from tracker.importers.any_csv_kinds import settle, subject_of
from tracker.importers.any_csv_questions import Choice, chosen, encoding_of, encoding_question
from tracker.importers.columns import Column, Survey
from tracker.importers.days import read_day
from tracker.importers.delimited import WrongEncodingError, header_of, looks_like_text, opened
from tracker.importers.gathering import Gathering
from tracker.importers.questions import answered
from tracker.importers.reading import AnswersNeededError, Found, Tell, UnreadableFileError, Upload
from tracker.importers.skips import Skips
from tracker.importers.tables import dated
from tracker.importers.words import key_of


class AnyCsvImporter:
    """To be asked last: it recognises every table."""

    name = "any_csv"
    label = "Any other table (CSV)"
    hint = (
        "A table as text, its columns parted by commas, semicolons or tabs, the first line with their names."
    )

    def recognises(self, upload: Upload) -> bool:
        if not looks_like_text(upload):
            return False
        table = header_of(upload) or header_of(upload, encoding="latin-1")
        return table is not None and len(table.names) > 1

    def read(self, upload: Upload, answers: Mapping[str, list[str]], tell: Tell) -> Found:
        encoding = encoding_of(answers)
        try:
            survey = _survey(upload, encoding, tell)
            return _read(upload, chosen(survey, answers), encoding, tell)
        except WrongEncodingError as error:
            question = encoding_question(error)
            if question is None or answered(question, answers):
                raise
            raise AnswersNeededError((question,)) from error


IMPORTER = AnyCsvImporter()


def _survey(upload: Upload, encoding: str, tell: Tell) -> Survey:
    with opened(upload, Skips(), lambda done, total: tell(done // 2, total), encoding) as table:
        if any(read_day(name, "day") or read_day(name, "month") for name in table.names):
            raise UnreadableFileError(
                f"Line {table.line} holds values: the first line should name the columns."
            )
        survey = Survey(table)
    if not survey.dates:
        raise UnreadableFileError(
            "No column holds dates. Dates are read when written as 2024-03-02, 2/3/2024, 2.3.2024 or 2 March 2024."
        )
    if not survey.values:
        raise UnreadableFileError("The file has a column of dates, but no other column that holds anything.")
    return survey


def _read(upload: Upload, choice: Choice, encoding: str, tell: Tell) -> Found:
    def second_half(done: int, total: int) -> None:
        tell((done + total) // 2, total)

    gathering = Gathering(Skips())
    with opened(upload, gathering.skips, second_half, encoding) as table:
        for row, date in dated(table, gathering.skips, choice.date, order=choice.order):
            thing = row.cell(choice.names)
            if choice.names is not None and not thing:
                gathering.skips.add(row.line, "The row does not say what it is of")
                continue
            for column in choice.values:
                text = row.cell(column.place)
                if text and column.holds == "words":
                    words = f"{thing}: {text}" if thing else text
                    gathering.note(row.line, date, words, key_of("note", column.name), column.name)
                elif text:
                    _take(_Cell(row.line, date, text, thing), column, choice, gathering)
    return gathering.found(settle)


class _Cell(NamedTuple):
    """`thing` is what another column says that it is of."""

    line: int
    date: datetime.date
    text: str
    thing: str


def _take(cell: _Cell, column: Column, choice: Choice, gathering: Gathering) -> None:
    found = _read_cell(cell.text, column, choice)
    if is_missing(cell.text):
        gathering.skips.add(cell.line, "The cell says that nothing was recorded", cell.text)
    elif found is None:
        gathering.skips.add(cell.line, f"The value in “{column.name[:40]}” cannot be read", cell.text)
    else:
        several = len(choice.values) > 1
        subject = subject_of(column, cell.thing, found.unit, several=several)
        value = (
            found.value / 60 if subject.kind == "sleep_hours" and column.holds == "lengths" else found.value
        )
        gathering.value(subject, choice.rule, cell.line, cell.date, value)


def _read_cell(text: str, column: Column, choice: Choice) -> Amount | None:
    if column.holds == "numbers":
        return amount(text, comma=choice.comma)
    value = minutes(text) if column.holds == "lengths" else yes_or_no(text)
    return None if value is None else Amount(value)
