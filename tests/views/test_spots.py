import datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tracker.http import today_of
from tracker.models import Spot


@pytest.fixture
def today(alice) -> datetime.date:
    return today_of(alice)


def ago(today: datetime.date, days: int) -> datetime.date:
    return today - datetime.timedelta(days=days)


def page(client, name: str, *args: object) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_without_spots_the_list_says_what_to_do_next(alice, client_of):
    shown = page(client_of(alice), "spots")
    assert "No spots yet" in shown
    assert reverse("body-list") in shown


def test_the_list_shows_each_spot_with_its_last_pain_and_the_days_it_rests_on(alice, client_of, today):
    spot = factories.spot(alice, first_day=ago(today, 9))
    factories.write(spot, "4 . 6c c", first=ago(today, 9))
    shown = page(client_of(alice), "spots")
    assert "Left shoulder blade, top" in shown
    assert "levator scapulae" in shown
    assert "rated 2 of 10 days" in shown
    assert '<span class="dot pain-0"' in shown
    assert shown.count(reverse("spot", args=[spot.public_id])) == 2  # the row, and the dot on the map


def test_a_spot_of_which_nothing_is_known_has_a_dashed_dot_and_no_number_of_days(alice, client_of):
    factories.spot(alice)
    shown = page(client_of(alice), "spots")
    assert "Not rated yet" in shown
    assert '<span class="dot pain-none"' in shown
    assert " of 0 day" not in shown


def test_two_spots_of_one_name_are_told_apart_by_their_numbers(alice, client_of):
    factories.spot(alice)
    factories.spot(alice)
    shown = page(client_of(alice), "spots")
    assert "Left shoulder blade, top (1)" in shown
    assert "Left shoulder blade, top (2)" in shown


def test_archived_spots_are_folded_away_and_off_the_map(alice, client_of, today):
    spot = factories.spot(alice, archived_on=today)
    shown = page(client_of(alice), "spots")
    assert "Archived (1)" in shown
    assert "No spots in use" in shown
    assert shown.count(reverse("spot", args=[spot.public_id])) == 1


def test_the_days_of_an_archived_spot_end_where_it_was_put_away(alice, client_of, today):
    spot = factories.spot(alice, first_day=ago(today, 30), archived_on=ago(today, 20))
    factories.write(spot, "4 2", first=ago(today, 30))
    assert "rated 2 of 10 days" in page(client_of(alice), "spots")


def test_a_spot_tells_worst_and_median_with_the_days_they_rest_on(alice, client_of, today):
    spot = factories.spot(alice, first_day=ago(today, 200))
    factories.write(spot, "9", first=ago(today, 120))
    factories.write(spot, "0 3 7 4 .", first=ago(today, 4))
    factories.treatment(ago(today, 2), (spot, 7, 3))
    shown = page(client_of(alice), "spot", spot.public_id)
    assert "Worst <strong>7</strong>, median <strong>3.5</strong> on 4 of 90 days." in shown
    assert "Pain on 3, quiet on 1. Treated on 1." in shown
    assert "Rated on 5 of 121 days" in shown


def test_the_days_before_a_spot_was_added_are_no_days_without_a_record(alice, client_of, today):
    spot = factories.spot(alice, first_day=ago(today, 2))
    factories.write(spot, "4 . 2", first=ago(today, 2))
    shown = page(client_of(alice), "spot", spot.public_id)
    assert "on 2 of 3 days in use." in shown
    assert shown.count("day--away") == 87


def test_the_days_on_which_a_spot_was_archived_are_no_days_without_a_record(alice, client_of, today):
    spot = factories.spot(alice, first_day=ago(today, 200), archived_on=ago(today, 80))
    factories.write(spot, "4", first=ago(today, 85))
    assert "on 1 of 9 days in use." in page(client_of(alice), "spot", spot.public_id)


