"""Taking a merge back, merging twice, and what holds for any two spots."""

from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories
from tests.changes.test_merging import (
    NOW,
    day,
    doubtful,
    everything,
    merged_together,
    number_of,
    pain,
    two_spots,
)
from tests.examples import examples
from tracker.analysis.merging import QUIET_MAX
from tracker.changes.merging import ChangedSinceError, merge, unmerge
from tracker.changes.spots import archive, rename
from tracker.models import Person, Rating, Spot, TreatedSpot, UndoStep
from tracker.models.diary import SIGNS
from tracker.records import spot_record


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
@settings(max_examples=examples(60, part=15))
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
@settings(max_examples=examples(60, part=15))
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
