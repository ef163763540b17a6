"""The person's spots: all of them, and one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from tracker.body.bodymap import body_map
from tracker.changes import spots as changes
from tracker.changes.merging import clashes_of
from tracker.changes.spots import merges_of
from tracker.http import PersonRequest, found_or_404, owned_or_404, see_other, signed_in, today_of
from tracker.models import Spot
from tracker.spotpages.facts import known_of
from tracker.spotpages.page import spot_page, story_of_spot
from tracker.unchanged import told_unchanged


@told_unchanged
@signed_in
@require_safe
def spots(request: PersonRequest) -> HttpResponse:
    today = today_of(request.user)
    every = known_of(request.user, today).facts
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


@told_unchanged
@signed_in
@require_safe
def spot(request: PersonRequest, spot_id: UUID) -> HttpResponse:
    """One spot; for htmx its timeline alone, in another range."""
    asked = (request.user, spot_id, today_of(request.user), request.GET.get("range", ""))
    if request.htmx:
        story = found_or_404(story_of_spot(*asked))
        response = render(request, "spots/_story.html", {"story": story})
    else:
        page = found_or_404(spot_page(*asked))
        context = {
            "spot": page.facts.spot,
            "date": page.facts.today,
            "page": page,
            "facts": page.facts,
            "story": page.story,
            "picture": page.picture,
            "merge": _merge_just_made(request, spot_id),
        }
        response = render(request, "spots/spot.html", context)
    response["Vary"] = "HX-Request"
    return response


def _merge_just_made(request: PersonRequest, spot_id: UUID) -> dict[str, object] | None:
    """The merge that the address speaks of, while it can still be taken back."""
    try:
        key = UUID(request.GET["merged"])
    except (KeyError, ValueError):
        return None
    step = merges_of(request.user).filter(public_id=key, before__kept__public_id=str(spot_id)).first()
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
