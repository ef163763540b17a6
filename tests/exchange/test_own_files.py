"""Files of ours one by one: what each alone says of a diary, and what is told of its faults."""

import zipfile
from decimal import Decimal

import pytest

from tests import factories
from tests.exchange.archives import json_of
from tests.factories import FIRST_DAY
from tracker.exchange.columns import CSV_FILES
from tracker.exchange.csv_files import csv_bytes
from tracker.exchange.own_files import OwnArchive, read, recognises
from tracker.exchange.stored import Selection
from tracker.importers.reading import Skipped, UnreadableFileError, Upload
from tracker.models import Factor, FactorReading

pytestmark = pytest.mark.django_db


@pytest.fixture
def spot(alice):
    spot = factories.spot(alice, nickname="Desk corner", archived_before=[["2026-01-03", "2026-01-05"]])
    factories.rating(spot, FIRST_DAY, 4, "tender", zones=["left:temple"])
    factories.check_in(alice, FIRST_DAY, sleep_hours="6.50", stress=0, completed=True)
    factories.treatment(FIRST_DAY, (spot, 6, 3), tool="ball")
    for name, builtin, kind, unit in (("Coffee", "", "count", ""), ("Water", "water", "amount", "l")):
        factor = Factor.objects.create(person=alice, name=name, builtin=builtin, kind=kind, unit=unit)
        FactorReading.objects.create(person=alice, factor=factor, date=FIRST_DAY, value=2)
    return spot


@pytest.fixture
def upload(tmp_path):
    def made(data: bytes, name: str = "upload") -> Upload:
        path = tmp_path / name
        path.write_bytes(data)
        return Upload(path, name)

    return made


def csv_of(name: str, person) -> bytes:
    return b"".join(csv_bytes(name, Selection(person, notes=True)))


def said(upload: Upload):
    return read(upload, lambda _done, _total: None)


def test_every_file_of_ours_is_recognised_whatever_it_is_called(alice, spot, upload):
    for name in CSV_FILES:
        assert recognises(upload(csv_of(name, alice)))
    assert recognises(upload(json_of(alice).encode()))
    for other in (
        b"",
        b"{}",
        b'"date","value"\r\n',
        b"PK\x03\x04 and no more",
        b"\x00\xff",
        b'"half a quote',
    ):
        assert not recognises(upload(other))


def test_diary_csv_alone_brings_all_but_the_place_of_the_spot(alice, spot, upload):
    document = said(upload(csv_of("diary", alice))).document
    (known,) = document.spots
    assert (known.id, known.muscle, known.side) == (str(spot.public_id), "levator_scapulae", "left")
    assert (known.nickname, known.first_day) == ("Desk corner", FIRST_DAY)
    assert [[str(day) for day in period] for period in known.archived_before] == spot.archived_before
    assert [(each.pain, each.signs, each.zones) for each in document.ratings] == [
        (4, ("tender",), ("left:temple",))
    ]
    assert [(each.builtin, each.name, each.kind, each.unit) for each in document.factors] == [
        ("", "Coffee", "count", ""),
        ("water", "Water", "amount", "l"),
    ]
    assert document.treatments[0].spots[0].pain_before == 6


def test_days_csv_alone_brings_check_ins_and_factors_and_the_same_ids_each_time(alice, spot, upload):
    document = said(upload(csv_of("days", alice))).document
    (day,) = document.check_ins
    assert (day.date, day.completed, day.sleep_hours, day.stress) == (FIRST_DAY, True, Decimal("6.5"), 0)
    assert [(each.name, each.builtin) for each in document.factors] == [("Coffee", ""), ("Water", "water")]
    assert [reading.value for reading in document.readings] == [2, 2]
    assert document.ratings == document.spots == ()
    assert said(upload(csv_of("days", alice))).document == document


def test_ratings_and_treatments_alone_make_the_spot_they_name(alice, spot, upload):
    for name in ("ratings", "treatments"):
        document = said(upload(csv_of(name, alice))).document
        assert [(each.id, each.nickname) for each in document.spots] == [(str(spot.public_id), "Desk corner")]
        assert len(getattr(document, name)) == 1


def test_a_zip_of_single_files_is_read_together_and_an_archive_first_of_all(alice, spot, upload, tmp_path):
    path = tmp_path / "some.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("days", "factors", "ratings", "spots"):
            archive.writestr(f"folder/{name}.csv", csv_of(name, alice))
    document = said(Upload(path, "some.zip")).document
    assert (len(document.ratings), len(document.check_ins), len(document.readings)) == (1, 1, 2)
    assert {each.kind for each in document.factors} == {"count", "amount"}
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("diary.json", json_of(alice))
    factories.trial(alice, FIRST_DAY, spot=spot)
    found = said(Upload(path, "some.zip"))
    assert isinstance(found, OwnArchive)
    assert found.left_behind() == ()
    found = said(upload(json_of(alice).encode()))
    assert found.left_behind() == (
        Skipped(0, "trials: only an empty account can take them from an archive", 1),
    )


def test_a_line_that_cannot_be_is_left_out_and_told(alice, spot, upload):
    factories.write(spot, ". 5 6 7")
    data = csv_of("ratings", alice).replace(b",5,0,", b",50,0,").replace(b'"2026-03-04"', b'"04/03/2026"')
    found = said(upload(data))
    assert [each.pain for each in found.document.ratings] == [4, 7]
    assert [(each.line, each.reason) for each in found.skipped] == [
        (3, "ratings.csv: pain does not fit: Ensure this value is less than or equal to 10"),
        (4, "ratings.csv: date: '04/03/2026' is not a date such as 2026-11-22"),
    ]


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (lambda data: data.replace(b'"pain"', b'"ache"', 1), "This is no file that Unknot has written."),
        (lambda data: data + b'"half', "ratings.csv, line 3: a quote or a line end is in the wrong place"),
        (lambda data: data + b"1,2\r\n", "ratings.csv, line 3: 2 cells under 15 headers."),
        (lambda data: data + b"\xff\r\n", "ratings.csv, line 3: it is not in UTF-8."),
        (lambda data: data.replace(b'"weak"', b'"weak","weak"', 1), "line 1: the column weak is there twice"),
        (lambda data: data.replace(b"\r\n", b',""' * 200_000 + b"\r\n", 1), "line 1: it has 600"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_with_its_line(alice, spot, upload, broken, message):
    with pytest.raises(UnreadableFileError, match=message):
        said(upload(broken(csv_of("ratings", alice))))


def test_a_file_that_is_only_worked_out_has_nothing_to_bring(alice, spot, upload):
    with pytest.raises(UnreadableFileError, match="worked out from a diary"):
        said(upload(csv_of("episodes", alice)))
