"""A report goes to somebody else: what was not chosen is nowhere in it."""

import datetime
import re
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.template.loader import render_to_string

from tests import factories
from tests.addresses import TODAY
from tracker.changes.sample import fill
from tracker.insights.goes_with.page import page_of
from tracker.models import CheckIn, FindingsSnapshot, FlagRest, Person, Spot
from tracker.report.assemble import report_of
from tracker.report.choice import ReportChoice

pytestmark = pytest.mark.django_db

Date = datetime.date
START, END = TODAY - datetime.timedelta(days=40), TODAY - datetime.timedelta(days=11)
SECRET = "Zyzzyva"


def ago(days: int) -> Date:
    return TODAY - datetime.timedelta(days=days)


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False):
        yield


@pytest.fixture
def spot(alice: Person) -> Spot:
    """Painful again and again, on days known before, within and after the period."""
    chosen = factories.spot(alice, nickname="Desk corner", first_day=ago(60))
    factories.write(chosen, "5 0 0 0 6 0 0 0 4 0 " * 6, ago(60))
    for day in range(56, 2, -4):
        factories.treatment(ago(day), (chosen, 6, 3))
    return chosen


def html(person: Person, **changed: Any) -> str:
    person.refresh_from_db()
    choice = ReportChoice(**{"start": START, "end": END, **changed})
    return render_to_string("report/_report.html", {"report": report_of(person, choice, TODAY)})


def of(spot: Spot) -> tuple[UUID]:
    return (spot.public_id,)


def test_days_after_the_last_one_and_other_spots_change_nothing(alice: Person, spot: Spot):
    """The same report to the letter, whatever else is written into the diary."""
    before = html(alice, spots=of(spot))
    other = factories.spot(alice, "rhomboids", nickname=SECRET)
    factories.write(other, "9 9 9 0 0 8 8 0 0 7 " * 4, ago(50))
    factories.treatment(ago(20), (other, 9, 8), kind="injection", tool=SECRET, note=SECRET)
    factories.rating(spot, ago(0), 10, "weak", "tingling", "stiff", zones=["left:temple"])
    factories.treatment(ago(9), (spot, 10, 10), kind="dry_needling", by="professional", note=SECRET)
    factories.treatment(ago(8), owner=alice, kind="medicine", tool=SECRET)
    FlagRest.objects.create(person=alice, spot=spot, since=ago(3), seen_by=SECRET)
    assert html(alice, spots=of(spot)) == before


def test_what_was_before_shows_only_as_a_first_day_and_as_begun_before(alice: Person, spot: Spot):
    other = factories.spot(alice, "rhomboids", nickname="There before")
    factories.rating(other, ago(100), 10, "weak", zones=["left:temple"])
    factories.treatment(ago(100), (other, 10, 9), kind="injection", tool=SECRET, note=SECRET)
    factories.check_in(alice, ago(90), sleep_hours=3.25, stress=10, note=SECRET)
    shown = html(alice, notes=True)
    assert SECRET not in shown
    assert "Injection" not in shown
    assert "10 before" not in shown
    outside = {date for date in dates_in(shown) if not START <= date <= END}
    assert outside == {ago(60), other.first_day, TODAY}, (
        "since when each is in the diary, and the day it was made"
    )


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def dates_in(shown: str) -> set[Date]:
    """Every date that is written, those without a year as of this one."""
    found = re.findall(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})\b(?: (\d{{4}}))?", shown)
    return {Date(int(year or TODAY.year), MONTHS.index(month) + 1, int(day)) for day, month, year in found}


def test_a_treatment_of_several_spots_is_one_of_the_chosen_one_alone(alice: Person, spot: Spot):
    other = factories.spot(alice, "rhomboids", nickname=SECRET)
    factories.treatment(ago(20), (spot, 8, 4), (other, 9, 9), kind="heat", note="hot pad")
    shown = html(alice, spots=of(spot), notes=True)
    assert SECRET not in shown
    assert "Heat" in shown
    assert "8 before, 4 after" in shown
    assert "Heat · 2 min, Desk corner" in shown


