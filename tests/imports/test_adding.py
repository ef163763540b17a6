"""From what a file says to what goes into the diary."""

import datetime

from tracker.importers.reading import Found, Reading, Subject
from tracker.imports.adding import document_by
from tracker.imports.packing import Contents
from tracker.imports.targets import Known

DAY = datetime.date(2026, 11, 20)


def test_all_notes_of_a_day_are_kept_and_the_same_one_once() -> None:
    said = ["not bad", "bad", "not bad"]
    found = Found(
        (Subject("n", "Notes", "note"),), tuple(Reading(2, DAY, "n", None, text) for text in said), ()
    )
    document, _ = document_by(Contents(found=found), {"n": {"to": "note"}}, Known({}, {}), "any")
    assert [each.note for each in document.check_ins] == ["not bad\nbad"]
