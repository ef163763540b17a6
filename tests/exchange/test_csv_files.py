import csv
import datetime
import io
import zipfile
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.factories import FIRST_DAY
from tracker.exchange.bundle import EXPORT_HEADER, zip_bytes
from tracker.exchange.columns import CSV_FILES
from tracker.exchange.csv_files import csv_bytes
from tracker.exchange.stored import Selection
from tracker.models import Factor, FactorReading

pytestmark = pytest.mark.django_db
MADE_ON = datetime.date(2026, 11, 22)


def day(number: int) -> datetime.date:
    return FIRST_DAY + datetime.timedelta(days=number)


def text(name, person, **choice) -> str:
    return b"".join(csv_bytes(name, Selection(person, **choice))).decode("utf-8")


def table(name, person, **choice) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(name, person, **choice).removeprefix("\ufeff"), newline="")))


def column(name, person, header, **choice) -> list[str]:
    return [row[header] for row in table(name, person, **choice)]


@pytest.fixture
def spot(alice):
    return factories.spot(alice)


@pytest.fixture
def coffee(alice):
    return Factor.objects.create(person=alice, name="Coffee", kind="amount", unit="cups")


PAIN = "derived_pain_1_left_levator_scapulae"


def test_a_day_is_empty_where_nothing_is_known_and_0_where_a_completed_day_says_so(alice, spot):
    factories.write(spot, "3 0 c .")
    factories.check_in(alice, day(3), stress=0)
    assert column("days", alice, PAIN) == ["3", "0", "0", ""]
    assert column("days", alice, "derived_worst_pain") == ["3", "0", "0", ""]
    assert column("days", alice, "stress") == ["", "", "", "0"]
    assert column("days", alice, "completed") == ["0", "0", "1", "0"]


def test_a_day_that_was_not_logged_has_no_row(alice, spot):
    factories.write(spot, "3 . 4")
    assert column("days", alice, "date") == [str(day(0)), str(day(2))]


def test_pain_before_a_treatment_counts_for_the_day_and_pain_after_never(alice, spot):
    factories.write(spot, "2 . c")
    factories.treatment(day(0), (spot, 6, 9))
    factories.treatment(day(1), (spot, None, 4))
    factories.treatment(day(2), (spot, None, 4))
    assert column("days", alice, PAIN) == ["6", "", ""]


def test_a_completed_day_says_nothing_of_a_spot_that_was_put_away(alice):
    factories.spot(alice, archived_on=day(2), archived_before=[[str(day(0)), str(day(1))]])
    for number in range(3):
        factories.check_in(alice, day(number), completed=True)
    assert column("days", alice, PAIN) == ["", "0", ""]
    steps = [(row["date"], row["item"]) for row in table("diary", alice) if row["kind"] == "spot"]
    assert steps == [(str(day(0)), "archived"), (str(day(1)), "restored"), (str(day(2)), "archived")]


def test_a_factor_has_a_column_of_the_word_it_is_known_by(alice, coffee):
    water = Factor.objects.create(person=alice, builtin="water", name="Wasser", kind="amount", unit="l")
    for factor, value in ((coffee, "2.5"), (water, "0")):
        factories.check_in(alice, day(0))
        FactorReading.objects.create(person=alice, factor=factor, date=day(0), value=Decimal(value))
    (row,) = table("days", alice)
    assert (row["factor_own_Coffee"], row["factor_water"]) == ("2.5", "0")
    assert column("factors", alice, "days_column") == ["factor_own_Coffee", "factor_water"]


def test_every_column_of_a_spot_in_days_csv_is_named_in_spots_csv(alice):
    for side in ("left", "right"):
        factories.spot(alice, side=side, nickname="The old one")
    headers = next(csv.reader([text("days", alice).removeprefix("\ufeff")]))
    assert headers[-2:] == column("spots", alice, "days_column")
    assert len(set(headers)) == len(headers)


def test_text_is_quoted_numbers_are_not_and_lines_end_as_the_format_says(alice, spot):
    factories.rating(spot, day(0), 0, "tender")
    data = b"".join(csv_bytes("diary", Selection(alice)))
    lines = data.decode("utf-8").split("\r\n")
    assert data.startswith(b'\xef\xbb\xbf"date","kind","item"')
    assert lines[1].startswith('"2026-03-02","check_in","completed",,0,,,,,0,,,"')
    assert lines[2].startswith(
        '"2026-03-02","rating","pain","left",0,"0-10",,"Left shoulder blade, top","levator_'
    )
    assert lines[3].startswith('"2026-03-02","sign","tender","left",1,')
    assert lines[-1] == ""
    assert "\n" not in "".join(lines)


