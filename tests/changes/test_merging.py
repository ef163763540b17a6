import datetime
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories
from tracker.analysis.merging import QUIET_MAX, days_in_doubt
from tracker.analysis.series import spot_series
from tracker.changes.merging import ChangedSinceError, Clash, merge, plan, unmerge
from tracker.changes.spots import archive, rename
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


def test_taking_a_merge_back_keeps_what_was_recorded_since(alice):
    kept, merged = two_spots(alice)
    factories.write(kept, "3 . 4")
    factories.write(merged, "5 6 .")
    step = merged_together(kept, merged)
    rename(Spot.objects.get(pk=kept.pk), "new name")
    Rating.objects.filter(date=day(1)).update(pain=8)
    factories.rating(kept, day(9), 2)
    unmerge(step)
    merged = Spot.objects.get(public_id=merged.public_id)
    assert pain(kept) == {0: 3, 2: 4, 9: 2}
    assert pain(merged) == {0: 5, 1: 8}
    assert Spot.objects.get(pk=kept.pk).nickname == "new name"
    assert not UndoStep.objects.exists()


def change_the_united_rating(kept: Spot) -> None:
    Rating.objects.filter(spot=kept, date=day(0)).update(pain=9)


def rate_a_day_that_was_given_up(kept: Spot) -> None:
    factories.rating(kept, day(1), 7)


def put_it_away(kept: Spot) -> None:
    archive(Spot.objects.get(pk=kept.pk), day(20))


def merge_it_away(kept: Spot) -> None:
    merged_together(factories.spot(kept.person), Spot.objects.get(pk=kept.pk))


@pytest.mark.parametrize(
    "meddle", [change_the_united_rating, rate_a_day_that_was_given_up, put_it_away, merge_it_away]
)
def test_a_merge_is_not_taken_back_over_a_later_change_of_what_it_made(alice, meddle):
    kept, merged = two_spots(alice)
    factories.write(kept, "3 0")
    factories.write(merged, "5 .")
    step = merged_together(kept, merged)
    meddle(kept)
    before = everything(alice)
    with pytest.raises(ChangedSinceError):
        unmerge(step)
    assert everything(alice) == before
    assert UndoStep.objects.filter(pk=step.pk).exists()


def queries_of_a_merge_and_back(person: Person, days: int) -> list[int]:
    kept, merged = two_spots(person)
    factories.write(kept, " ".join(["4 0 ."] * days))
    factories.write(merged, " ".join(["6 . 5"] * days))
    for number in range(days):
        factories.treatment(day(number), (kept, 4, 1), (merged, 6, 2))
    in_doubt = doubtful(kept, merged)
    with CaptureQueriesContext(connection) as there:
        step = merge(kept, merged, lambda *_: in_doubt, NOW)
    with CaptureQueriesContext(connection) as back:
        unmerge(step)
    return [len(there), len(back)]


def test_the_number_of_queries_does_not_grow_with_the_diary(alice, bob):
    assert queries_of_a_merge_and_back(alice, 3) == queries_of_a_merge_and_back(bob, 15)


def test_a_merge_sent_twice_is_one_merge(alice):
    kept, merged = two_spots(alice)
    factories.write(kept, "3 .")
    factories.write(merged, "5 2")
    again = Spot.objects.get(pk=kept.pk), Spot.objects.get(pk=merged.pk)
    step = merged_together(kept, merged)
    assert merged_together(*again) == step
    assert pain(kept) == {0: 5, 1: 2}


def test_a_merge_goes_by_what_is_stored_and_not_by_what_a_page_had_read(alice):
    kept, merged = two_spots(alice)
    stale = Spot.objects.get(pk=kept.pk), Spot.objects.get(pk=merged.pk)
    factories.write(kept, "0")
    rename(merged, "new name")
    for spot in (kept, merged):
        archive(spot, day(0))
    step = merged_together(*stale)
    assert pain(kept) == {0: 0}
    assert kept.archived_on == day(0)
    unmerge(step)
    merged.refresh_from_db()
    assert (merged.nickname, merged.archived_on) == ("new name", day(0))


pains = st.none() | st.integers(0, 10) | st.integers(0, 2)
ratings = st.none() | st.tuples(pains, st.sets(st.sampled_from(list(SIGNS)), max_size=2))
treatments = st.lists(st.tuples(st.sampled_from(["kept", "merged", "both"]), pains, pains), max_size=1)
diaries = st.lists(st.tuples(st.booleans(), ratings, ratings, treatments), min_size=1, max_size=6)
lives = st.tuples(st.integers(0, 3), st.none() | st.integers(4, 6))


def stored(days: list, lives: tuple) -> tuple[Spot, Spot]:
    person = factories.person(f"p{uuid4().hex}")
    kept, merged = (
        factories.spot(person, first_day=day(first), archived_on=None if gone is None else day(gone))
        for first, gone in lives
    )
    for number, (completed, *rated, treated) in enumerate(days):
        if completed:
            factories.check_in(person, day(number), completed=True)
        for spot, rating in zip((kept, merged), rated, strict=True):
            if rating is not None and (rating[0] is not None or rating[1]):
                factories.rating(spot, day(number), rating[0], *rating[1], late=number % 2 == 0)
        for of, before, after in treated:
            on = {"kept": [kept], "merged": [merged], "both": [kept, merged]}[of]
            factories.treatment(day(number), *[(spot, before, after) for spot in on])
    return kept, merged


def in_one_undone_transaction(days: list, lives: tuple, check) -> None:
    with transaction.atomic():
        check(*stored(days, lives))
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(deadline=None, max_examples=60)
@given(diaries, st.tuples(lives, lives))
def test_merge_then_unmerge_leaves_every_row_as_it_was(days, lives):
    def check(kept: Spot, merged: Spot) -> None:
        before = everything(kept.person)
        step = merged_together(kept, merged)
        assert everything(kept.person) != before
        unmerge(step)
        assert everything(kept.person) == before

    in_one_undone_transaction(days, lives, check)


@pytest.mark.django_db
@settings(deadline=None, max_examples=60)
@given(diaries, st.tuples(lives, lives))
def test_a_merged_day_is_the_worst_of_both_and_quiet_only_if_both_are_known_to_be_quiet(days, lives):
    def check(kept: Spot, merged: Spot) -> None:
        records = spot_record(kept), spot_record(merged)
        one, other = pain(kept), pain(merged)
        signs_only = Rating.objects.for_user(kept.person).filter(pain=None)
        mentioned = {
            (treated.spot_id, number_of(treated.treatment.date))
            for treated in TreatedSpot.objects.for_user(kept.person).select_related("treatment")
        } | {(spot, number_of(date)) for spot, date in signs_only.values_list("spot_id", "date")}
        wanted = {}
        for number in range(-1, 12):
            there = [
                values.get(number)
                for values, record, spot in zip((one, other), records, (kept, merged), strict=True)
                if number in values
                or record.asked_on(day(number).toordinal())
                or (spot.pk, number) in mentioned
            ]
            worst = max((value for value in there if value is not None), default=None)
            if worst is not None and (worst > QUIET_MAX or None not in there):
                wanted[number] = worst
        merged_together(kept, merged)
        assert pain(kept) == wanted

    in_one_undone_transaction(days, lives, check)
