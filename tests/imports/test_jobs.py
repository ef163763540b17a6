"""What becomes of a file once it has arrived, whatever is in it and whatever happens to the worker."""

import datetime
import logging

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.imports.rig import received, worked
from tracker.changes.holding import hold
from tracker.imports import child, jobs, reading, tidying, uploads
from tracker.models import CheckIn, Import, Person, Rating

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch, tmp_path, settings):
    settings.UPLOAD_DIR = tmp_path / "uploads"
    monkeypatch.setattr(reading, "KNOWN", "tests.imports.stand_ins")
    # Signals of a worker inside the process of the tests would outlive it.
    monkeypatch.setattr("tracker.management.commands.worker.TickingWorker.configure_signals", lambda _: None)


def files() -> list[str]:
    return [path.name for path in uploads.folder().iterdir()]


def confirm(row: Import, **mapping: dict) -> Import:
    chosen = {"sleep": {"to": "sleep_hours"}, "neck": {"to": "place:levator_scapulae:left"}, **mapping}
    Import.objects.filter(pk=row.pk).update(state="adding", mapping=chosen)
    jobs.enqueue(row)
    return worked(row)


def test_a_file_is_read_and_then_gone(alice: Person) -> None:
    row = received(alice)
    assert len(files()) == 1
    assert uploads.path_of(row.upload).stat().st_size > 0
    done = worked(row)
    assert (done.state, done.importer, done.upload) == ("ready", "stand_in", "")
    assert files() == []
    assert not CheckIn.objects.for_user(alice).exists()


def test_what_was_chosen_is_added_once_and_can_be_undone(alice: Person) -> None:
    row = confirm(worked(received(alice)))
    assert row.state == "added"
    assert row.found is None
    assert [each.pain for each in Rating.objects.for_user(alice).order_by("date")] == [5, 10]
    jobs.work.call(row.pk)  # a task that comes a second time
    again = confirm(worked(received(alice)))
    assert (again.summary["added"], again.summary["same"]) == (0, 3)
    Import.objects.filter(pk=row.pk).update(state="undoing")
    jobs.enqueue(row)
    assert worked(row).state == "undone"
    assert not CheckIn.objects.for_user(alice).exists()


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("unreadable", "Line 7 has half a quote."),
        ("broken", reading.BROKEN),
        ("recursion", reading.BROKEN),
        ("dead", reading.BROKEN),
        ("full", child.NO_ROOM),
        ("memory", reading.TOO_BIG),
    ],
)
def test_whatever_a_file_does_ends_in_words_and_the_worker_lives_on(
    alice, bob, caplog, kind, message
) -> None:
    bad, good = received(alice, f"{kind}\n"), received(bob)
    with caplog.at_level(logging.INFO):
        bad = worked(bad)
    good.refresh_from_db()
    assert (bad.state, bad.error, bad.upload) == ("failed", message, "")
    assert good.state == "ready"
    assert files() == []
    assert "private" not in caplog.text
    assert not CheckIn.objects.exists()