def test_the_drawing_and_its_table_tell_the_states_of_a_day_apart(alice, client_of, today):
    spot = factories.spot(alice, first_day=ago(today, 300))
    factories.write(spot, "0 10", first=ago(today, 3))
    factories.check_in(alice, ago(today, 1), stress=3)
    shown = page(client_of(alice), "spot", spot.public_id)
    assert shown.count('class="weeks__day pain-0"') == 1
    assert shown.count('class="weeks__day pain-10"') == 1
    assert shown.count('class="weeks__day day--open"') == 1
    assert shown.count('class="weeks__day day--unlogged"') == 87
    table = shown.partition("<tbody>")[2].partition("</tbody>")[0]
    assert [table.count(f"<td>{words}</td>") for words in ("quiet", "10", "not recorded", "not logged")] == [
        1,
        1,
        1,
        87,
    ]


def test_the_newest_entries_tell_signs_areas_and_treatments_and_link_to_their_day(alice, client_of, today):
    spot = factories.spot(alice)
    factories.rating(spot, ago(today, 1), 6, "tender", "travels", zones=["left:temple"])
    factories.treatment(ago(today, 2), (spot, None, 3), tool="ball")
    shown = page(client_of(alice), "spot", spot.public_id)
    assert "Tender when pressed, pain travels, to left temple" in shown
    assert "Ball · 2 min, 3 after" in shown
    assert f"{reverse('day', args=[ago(today, 1).isoformat()])}#spot-{spot.public_id}" in shown


def test_general_information_on_the_muscle_is_there_and_says_that_it_is_general(alice, client_of):
    shown = page(client_of(alice), "spot", factories.spot(alice).public_id)
    assert "the same for everybody" in shown
    assert "Areas where people often describe pain from it" in shown
    assert "Where the neck meets the shoulder" in shown
    assert "Press toward the shoulder blade" in shown


def test_a_nickname_is_shown_as_text(alice, client_of):
    factories.spot(alice, nickname="<b>bad</b>")
    assert "<b>bad</b>" not in page(client_of(alice), "spots")


def test_archiving_and_bringing_back(alice, client_of, today):
    spot = factories.spot(alice, first_day=ago(today, 9))
    client = client_of(alice)
    assert client.post(reverse("spot-archive", args=[spot.public_id])).status_code == 303
    spot.refresh_from_db()
    assert spot.archived_on == today
    assert "Archived." in page(client, "spot", spot.public_id)
    client.post(reverse("spot-unarchive", args=[spot.public_id]))
    spot.refresh_from_db()
    assert spot.archived_on is None


@pytest.mark.parametrize("name", ["spot", "spot-edit", "spot-merge"])
def test_the_spot_of_somebody_else_is_not_found(alice, charlie, client_of, name):
    spot = factories.spot(alice)
    assert client_of(charlie).get(reverse(name, args=[spot.public_id])).status_code == 404
    assert client_of(charlie).get(reverse(name, args=[uuid4()])).status_code == 404


@pytest.mark.parametrize("name", ["spot-archive", "spot-unarchive", "spot-edit"])
def test_nobody_changes_the_spot_of_somebody_else(alice, charlie, client_of, name):
    spot = factories.spot(alice)
    before = Spot.objects.filter(pk=spot.pk).values().get()
    assert client_of(charlie).post(reverse(name, args=[spot.public_id]), {"nickname": "x"}).status_code == 404
    assert Spot.objects.filter(pk=spot.pk).values().get() == before


@pytest.mark.parametrize("name", ["spots", "spot"])
def test_the_number_of_queries_does_not_grow_with_history(alice, client_of, today, name):
    client = client_of(alice)
    spot = factories.spot(alice)

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            page(client, name, *([spot.public_id] if name == "spot" else []))
        return len(counted)

    def grow(days: range) -> None:
        other = factories.spot(alice, side="right")
        for number in days:
            factories.write(other, "5c", first=ago(today, number))
            factories.rating(spot, ago(today, number), 4, "tender")
            factories.treatment(ago(today, number), (spot, 4, 2), other)

    grow(range(1, 3))
    queries()  # the first page of all counts what is new
    few = queries()
    grow(range(10, 30))
    assert queries() == few
