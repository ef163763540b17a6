"""The JSON of the charts: numbers against those worked out here, gaps, ownership, and a constant number of queries."""

import datetime
import json
from decimal import Decimal
from statistics import median

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tracker.models import Factor, FactorReading
from tracker.views.charts import numbers

TODAY = datetime.date(2026, 5, 31)
CHARTS = ["trends-pain", "trends-worst", "trends-sleep", "trends-stress", "trends-pair", "trends-body"]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime.datetime(2026, 5, 31, 12, tzinfo=datetime.UTC))


def day(number):
    """`number` days before today."""
    return TODAY - datetime.timedelta(days=number)


def asked(client, name, **query):
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def dates(first, last):
    return {"range": "dates", "start": first.isoformat(), "end": last.isoformat()}


def test_pain_of_a_spot_by_day_with_its_gaps(alice, client_of):
    spot = factories.spot(alice)
    factories.write(spot, "3 . 0 c 7", first=day(4))
    data = asked(client_of(alice), "trends-pain", **dates(day(4), TODAY))
    (dataset,) = data["datasets"]
    assert dataset["data"] == [3, None, 0, 0, 7]
    assert dataset["words"] == ["3", "", "0", "0", "7"]
    assert dataset["label"] == "Left shoulder blade, top"
    assert dataset["summary"] == "Worst 7, median 1.5 on 4 of 5 days; 1 day not logged."
    assert data["labels"][0] == "Wed 27 May 2026"


def test_pain_before_a_treatment_counts_and_after_it_never(alice, client_of):
    spot = factories.spot(alice)
    factories.rating(spot, day(1), 2)
    factories.treatment(day(1), (spot, 6, 1))
    factories.treatment(day(0), (spot, None, 1))
    data = asked(client_of(alice), "trends-pain", **dates(day(1), TODAY))
    assert data["datasets"][0]["data"] == [6, None]


def test_the_worst_of_the_day_over_all_spots(alice, client_of):
    factories.write(factories.spot(alice), "3 . 1", first=day(2))
    factories.write(factories.spot(alice, "infraspinatus", "right"), "5 . 0", first=day(2))
    data = asked(client_of(alice), "trends-worst", **dates(day(2), TODAY))
    assert data["datasets"][0]["data"] == [5, None, 1]


def test_sleep_hours_and_quality_are_read_on_two_axes(alice, client_of):
    factories.check_in(alice, day(1), sleep_hours=Decimal("6.25"), sleep_quality=0)
    hours, quality = asked(client_of(alice), "trends-sleep", **dates(day(1), TODAY))["datasets"]
    assert (hours["data"], hours["words"], hours["side"]) == ([6.25, None], ["6.25 h", ""], "left")
    assert (quality["data"], quality["side"]) == ([0, None], "right")


def test_above_180_days_weeks_show_mean_and_band_of_known_days(alice, client_of):
    spot = factories.spot(alice, first_day=day(364))
    values = {}
    for number in range(1, 365, 3):
        values[day(number)] = number % 11
        factories.rating(spot, day(number), number % 11)
    data = asked(client_of(alice), "trends-pain", range="year")
    (dataset,) = data["datasets"]
    weeks = {}
    for date, pain in values.items():
        weeks.setdefault(date - datetime.timedelta(days=date.weekday()), []).append(pain)
    expected = [round(sum(found) / len(found), 2) for _, found in sorted(weeks.items())]
    assert data["weekly"] is True
    assert dataset["data"] == expected
    assert dataset["low"] == [min(found) for _, found in sorted(weeks.items())]
    assert dataset["high"] == [max(found) for _, found in sorted(weeks.items())]
    assert f"median {median(values.values()):g} on 122 of 365 days; 243 days not logged" in dataset["summary"]


def test_a_factor_beside_the_worst_pain_with_its_three_states(alice, client_of):
    factories.write(factories.spot(alice), "4 4 4", first=day(2))
    factor = Factor.objects.create(person=alice, name="Magnesium", kind="yes_no", asked_since=day(2))
    factories.check_in(alice, day(1), completed=True)
    FactorReading.objects.create(person=alice, factor=factor, date=TODAY, value=1)
    query = {**dates(day(2), TODAY), "first": "worst", "second": f"factor:{factor.public_id}"}
    pain, magnesium = asked(client_of(alice), "trends-pair", **query)["datasets"]
    assert pain["data"] == [4, 4, 4]
    assert magnesium["words"] == ["", "no", "yes"]
    assert magnesium["summary"] == "Yes on 1 of 2 recorded days, 3 days in all; 1 day logged without it."


def test_treatments_are_marked_where_they_were_done(alice, client_of):
    one, other = factories.spot(alice), factories.spot(alice, "infraspinatus", "right")
    factories.treatment(day(2), one, kind="heat")
    factories.treatment(day(1), other, kind="self_pressure")
    factories.treatment(day(0), owner=alice, kind="rest")
    marks = asked(client_of(alice), "trends-pain", **dates(day(2), TODAY))["treatments"]
    assert marks[f"spot:{one.public_id}"] == {"0": "Heat", "2": "Rest or pacing"}
    assert marks[f"spot:{other.public_id}"] == {"1": "Self pressure", "2": "Rest or pacing"}


