import datetime
import re
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tracker.http import today_of
from tracker.models import FlagRest, Spot


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
    assert "Rated on 2 of 10 days" in page(client_of(alice), "spot", spot.public_id)


def test_the_list_says_since_when_how_often_and_how_soon_it_comes_back(alice, client_of, today):
    spot = factories.spot(alice, first_day=ago(today, 12))
    factories.write(spot, "5 0 0 5 0 0 0 5 0 0 0 0 0", first=ago(today, 12))
    shown = page(client_of(alice), "spots")
    assert f"Since {ago(today, 12):%-d %b %Y} · 3 painful stretches" in shown
    assert "Half of 3 times back by day 4" in shown


def test_where_fewer_than_half_are_known_to_have_come_back_the_list_says_more_than(alice, client_of, today):
    factories.write(factories.spot(alice, first_day=ago(today, 5)), "5 0 0 0 0 0", first=ago(today, 5))
    assert "Away for more than 5 days (n = 1)" in page(client_of(alice), "spots")


def quick_returns(alice, today, times: int):
    """A spot that was treated and came back within days so many times."""
    spot = factories.spot(alice, first_day=ago(today, 60))
    factories.write(spot, "5 0 0 0 " * (times + 1), first=ago(today, 4 * times + 3))
    for number in range(times + 1):
        factories.treatment(ago(today, 4 * number + 3), (spot, 5, 2))
    return spot


@pytest.mark.parametrize(("times", "words"), [(2, "Worth watching"), (3, "Candidate for assessment")])
def test_a_flag_is_told_in_the_list_and_leads_from_the_page_to_its_reasons(
    alice, client_of, today, times, words
):
    spot = quick_returns(alice, today, times)
    client = client_of(alice)
    assert words in page(client, "spots")
    shown = page(client, "spot", spot.public_id)
    assert words in shown
    assert f'href="{reverse("insights")}#flag-{spot.public_id}"' in shown


def test_a_flag_at_rest_is_not_told(alice, client_of, today):
    spot = quick_returns(alice, today, 3)
    FlagRest.objects.create(person=alice, spot=spot, since=today, seen_by="physiotherapist")
    assert "Candidate for assessment" not in page(client_of(alice), "spots")
    assert "not shown among the spots that come back" in page(client_of(alice), "spot", spot.public_id)


def test_a_spot_says_how_it_is_now_and_every_return(alice, client_of, today):
    spot = factories.spot(alice, first_day=ago(today, 20))
    factories.write(spot, "5 0 0 5 0 . 5 0 0 0", first=ago(today, 9))
    shown = page(client_of(alice), "spot", spot.public_id)
    assert f"Quiet since {ago(today, 2):%-d %b %Y}" in shown
    assert "3 times relieved. Came back after 3 and 2-3 days; now away for more than 3 days." in shown
    assert "shows after 7 more reliefs" in shown


@pytest.mark.parametrize("log", ["0 5 4 5", "0 5 4 5 ."])
def test_a_day_that_has_no_entry_yet_is_in_no_count(alice, client_of, today, log):
    days = len(log.split())
    spot = factories.spot(alice, first_day=ago(today, days - 1))
    factories.write(spot, log, first=ago(today, days - 1))
    shown = page(client_of(alice), "spot", spot.public_id)
    assert f"Painful since {ago(today, days - 2):%-d %b %Y}, day 3<" in shown
    assert "Rated on 4 of 4 days" in shown


def test_the_timeline_tells_pain_gaps_treatments_and_returns(alice, client_of, today):
    spot = factories.spot(alice, first_day=ago(today, 9))
    factories.write(spot, "5 0 0 7 0 . 0 1 0 0", first=ago(today, 9))
    factories.treatment(ago(today, 9), (spot, 5, 2), kind="heat")
    timeline = page(client_of(alice), "spot", spot.public_id).partition('id="timeline"')[2]
    assert timeline.count('class="timeline__pain pain-7"') == 1
    assert timeline.count('<rect class="timeline__unknown" x=') == 1
    assert f"<title>Heat, {ago(today, 9):%-d %b %Y}</title>" in timeline
    assert f"<title>Back 3 days after heat on {ago(today, 9):%-d %b %Y}</title>" in timeline
    assert '<rect class="timeline__window"' in timeline


@time_machine.travel("2026-11-20 12:00+00:00", tick=False)
def test_the_table_says_the_same(alice, client_of):
    today = today_of(alice)
    spot = factories.spot(alice, first_day=ago(today, 9))
    factories.write(spot, "5 6 0 7 0 0 0 0 0 0", first=ago(today, 9))
    factories.treatment(ago(today, 8), (spot, 6, 2), kind="heat")
    table = page(client_of(alice), "spot", spot.public_id).partition("<tbody>")[2].partition("</tbody>")[0]
    latest, first = [" ".join(re.findall(r">([^<>]+)<", row)) for row in table.split("</tr>")[:2]]
    assert latest.split() == f"{ago(today, 6):%-d %b %Y} {ago(today, 5):%-d %b} more than 6 days 7".split()
    words = f"{ago(today, 9):%-d %b %Y} to {ago(today, 8):%-d %b} {ago(today, 7):%-d %b} 2 days 6 Heat"
    assert first.split() == words.split()


def test_another_range_is_asked_for_by_a_link_and_swapped_in_alone(alice, client_of, today):
    spot = factories.spot(alice, first_day=ago(today, 120))
    factories.write(spot, "5", first=ago(today, 120))
    client = client_of(alice)
    shown = page(client, "spot", spot.public_id)
    assert 'href="?range=6-weeks#timeline"' in shown
    assert "?range=year" not in shown  # would show no more than everything
    part = client.get(
        reverse("spot", args=[spot.public_id]), {"range": "6-weeks"}, headers={"HX-Request": "true"}
    )
    assert part.content.decode().count("<section") == 1
    assert 'aria-current="true">6 weeks' in part.content.decode()
    assert "HX-Request" in part["Vary"]


def test_an_unknown_range_shows_the_usual_one(alice, client_of, today):
    spot = factories.spot(alice, first_day=ago(today, 120))
    factories.write(spot, "5", first=ago(today, 120))
    response = client_of(alice).get(reverse("spot", args=[spot.public_id]), {"range": "1900"})
    assert 'aria-current="true">3 months' in response.content.decode()


def test_the_areas_that_were_ticked_are_counted_and_drawn(alice, client_of, today):
    spot = factories.spot(alice)
    factories.rating(spot, ago(today, 1), 6, "travels", zones=["left:temple"])
    factories.rating(spot, ago(today, 2), 4)
    factories.rating(spot, ago(today, 3), 0)
    shown = page(client_of(alice), "spot", spot.public_id)
    # The temple is on the front and the spot on the back; a day without pain does not count.
    assert "Left temple (side of forehead): on 1 of 2 days with pain" in shown
    assert shown.count('class="referral__view"') == 2
    assert shown.count('class="referral__line"') == 1


def test_work_backward_says_what_is_missing_before_the_second_return(alice, client_of, today):
    spot = factories.spot(alice, first_day=ago(today, 9))
    factories.write(spot, "5 0 5 0", first=ago(today, 9))
    shown = page(client_of(alice), "spot", spot.public_id)
    assert "1 return is recorded in the last year. From 2 on" in shown


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
    assert "Areas where people often describe pain from this muscle" in shown
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
    few = queries()  # as after every change: the diary is read, and what is new is counted
    grow(range(10, 30))
    assert queries() == few
    assert queries() < few