def test_what_a_spreadsheet_might_run_is_kept_from_it(alice):
    factories.spot(alice, nickname="=HYPERLINK(1)")
    assert column("spots", alice, "nickname") == ["'=HYPERLINK(1)"]


def test_notes_go_along_only_when_asked_for(alice, spot, coffee):
    secret = "what nobody else may read"
    factories.check_in(alice, day(0), note=secret)
    factories.treatment(day(0), spot, note=secret)
    FactorReading.objects.create(person=alice, factor=coffee, date=day(0), value=1, note=secret)
    for name in CSV_FILES:
        without = text(name, alice)
        assert secret not in without
        assert '"note"' not in without
    assert [text(name, alice, notes=True).count(secret) for name in ("days", "diary", "treatments")] == [
        1,
        3,
        1,
    ]


def test_both_ends_of_the_range_belong_to_it(alice, spot):
    factories.write(spot, "1 2 3 4 5")
    for number in range(5):
        factories.treatment(day(number), (spot, number, None))
    chosen = {"start": day(1), "end": day(3)}
    middle = [str(day(number)) for number in (1, 2, 3)]
    for name in ("days", "ratings", "treatments"):
        assert column(name, alice, "date", **chosen) == middle
    assert sorted(set(column("diary", alice, "date", **chosen))) == middle
    assert len(column("spots", alice, "spot_id", **chosen)) == 1


def test_late_entries_are_marked(alice, spot):
    factories.rating(spot, day(0), 4, late=True)
    factories.rating(spot, day(1), 4)
    assert column("ratings", alice, "late") == ["1", "0"]
    assert [row["late"] for row in table("diary", alice) if row["kind"] == "rating"] == ["1", "0"]


def test_a_treatment_has_a_row_for_each_treated_spot_and_one_for_the_whole_body(alice, spot):
    right = factories.spot(alice, side="right")
    factories.treatment(day(0), (spot, 6, 3), (right, None, None), tool="ball", by="self", pressure=5)
    factories.treatment(day(1), owner=alice, kind="magnesium", minutes=None, started_on=day(0))
    rows = table("treatments", alice)
    assert [(row["side"], row["pain_before"], row["pain_after"]) for row in rows] == [
        ("left", "6", "3"),
        ("right", "", ""),
        ("", "", ""),
    ]
    assert [(row["whole_body"], row["minutes"], row["started_on"]) for row in rows] == [
        ("0", "2", ""),
        ("0", "2", ""),
        ("1", "", str(day(0))),
    ]
    assert rows[0]["treatment_id"] == rows[1]["treatment_id"]


def test_nobody_gets_rows_of_somebody_else(alice, bob, spot):
    factories.write(factories.spot(bob, "masseter"), "7 8 c")
    for name in CSV_FILES:
        assert table(name, alice) == [] or name in ("spots", "factors")
        assert "masseter" not in text(name, alice)


def test_the_number_of_queries_does_not_grow_with_the_diary(alice, spot, coffee):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            b"".join(zip_bytes(Selection(alice, notes=True), MADE_ON))
        return len(captured)

    factories.write(spot, "3c 4")
    few = queries()
    factories.write(factories.spot(alice, "masseter"), "3c 4c . 5 " * 10)
    for number in range(20):
        factories.treatment(day(number), (spot, 3, 1))
    assert queries() == few


def test_a_long_file_comes_in_small_pieces(alice, spot):
    factories.write(spot, "3c " * 300)
    pieces = [len(piece) for piece in csv_bytes("diary", Selection(alice))]
    assert len(pieces) > 3
    assert max(pieces) < 40_000


def test_the_zip_holds_every_file_and_says_in_plain_words_what_they_are(alice, spot):
    factories.write(spot, "3 0c")
    data = b"".join(zip_bytes(Selection(alice, start=day(0)), MADE_ON))
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.testzip() is None
    assert archive.namelist() == ["README.txt", *(file.file_name for file in CSV_FILES.values())]
    assert archive.read("ratings.csv").decode() == text("ratings", alice, start=day(0))
    readme = archive.read("README.txt").decode()
    assert EXPORT_HEADER in readme
    assert "from 2026-03-02 to the last day" in readme
    assert "Notes are left out" in readme
    assert data == b"".join(zip_bytes(Selection(alice, start=day(0)), MADE_ON))