def test_whole_body_treatments_of_these_days_go_along_with_any_spot(alice: Person, spot: Spot):
    factories.treatment(ago(20), owner=alice, kind="relaxation", minutes=10)
    assert "Relaxation</strong> on 1 day" in html(alice, spots=of(spot))
    assert "Relaxation</strong>" not in html(alice, spots=of(spot), end=ago(21))


def test_notes_go_along_only_when_they_were_asked_for(alice: Person, spot: Spot):
    CheckIn.objects.filter(date=ago(20)).update(note=f"{SECRET} day")
    factories.treatment(ago(21), (spot, 5, 4), note=f"{SECRET} treatment")
    factories.treatment(ago(21), owner=alice, note=f"{SECRET} whole", kind="heat")
    factories.check_in(alice, ago(5), note=f"{SECRET} later")
    assert SECRET not in html(alice)
    shown = html(alice, notes=True)
    assert shown.count(SECRET) == 3
    assert f"{SECRET} later" not in shown


def test_names_are_told_apart_from_those_in_the_report_alone(alice: Person):
    one, other = (factories.spot(alice, nickname="Twin") for _ in range(2))
    factories.rating(one, ago(20), 4)
    assert "Twin (" not in html(alice, spots=of(one))
    assert "Twin (1)" in html(alice, spots=(one.public_id, other.public_id))


def test_a_spot_of_somebody_else_is_none(alice: Person, bob: Person, spot: Spot):
    theirs = factories.spot(bob, nickname=SECRET)
    shown = html(alice, spots=(spot.public_id, theirs.public_id))
    assert SECRET not in shown
    assert "Desk corner" in shown


def test_a_spread_names_no_spot_that_is_not_in_the_report(alice: Person, spot: Spot):
    new = factories.spot(alice, "rhomboids", nickname=SECRET)
    factories.write(new, "0 0 0 0 0 0 7 7 7 0", ago(33))
    assert SECRET in html(alice)
    assert "new spot" in html(alice)
    assert "new spot" not in html(alice, spots=of(spot))


@pytest.fixture
def looked_at(db: None) -> Person:
    """The sample diary, looked at on its last day and for one of its spots as well."""
    person = Person.objects.create_user("sampled", password="correct horse battery", is_sample=True)
    fill(person, TODAY)
    person.refresh_from_db()
    page_of(person, {}, TODAY)
    page_of(person, {"of": str(Spot.objects.for_user(person).earliest("number").public_id)}, TODAY)
    return person


def test_what_goes_with_pain_is_told_of_places_that_are_in_the_report(looked_at: Person):
    first, second, *_ = Spot.objects.for_user(looked_at).order_by("number")
    everything = html(looked_at, end=TODAY)
    assert "Worst pain of all spots: looked at on 22 Nov 2026" in everything
    one = html(looked_at, end=TODAY, spots=of(first))
    assert "Worst pain of all spots" not in one
    assert "Pain in Left shoulder blade, top: looked at" in one
    assert "Not looked at yet for these spots." in html(looked_at, end=TODAY, spots=of(second))


def test_a_later_look_is_not_told_and_none_is_made(looked_at: Person):
    looks = FindingsSnapshot.objects.count()
    assert "Not looked at yet for these spots." in html(looked_at, end=ago(2))
    assert "looked at on" in html(looked_at, end=ago(1)), "a look of today is of the days up to yesterday"
    assert FindingsSnapshot.objects.count() == looks


def test_a_rest_says_who_has_seen_it_and_when_and_what_came_after(alice: Person, spot: Spot):
    FlagRest.objects.create(person=alice, spot=spot, since=ago(25), seen_by="Dr Reed")
    shown = html(alice)
    assert f"Already seen on {ago(25):%-d %b %Y} by Dr Reed. Since then back 5 times" in shown
    FlagRest.objects.update(seen_by="", until=ago(-5))
    assert "Already seen" not in html(alice), "put off for a time: that is nobody else's"
