import zipfile

from bench.apple_export import MEMBER, pieces, write
from bench.apple_reading import AppleReading
from bench.engines import rows_of
from bench.report import verdict
from tracker.importers.apple_health import IMPORTER
from tracker.importers.reading import Upload


def test_the_export_is_the_same_each_time_and_as_long_as_asked_for():
    made = "".join(pieces(records=5_000, days=20))
    assert made == "".join(pieces(records=5_000, days=20))
    sleep_and_water = 20 * (24 + 3)
    assert made.count("<Record type") == 5_000 + sleep_and_water


def test_it_is_read_whole_zipped_or_not(tmp_path):
    """Each night holds 24 stages of which every fifth is awake; water is 3 records a day."""
    said = []
    for name in ("export.zip", "export.xml"):
        size = write(tmp_path / name, records=5_000, days=20)
        found = IMPORTER.read(Upload(tmp_path / name, name), {}, lambda *_: None)
        assert [
            len([each for each in found.readings if each.subject == key])
            for key in ("sleep", "steps", "water")
        ] == [
            20,
            20,
            20,
        ]
        assert found.skipped == ()
        said.append(found)
    assert said[0].readings == said[1].readings
    with zipfile.ZipFile(tmp_path / "export.zip") as archive:
        assert archive.getinfo(MEMBER).file_size == size == (tmp_path / "export.xml").stat().st_size


def test_the_budget_is_of_time_and_of_memory_and_of_a_whole_reading():
    within = {"seconds": 59.0, "wall": 99.0, "megabytes": 49.0, "size": 2_000_000_000, "days": 3_650}
    assert verdict(rows_of(AppleReading(**within))) == 0
    for missed in ({"seconds": 61.0}, {"megabytes": 51.0}, {"days": 3_649}):
        assert verdict(rows_of(AppleReading(**(within | missed)))) == 1
