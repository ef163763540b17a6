"""The trends page as it stands without any script."""

import datetime
import re

import pytest
from django.urls import reverse

from tests import factories
from tracker.models import Factor

TODAY = datetime.date(2026, 5, 31)
KINDS = ["heat", "massage", "rest", "stretching", "breathing", "cold"]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime.datetime(2026, 5, 31, 12, tzinfo=datetime.UTC))


@pytest.fixture
def client(alice, client_of):
    return client_of(alice)


def day(number):
    return TODAY - datetime.timedelta(days=number)


def page(client, **query):
    answer = client.get(reverse("trends"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def dates(first, last=TODAY):
    return {"range": "dates", "start": first.isoformat(), "end": last.isoformat()}


def test_each_chart_says_in_words_on_how_many_days_it_rests(client, alice):
    factories.write(factories.spot(alice), "3 . 0 c 7", first=day(4))
    html = page(client, **dates(day(4)))
    assert "Worst 7, median 1.5 on 4 of 5 days; 1 day not logged." in html
    assert "Nothing recorded on these 5 days." in html  # sleep and stress


def test_the_table_of_a_chart_has_its_numbers_and_empty_cells_for_gaps(client, alice):
    factories.write(factories.spot(alice), "3 . 7", first=day(2))
    html = page(client, **dates(day(2)))
    table = html[html.index('id="numbers-pain"') :]
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td></tr>', table)[:3]
    assert rows == [("Sun 31 May 2026", "7"), ("Sat 30 May 2026", ""), ("Fri 29 May 2026", "3")]


def test_the_drawing_has_a_bar_for_a_value_a_sliver_for_zero_and_nothing_for_a_gap(client, alice):
    factories.write(factories.spot(alice), "5 . 0", first=day(2))
    drawing = re.findall(r'<path class="bar (pain-\d+)" d="([^"]*)"', page(client, **dates(day(2))))
    assert drawing[:2] == [("pain-0", "M2.1 100V97.5h0.8V100z"), ("pain-5", "M0.1 100V50h0.8V100z")]


def test_a_year_is_shown_week_by_week_and_the_page_says_so(client, alice):
    factories.write(factories.spot(alice), "5 6 7", first=day(2))
    assert "Charts show weeks" in page(client, range="year")
    assert "Charts show weeks" not in page(client, range="3-months")


def test_a_kind_of_treatment_has_the_shape_it_has_everywhere_and_the_seldom_ones_share_one(client, alice):
    spot = factories.spot(alice)
    for place, kind in enumerate(KINDS):
        for number in range(len(KINDS) - place):
            factories.treatment(day(number), spot, kind=kind)
    html = page(client, range="2-weeks")
    key = re.findall(r'href="#treated-(\w+)"/></svg>([^<]+)<', html)[:4]
    assert key == [
        ("diamond", "Stretching, 3 days"),
        ("circle", "Heat, 6 days"),
        ("square", "Massage, 5 days"),
        ("cross", "Rest or pacing, 4 days · Breathing, 2 days · Cold, 1 day"),
    ]


def test_the_calendar_tells_quiet_from_painful_from_open_from_unlogged_and_opens_the_day(client, alice):
    factories.write(factories.spot(alice), "0 . 4", first=day(3))
    factories.check_in(alice, TODAY, stress=3)
    html = page(client, **dates(day(3)))
    cells = re.findall(r'<a class="heat ([\w-]+)" href="([^"]+)" aria-label="([^"]+)">(\d*)</a>', html)
    assert cells == [
        ("pain-0", "/day/2026-05-28/", "28 May: quiet, pain 0", "0"),
        ("heat--not_logged", "/day/2026-05-29/", "29 May: not logged", ""),
        ("pain-4", "/day/2026-05-30/", "30 May: worst pain 4", "4"),
        ("heat--open", "/day/2026-05-31/", "31 May: logged, pain not recorded", ""),
    ]


def test_years_are_strips_whose_months_open_their_days(client, alice):
    spot = factories.spot(alice)
    factories.rating(spot, datetime.date(2024, 11, 9), 6)
    html = page(client, range="everything")
    assert re.findall(r"<h3>(20\d\d)</h3>", html) == ["2026", "2025", "2024"]
    assert "1 of 53 days logged, worst 6: 1 with pain." in html
    assert "/trends/?range=dates&amp;start=2024-11-09&amp;end=2024-11-30" in html


def test_everything_begins_with_the_first_day_on_which_anything_was_recorded(client, alice):
    factories.check_in(alice, day(20), stress=1)
    factories.spot(alice)
    assert "<strong>11 May to 31 May 2026</strong>" in page(client, range="everything")


def test_one_day_of_long_ago_leaves_everything_readable_and_is_told_of(client, alice):
    factories.rating(factories.spot(alice), datetime.date(1900, 1, 1), 5)
    factories.check_in(alice, day(20), stress=1)
    html = page(client, range="everything")
    assert "<strong>11 May to 31 May 2026</strong>" in html
    assert (
        "Your diary begins on 1 January 1900. Days before 2016 are shown when you choose their dates." in html
    )
    assert len(html) < 200_000
    old = page(client, range="dates", start="1900-01-01", end="1900-01-31")
    assert "1 of 31 days logged" in old
    assert "Days before" not in old


def test_a_diary_of_eleven_years_is_shown_whole(client, alice):
    factories.check_in(alice, datetime.date(2016, 1, 1), stress=1)
    html = page(client, range="everything")
    assert "<strong>1 Jan 2016 to 31 May 2026</strong>" in html
    assert "Days before" not in html


def test_the_heat_map_says_how_often_and_how_much_each_spot_hurt(client, alice):
    spot = factories.spot(alice)
    factories.write(spot, "0 0 4 6", first=day(3))
    html = page(client, range="2-weeks")
    assert "Pain on 2 of 4 days recorded: median 5, worst 6" in html
    assert f'class="heat-map__glow pain-5" data-spot="{spot.public_id}"' in html


def test_of_many_spots_those_that_hurt_on_most_days_are_shown_first(client, alice):
    muscles = ["levator_scapulae", "infraspinatus", "rhomboids", "gluteus_medius", "soleus"]
    spots = [factories.spot(alice, muscle) for muscle in muscles]
    for spot, text in zip(spots, ["1 1 1", "0 0 0", "1 1 1", "1 0 0", "1 1 0"], strict=True):
        factories.write(spot, text, first=day(2))
    html = page(client)
    ticked = re.findall(r'name="spot" value="([\w-]+)" form="trends-form" checked', html)
    assert ticked == [str(spots[at].public_id) for at in (0, 2, 3, 4)]


def test_chosen_spots_are_shown_archived_ones_too(client, alice):
    factories.spot(alice)
    old = factories.spot(alice, "soleus", archived_on=day(1), nickname="Old calf")
    html = page(client, spot=str(old.public_id))
    assert re.findall(r'name="spot" value="([\w-]+)" form="trends-form" checked', html) == [
        str(old.public_id)
    ]
    assert "<h3>Old calf</h3>" in html


def test_names_a_person_typed_are_escaped_everywhere(client, alice):
    factories.spot(alice, nickname="<b>neck</b>")
    Factor.objects.create(person=alice, name="<i>tea</i>", kind="amount", unit="<u>")
    html = page(client)
    assert "&lt;b&gt;neck" in html
    assert not re.search(r"<b>neck|<i>tea|<u>", html)


def test_a_first_visit_says_what_to_do(client):
    html = page(client)
    assert "Nothing recorded here yet" in html
    assert "data-chart" not in html


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        (
            {"range": "dates", "start": "2026-06-01", "end": "2026-06-01"},
            "start",
            "That day is still to come.",
        ),
        ({"range": "dates", "start": "1899-12-31", "end": "2026-05-01"}, "start", "Days before 1900"),
        (
            {"range": "dates", "start": "2026-05-02", "end": "2026-05-01"},
            "end",
            "The last day lies before the first.",
        ),
        ({"range": "dates", "start": "soon", "end": "2026-05-01"}, "start", "Give a date"),
        ({"range": "dates", "start": "2026-05-01"}, "end", "Give a date"),
        ({"range": "dates", "start": "1900-01-01", "end": "2026-05-31"}, "end", "At most 11 years at once."),
    ],
)
def test_dates_that_cannot_be_are_refused_by_their_field_and_kept_as_typed(client, query, field, message):
    answer = client.get(reverse("trends"), query)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(rf'id="{field}-error">[^<]*{message}', html)
    assert f'value="{query["start"]}"' in html


def test_an_unknown_range_is_refused(client):
    answer = client.get(reverse("trends"), {"range": "century"})
    assert answer.status_code == 422
    assert "Choose one of these ranges." in answer.content.decode()


def test_dates_left_in_the_form_do_not_matter_while_another_range_is_chosen(client):
    assert client.get(reverse("trends"), {"range": "year", "start": "soon", "end": ""}).status_code == 200


def test_somebody_elses_spot_is_not_found(alice, charlie, client_of):
    theirs = factories.spot(alice)
    assert client_of(charlie).get(reverse("trends"), {"spot": str(theirs.public_id)}).status_code == 404


def test_htmx_gets_the_charts_alone(client, alice):
    factories.spot(alice)
    answer = client.get(reverse("trends"), headers={"HX-Request": "true"})
    assert "HX-Request" in answer["Vary"]
    assert answer.content.decode().strip().startswith('<div class="trends" id="trends">')


def test_the_chart_library_is_loaded_on_this_page(client):
    assert "vendor/chart.umd.min.js" in page(client)
