"""The least that a CSV of everything can cost: `csv.writer` over a cursor, one row a recorded value as in diary.csv.

`python -m bench.csv_floor TIMES` prints the rows, and the seconds that each run took by the clock and of a processor.
"""

import csv
import json
import sys
import time

import django

django.setup()

from django.db import connection  # noqa: E402

from tracker.models import Person  # noqa: E402
from tracker.models.diary import SIGNS  # noqa: E402

# date, kind, item, side, value, unit, text, name, muscle, late, spot_id, factor_id, record_id, note
_CHECK_IN = (
    "SELECT date, 'check_in', '{item}', NULL, {value}, {unit}, NULL, NULL, NULL, late, NULL, NULL, public_id, {note} "
    "FROM tracker_checkin WHERE person_id = {person} AND {where}"
)
_RATING = (
    "SELECT r.date, '{kind}', '{item}', s.side, {value}, {unit}, NULL, s.nickname, s.muscle, r.late, s.public_id, "
    "NULL, r.public_id, NULL FROM tracker_rating r JOIN tracker_spot s ON s.id = r.spot_id "
    "WHERE r.person_id = {person} AND {where}"
)
_READING = (
    "SELECT r.date, 'factor', f.builtin, NULL, r.value, f.unit, NULL, f.name, NULL, r.late, NULL, f.public_id, "
    "r.public_id, r.note FROM tracker_factorreading r JOIN tracker_factor f ON f.id = r.factor_id "
    "WHERE r.person_id = {person}"
)
_TREATMENT = (
    "SELECT date, 'treatment', '{item}', NULL, {value}, NULL, {text}, kind, NULL, late, NULL, NULL, public_id, note "
    "FROM tracker_treatment WHERE person_id = {person} AND {where}"
)
_TREATED = (
    "SELECT t.date, 'treated_spot', '{item}', s.side, {value}, NULL, NULL, t.kind, s.muscle, t.late, s.public_id, "
    "NULL, t.public_id, t.note FROM tracker_treatedspot d JOIN tracker_treatment t ON t.id = d.treatment_id "
    "JOIN tracker_spot s ON s.id = d.spot_id WHERE d.person_id = {person} AND {where}"
)


_OF_CHECK_INS = (
    ("completed", "CASE WHEN completed_at IS NULL THEN 0 ELSE 1 END", "NULL", "NULL", "1 = 1"),
    ("sleep_hours", "sleep_hours", "'h'", "NULL", "sleep_hours IS NOT NULL"),
    ("sleep_quality", "sleep_quality", "'0-10'", "NULL", "sleep_quality IS NOT NULL"),
    ("stress", "stress", "'0-10'", "NULL", "stress IS NOT NULL"),
    ("note", "NULL", "NULL", "note", "note <> ''"),
)
_OF_TREATMENTS = (
    ("kind", "NULL", "kind", "1 = 1"),
    ("tool", "NULL", "tool", "tool <> ''"),
    ("minutes", "minutes", "NULL", "minutes IS NOT NULL"),
    ("pressure", "pressure", "NULL", "pressure IS NOT NULL"),
    ("by", "NULL", '"by"', "\"by\" <> ''"),
)
_OF_TREATED_SPOTS = (
    ("treated", "1", "1 = 1"),
    ("pain_before", "pain_before", "pain_before IS NOT NULL"),
    ("pain_after", "pain_after", "pain_after IS NOT NULL"),
)


def queries(person: int) -> list[str]:
    """One a kind and item: together they give the rows of diary.csv, but for their order."""
    true = "true" if connection.vendor == "postgresql" else "1"
    signs = [("sign", sign, "1", "NULL", f"r.{sign} = {true}") for sign in SIGNS]
    found = [_READING.format(person=person)]
    for item, value, unit, note, where in _OF_CHECK_INS:
        found += [_CHECK_IN.format(person=person, item=item, value=value, unit=unit, note=note, where=where)]
    for kind, item, value, unit, where in [
        ("rating", "pain", "pain", "'0-10'", "r.pain IS NOT NULL"),
        *signs,
    ]:
        found += [_RATING.format(person=person, kind=kind, item=item, value=value, unit=unit, where=where)]
    for item, value, text, where in _OF_TREATMENTS:
        found += [_TREATMENT.format(person=person, item=item, value=value, text=text, where=where)]
    for item, value, where in _OF_TREATED_SPOTS:
        found += [_TREATED.format(person=person, item=item, value=value, where=where)]
    return found


class _Sink:
    """Takes what is written and keeps none of it."""

    def write(self, text: str) -> int:
        return len(text)


def run(person: int) -> int:
    """Writes every row, and gives their number."""
    rows = 0
    writer = csv.writer(_Sink())
    with connection.cursor() as cursor:
        for query in queries(person):
            cursor.execute(query)
            for row in cursor:
                writer.writerow(row)
                rows += 1
    return rows


def main() -> None:
    person = Person.objects.get(username="bench").pk
    took, used, rows = [], [], run(person)
    for _ in range(int(sys.argv[1])):
        began, start = time.perf_counter(), time.process_time()
        rows = run(person)
        took.append(time.perf_counter() - began)
        used.append(time.process_time() - start)
    print(json.dumps({"rows": rows, "seconds": took, "used": used}))


if __name__ == "__main__":
    main()
