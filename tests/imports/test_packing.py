"""What was read survives being kept in the database, to the last digit."""

import datetime
import uuid
from decimal import Decimal

from tests.changes.documents import DOCUMENT, spot
from tracker.importers.reading import Found, Reading, Skipped, Subject
from tracker.imports.packing import Contents, pack, unpack


def test_what_is_packed_comes_out_the_same() -> None:
    day = datetime.date(2026, 11, 22)
    found = Found(
        (Subject("a", "Näcken", "pain", low=1, high=4), Subject("b", "b", "note")),
        (Reading(3, day, "a", Decimal("2.50")), Reading(4, day, "b", None, "x\0\n")),
        (Skipped(7, "why", 3),),
    )
    away = spot(archived_before=((day, day),), id=str(uuid.UUID(int=1)), archived_on=day)
    for contents in (Contents(found=found), Contents(document=DOCUMENT._replace(spots=(away,)))):
        again = unpack(pack(contents))
        assert again == contents
        assert type(again.found or again.document) is type(contents.found or contents.document)
