import datetime
from decimal import Decimal

import pytest
import time_machine

from tests import factories
from tracker.models import CheckIn, Rating, UndoStep

TODAY = datetime.date(2026, 11, 22)
NOW = datetime.datetime(2026, 11, 22, 20, 14, tzinfo=datetime.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _this_evening():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def spot(alice):
    return factories.spot(alice)


@pytest.fixture
def client(alice, client_of):
    return client_of(alice)


def on(day: int) -> datetime.date:
    return datetime.date(2026, 11, day)


def shown_days(answer) -> list[int]:
    return [row.date.day for row in answer.context["table"].rows]


def sent(*days: int, **fields: str) -> dict[str, object]:
    """What the form sends: `d20_stress="4"` is the field of the 20th."""
    data: dict[str, object] = {"day": [on(day).isoformat() for day in days]}
    for name, value in fields.items():
        day, _, field = name.removeprefix("was_").removeprefix("d").partition("_")
        was = "was:" if name.startswith("was_") else ""
        data[f"{was}2026-11-{day}/{field}"] = value
    return data


def pain(day: int, spot) -> str:
    return f"2026-11-{day:02}/pain.{spot.public_id}"


def test_it_offers_the_last_seven_days_that_are_not_logged_newest_first(client, alice):
    factories.check_in(alice, on(21), stress=3)
    factories.check_in(alice, on(18), completed=True)
    assert shown_days(client.get("/days/")) == [20, 19, 17, 16, 15, 14, 13]


def test_chosen_days_leave_out_the_logged_ones_unless_they_are_asked_for(client, alice):
    factories.check_in(alice, on(3), stress=3)
    days = {"first": "2026-11-02", "last": "2026-11-05"}
    assert shown_days(client.get("/days/", days)) == [5, 4, 2]
    assert shown_days(client.get("/days/", days | {"logged": "on"})) == [5, 4, 3, 2]


def test_thirty_one_days_are_shown_at_once_and_no_more(client):
    assert len(shown_days(client.get("/days/", {"first": "2026-10-01", "last": "2026-10-31"}))) == 31
    answer = client.get("/days/", {"first": "2026-10-01", "last": "2026-11-01"})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"last": ["At most 31 days at once."]}


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        ("2026-11-05", "2026-11-04", "last"),
        ("2026-11-20", "2026-11-23", "last"),
        ("1899-12-31", "1900-01-02", "first"),
        ("soon", "2026-11-04", "first"),
        ("", "2026-11-04", "first"),
    ],
)
def test_days_that_make_no_sense_are_refused_by_their_field(client, first, last, field):
    answer = client.get("/days/", {"first": first, "last": last})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert len(shown_days(answer)) == 7


def test_several_days_are_saved_at_once_and_only_what_was_filled_in(client, alice, spot):
    data = sent(19, 20, 21, d19_sleep_hours="7:30", d19_stress="0", d20_completed="1", d21_stress="")
    answer = client.post("/days/", data | {pain(20, spot): "6"})
    assert (answer.status_code, answer["Location"]) == (303, "/days/")
    rows = {row.date.day: row for row in CheckIn.objects.for_user(alice)}
    assert list(rows) == [19, 20]
    assert (rows[19].sleep_hours, rows[19].sleep_quality, rows[19].stress) == (Decimal("7.5"), None, 0)
    assert rows[20].completed_at is not None
    assert list(Rating.objects.for_user(alice).values_list("date", "pain")) == [(on(20), 6)]


def test_what_was_shown_and_left_alone_is_not_written(client, alice, spot):
    """Another page changed a value in between: the table, which only showed the old one, does not bring it back."""
    factories.check_in(alice, on(20), stress=7)
    client.post(
        "/days/", sent(20, d20_stress="3", was_d20_stress="3", d20_sleep_hours="8", was_d20_sleep_hours="")
    )
    row = CheckIn.objects.for_user(alice).get()
    assert (row.stress, row.sleep_hours) == (7, 8)


def test_when_another_page_changed_the_same_value_the_later_wins_and_is_told(client, alice):
    factories.check_in(alice, on(20), stress=7)
    answer = client.post("/days/", sent(20, d20_stress="2", was_d20_stress="3"), follow=True)
    assert CheckIn.objects.for_user(alice).get().stress == 2
    assert "Another page had changed Fri 20 Nov meanwhile." in answer.content.decode()


