"""Merges two spots into one, and takes a merge back.

Ratings and treated spots follow. On a day where both spots have something recorded, the higher pain stays, signs and
areas are united. Which days are then no longer known is decided by tracker.analysis.merging, which `merge` asks through
`in_doubt`. The merged spot leaves a step in the log of merges, which holds every row that was changed or removed; its
number is never given again.
"""

import datetime
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from tracker.changes import periods
from tracker.changes.emptied import drop_emptied
from tracker.changes.holding import hold
from tracker.changes.merging_notes import merge_notes, unmerge_notes
from tracker.changes.merging_rests import merge_rest, unmerge_rest
from tracker.changes.merging_trials import TwoTrialsError, both_on_trial, merge_trials, unmerge_trials
from tracker.changes.snapshots import Snapshot, put_back, snapshot, snapshots
from tracker.changes.spots import merges_of
from tracker.localday import local_date
from tracker.models import CheckIn, Person, Rating, Spot, TreatedSpot, UndoStep
from tracker.models.diary import SIGNS

Date = datetime.date
T = TypeVar("T", Rating, TreatedSpot)
# The days that two spots, once merged, would know nothing of.
InDoubt = Callable[[Spot, Spot], Collection[Date]]

_USE = ["first_day", "archived_on", "archived_before"]