@pytest.mark.parametrize("last", [0, 1])
def test_a_lasting_change_is_marked_where_it_began_also_if_it_was_written_down_later(last, alice, client_of):
    spot = factories.spot(alice)
    factories.treatment(day(0), (spot, 7, 3), kind="ergonomic_change", started_on=day(2))
    factories.treatment(day(0), spot, kind="heat")
    factories.treatment(day(1), owner=alice, kind="magnesium", started_on=day(9))
    data = asked(client_of(alice), "trends-pain", **dates(day(3), day(last)))
    marks = data["treatments"][f"spot:{spot.public_id}"]
    assert marks == {"1": "Change at desk or bag"} | ({} if last else {"3": "Heat"})
    assert data["datasets"][0]["data"] == [None, None, None, *([] if last else [7])]


def test_the_body_week_by_week_keeps_unknown_weeks_apart_from_quiet_ones(alice, client_of):
    spot = factories.spot(alice, first_day=day(20))
    factories.write(spot, "0 0", first=day(20))  # Monday 11 May
    factories.write(spot, "4 6", first=day(6))
    data = asked(client_of(alice), "trends-body", **dates(day(20), TODAY))
    assert data["labels"] == ["Week of 11 May 2026", "Week of 18 May 2026", "Week of 25 May 2026"]
    quiet, unknown, painful = data["spots"][str(spot.public_id)]
    assert quiet == ["pain-0", 0, "quiet on all 2 recorded days"]
    assert unknown == ["pain-none", 0, "nothing recorded"]
    assert painful == ["pain-5", 110, "pain on 2 of 2 days recorded: median 5, worst 6"]


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_for_its_owner_alone(name, alice, charlie, client_of, client):
    mine = factories.spot(alice)
    factories.write(mine, "9", first=TODAY)
    assert client.get(reverse(name)).status_code == 302
    answer = client_of(charlie).get(reverse(name))
    assert answer.status_code == 200
    assert "9" not in {word for dataset in answer.json().get("datasets", []) for word in dataset["words"]}
    assert str(mine.public_id) not in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "field", "family"), [("trends-pain", "spot", ""), ("trends-pair", "first", "spot:")]
)
def test_somebody_elses_spot_is_not_found(name, field, family, alice, charlie, client_of):
    theirs = factories.spot(alice)
    answer = client_of(charlie).get(reverse(name), {field: f"{family}{theirs.public_id}"})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "key", ["factor:", "spot:x", "nonsense", "factor:00000000-0000-4000-8000-000000000000"]
)
def test_a_measure_that_is_not_there_is_not_found(key, alice, client_of):
    assert client_of(alice).get(reverse("trends-pair"), {"first": key}).status_code == 404


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_refuses_dates_that_cannot_be(name, alice, client_of):
    answer = client_of(alice).get(
        reverse(name), {"range": "dates", "start": "2026-05-02", "end": "2026-05-01"}
    )
    assert answer.status_code == 422
    assert answer.json()["errors"] == {"end": ["The last day lies before the first."]}


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_never_kept_and_never_tells_of_the_view(name, alice, client_of):
    answer = client_of(alice).get(reverse(name))
    assert "no-store" in answer["Cache-Control"]
    assert "view" not in answer.json()


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_chart_is_only_read(name, method, alice, client_of):
    assert getattr(client_of(alice), method)(reverse(name)).status_code == 405


def test_numbers_of_any_type_become_json_numbers_and_what_is_none_stays_null():
    values = [Decimal("6.25"), float("nan"), float("inf"), None, 3, 4.0, 1 / 3]
    assert json.dumps(numbers(values)) == "[6.25, null, null, null, 3, 4, 0.33]"


@pytest.mark.parametrize("name", [*CHARTS, "trends"])
def test_queries_do_not_grow_with_history(name, alice, client_of):
    client = client_of(alice)
    factor = Factor.objects.create(person=alice, name="Water", kind="amount", unit="l")
    query = {"range": "everything", "first": f"factor:{factor.public_id}"}

    def write(first, days, spots):
        for spot in spots:
            factories.write(spot, "3 0 . 5c " * (days // 4), first=first)
        for number in range(days):
            date = first + datetime.timedelta(days=number)
            factories.treatment(date, *spots)
            FactorReading.objects.create(person=alice, factor=factor, date=date, value=2)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(name), query).status_code == 200
        return len(captured)

    spots = [factories.spot(alice), factories.spot(alice, "infraspinatus", "right")]
    write(day(40), 8, spots)
    queries()  # the first page of all counts what is new
    before = queries()
    write(day(30), 28, [*spots, *(factories.spot(alice, "rhomboids", side) for side in ("left", "right"))])
    queries()  # and so does the first one after a change
    assert queries() == before
