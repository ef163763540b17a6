"""The pages of imports: who may see them, what they refuse, and that nothing is added that was not shown."""

import datetime
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests import factories
from tests.imports.rig import WEEK, received, worked
from tracker.importers.gathering import MAX_SUBJECTS
from tracker.imports import reading, uploads
from tracker.models import CheckIn, Factor, FactorReading, Import, Person, Rating, Spot, Treatment

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch, tmp_path, settings):
    settings.UPLOAD_DIR = tmp_path / "uploads"
    monkeypatch.setattr(reading, "KNOWN", "tests.imports.stand_ins")
    monkeypatch.setattr("tracker.management.commands.worker.TickingWorker.configure_signals", lambda _: None)


@pytest.fixture
def client(alice: Person, client_of: Callable[[Person], Client]) -> Client:
    return client_of(alice)


def files() -> list[str]:
    return [path.name for path in uploads.folder().iterdir()]


def path(row: Import, then: str = "") -> str:
    return f"/data/import/{row.public_id}/{then}"


def ready(person: Person, text: str = WEEK) -> Import:
    return worked(received(person, text))


def choices(row: Import, **to: str) -> dict[str, str]:
    """As the page posts them: sleep, neck, mood, tea ... in the order of the file's subjects."""
    known = ["sleep", "neck", "mood", "tea", "steps", "water", "massage", "note"]
    return {f"to.{number}": to[key] for number, key in enumerate(key for key in known if key in to)}


def test_while_it_is_read_the_page_says_how_far_it_is(client: Client, alice: Person) -> None:
    row = received(alice)
    values = {"bytes_done": 41_000_000, "bytes_total": 100_000_000, "claim": "x", "alive_at": timezone.now()}
    Import.objects.filter(pk=row.pk).update(state="reading", **values)
    part = client.get(path(row), headers={"HX-Request": "true"}).content.decode()
    assert "41 % · 41 MB of 100 MB" in part
    assert 'hx-trigger="every 1s"' in part
    assert "<html" not in part


def test_a_worker_that_is_away_is_told_calmly(client: Client, alice: Person, monkeypatch) -> None:
    row = received(alice)
    monkeypatch.setattr("tracker.imports.alive.GONE_AFTER", -1)
    assert "manage.py worker" in client.get(path(row)).content.decode()


def test_a_symptom_is_left_out_until_somebody_says_where_it_is(client: Client, alice: Person) -> None:
    row = ready(alice)
    page = client.get(path(row)).content.decode()
    assert "1 kind of pain or symptoms is left out" in page
    assert 'hx-trigger="every 1s"' not in page
    client.post(path(row, "choose/"), {"do": "add"})
    worked(row)
    assert not Rating.objects.exists()
    assert CheckIn.objects.for_user(alice).get(date=datetime.date(2026, 11, 16)).sleep_hours == 7.5


def test_what_was_not_shown_is_not_added_at_once(client: Client, alice: Person) -> None:
    row = ready(alice)
    data = {**choices(row, sleep="skip", neck="place:splenius_capitis:left"), "do": "add"}
    answer = client.post(path(row, "choose/"), data)
    assert answer.status_code == 200
    assert "Your choices are in." in answer.content.decode()
    row.refresh_from_db()
    assert row.state == "ready"
    assert client.post(path(row, "choose/"), data).status_code == 303
    assert client.post(path(row, "choose/"), data).status_code == 303  # a second tap
    assert DBTaskResult.objects.ready().count() == 1
    worked(row)
    assert Spot.objects.for_user(alice).get().side == "left"
    assert [each.pain for each in Rating.objects.order_by("date")] == [5, 10]


def test_levels_are_the_persons_to_set(client: Client, alice: Person) -> None:
    row = ready(alice)
    mine = factories.spot(alice)
    data = {**choices(row, sleep="skip", neck=f"spot:{mine.public_id}")}
    levels = {f"level.1.{level}": value for level, value in enumerate(("0", "2", "4", "6", "7"))}
    assert client.post(path(row, "choose/"), data | levels).status_code == 303
    client.post(path(row, "choose/"), data | levels | {"do": "add"})
    worked(row)
    assert [each.pain for each in Rating.objects.filter(spot=mine).order_by("date")] == [4, 7]