class ChangedSinceError(Exception):
    """What the merge made was changed since: taking the merge back would lose that change."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A day on which both spots have a pain, and not the same."""

    date: Date
    kept_pain: int
    merged_pain: int

    @property
    def stays(self) -> int:
        return max(self.kept_pain, self.merged_pain)


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge does to the days.

    So many ratings and treatments follow; on `clashes` the higher pain stays; `given_up` are the days whose value is
    let go, because only one of the two spots is known to have been quiet.
    """

    ratings: int
    treatments: int
    clashes: tuple[Clash, ...]
    given_up: tuple[Date, ...]


def plan(kept: Spot, merged: Spot, in_doubt: Collection[Date]) -> MergePlan:
    """What `merge` would do. Changes nothing."""
    ratings = Rating.objects.for_user(kept.person).order_by("date")
    mine = dict(ratings.filter(spot=kept).values_list("date", "pain"))
    theirs = dict(ratings.filter(spot=merged).values_list("date", "pain"))
    both = [(date, mine[date], pain) for date, pain in theirs.items() if date in mine]
    known = {date for pains in (mine, theirs) for date, pain in pains.items() if pain is not None}
    treated = TreatedSpot.objects.for_user(kept.person)
    before = treated.filter(spot__in=(kept, merged), pain_before__isnull=False, treatment__date__in=in_doubt)
    known.update(before.values_list("treatment__date", flat=True))
    return MergePlan(
        ratings=len(theirs),
        treatments=treated.filter(spot=merged).count(),
        clashes=tuple(Clash(d, a, b) for d, a, b in both if a is not None and b is not None and a != b),
        given_up=tuple(sorted(known.intersection(in_doubt))),
    )


def merge(kept: Spot, merged: Spot, in_doubt: InDoubt, now: datetime.datetime) -> UndoStep:
    """Makes `merged` a part of `kept`, in one transaction, and gives the step that takes it back.

    Both are read anew once no other writer is at work. A request sent twice makes one merge. Raises TwoTrialsError
    where each of them has an experiment under way.
    """
    person = kept.person
    mine = Spot.objects.for_user(person)
    with transaction.atomic():
        hold(person)
        done = merge_of(kept, merged.public_id)
        if done is not None:
            return done
        kept.refresh_from_db(from_queryset=mine)
        merged.refresh_from_db(from_queryset=mine)
        if both_on_trial(kept, merged, local_date(now, person.zone, person.day_starts_at)):
            raise TwoTrialsError
        log = _merge_days(kept, merged, in_doubt(kept, merged), now)
        use = periods.united(periods.use_of(kept), periods.use_of(merged))
        kept.first_day, kept.archived_on, kept.archived_before = use
        kept.save(update_fields=[*_USE, "changed_at"])
        merged.delete()
        log["kept_after"] = snapshot(kept)
        # What could be taken back until now speaks of a spot that is gone.
        UndoStep.objects.for_user(person).filter(kind="day").delete()
        return UndoStep.objects.create(person=person, kind="merge", before=log)


def _merge_days(
    kept: Spot, merged: Spot, in_doubt: Collection[Date], now: datetime.datetime
) -> dict[str, Any]:
    """Hands over everything recorded of `merged`, and gives the log of it."""
    clashes = [
        [clash.date.isoformat(), clash.kept_pain, clash.merged_pain]
        for clash in plan(kept, merged, in_doubt).clashes
    ]
    log: dict[str, Any] = {"kept": snapshot(kept), "merged": snapshot(merged), "clashes": clashes}
    log |= _merge_ratings(kept, merged, in_doubt, now)
    log |= _merge_treated(kept, merged, in_doubt)
    log |= merge_rest(kept, merged, local_date(now, kept.person.zone, kept.person.day_starts_at))
    log |= merge_notes(kept, merged)
    log |= merge_trials(kept, merged)
    log["check_ins"] = snapshots(drop_emptied(kept.person, in_doubt))
    return log


def merge_of(kept: Spot, merged: UUID) -> UndoStep | None:
    """The step of the merge that made the spot `merged` a part of `kept`, if it was not taken back."""
    ids = {"before__kept__public_id": str(kept.public_id), "before__merged__public_id": str(merged)}
    return merges_of(kept.person).filter(**ids).first()


def clashes_of(step: UndoStep) -> list[Clash]:
    """The days on which the merge kept the higher of two pains."""
    return [Clash(Date.fromisoformat(date), kept, merged) for date, kept, merged in step.before["clashes"]]


def _merge_ratings(
    kept: Spot, merged: Spot, in_doubt: Collection[Date], now: datetime.datetime
) -> dict[str, Any]:
    ratings = Rating.objects.for_user(kept.person)
    on_merged = ratings.filter(spot=merged).values("date")
    shared = ratings.filter(spot=kept, date__in=on_merged).values_list("date", flat=True)
    days = sorted({*shared, *in_doubt})
    touched = list(ratings.filter(spot__in=(kept, merged), date__in=days).order_by("pk"))
    log = {"ratings": snapshots(touched), "rating_days": [day.isoformat() for day in days]}
    left: dict[Date, Rating] = {}
    for rating in _kept_first(touched, kept):
        if rating.date in left:
            _unite_ratings(left[rating.date], rating)
        else:
            left[rating.date] = rating
    for rating in left.values():
        rating.spot, rating.changed_at = kept, now
        if rating.date in in_doubt:
            rating.pain = None
    stay = [rating for rating in left.values() if _says_something(rating)]
    _replace(ratings, touched, stay)
    log["ratings_moved"] = _move(ratings, merged, kept)
    log["ratings_after"] = snapshots(ratings.filter(spot=kept, date__in=days).order_by("pk"))
    return log


def _unite_ratings(stays: Rating, other: Rating) -> None:
    """The higher pain and whether that one was entered late; every sign and area of either."""
    lower, higher = sorted((stays, other), key=lambda each: -1 if each.pain is None else each.pain)
    stays.late = higher.late if lower.pain != higher.pain else lower.late and higher.late
    stays.pain = higher.pain
    for sign in SIGNS:
        setattr(stays, sign, getattr(stays, sign) or getattr(other, sign))
    stays.zones = sorted({*stays.zones, *other.zones})


def _says_something(rating: Rating) -> bool:
    return rating.pain is not None or bool(rating.zones) or any(getattr(rating, sign) for sign in SIGNS)


def _merge_treated(kept: Spot, merged: Spot, in_doubt: Collection[Date]) -> dict[str, Any]:
    """One treatment of both spots becomes one of the kept spot, with the worse of either pain."""
    treated = TreatedSpot.objects.for_user(kept.person)
    on_merged = treated.filter(spot=merged).values("treatment")
    shared = treated.filter(spot=kept, treatment__in=on_merged).values_list("treatment", flat=True)
    doubtful = treated.filter(
        spot__in=(kept, merged), treatment__date__in=in_doubt, pain_before__isnull=False
    ).values_list("treatment", flat=True)
    to_clear = set(doubtful)
    treatments = sorted({*shared, *to_clear})
    touched = list(treated.filter(spot__in=(kept, merged), treatment__in=treatments).order_by("pk"))
    log: dict[str, Any] = {"treated": snapshots(touched), "treatments": treatments}
    left: dict[int, TreatedSpot] = {}
    for each in _kept_first(touched, kept):
        one = left.setdefault(each.treatment_id, each)
        one.spot = kept
        one.pain_before = _worse(one.pain_before, each.pain_before)
        one.pain_after = _worse(one.pain_after, each.pain_after)
        if each.treatment_id in to_clear:
            one.pain_before = None
    _replace(treated, touched, left.values())
    log["treated_moved"] = _move(treated, merged, kept)
    log["treated_after"] = snapshots(treated.filter(spot=kept, treatment__in=treatments).order_by("pk"))
    return log


def _worse(one: int | None, other: int | None) -> int | None:
    return max((pain for pain in (one, other) if pain is not None), default=None)


def _kept_first(rows: Iterable[T], kept: Spot) -> list[T]:
    return sorted(rows, key=lambda row: row.spot_id != kept.pk)


def _replace(rows: QuerySet[T], touched: Iterable[T], stay: Iterable[T]) -> None:
    """Leaves `stay` of the stored rows `touched`, as they are now; two statements however many rows there are."""
    rows.filter(pk__in=[row.pk for row in touched]).delete()
    put_back(rows.model, snapshots(stay))


def _move(rows: QuerySet[T], merged: Spot, kept: Spot) -> list[int]:
    """Hands what is left of `merged` over as it is, times included."""
    moved = list(rows.filter(spot=merged).order_by("pk").values_list("pk", flat=True))
    rows.filter(spot=merged).update(spot=kept)
    return moved


def unmerge(step: UndoStep) -> Spot:
    """Gives both spots back, each row as it was before the merge; what was recorded since stays with the kept spot.

    Raises ChangedSinceError if something that the merge itself changed was changed again.
    """
    person, log = step.person, step.before
    with transaction.atomic():
        hold(person)
        kept = Spot.objects.for_user(person).filter(pk=log["kept"]["id"]).first()
        if kept is None:
            raise ChangedSinceError
        ratings, treated = Rating.objects.for_user(person), TreatedSpot.objects.for_user(person)
        ratings_now = ratings.filter(spot=kept, date__in=log["rating_days"]).order_by("pk")
        treated_now = treated.filter(spot=kept, treatment__in=log["treatments"]).order_by("pk")
        _stop_if_changed(log, kept, ratings_now, treated_now)
        ratings_now.delete()
        treated_now.delete()
        put_back(Spot, [log["merged"]])
        ratings.filter(pk__in=log["ratings_moved"], spot=kept).update(spot=log["merged"]["id"])
        treated.filter(pk__in=log["treated_moved"], spot=kept).update(spot=log["merged"]["id"])
        put_back(Rating, log["ratings"])
        put_back(TreatedSpot, log["treated"])
        unmerge_rest(kept, log)
        unmerge_notes(kept, log)
        unmerge_trials(kept, log)
        _put_check_ins_back(person, log["check_ins"])
        _put_use_back(kept, log)
        step.delete()
        return kept


def _stop_if_changed(
    log: dict[str, Any], kept: Spot, ratings: QuerySet[Rating], treated: QuerySet[TreatedSpot]
) -> None:
    now, after = snapshot(kept), log["kept_after"]
    if any(now[field] != after[field] for field in _USE):
        raise ChangedSinceError
    if snapshots(ratings) != log["ratings_after"] or snapshots(treated) != log["treated_after"]:
        raise ChangedSinceError


def _put_check_ins_back(person: Person, kept: list[Snapshot]) -> None:
    dates = [each["date"] for each in kept]
    there = CheckIn.objects.for_user(person).filter(date__in=dates).values_list("date", flat=True)
    logged_again = {date.isoformat() for date in there}
    put_back(CheckIn, [each for each in kept if each["date"] not in logged_again])


def _put_use_back(kept: Spot, log: dict[str, Any]) -> None:
    """If nothing else of the spot was changed since, it is again as if it had never been changed."""
    untouched = snapshot(kept) == log["kept_after"]
    values = {field: log["kept"][field] for field in _USE}
    if untouched:
        values["changed_at"] = log["kept"]["changed_at"]
    Spot.objects.for_user(kept.person).filter(pk=kept.pk).update(**values)
    kept.refresh_from_db()
