import datetime

import pytest
import time_machine

from tests import factories
from tracker.models import CheckIn

NOW = datetime.datetime(2026, 11, 22, 20, 14, tzinfo=datetime.UTC)

pytestmark = pytest.mark.django_db


def on(day: int, month: int = 11, year: int = 2026) -> datetime.date:
    return datetime.date(year, month, day)


@pytest.fixture
def spot(alice):
    return factories.spot(alice)


@pytest.fixture
def page(alice, client_of):
    """Gives the page of a month as text, at a fixed moment."""
    client = client_of(alice)

    def get(month: str = "", status: int = 200) -> str:
        with time_machine.travel(NOW, tick=False):
            answer = client.get("/history/", {"month": month} if month else {})
        assert answer.status_code == status
        return " ".join(answer.content.decode().split())

    return get


def test_a_stranger_is_sent_to_sign_in(client):
    assert client.get("/history/").status_code == 302


def test_every_day_says_in_words_what_is_known_of_it(spot, page):
    factories.write(spot, "6c 0c 3 c", on(2))
    factories.check_in(spot.person, on(6), stress=4)
    text = page()
    assert '2<span class="visually-hidden"> November, worst pain 6, completed</span>' in text
    assert " November, quiet, pain 0, completed" in text
    assert '4<span class="visually-hidden"> November, worst pain 3</span>' in text
    assert '6<span class="visually-hidden"> November, logged, pain not recorded</span>' in text
    assert '7<span class="visually-hidden"> November, not logged</span>' in text


def test_a_day_not_completed_says_nothing_of_spots_it_does_not_mention(spot, page):
    factories.check_in(spot.person, on(3), sleep_hours=7)
    factories.check_in(spot.person, on(4), completed=True)
    text = page()
    assert '3<span class="visually-hidden"> November, logged, pain not recorded</span>' in text
    assert '4<span class="visually-hidden"> November, quiet, pain 0, completed</span>' in text


def test_pain_before_a_treatment_counts_and_pain_after_it_does_not(spot, page):
    factories.treatment(on(3), (spot, 7, 2))
    factories.treatment(on(4), (spot, None, 2))
    text = page()
    assert " November, worst pain 7, treated</span>" in text
    assert '4<span class="visually-hidden"> November, logged, pain not recorded, treated</span>' in text


def test_the_summary_counts_the_days_up_to_today_only(spot, page):
    factories.write(spot, "6c 0c 3 . 2c", on(2))
    assert "4 of 22 days logged, worst 6: 3 with pain, 1 quiet." in page()


def test_a_whole_month_is_counted_whole(spot, page):
    factories.write(spot, "1 2", on(30, month=9))
    assert "1 of 30 days logged, worst 1" in page("2026-09")


def test_days_to_come_are_no_links_and_today_is_marked(page):
    text = page()
    assert 'href="/day/2026-11-22/" aria-current="date"' in text
    assert "/day/2026-11-23/" not in text
    assert 'rel="next"' not in text


def test_the_day_follows_the_persons_own_zone_and_hour(bob, client_of):
    late_evening = datetime.datetime(2026, 12, 1, 10, 0, tzinfo=datetime.UTC)  # 02:00 in Los Angeles
    with time_machine.travel(late_evening, tick=False):
        text = client_of(bob).get("/history/").content.decode()
    assert 'href="/day/2026-11-30/" aria-current="date"' in text


def test_the_address_names_the_month_and_its_neighbours(page):
    text = page("2025-12")
    assert "December 2025" in text
    assert 'rel="prev" href="?month=2025-11"' in text
    assert 'rel="next" href="?month=2026-01"' in text
    assert 'aria-label="The year 2024"' in text
    assert 'href="?month=2026-11" aria-label="The year 2026"' in text


def test_weeks_begin_on_monday(page):
    text = page("2026-06")  # the first of June 2026 is a Monday
    first_row = text.split("<tbody>")[1].split("</tr>")[0]
    assert "/day/2026-06-01/" in first_row.split("</td>")[0]


def test_the_year_counts_the_logged_days_of_each_month(spot, page):
    factories.write(spot, "1 2 . 3", on(29, month=9))
    text = page()
    assert '<span>Sep</span> <span class="months__count">2<span' in text
    assert '<span>Oct</span> <span class="months__count">1<span' in text
    assert "of 22 days logged" in text


@pytest.mark.parametrize("month", ["2026-12", "1899-12", "0000-01", "2026-13", "nonsense", "2026-11-01"])
def test_a_month_that_cannot_be_shown_is_not_found(page, month):
    page(month, status=404)


def test_the_first_month_of_all_has_none_before_it(page):
    assert 'rel="prev"' not in page("1900-01")


def test_nobody_elses_days_are_shown(spot, bob, page):
    factories.rating(factories.spot(bob), on(3), 9)
    text = page()
    assert "worst pain 9" not in text
    assert "0 of 22 days logged" in text


def test_the_number_of_queries_does_not_grow_with_history(
    alice, client_of, django_assert_num_queries, django_assert_max_num_queries
):
    client = client_of(alice)
    first = factories.spot(alice)
    factories.write(first, "3c 4", on(1))
    with time_machine.travel(NOW, tick=False):
        client.get("/history/")  # the first page of all counts what is new
        with django_assert_max_num_queries(12) as seen:
            client.get("/history/")
        few = len(seen)
    for number in range(4):
        other = factories.spot(alice, "rhomboids", x=0.03 + number / 100)
        factories.write(other, "3 4 5 6 2 1 0 4 5 6", on(1))
        factories.treatment(on(2), (other, 4, 1))
    factories.check_in(alice, on(1, year=2019))
    assert CheckIn.objects.for_user(alice).count() > 10
    with time_machine.travel(NOW, tick=False):
        client.get("/history/")
        with django_assert_num_queries(few):
            client.get("/history/")


def test_only_days_since_the_diary_began_are_missing_and_never_today(spot, page):
    assert "not logged</h2>" not in page()
    factories.write(spot, "3 . 4", on(17))
    text = page()
    assert "3 days not logged</h2>" in text  # the 18th, the 20th and the 21st
    assert "/days/?first=2026-11-01&amp;last=2026-11-22" in text
    assert "not logged</h2>" not in page("2026-10")


def test_months_before_the_diary_began_are_not_counted(spot, page):
    factories.write(spot, "3", on(5, month=10))
    text = page()
    assert '1<span class="visually-hidden"> of 31 days logged' in text
    assert text.count(" days logged</span>") == 2