def test_a_scale_can_be_turned_round(client: Client, alice: Person) -> None:
    row = ready(alice)
    data = {"to.2": "stress", "level.2.1": "0", "turned.2": "on"}
    client.post(path(row, "choose/"), data)
    client.post(path(row, "choose/"), {"do": "add"})
    worked(row)
    assert CheckIn.objects.for_user(alice).get(date=datetime.date(2026, 11, 17)).stress == 5


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"to.1": "spot:no"}, "Choose one of the list."),
        ({"to.1": "place", "muscle.1": "", "side.1": "left"}, "Choose the muscle and its side"),
        (
            {"to.1": "place", "muscle.1": "levator_scapulae", "side.1": "midline"},
            "Choose the muscle and its side",
        ),
        ({"to.1": "stress", "level.1.2": "11"}, "Each level is a whole number from 0 to 10."),
    ],
)
def test_what_makes_no_sense_is_told_by_its_row(client: Client, alice: Person, data, message: str) -> None:
    row = ready(alice)
    answer = client.post(path(row, "choose/"), {**data, "do": "add"})
    assert answer.status_code == 422
    assert message in answer.content.decode()
    row.refresh_from_db()
    assert row.state == "ready"


def test_the_spot_of_somebody_else_is_none_of_the_list(client: Client, alice: Person, bob: Person) -> None:
    row = ready(alice)
    theirs = factories.spot(bob)
    assert client.post(path(row, "choose/"), {"to.1": f"spot:{theirs.public_id}"}).status_code == 422


def test_with_htmx_a_choice_answers_with_its_row_and_the_counts(client: Client, alice: Person) -> None:
    row = ready(alice)
    data = {"to.1": "place", "changed": "1"}
    answer = client.post(path(row, "choose/"), data, headers={"HX-Request": "true"})
    part = answer.content.decode()
    assert 'id="subject-1"' in part
    assert 'name="muscle.1"' in part
    assert 'id="subject-0"' not in part
    assert 'hx-swap-oob="true"' in part


def test_everything_finds_its_place(client: Client, alice: Person) -> None:
    text = "plain\n" + "\n".join(
        f"2026-11-1{day} {what}"
        for day in (1, 2)
        for what in ("tea 1", "steps 12345", "water 1500", "massage 20", "note again")
    )
    Factor.objects.create(person=alice, name="Water", kind="amount", unit="l", builtin="")
    row = ready(alice, text)
    client.post(path(row, "choose/"), {"do": "add"})
    assert client.post(path(row, "choose/"), {"do": "add"}).status_code == 303
    row = worked(row)
    values = FactorReading.objects.for_user(alice).filter(date=datetime.date(2026, 11, 11))
    assert {each.factor.name: (float(each.value), each.factor.kind) for each in values} == {
        "Tea": (1, "yes_no"),
        "Steps": (12345, "amount"),
        "Water": (1.5, "amount"),
    }
    assert Treatment.objects.for_user(alice).first().kind == "massage"
    assert Treatment.objects.for_user(alice).first().minutes == 20
    assert CheckIn.objects.for_user(alice).first().note == "again"
    assert not any(each.late or each.completed_at for each in CheckIn.objects.for_user(alice))
    page = client.get(path(row)).content.decode()
    assert "10 values added" in page
    assert "Tea, Steps" in page


def test_what_is_here_is_shown_and_overwritten_only_if_asked(client: Client, alice: Person) -> None:
    factories.check_in(alice, datetime.date(2026, 11, 16), sleep_hours=5)
    row = ready(alice, "plain\n2026-11-16 sleep 7.5\n")
    page = client.get(path(row)).content.decode()
    assert "1 value of yours differs from the file and stays as it is." in page
    assert "<td>5 h</td><td>7.5 h</td>" in page
    answer = client.post(path(row, "choose/"), {"overwrite": "on"}, headers={"HX-Request": "true"})
    assert "Add 1 value</button>" in answer.content.decode()
    client.post(path(row, "choose/"), {"overwrite": "on", "do": "add"})
    worked(row)
    assert CheckIn.objects.for_user(alice).get().sleep_hours == 7.5


def test_the_same_file_again_says_that_all_of_it_is_here(client: Client, alice: Person) -> None:
    for _ in range(2):
        row = ready(alice, "plain\n2026-11-16 sleep 7.5\n2026-11-17 sleep 8\n")
        page = client.get(path(row)).content.decode()
        client.post(path(row, "choose/"), {"do": "add"})
        worked(row)
    assert "Nothing new: 2 values are already here." in page