def test_a_value_can_be_cleared_and_a_day_reopened(client, alice, spot):
    factories.check_in(alice, on(20), completed=True, stress=4)
    factories.rating(spot, on(20), 5)
    cleared = {"was:" + pain(20, spot): "5", pain(20, spot): ""}
    client.post("/days/", sent(20, was_d20_completed="1", d20_stress="4", was_d20_stress="4") | cleared)
    assert CheckIn.objects.for_user(alice).get().completed_at is None
    assert not Rating.objects.for_user(alice).exists()


def test_one_wrong_value_saves_nothing_and_keeps_everything_that_was_typed(client, alice, spot):
    data = sent(19, 20, d19_sleep_hours="30", d20_stress="4", d20_completed="1") | {pain(20, spot): "11"}
    answer = client.post("/days/", data)
    assert answer.status_code == 422
    assert not CheckIn.objects.for_user(alice).exists()
    text = answer.content.decode()
    assert "Between 0 and 24 hours." in text
    assert "A whole number from 0 to 10." in text
    newest, older = answer.context["table"].rows[::-1]
    assert older.sleep_hours.text == "30"
    assert newest.stress.text == "4"
    assert newest.completed.text == "1"
    assert newest.pains[0][1].text == "11"


def test_saving_the_same_form_twice_changes_nothing_more(client, alice):
    data = sent(19, d19_stress="4", was_d19_stress="")
    client.post("/days/", data)
    client.post("/days/", data)
    assert CheckIn.objects.for_user(alice).count() == 1
    assert UndoStep.objects.for_user(alice).count() == 1


def test_entries_for_days_long_past_are_marked_as_late(client, alice):
    client.post("/days/", sent(18, 21, d18_stress="4", d21_stress="4"))
    assert dict(CheckIn.objects.for_user(alice).values_list("date", "late")) == {on(18): True, on(21): False}


@pytest.mark.parametrize("day", ["2026-11-23", "1899-12-31", "soon"])
def test_a_day_that_cannot_be_written_is_not_found(client, alice, day):
    assert client.post("/days/", {"day": day, f"{day}/stress": "4"}).status_code == 404
    assert not CheckIn.objects.for_user(alice).exists()


def test_more_days_than_the_page_shows_are_not_found(client):
    days = [(TODAY - datetime.timedelta(days=back)).isoformat() for back in range(32)]
    assert client.post("/days/", {"day": days}).status_code == 404


def test_a_spot_of_somebody_else_is_not_found_and_nothing_is_saved(client, alice, bob):
    theirs = factories.spot(bob)
    answer = client.post("/days/", sent(20, d20_stress="4") | {pain(20, theirs): "5"})
    assert answer.status_code == 404
    assert not CheckIn.objects.for_user(alice).exists()
    assert not Rating.objects.exists()


def test_an_archived_spot_is_asked_for_only_where_it_was_still_in_use(client, spot):
    spot.archived_on = on(10)
    spot.save()
    assert client.get("/days/").context["table"].columns == []
    before = client.get("/days/", {"first": "2026-11-05", "last": "2026-11-09"})
    assert len(before.context["table"].columns) == 1


def test_days_of_an_earlier_absence_do_not_ask_for_a_spot_and_days_before_it_was_made_do(client, spot):
    spot.first_day, spot.archived_before = on(3), [["2026-11-08", "2026-11-12"]]
    spot.save()

    def columns(first: int, last: int) -> int:
        days = {"first": on(first).isoformat(), "last": on(last).isoformat()}
        return len(client.get("/days/", days).context["table"].columns)

    assert [columns(1, 2), columns(2, 3), columns(8, 11), columns(8, 12)] == [1, 1, 0, 1]
    factories.rating(spot, on(9), 4)
    answer = client.get("/days/", {"first": "2026-11-08", "last": "2026-11-09", "logged": "on"})
    assert len(answer.context["table"].columns) == 1


def test_when_all_is_logged_the_page_says_so(client, alice):
    for back in range(1, 32):
        factories.check_in(alice, TODAY - datetime.timedelta(days=back), stress=1)
    assert "The last 31 days are all logged." in client.get("/days/").content.decode()


def test_the_number_of_queries_does_not_grow_with_days_or_spots(client, alice, django_assert_num_queries):
    url = "/days/?first=2026-11-20&last=2026-11-21&logged=on"
    factories.rating(factories.spot(alice), on(20), 3)
    # The first page after a change counts what is new; the next ones know it.
    client.get(url)
    with django_assert_num_queries(5):
        client.get(url)
    for number in range(5):
        factories.write(factories.spot(alice, x=0.01 + number / 100), "3 4 5c 6 7", on(15))
    client.get(url)
    with django_assert_num_queries(5):
        client.get("/days/?first=2026-10-22&last=2026-11-21&logged=on")
