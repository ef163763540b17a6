"""Reads diary.json. Every value is checked before anything is written, and what is wrong is told with its place.

Whatever no archive of ours holds is refused: a later version, a part or field that is not known, a row that names one
which is not there, two rows where only one may be. Fields and parts that an earlier version did not have yet are what
they are in a new row.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple, NoReturn
from uuid import UUID

from tracker.changes.restoring import ArchiveRows, Row
from tracker.entries import Date
from tracker.exchange.archive_json import FORMAT, VERSION
from tracker.exchange.archive_values import reader, unveil
from tracker.exchange.constraints import Seen, checks_of
from tracker.exchange.members import Members, NotJsonError
from tracker.importers.reading import UnreadableFileError
from tracker.models import Person
from tracker.models.owned import Owned
from tracker.models.portable import SETTINGS, VEILED, fields_of, name_of, named_by, tables

MOST_ROWS = 2_000_000
_NEWER = "It was made by a later version of Unknot. Bring this one up to date, then try again."


class ReadArchive(NamedTuple):
    rows: ArchiveRows
    made_on: Date


def read_archive(text: str, tell: Callable[[int], None]) -> ReadArchive:
    """`tell`: called now and then with how many letters have been read. Raises UnreadableFileError."""
    members = Members(text)
    try:
        return _read(members, tell)
    except NotJsonError as error:
        raise UnreadableFileError(f"diary.json, {error}.") from error


def _read(members: Members, tell: Callable[[int], None]) -> ReadArchive:
    by_name = {name_of(model): model for model in tables()}
    rows: dict[type[Owned], list[Row]] = {model: [] for model in tables()}
    head: dict[str, Any] = {}
    count = 0
    for name, value in members:
        if name not in by_name:
            head[name] = list(value) if isinstance(value, Iterator) else value
            _check_head(head)
            continue
        if "version" not in head:
            _fail(name, "stands before “format” and “version”")
        table = _Table(by_name[name])
        for index, each in enumerate(_items(name, value)):
            rows[table.model].append(table.row(each, f"{name}[{index}]"))
            count += 1
            if count % 1_000 == 0:
                tell(members.read)
            if count > MOST_ROWS:
                _fail(name, f"is too long: {MOST_ROWS:,} rows in all can be read")
    for name in ("format", "version", "made_on", "settings"):
        if name not in head:
            _fail(name, "is missing")
    for model, found in rows.items():
        _check_names(model, found, rows)
    _check_trials(rows)
    return ReadArchive(ArchiveRows(_settings(head["settings"]), rows), _made_on(head["made_on"]))


def _check_head(head: dict[str, Any]) -> None:
    """At once, so that a file of another kind or of a later version is told as what it is."""
    name = next(reversed(head))
    if name == "format" and head[name] != FORMAT:
        _fail(name, f"is not “{FORMAT}”, so this is no diary of Unknot")
    if name == "version":
        if "format" not in head:
            _fail("format", "is missing")
        if type(head[name]) is not int or head[name] < 1:
            _fail(name, "is not a number from 1 on")
        if head[name] > VERSION:
            raise UnreadableFileError(f"diary.json has version {str(head[name])[:12]}. {_NEWER}")
    if name not in ("format", "version", "made_on", "settings"):
        _fail(_shown(name), "is not known here")


def _items(name: str, value: Any) -> Iterable[Any]:
    if not isinstance(value, Iterator):
        _fail(name, "is not a list")
    return value


def _made_on(value: Any) -> Date:
    try:
        return Date.fromisoformat(value)
    except (TypeError, ValueError):
        _fail("made_on", "is not a date such as 2026-11-22")


def _settings(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        _fail("settings", "is not an object")
    unknown = value.keys() - set(SETTINGS)
    if unknown:
        _fail(f"settings.{_shown(min(unknown))}", "is not known here")
    found: dict[str, Any] = {}
    for name in SETTINGS:
        field: Any = Person._meta.get_field(name)
        known = value[name] if name in value else field.get_default()
        found[name] = _taken(reader(field), known, f"settings.{name}")
    for name, test in checks_of(Person):
        if test(found) is False:
            _fail("settings", f"holds a value that cannot be ({name})")
    return found


class _Table:
    """Reads the rows of one table, one after the other."""

    def __init__(self, model: type[Owned]) -> None:
        self.model = model
        self._fields = {
            "id" if each.name == "public_id" else each.name: (each, reader(each)) for each in fields_of(model)
        }
        self._seen = Seen(model)
        self._checks = checks_of(model)

    def row(self, value: Any, place: str) -> Row:
        """The values in the order of the fields."""
        if not isinstance(value, dict):
            _fail(place, "is not an object")
        for name in value:
            if name not in self._fields:
                _fail(f"{place}.{_shown(name)}", "is not known here")
        key = value.get("id")
        found = {
            field.name: self._value(name, value, str(key), place) for name, (field, _) in self._fields.items()
        }
        for check, test in self._checks:
            if test(found) is False:
                _fail(place, f"holds a value that cannot be ({check})")
        repeated = self._seen.repeats(found)
        if repeated:
            _fail(place, f"says again what only one row may say ({repeated.replace('public_id', 'id')})")
        return tuple(found.values())

    def _value(self, name: str, value: dict[str, Any], key: str, place: str) -> Any:
        field, read = self._fields[name]
        if name not in value:
            is_empty_text = field.blank and field.empty_strings_allowed
            if name == "id" or not (field.has_default() or field.null or is_empty_text):
                _fail(f"{place}.{name}", "is missing")
            return field.get_default()
        known = value[name]
        if (self.model.__name__, field.name) in VEILED:
            known = _taken(partial(unveil, key=f"{key} {name}"), known, f"{place}.{name}")
        return _taken(read, known, f"{place}.{name}")


def _check_names(model: type[Owned], rows: list[Row], everything: dict[type[Owned], list[Row]]) -> None:
    """Every row that is named is in the archive: nothing outside it is ever meant."""
    for column, field in enumerate(fields_of(model)):
        parent = named_by(field)
        if parent is not None:
            there: set[UUID] = {row[0] for row in everything[parent]}
            for index, row in enumerate(rows):
                if row[column] is not None and row[column] not in there:
                    _fail(
                        f"{name_of(model)}[{index}].{field.name}",
                        f"names {row[column]}, which is not in the archive",
                    )


def _check_trials(rows: dict[type[Owned], list[Row]]) -> None:
    """What no constraint of one table can compare: pairs, the order drawn for them, and the episodes named."""
    pairs: dict[UUID, int] = {}
    for place, trial in _named(rows, "Trial"):
        pairs[trial["public_id"]] = trial["pairs"]
        if len(trial["order"].split()) != trial["pairs"]:
            _fail(f"{place}.order", "has not one word for each pair")
    for place, episode in _named(rows, "TrialEpisode"):
        if not 1 <= episode["number"] <= 2 * pairs[episode["trial"]]:
            _fail(f"{place}.number", "is none of the trial's episodes")


def _named(rows: dict[type[Owned], list[Row]], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    model = next(each for each in rows if each.__name__ == name)
    names = [field.name for field in fields_of(model)]
    for index, row in enumerate(rows[model]):
        yield f"{name_of(model)}[{index}]", dict(zip(names, row, strict=True))


def _taken(read: Callable[[Any], Any], value: Any, place: str) -> Any:
    try:
        return read(value)
    except ValueError as error:
        said = _shown(value) if isinstance(value, str | int | float) else type(value).__name__
        _fail(place, f"{error} ({said})" if value is not None else str(error))


def _shown(value: Any) -> str:
    text = "".join(letter if letter.isprintable() else "?" for letter in str(value)[:40])
    return text if len(str(value)) <= 40 else f"{text}…"


def _fail(place: str, reason: str) -> NoReturn:
    raise UnreadableFileError(f"diary.json, {place}: {reason}.")