def test_an_import_is_undone_within_a_week_and_not_after(client: Client, alice: Person) -> None:
    row = ready(alice)
    client.post(path(row, "choose/"), {"do": "add"})
    row = worked(row)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=8)):
        client.force_login(alice)
        assert "Undo this import" not in client.get(path(row)).content.decode()
        client.post(path(row, "undo/"))
    row.refresh_from_db()
    assert row.state == "added"
    assert "Undo this import" in client.get(path(row)).content.decode()
    client.post(path(row, "undo/"))
    row = worked(row)
    assert row.state == "undone"
    assert not CheckIn.objects.for_user(alice).exists()
    assert "out of your diary again" in client.get(path(row)).content.decode()


def test_cancelling_removes_the_file_and_lets_the_next_one_on(client: Client, alice: Person) -> None:
    first = received(alice)
    client.post(path(first, "cancel/"))
    first.refresh_from_db()
    assert (first.state, files()) == ("cancelled", [])
    assert "Nothing was imported." in client.get(path(first)).content.decode()


def test_questions_are_a_form(client: Client, alice: Person) -> None:
    row = ready(alice, "asking\n2026-11-16 sleep 7\n")
    assert "Which column is the date?" in client.get(path(row)).content.decode()
    answer = client.post(path(row, "answer/"), {"date": "c"})
    assert answer.status_code == 422
    assert client.post(path(row, "answer/"), {"date": "b"}).status_code == 303
    assert worked(row).state == "ready"


def test_the_choices_of_the_widest_file_can_be_sent(client: Client, alice: Person) -> None:
    row = ready(alice)
    names = ("to", "muscle", "side", "turned", *(f"level.{{}}.{level}" for level in range(11)))
    sent = {f"{name}.{number}": "1" for number in range(MAX_SUBJECTS) for name in names}
    assert len(sent) == 15 * MAX_SUBJECTS
    answer = client.post(
        path(row, "choose/"), urlencode(sent), content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 422


def test_what_was_chosen_is_proposed_for_the_next_file(client: Client, alice: Person) -> None:
    first = ready(alice)
    chosen = choices(first, sleep="sleep_hours", neck="place:splenius_capitis:left", mood="own", tea="skip")
    client.post(path(first, "choose/"), {**chosen, "level.1.2": "4"})
    client.post(path(first, "choose/"), {**chosen, "level.1.2": "4", "do": "add"})
    assert worked(first).state == "added"
    second = ready(alice, WEEK + "2026-11-19 neck 2\n2026-11-19 mood 5\n2026-11-19 tea 1\n")
    page = client.get(path(second)).content.decode()
    assert "What you chose the last time is filled in again" in page
    assert "Add 2 values" in page
    client.post(path(second, "choose/"), {"do": "add"})
    worked(second)
    assert [each.pain for each in Rating.objects.for_user(alice).order_by("date")] == [4, 10, 4]
    assert Factor.objects.for_user(alice).filter(name="Mood").count() == 1


def test_a_choice_that_is_not_complete_is_told_where_it_was_confirmed(client: Client, alice: Person) -> None:
    row = ready(alice)
    data = {**choices(row, sleep="skip", neck="place"), "muscle.1": "", "side.1": "", "do": "add"}
    answer = client.post(path(row, "choose/"), data)
    assert answer.status_code == 422
    assert 'Nothing was added yet. <a href="#subject-1">Neck pain</a>' in answer.content.decode()


def test_the_highest_value_of_a_scale_is_for_the_person_to_say(client: Client, alice: Person) -> None:
    row = ready(alice)
    data = choices(row, sleep="skip", neck="place:splenius_capitis:left", mood="own")
    page = client.post(path(row, "choose/"), {**data, "high.2": "9"}, follow=True).content.decode()
    assert "1 to 9 becomes 0, 1, 3, 4, 5, 6, 8, 9, 10" in page
    answer = client.post(path(row, "choose/"), {**data, "high.2": "1"})
    assert answer.status_code == 422
    assert "a whole number above its lowest" in answer.content.decode()
    assert 'name="high.2" id="high-2" value="1"' in answer.content.decode()
    client.post(path(row, "choose/"), {**data, "do": "add"})
    worked(row)
    assert [each.value for each in FactorReading.objects.for_user(alice).filter(factor__name="Mood")] == [3]


def test_what_was_undone_keeps_its_names(client: Client, alice: Person) -> None:
    row = ready(alice)
    data = choices(row, sleep="skip", neck="place:splenius_capitis:left")
    client.post(path(row, "choose/"), data)
    client.post(path(row, "choose/"), {**data, "do": "add"})
    added = worked(row).summary["added"]
    client.post(path(row, "undo/"))
    assert worked(row).state == "undone"
    page = client.get(path(row)).content.decode()
    assert f"{added} values of this file are out of your diary again" in page
    assert "Pain: Left" in page
    assert "no longer in your diary" not in page
