"""Corrects a spot: its name, muscle and side, and the place of its dot."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tracker.body.picture import picture_of
from tracker.body.sides import Point, Side, View
from tracker.changes import spots
from tracker.forms.spots import NUDGE_LABELS, NUDGES, EditSpotForm, nudged
from tracker.http import UNPROCESSABLE, PersonRequest, owned_or_404, see_other, signed_in
from tracker.models import Spot
from tracker.spot_names import display_name
from tracker.spotpages.facts import point_of


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, spot_id: UUID) -> HttpResponse:
    spot = owned_or_404(Spot.objects.for_user(request.user), spot_id)
    figure = request.user.figure
    if request.method != "POST":
        return _show(request, spot, EditSpotForm(initial=_stored(spot), figure=figure), point_of(spot))
    form = EditSpotForm(request.POST, figure=figure)
    if not form.is_valid():
        return _show(request, spot, form, _sent_point(form, spot), UNPROCESSABLE)
    point = form.cleaned_data["point"]
    direction = request.POST.get("nudge", "")
    if direction:
        point = nudged(point, direction) if direction in NUDGES else point
        form = EditSpotForm(initial={**form.cleaned_data, **_place(point)}, figure=figure)
        return _show(request, spot, form, point)
    with transaction.atomic():
        spots.rename(spot, form.cleaned_data["nickname"])
        spots.move(spot, form.cleaned_data["muscle"], point)
    messages.success(request, "Saved.")
    return see_other("spot", spot.public_id)


def _stored(spot: Spot) -> dict[str, Any]:
    return {"nickname": spot.nickname, "muscle": spot.muscle, **_place(point_of(spot))}


def _place(point: Point) -> dict[str, Any]:
    return {"side": point.side.value, "view": point.view.value, "x": point.x, "y": point.y}


def _sent_point(form: EditSpotForm, spot: Spot) -> Point:
    """Where the dot was when something else of the form did not fit."""
    data = form.cleaned_data
    known = point_of(spot)
    if data.get("x") is None or data.get("y") is None:
        return known
    view, side = data.get("view") or known.view, data.get("side") or known.side
    return Point(View(view), Side(side), data["x"], data["y"])


def _show(
    request: PersonRequest, spot: Spot, form: EditSpotForm, point: Point, status: int = 200
) -> HttpResponse:
    context = {
        "spot": spot,
        "name": display_name(spot),
        "form": form,
        "picture": picture_of(request.user.figure, point),
        "nudges": NUDGE_LABELS,
    }
    return render(request, "spots/edit.html", context, status=status)
