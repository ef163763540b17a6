"""Adds a spot on a day, with its pain or without. Asks first where it looks like one that is already there."""

import datetime
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_POST

from tracker.analysis.matching import Mark, same_spot
from tracker.body.picture import picture_of
from tracker.changes import day, spots
from tracker.changes.fields import FieldChange
from tracker.forms.spots import AddSpotForm
from tracker.http import UNPROCESSABLE, PersonRequest, SeeOther, owned_or_404, signed_in, today_of
from tracker.models import Person, Spot
from tracker.records import anchored_spots_of
from tracker.spot_names import display_names
from tracker.spotpages.facts import point_of

NEW = "no"


@signed_in
@require_POST
def add(request: PersonRequest) -> HttpResponse:
    form = AddSpotForm(request.POST, today=today_of(request.user))
    if not form.is_valid():
        return render(request, "spots/add.html", {"form": form}, status=UNPROCESSABLE)
    answer = form.cleaned_data["same"]
    if not answer:
        known = _known_spot(request.user, form)
        if known is not None:
            return _ask(request, form, known)
    spot = _record(request.user, form, None if answer in {"", NEW} else _answered(request.user, answer))
    return _to_the_day(form, spot)


def _answered(person: Person, answer: str) -> Spot:
    """The spot that the person said it is. An id that is none, or somebody else's, is a 404."""
    try:
        key = UUID(answer)
    except ValueError:
        key = UUID(int=0)
    return owned_or_404(Spot.objects.for_user(person), key)


def _known_spot(person: Person, form: AddSpotForm) -> Spot | None:
    """The spot that is probably meant; none for a request sent a second time, whose spot is there already."""
    mine = Spot.objects.for_user(person)
    if mine.filter(public_id=form.cleaned_data["public_id"]).exists():
        return None
    point = form.cleaned_data["point"]
    mark = Mark(form.cleaned_data["muscle"], point.side.value, point.view.value, point.x, point.y)
    found = same_spot(mark, anchored_spots_of(person))
    return mine.get(public_id=found.key) if found else None


def _ask(request: PersonRequest, form: AddSpotForm, known: Spot) -> HttpResponse:
    names = display_names(Spot.objects.for_user(request.user))
    point = form.cleaned_data["point"]
    context = {
        "known": known,
        "name": names[known.pk],
        "comes_back": _comes_back(known, form.cleaned_data["date"]),
        "picture": picture_of(request.user.figure, point_of(known)),
        "sent": {
            **{
                field: request.POST[field]
                for field in ("public_id", "muscle", "date", "pain")
                if field in request.POST
            },
            "side": point.side.value,
            "view": point.view.value,
            "x": point.x,
            "y": point.y,
        },
    }
    return render(request, "spots/ask.html", context)


def _record(person: Person, form: AddSpotForm, known: Spot | None) -> Spot:
    """A known spot that was archived comes back today, unless the pain is of a day before it was put away."""
    data = form.cleaned_data
    with transaction.atomic():
        spot = known or spots.add_spot(person, data["public_id"], data["muscle"], data["point"], data["date"])
        if known is not None and _comes_back(known, data["date"]):
            spots.unarchive(known, form.today)
        if data["pain"] is not None:
            pain = FieldChange(f"pain.{spot.public_id}", data["pain"])
            day.save(person, data["date"], [pain], timezone.now())
    return spot


def _comes_back(known: Spot, date: datetime.date) -> bool:
    return known.archived_on is not None and known.archived_on <= date


def _to_the_day(form: AddSpotForm, spot: Spot) -> HttpResponse:
    """To the day on which the spot was added, at the spot."""
    date = form.cleaned_data["date"]
    address = resolve_url("today") if date == form.today else resolve_url("day", date.isoformat())
    return SeeOther(f"{address}#spot-{spot.public_id}")
