"""What has to be asked about a table that nobody knows, and what the answers say. Likelier choices come first."""

from collections.abc import Mapping
from typing import NamedTuple

from tracker.importers.columns import Column, Survey
from tracker.importers.days import Order
from tracker.importers.delimited import WrongEncodingError
from tracker.importers.gathering import Rule
from tracker.importers.questions import REPEATS, answered, rule_of
from tracker.importers.reading import AnswersNeededError, Question

_NO_NAMES = "none"
_ENCODINGS = {
    "cp1252": "Western Europe (Windows)",
    "cp1250": "Central Europe (Windows)",
    "cp1251": "Cyrillic (Windows)",
    "mac_roman": "Western Europe (older Mac)",
}


class Choice(NamedTuple):
    """How the table is to be read. `names`: the column that says what a value is of, None where each column does."""

    date: int
    order: Order
    names: int | None
    values: tuple[Column, ...]
    comma: bool
    rule: Rule


def chosen(survey: Survey, answers: Mapping[str, list[str]]) -> Choice:
    """Raises AnswersNeededError with everything that is still open."""
    questions = questions_of(survey)
    missing = tuple(question for question in questions if not answered(question, answers))
    if missing:
        raise AnswersNeededError(missing)
    date = int(answers["date"][0])
    named = answers["names"][0] if _names(survey) else _NO_NAMES
    names = None if named == _NO_NAMES else int(named)
    wanted = {int(place) for place in answers["values"]} - {date, names}
    if not wanted:
        raise AnswersNeededError((_values(survey),))
    order: Order = survey.order or ("month" if answers.get("order") == ["month"] else "day")
    comma = answers["decimal"] == ["comma"] if survey.comma is None else survey.comma
    values = tuple(column for column in survey.columns if column.place in wanted)
    return Choice(date, order, names, values, comma, rule_of(answers) or "last")


def questions_of(survey: Survey) -> tuple[Question, ...]:
    questions = [_date(survey)]
    if survey.order is None:
        questions.append(_order(survey))
    if _names(survey):
        questions.append(_things(survey))
    questions.append(_values(survey))
    if survey.comma is None:
        questions.append(_decimal(survey))
    if survey.repeated:
        questions.append(REPEATS)
    return tuple(questions)


def encoding_question(error: WrongEncodingError) -> Question | None:
    """Shows the line that is not UTF-8 as each of the other encodings reads it. None where it is no text at all."""
    if error.encoding != "utf-8" or any(byte < 32 and byte != 9 for byte in error.near):
        return None
    readings: dict[str, str] = {}
    for encoding in _ENCODINGS:
        read = _as(error.near, encoding)
        if read and read not in readings.values():
            readings[encoding] = read
    choices = {encoding: f"{_ENCODINGS[encoding]}: “{read}”" for encoding, read in readings.items()}
    if not choices:
        return None
    return Question(
        "encoding", f"The file is not UTF-8. Which of these shows line {error.line} right?", choices
    )


def encoding_of(answers: Mapping[str, list[str]]) -> str:
    """The encoding that was chosen, or nothing."""
    given = answers.get("encoding", [])
    return given[0] if len(given) == 1 and given[0] in _ENCODINGS else ""


def _as(near: bytes, encoding: str) -> str:
    try:
        read = near.replace(b"\t", b" ").decode(encoding)
    except UnicodeDecodeError:
        return ""
    return read if read.isprintable() else ""


def _date(survey: Survey) -> Question:
    return Question("date", "Which column holds the date?", _choices(survey.dates))


def _order(survey: Survey) -> Question:
    example = next(column.open_example or column.example for column in survey.dates)
    choices = {"day": "The day comes first: day/month/year", "month": "The month comes first: month/day/year"}
    return Question("order", f"How are dates written, such as {_short(example)}?", choices)


def _names(survey: Survey) -> list[Column]:
    return [column for column in survey.columns if column.names_things]


def _things(survey: Survey) -> Question:
    """Where days come again and again, a column that names things is the likelier shape."""
    plain = {_NO_NAMES: "No: each column is one thing"}
    named = {place: f"Yes: {label}" for place, label in _choices(_names(survey)).items()}
    choices = {**named, **plain} if survey.repeated else {**plain, **named}
    return Question("names", "Does one column name the thing that a value is of?", choices)


def _values(survey: Survey) -> Question:
    return Question("values", "Which columns hold the values?", _choices(survey.values), several=True)


def _decimal(survey: Survey) -> Question:
    examples = [column.open_example for column in survey.columns if column.holds == "numbers"]
    example = next((example for example in examples if example), "1,234")
    choices = {
        "point": "The point: 1,234 is one thousand two hundred and thirty-four, 1.5 is one and a half",
        "comma": "The comma: 1.234 is one thousand two hundred and thirty-four, 1,5 is one and a half",
    }
    return Question(
        "decimal", f"Which sign parts the decimals in numbers such as {_short(example)}?", choices
    )


def _choices(columns: list[Column]) -> dict[str, str]:
    return {
        str(column.place): f"{_short(column.name)}, such as {_short(column.example)}" for column in columns
    }


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 40 else plain[:39] + "…"