def test_what_was_unpacked_is_gone_even_if_reading_was_killed(alice: Person, monkeypatch, tmp_path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setenv("TMPDIR", str(elsewhere))
    row = worked(received(alice, "unpacking\n"))
    assert (row.state, files(), list(elsewhere.iterdir())) == ("failed", [], [])


def test_what_a_killed_worker_left_behind_is_tidied_up() -> None:
    left = uploads.scratch_of("aa") / "health.db"
    left.write_text("private")
    tidying.tidy(timezone.now())
    assert left.exists()
    tidying.tidy(timezone.now() + 2 * uploads.FORGOTTEN_AFTER)
    assert files() == []


def test_reading_that_takes_too_long_is_stopped(alice: Person, monkeypatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 1)
    monkeypatch.setattr(reading, "LISTEN_EVERY", 0.2)
    assert worked(received(alice, "silent\n")).error == reading.TOO_LONG


def test_what_an_importer_prints_is_not_an_answer(alice: Person) -> None:
    assert worked(received(alice, "loud\n2026-11-16 sleep 7\n")).state == "ready"


def test_questions_are_asked_and_the_answers_used(alice: Person) -> None:
    row = worked(received(alice, "asking\n2026-11-16 sleep 7\n"))
    assert row.state == "asking"
    assert row.questions == [["date", "Which column is the date?", {"a": "First", "b": "Second"}, False]]
    assert len(files()) == 1
    Import.objects.filter(pk=row.pk).update(state="waiting", answers={"date": ["b"]})
    jobs.enqueue(row)
    assert worked(row).state == "ready"


def test_a_person_has_one_import_at_work_at_a_time(alice: Person, bob: Person) -> None:
    first, second, other = received(alice), received(alice), received(bob)
    Import.objects.filter(pk=first.pk).update(state="reading", claim="somebody", alive_at=timezone.now())
    worked(second)
    other.refresh_from_db()
    second.refresh_from_db()
    assert (second.state, other.state) == ("waiting", "ready")
    Import.objects.filter(pk=first.pk).update(state="waiting", claim="")
    jobs.work.call(first.pk)
    assert worked(second).state == "ready"  # the first one, done, has called it


def test_the_work_of_a_killed_worker_is_taken_up_again(alice: Person) -> None:
    row = received(alice)
    DBTaskResult.objects.all().delete()
    long_ago = timezone.now() - datetime.timedelta(minutes=2)
    Import.objects.filter(pk=row.pk).update(state="reading", claim="dead", alive_at=long_ago, attempts=1)
    assert worked(row).state == "ready"  # the tick at its start finds it


def test_a_file_that_kills_every_worker_is_given_up(alice: Person) -> None:
    row = received(alice)
    long_ago = timezone.now() - datetime.timedelta(minutes=2)
    Import.objects.filter(pk=row.pk).update(state="reading", claim="dead", alive_at=long_ago, attempts=3)
    assert (worked(row).state, row.error, files()) == ("failed", jobs.STOPPED, [])


def test_what_fails_while_adding_adds_nothing_and_can_be_tried_again(alice: Person, monkeypatch) -> None:
    row = worked(received(alice))
    monkeypatch.setattr("tracker.changes.importing.writing._Writer.treatments", lambda *_: 1 / 0)
    row = confirm(row)
    assert (row.state, row.error) == ("ready", jobs.NOT_ADDED)
    assert not CheckIn.objects.exists()
    monkeypatch.undo()


def test_a_diary_that_changes_while_an_import_is_worked_out_is_looked_at_again(
    alice: Person, monkeypatch
) -> None:
    """Whatever somebody saves in between counts: here a value of the day itself, twice, as often as it is planned."""
    row = worked(received(alice))
    plan, planned = jobs.importing.plan, []

    def somebody_saves(person: Person, *args: object, **options: object) -> object:
        found = plan(person, *args, **options)
        planned.append(found.added)
        if len(planned) <= jobs.MOST_PLANS:
            hold(alice)
            CheckIn.objects.update_or_create(
                person=alice, date=datetime.date(2026, 11, 16), defaults={"sleep_hours": len(planned)}
            )
        return found

    monkeypatch.setattr(jobs.importing, "plan", somebody_saves)
    row = confirm(row)
    assert (row.state, row.summary["added"], row.summary["kept"]) == ("added", 2, 1)
    assert planned == [3, 2, 2]  # the last time while nobody else can write
    assert CheckIn.objects.for_user(alice).get(date=datetime.date(2026, 11, 16)).sleep_hours == 2


def test_while_an_import_is_worked_out_others_can_write(alice: Person, monkeypatch) -> None:
    row = worked(received(alice))
    prepare, within = jobs.importing.prepare, []

    def asked(*args: object) -> object:
        within.append(connection.in_atomic_block)
        return prepare(*args)

    monkeypatch.setattr(jobs.importing, "prepare", asked)
    assert confirm(row).state == "added"
    assert within == [False]


def test_an_import_that_was_cancelled_meanwhile_adds_nothing(alice: Person) -> None:
    row = worked(received(alice))
    assert tidying.cancel(row)
    jobs.work.call(row.pk)
    row.refresh_from_db()
    assert (row.state, row.found) == ("cancelled", None)


def test_adding_counts_as_a_change_of_the_diary(alice: Person) -> None:
    row = worked(received(alice))
    before = Person.objects.get(pk=alice.pk).revision
    confirm(row)
    assert Person.objects.get(pk=alice.pk).revision == before + 1
    hold(alice)


def test_what_was_kept_long_enough_is_let_go(alice: Person) -> None:
    added, ready = confirm(worked(received(alice))), worked(received(alice))
    asking = worked(received(alice, "asking\n"))
    (uploads.folder() / "left over").write_text("x")
    with time_machine.travel(timezone.now() + datetime.timedelta(days=6)):
        tidying.tidy(timezone.now())
    assert Import.objects.get(pk=added.pk).added is not None
    assert files() == [asking.upload]
    with time_machine.travel(timezone.now() + datetime.timedelta(days=8)):
        tidying.tidy(timezone.now())
    assert Import.objects.get(pk=added.pk).added is None
    assert Import.objects.get(pk=ready.pk).found is None
    assert {Import.objects.get(pk=row.pk).state for row in (ready, asking)} == {"cancelled"}
    assert files() == []
    assert not DBTaskResult.objects.exists()


def test_no_task_tells_anything_but_a_number(alice: Person) -> None:
    received(alice, name="my-private-pains.csv")
    (task,) = DBTaskResult.objects.all()
    assert [type(value) for value in task.args_kwargs["args"]] == [int]
    assert task.args_kwargs["kwargs"] == {}


def test_the_files_of_somebody_who_leaves_are_removed(alice: Person, bob: Person) -> None:
    received(alice, "slow\n")
    kept = received(bob)
    uploads.forget_files(alice)
    assert files() == [kept.upload]
    assert [task.args_kwargs["args"] for task in DBTaskResult.objects.all()] == [[kept.pk]]
