"""Whatever is in a file: it is read, or refused in words, and never half of it arrives."""

import json
import zipfile

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests import factories
from tests.examples import examples
from tests.exchange.archives import LOOK, json_of, somebody
from tests.exchange.broken import (
    broken_bytes,
    broken_json,
    broken_table,
    goes_in_whole_or_not_at_all,
    read_or_refused,
)
from tests.factories import FIRST_DAY
from tracker.exchange.columns import CSV_FILES
from tracker.exchange.csv_files import csv_bytes
from tracker.exchange.stored import Selection
from tracker.models import (
    Factor,
    FactorReading,
    FindingsSnapshot,
    FlagRest,
    Person,
    RecurrenceRules,
    TrialDay,
)

pytestmark = pytest.mark.django_db
some = settings(
    max_examples=examples(60, part=20),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def a_bit_of_everything() -> Person:
    person = somebody()
    spot = factories.spot(person, nickname="=the old one", archived_before=[["2026-01-01", "2026-01-05"]])
    other = factories.spot(person, "masseter", "right", active_min=5, quiet_max=2)
    factories.write(spot, "3c 0c . 5")
    factories.rating(other, FIRST_DAY, 4, "tender", zones=["left:temple"])
    factories.check_in(person, FIRST_DAY, note="a private word", sleep_hours="6.5", stress=0)
    factories.treatment(FIRST_DAY, (spot, 6, 3), (other, None, 1), tool="ball", note="hm", by="self")
    for name, builtin in (("Coffee", ""), ("Water", "water")):
        factor = Factor.objects.create(person=person, name=name, builtin=builtin, kind="amount", unit="l")
        FactorReading.objects.create(person=person, factor=factor, date=FIRST_DAY, value="1.250")
    RecurrenceRules.objects.create(person=person, rapid_days=9)
    FlagRest.objects.create(person=person, spot=spot, since=FIRST_DAY, seen_by="the doctor")
    FindingsSnapshot.objects.create(person=person, outcome="pain:all", date=FIRST_DAY, content=LOOK)
    for trial in (
        factories.trial(person, FIRST_DAY, pairs=8),
        factories.trial(person, FIRST_DAY, spot=spot, blocks=6),
    ):
        TrialDay.objects.create(person=person, trial=trial, date=FIRST_DAY, kept=True)
    return person


@pytest.fixture
def files(db) -> dict[str, bytes]:
    """The good files that are broken, by name."""
    person = a_bit_of_everything()
    csv_files = {name: b"".join(csv_bytes(name, Selection(person, notes=True))) for name in CSV_FILES}
    return {"diary.json": json_of(person).encode()} | {
        f"{name}.csv": each for name, each in csv_files.items()
    }


csv_names = st.sampled_from([f"{name}.csv" for name in CSV_FILES])


@some
@given(data=st.data())
def test_a_broken_archive_is_restored_whole_or_not_at_all(files, tmp_path, data):
    broken = data.draw(broken_json(json.loads(files["diary.json"])))
    broken = data.draw(st.just(broken) | broken_bytes(broken))
    check(tmp_path / "diary.json", broken)


@some
@given(data=st.data())
def test_broken_csv_files_give_entries_that_a_diary_can_hold(files, tmp_path, data):
    name = data.draw(csv_names)
    check(tmp_path / name, data.draw(broken_table(files[name]) | broken_bytes(files[name])))


@some
@given(data=st.data())
def test_a_broken_zip_is_refused_or_read(files, tmp_path, data):
    path = tmp_path / "diary.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in data.draw(st.sets(csv_names, min_size=1) | st.just({"diary.json"})):
            broken = broken_table(files[name]) if name.endswith(".csv") else broken_bytes(files[name])
            archive.writestr(name, data.draw(broken))
    check(path, data.draw(st.just(path.read_bytes()) | broken_bytes(path.read_bytes())))


def check(path, data) -> None:
    found = read_or_refused(path, data)
    if found is not None:
        with transaction.atomic():
            goes_in_whole_or_not_at_all(found)
            transaction.set_rollback(True)


def test_what_is_not_broken_goes_in(files, tmp_path):
    for name, data in files.items():
        found = read_or_refused(tmp_path / name, data)
        if name in ("episodes.csv", "returns.csv"):
            assert found is None
        else:
            assert goes_in_whole_or_not_at_all(found)
