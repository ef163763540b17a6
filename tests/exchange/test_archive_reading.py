"""What no archive of ours holds is refused, and the message says where it stands."""

import json

import pytest

from tests.exchange.archives import LOOK, changed, json_of
from tests.exchange.test_broken_files import a_bit_of_everything
from tests.factories import FIRST_DAY
from tracker.analysis.trial_draw import is_as_drawn
from tracker.changes.factors import give_builtin_factors
from tracker.changes.restoring import DoesNotFitError, NotEmptyError, is_empty, restore
from tracker.exchange.archive_reading import read_archive
from tracker.exchange.archive_values import unveil, veil
from tracker.exchange.shapes import is_look
from tracker.importers.reading import UnreadableFileError
from tracker.insights.goes_with.stored import as_looked, as_plain, seen_in, with_seen
from tracker.models import Factor, Rating, Trial, UndoStep
from tracker.models.portable import tables
from tracker.trial_records import draw_of, terms_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def text() -> str:
    return json_of(a_bit_of_everything())


def read(text):
    return read_archive(text, lambda _done: None)


def refusal(text) -> str:
    with pytest.raises(UnreadableFileError) as refused:
        read(text)
    return str(refused.value)


def put(*path_and_value):
    """A change that puts the value at the path."""
    *path, last, value = path_and_value

    def change(content):
        for step in path:
            content = content[step]
        content[last] = value

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (put("version", 2), "diary.json has version 2. It was made by a later version of Unknot."),
        (put("version", "1"), "diary.json, version: is not a number from 1 on."),
        (put("format", "other"), "diary.json, format: is not “unknot-diary”, so this is no diary of Unknot."),
        (put("people", []), "diary.json, people: is not known here."),
        (put("ratings", {}), "diary.json, ratings: is not a list."),
        (put("ratings", 1, 5), "diary.json, ratings[1]: is not an object."),
        (put("ratings", 1, "person", 1), "diary.json, ratings[1].person: is not known here."),
        (
            put("ratings", 1, "pain", 11),
            "diary.json, ratings[1].pain: does not fit: Ensure this value is less",
        ),
        (put("ratings", 1, "pain", "3"), "diary.json, ratings[1].pain: is not a whole number (3)."),
        (put("ratings", 1, "pain", True), "diary.json, ratings[1].pain: is not a whole number (True)."),
        (put("ratings", 1, "pain", 10**40), "diary.json, ratings[1].pain: is not between 0 and 32767"),
        (put("ratings", 1, "date", "1899-12-31"), "ratings[1].date: is not a day between 1900 and 2999"),
        (put("ratings", 1, "date", "2026-02-30"), "ratings[1].date: is not a date such as 2026-11-22"),
        (
            put("ratings", 1, "zones", ["left:moon"]),
            "ratings[1].zones: holds a zone that this Unknot does not",
        ),
        (
            put("ratings", 1, "spot", "00000000-0000-0000-0000-000000000001"),
            "diary.json, ratings[1].spot: names 00000000-0000-0000-0000-000000000001, which is not in the archive.",
        ),
        (put("spots", 0, "muscle", "wing"), "spots[0].muscle: is not a muscle that this Unknot knows"),
        (put("spots", 0, "x", 1.5), "spots[0]: holds a value that cannot be (spot_point_on_the_body)."),
        (put("spots", 1, "number", 1), "spots[1]: says again what only one row may say (number)."),
        (put("spots", 0, "nickname", "n" * 61), "spots[0].nickname: is longer than 60 letters"),
        (put("spots", 0, "nickname", "a\0b"), "spots[0].nickname: holds a letter that cannot be stored"),
        (put("check_ins", 0, "sleep_hours", 24.25), "check_ins[0].sleep_hours: does not fit"),
        (
            put("check_ins", 0, "entered_at", "2026-11-22T10:00:00"),
            "check_ins[0].entered_at: is not a moment",
        ),
        (put("factors", 1, "name", "COFFEE"), "factors[1]: says again what only one row may say (name)."),
        (put("settings", "time_zone", "Mars/Phobos"), "settings.time_zone: does not fit: Choose a time zone"),
        (put("settings", "is_staff", True), "diary.json, settings.is_staff: is not known here."),
        (put("trials", 0, "pairs", 9), "diary.json, trials[0].order: has not one word for each pair."),
        (put("findings_snapshots", 0, "content", {}), "findings_snapshots[0].content: is not laid out as"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(text, change, message):
    assert message in refusal(changed(text, change))


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (lambda text: text[:-20], "it is no JSON, or was cut short"),
        (lambda text: text + "{}", "something follows after its end"),
        (lambda text: text.replace('"pain":3', '"pain":NaN', 1), "NaN is no number"),
        (lambda text: text.replace('"pain":3', '"pain":3,"pain":4', 1), "“pain” is there twice"),
        (lambda text: text.replace('"ratings"', '"spots"', 1), "“spots” is there twice"),
        (lambda text: text.replace('"pain":3', '"pain":' + "[" * 100_000, 1), "it is nested too deep"),
        (lambda text: text.replace('"pain":3', '"pain":' + "9" * 5_000, 1), "a number is too long"),
        (lambda _: "[]", "line 1, column 1: it is no JSON, or was cut short"),
        (lambda _: "{}", "diary.json, format: is missing."),
    ],
)
def test_what_is_no_json_of_ours_is_told_with_its_line(text, broken, message):
    assert message in refusal(broken(text))


