"""Visible's CSV: one row an observation, named by its tracker."""

from tracker.importers.amounts import is_missing, number
from tracker.importers.delimited import Table
from tracker.importers.gathering import Gathering, Span, scale_of
from tracker.importers.reading import Kind, Subject
from tracker.importers.tables import TableImporter, dated
from tracker.importers.words import hurts, key_of

_NOTES = frozenset({"note", "notes"})


class VisibleImporter(TableImporter):
    """The file tells no scales: whole numbers up to 10 are taken as ratings, everything else as an amount."""

    name = "visible"
    label = "Visible (CSV)"
    hint = "In Visible's settings: export your data. It is one CSV file."
    columns = ("observation_date", "tracker_name", "observation_value")

    def take(self, table: Table, gathering: Gathering) -> None:
        name, value = table.place("tracker_name"), table.place("observation_value")
        for row, date in dated(table, gathering.skips, "observation_date"):
            called, text = row.cell(name), row.cell(value)
            amount = number(text)
            if not called:
                gathering.skips.add(row.line, "The row does not say what it is of")
            elif is_missing(text):
                gathering.skips.add(row.line, "The row has no value")
            elif called.casefold() in _NOTES:
                gathering.note(row.line, date, text)
            elif amount is None:
                gathering.skips.add(row.line, "The value is no number", text)
            else:
                subject = Subject(key_of("tracker", called), called, "scale")
                gathering.value(subject, "worst", row.line, date, amount)

    def settle(self, subject: Subject, span: Span) -> Subject:
        if not span.whole or not 0 <= span.least <= span.greatest <= 10:
            return subject._replace(kind="amount")
        return scale_of(subject._replace(kind=_kind(subject.name)), span, (3, 4, 5, 10))


IMPORTER = VisibleImporter()


def _kind(name: str) -> Kind:
    if "sleep" in name.casefold():
        return "sleep_quality"
    return "pain" if hurts(name) else "scale"
