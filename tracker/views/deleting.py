"""Deleting a range of days, or one spot: a page that says what goes, and then it is gone."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tracker import recurrence
from tracker.changes.deleting_days import delete_days, plan_days
from tracker.changes.deleting_spot import delete_spot, plan_spot
from tracker.forms.leaving import DeleteDaysForm
from tracker.http import UNPROCESSABLE, PersonRequest, owned_or_404, see_other, signed_in, today_of
from tracker.models import Spot
from tracker.spot_names import display_name


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def days(request: PersonRequest) -> HttpResponse:
    """A GET with two days says what would go; the POST of those days deletes it."""
    posted = request.method == "POST"
    form = DeleteDaysForm(request.POST if posted else request.GET, today=today_of(request.user))
    context: dict[str, Any] = {"form": form}
    if not form.is_valid():
        refused = posted or form.is_bound
        return render(request, "data/delete_days.html", context, status=UNPROCESSABLE if refused else 200)
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    if posted:
        delete_days(request.user, first, last)
        recurrence.forget()
        messages.success(request, "These days are deleted.")
        return see_other("data")
    context |= {"first": first, "last": last, "plan": plan_days(request.user, first, last)}
    return render(request, "data/delete_days.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def spot(request: PersonRequest, spot_id: UUID) -> HttpResponse:
    found = owned_or_404(Spot.objects.for_user(request.user), spot_id)
    name = display_name(found)
    if request.method == "POST":
        delete_spot(found)
        recurrence.forget()
        messages.success(request, f"“{name}” is deleted, with everything recorded of it.")
        return see_other("spots")
    context = {"spot": found, "name": name, "plan": plan_spot(found)}
    return render(request, "spots/delete.html", context)
