import datetime

from tests import factories
from tracker.analysis.merging import days_in_doubt
from tracker.analysis.series import spot_series
from tracker.changes.merging import Clash, merge, plan
from tracker.models import CheckIn, Person, Rating, Spot, TreatedSpot, Treatment, UndoStep
from tracker.models.diary import SIGNS
from tracker.records import pain_diary_of, spot_record

FIRST = factories.FIRST_DAY
NOW = datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC)
STORED = (Spot, CheckIn, Rating, Treatment, TreatedSpot)


def day(number: int) -> datetime.date:
    return FIRST + datetime.timedelta(days=number)


def number_of(date: datetime.date) -> int:
    return (date - FIRST).days


def two_spots(person: Person) -> tuple[Spot, Spot]:
    return factories.spot(person, nickname="kept"), factories.spot(person, nickname="merged")


def doubtful(kept: Spot, merged: Spot) -> set[datetime.date]:
    days = days_in_doubt(pain_diary_of(kept.person), spot_record(kept), spot_record(merged))
    return {datetime.date.fromordinal(each) for each in days}


def merged_together(kept: Spot, merged: Spot) -> UndoStep:
    return merge(kept, merged, doubtful, NOW)


def pain(spot: Spot) -> dict[int, float]:
    spot.refresh_from_db()
    series = spot_series(pain_diary_of(spot.person), spot_record(spot))
    return {each - FIRST.toordinal(): value for each, value in series.items()}


def everything(person: Person) -> dict[str, list[dict]]:
    return {each.__name__: list(each.objects.for_user(person).order_by("pk").values()) for each in STORED}


def test_ratings_and_treatments_follow_and_the_merged_spot_is_gone(alice):
    kept, merged = two_spots(alice)
    factories.write(kept, "3 . .")
    factories.write(merged, ". 5 .")
    factories.treatment(day(2), (merged, 6, 2))
    merged_together(kept, merged)
    assert pain(kept) == {0: 3, 1: 5, 2: 6}
    assert list(Spot.objects.for_user(alice)) == [kept]
    assert TreatedSpot.objects.get().spot == kept


def test_on_a_day_rated_for_both_the_higher_pain_stays_and_the_plan_says_so(alice):
    kept, merged = two_spots(alice)
    factories.write(kept, "3 6 4 2")
    factories.write(merged, "5 2 4 .")
    told = plan(kept, merged, doubtful(kept, merged))
    assert told.clashes == (Clash(day(0), 3, 5), Clash(day(1), 6, 2))
    assert [clash.stays for clash in told.clashes] == [5, 6]
    assert (told.ratings, told.treatments, told.given_up) == (3, 0, ())
    merged_together(kept, merged)
    assert pain(kept) == {0: 5, 1: 6, 2: 4, 3: 2}


def test_signs_and_areas_of_a_day_are_united(alice):
    kept, merged = two_spots(alice)
    factories.rating(kept, day(0), None, "tender", "stiff", zones=["left:ear"])
    factories.rating(merged, day(0), 4, "stiff", "weak", zones=["left:temple", "left:ear"])
    merged_together(kept, merged)
    one = Rating.objects.get()
    assert [sign for sign in SIGNS if getattr(one, sign)] == ["tender", "stiff", "weak"]
    assert one.zones == ["left:ear", "left:temple"]
    assert one.pain == 4


def test_a_united_rating_is_late_when_the_pain_that_stays_was_entered_late(alice):
    kept, merged = two_spots(alice)
    for date, first, second in ((day(0), False, True), (day(1), True, False), (day(2), True, True)):
        factories.rating(kept, date, 3, late=first)
        factories.rating(merged, date, 5 if date == day(0) else 3, late=second)
    merged_together(kept, merged)
    assert list(Rating.objects.order_by("date").values_list("late", flat=True)) == [True, False, True]


def test_one_treatment_of_both_becomes_one_of_the_kept_spot_with_the_worse_pains(alice):
    kept, merged = two_spots(alice)
    factories.treatment(day(0), (kept, 5, 3), (merged, None, 4))
    merged_together(kept, merged)
    treated = TreatedSpot.objects.get()
    assert (treated.spot, treated.pain_before, treated.pain_after) == (kept, 5, 4)


def test_a_day_on_which_only_one_was_known_to_be_quiet_is_given_up_and_the_plan_says_so(alice):
    kept, merged = two_spots(alice)
    factories.write(kept, "0 0c 4")
    factories.treatment(day(3), (merged, 1, 0))
    assert plan(kept, merged, doubtful(kept, merged)).given_up == (day(0), day(3))
    merged_together(kept, merged)
    assert pain(kept) == {1: 0, 2: 4}
    assert not Rating.objects.filter(date=day(0)).exists()
    assert not CheckIn.objects.filter(date=day(0)).exists()
    assert TreatedSpot.objects.get().pain_after == 0


def test_what_else_was_recorded_of_a_day_that_is_given_up_stays(alice):
    kept, merged = two_spots(alice)
    factories.rating(kept, day(0), 0, "tender")
    factories.check_in(alice, day(0), stress=0)
    merged_together(kept, merged)
    rating = Rating.objects.get()
    assert (rating.pain, rating.tender) == (None, True)
    assert CheckIn.objects.get().stress == 0


def test_a_spot_made_by_mistake_today_takes_no_quiet_day_of_the_past_with_it(alice):
    kept = factories.spot(alice)
    factories.write(kept, "4 0 0 2 0")
    mistake = factories.spot(alice, first_day=day(5))
    factories.rating(mistake, day(5), 6)
    merged_together(kept, mistake)
    assert pain(kept) == {0: 4, 1: 0, 2: 0, 3: 2, 4: 0, 5: 6}


def test_the_merged_spot_is_in_use_whenever_one_of_the_two_was(alice):
    kept = factories.spot(alice, first_day=day(2), archived_on=day(6))
    merged = factories.spot(alice, first_day=day(0))
    merged_together(kept, merged)
    kept.refresh_from_db()
    assert (kept.first_day, kept.archived_on, kept.archived_before) == (day(0), None, [])


def test_older_undo_steps_of_days_go_because_they_may_speak_of_the_merged_spot(alice):
    kept, merged = two_spots(alice)
    UndoStep.objects.create(person=alice, kind="day", date=day(0), before={})
    step = merged_together(kept, merged)
    assert list(UndoStep.objects.for_user(alice)) == [step]
