"""Merges two spots of a person, after a page that says what will happen, and takes the merge back."""

import datetime
from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.analysis.merging import days_in_doubt
from tracker.changes import merging
from tracker.changes.merging_trials import TwoTrialsError, both_on_trial
from tracker.changes.spots import merges_of
from tracker.http import UNPROCESSABLE, PersonRequest, SeeOther, owned_or_404, see_other, signed_in, today_of
from tracker.models import Person, Spot, UndoStep
from tracker.records import pain_diary_of, spot_record
from tracker.spotpages.facts import SpotFacts, known_of


@signed_in
@require_safe
def choose(request: PersonRequest, spot_id: UUID) -> HttpResponse:
    """The other spots, the likeliest first: same muscle and side, then same side, then by number."""
    facts = _facts(request.user)
    kept = owned_or_404(Spot.objects.for_user(request.user), spot_id)

    def unlike(other: SpotFacts) -> tuple[bool, bool, int]:
        return (other.spot.muscle != kept.muscle, other.spot.side != kept.side, other.spot.number)

    others = sorted((each for each in facts if each.spot != kept), key=unlike)
    context = {"kept": next(each for each in facts if each.spot == kept), "others": others}
    return render(request, "spots/merge_choose.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: PersonRequest, spot_id: UUID, other_id: UUID) -> HttpResponse:
    """Says what would happen, and does it on POST."""
    mine = Spot.objects.for_user(request.user)
    kept = owned_or_404(mine, spot_id)
    done = merging.merge_of(kept, other_id) if request.method == "POST" else None
    if done is not None:
        return _to_the_kept(kept, done)
    merged = owned_or_404(mine.exclude(public_id=spot_id), other_id)
    if request.method == "POST":
        with suppress(TwoTrialsError):
            return _to_the_kept(kept, merging.merge(kept, merged, _in_doubt, timezone.now()))
    facts = {each.spot: each for each in _facts(request.user)}
    context = {
        "kept": facts[kept],
        "merged": facts[merged],
        "plan": merging.plan(kept, merged, _in_doubt(kept, merged)),
        "sides_differ": kept.side != merged.side,
        "two_trials": both_on_trial(kept, merged, today_of(request.user)),
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "spots/merge_confirm.html", context, status=status)


def _to_the_kept(kept: Spot, step: UndoStep) -> HttpResponse:
    return SeeOther(f"{resolve_url('spot', kept.public_id)}?merged={step.public_id}")


@signed_in
@require_POST
def unmerge(request: PersonRequest, step_id: UUID) -> HttpResponse:
    step = owned_or_404(merges_of(request.user), step_id)
    kept = step.before["kept"]["public_id"]
    try:
        merging.unmerge(step)
    except merging.ChangedSinceError:
        messages.warning(
            request, "These days were changed after the merge, so it cannot be taken back any more."
        )
    else:
        messages.success(request, "Taken back: they are two spots again.")
    still_there = Spot.objects.for_user(request.user).filter(public_id=kept).exists()
    return see_other("spot", kept) if still_there else see_other("spots")


def _facts(person: Person) -> list[SpotFacts]:
    return known_of(person, today_of(person)).facts


def _in_doubt(kept: Spot, merged: Spot) -> set[datetime.date]:
    days = days_in_doubt(pain_diary_of(kept.person), spot_record(kept), spot_record(merged))
    return {datetime.date.fromordinal(day) for day in days}
