"""The person's spots: all of them, and one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from tracker.analysis.period import Period
from tracker.analysis.records import Diary
from tracker.analysis.summaries import summarise
from tracker.body import catalogue
from tracker.body.bodymap import body_map
from tracker.body.names import anatomical, plain
from tracker.body.picture import picture_of
from tracker.body.sides import Side
from tracker.changes import spots as changes
from tracker.changes.merging import clashes_of
from tracker.changes.spots import merges_of
from tracker.http import PersonRequest, owned_or_404, see_other, signed_in, today_of
from tracker.models import Spot
from tracker.records import spot_record
from tracker.recurrence import recurrence_for
from tracker.spotpages.entries import newest_entries
from tracker.spotpages.facts import SPAN, SpotFacts, facts_of, point_of, recent_diary
from tracker.spotpages.weeks import weeks_of
from tracker.timelines.story import story_of


@signed_in
@require_safe
def spots(request: PersonRequest) -> HttpResponse:
    today = today_of(request.user)
    every = facts_of(request.user, recent_diary(request.user, today), today)
    in_use = [facts for facts in every if facts.spot.archived_on is None]
    context = {
        "in_use": in_use,
        "archived": [facts for facts in every if facts.spot.archived_on is not None],
        "date": today,
        "map": body_map(
            request.user.figure,
            [facts.spotted for facts in in_use],
            request.GET.get("view", ""),
            request.GET.get("area", ""),
        ),
    }
    return render(request, "spots/list.html", context)


@signed_in
@require_safe
def spot(request: PersonRequest, spot_id: UUID) -> HttpResponse:
    today = today_of(request.user)
    shown = owned_or_404(Spot.objects.for_user(request.user), spot_id)
    found = recurrence_for(request.user, today)[str(shown.public_id)]
    story = story_of(found, request.GET.get("range", ""))
    if request.htmx:
        return render(request, "spots/_story.html", {"story": story, "spot": shown})
    diary = recent_diary(request.user, today)
    every = facts_of(request.user, diary, today)
    facts = next(each for each in every if each.spot == shown)
    muscle = catalogue.muscle(shown.muscle)
    context = {
        "spot": shown,
        "story": story,
        "facts": facts,
        "date": today,
        "muscle": muscle,
        "plain_name": plain(muscle),
        "anatomical": anatomical(muscle, Side(shown.side)),
        "zones": [catalogue.zone(slug).label for slug in muscle.referral],
        "picture": picture_of(request.user.figure, point_of(shown)),
        "entries": newest_entries(shown, facts.series),
        "others": len(every) - 1,
        "merge": _merge_just_made(request, shown),
        **_last_days(facts, diary),
    }
    return render(request, "spots/spot.html", context)


def _last_days(facts: SpotFacts, diary: Diary) -> dict[str, object]:
    """The figures rest on the days on which the spot was in use."""
    today = facts.today.toordinal()
    period = Period(today - SPAN + 1, today)
    logged = {check_in.day for check_in in diary.check_ins}
    treated = {each.day for each in diary.treatments if each.spot == str(facts.spot.public_id)}
    summary = summarise(facts.series, period, logged)
    return {
        "summary": summary,
        "quiet_days": summary.recorded - summary.above_zero,
        "treated_days": len(treated),
        "weeks": weeks_of(spot_record(facts.spot), facts.series, logged, treated, period),
    }


def _merge_just_made(request: PersonRequest, shown: Spot) -> dict[str, object] | None:
    """The merge that the address speaks of, while it can still be taken back."""
    try:
        key = UUID(request.GET["merged"])
    except (KeyError, ValueError):
        return None
    step = merges_of(request.user).filter(public_id=key, before__kept__public_id=str(shown.public_id)).first()
    return {"step": step.public_id, "clashes": clashes_of(step)} if step else None


@signed_in
@require_POST
def archive(request: PersonRequest, spot_id: UUID) -> HttpResponse:
    shown = owned_or_404(Spot.objects.for_user(request.user), spot_id)
    changes.archive(shown, today_of(request.user))
    messages.success(request, "Archived. Its days stay in your diary, and you can bring it back at any time.")
    return see_other("spot", shown.public_id)


@signed_in
@require_POST
def unarchive(request: PersonRequest, spot_id: UUID) -> HttpResponse:
    shown = owned_or_404(Spot.objects.for_user(request.user), spot_id)
    changes.unarchive(shown, today_of(request.user))
    messages.success(request, "It is back among your spots.")
    return see_other("spot", shown.public_id)