def test_a_field_that_an_earlier_version_did_not_have_is_as_in_a_new_row(text):
    def change(content):
        del content["recurrence_rules"]
        for spot in content["spots"]:
            del spot["archived_before"], spot["active_min"], spot["quiet_max"]

    rows = read(changed(text, change)).rows
    assert rows.counts()["spots"] == 2
    assert "recurrence rules" not in rows.counts()
    assert "spots[0].muscle: is missing" in refusal(
        changed(text, lambda content: content["spots"][0].pop("muscle"))
    )


def test_only_an_account_without_a_diary_takes_an_archive(text, alice):
    rows = read(text).rows
    give_builtin_factors(alice, FIRST_DAY)
    assert is_empty(alice)
    UndoStep.objects.create(person=alice, kind="day", before={})
    restore(alice, rows)
    assert not UndoStep.objects.for_user(alice).exists()
    before = json_of(alice)
    with pytest.raises(NotEmptyError):
        restore(alice, rows)
    assert json_of(alice) == before


def test_a_factor_that_was_touched_is_no_empty_account(alice):
    give_builtin_factors(alice, FIRST_DAY)
    assert is_empty(alice)
    Factor.objects.for_user(alice).filter(builtin="water").update(in_use=True)
    assert not is_empty(alice)


def test_what_the_database_refuses_leaves_nothing_behind(text, alice):
    rows = read(text).rows
    doubled = rows._replace(rows={**rows.rows, Rating: [*rows.rows[Rating], rows.rows[Rating][0]]})
    with pytest.raises(DoesNotFitError):
        restore(alice, doubled)
    assert sum(model.objects.for_user(alice).count() for model in tables()) == 0


def test_the_order_of_a_trial_is_not_plain_to_read_and_still_as_drawn_after_a_restore(text, alice):
    trial = Trial.objects.earliest("pk")
    assert trial.seed not in text
    assert trial.order not in text
    sealed = json.loads(text)["trials"][0]["order"]
    assert unveil(sealed, f"{trial.public_id} order") == trial.order
    assert unveil(veil("AB BA", "a"), "a") == "AB BA"
    restore(alice, read(text).rows)
    for restored in Trial.objects.for_user(alice):
        assert is_as_drawn(draw_of(restored), terms_of(restored).fixed())


def test_a_look_is_recognised_as_it_is_stored():
    looked = as_looked(739_000, LOOK)
    assert with_seen(as_plain(looked), seen_in(739_000, LOOK)) == LOOK
    assert is_look(LOOK)
    for broken in ({**LOOK, "known": "91"}, {**LOOK, "findings": [{}]}, {**LOOK, "more": 1}, [], None):
        assert not is_look(broken)
