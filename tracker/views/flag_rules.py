"""What the person decides about flags: the rule, thresholds of single spots, and flags that rest."""

import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from tracker.changes import recurrence as changes
from tracker.forms.recurrence import LaterForm, RulesForm, SeenForm, ThresholdsForm
from tracker.http import (
    UNPROCESSABLE,
    PersonRequest,
    owned_or_404,
    page_or_fragment,
    see_other,
    signed_in,
    today_of,
)
from tracker.insights.news import mark_seen
from tracker.insights.trying import rules_page, stored_rules
from tracker.models import Spot
from tracker.recurrence import rules_by_spot, rules_of
from tracker.spot_names import display_name

RULES = "insights/rules.html"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: PersonRequest) -> HttpResponse:
    """A POST keeps the rule, takes the defaults back, or only tries the numbers out."""
    if request.method != "POST":
        return _show_rules(request, RulesForm(instance=stored_rules(request.user)))
    if request.POST.get("do") == "defaults":
        changes.reset_rules(request.user)
        messages.success(request, "The usual numbers are back.")
        return see_other("insights-rules")
    form = RulesForm(request.POST)
    if not form.is_valid():
        return _show_rules(request, form, UNPROCESSABLE)
    if request.POST.get("do") == "save":
        changes.set_rules(request.user, form.cleaned_data)
        messages.success(request, "Saved. Your rule decides what is shown from now on.")
        return see_other("insights")
    return _show_rules(request, form)


def _show_rules(request: PersonRequest, form: RulesForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "page": rules_page(request.user, today_of(request.user), form)}
    return page_or_fragment(request, RULES, "tried", context, status=status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def thresholds(request: PersonRequest, spot_id: UUID) -> HttpResponse:
    """What a painful and a quiet day of one spot are."""
    spot = owned_or_404(Spot.objects.for_user(request.user), spot_id)
    general = rules_of(request.user)
    if request.POST.get("do") == "general":
        changes.set_thresholds(spot, None, None)
        return see_other("insights-rules")
    now = rules_by_spot(request.user, general).get(str(spot.public_id), general)
    initial = {"active_min": f"{now.active_min:g}", "quiet_max": f"{now.quiet_max:g}"}
    form = ThresholdsForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        changes.set_thresholds(spot, **form.cleaned_data)
        messages.success(request, f"Saved for {display_name(spot)}.")
        return see_other("insights-rules")
    context = {"spot": spot, "name": display_name(spot), "form": form, "general": general}
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "insights/thresholds.html", context, status=status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def rest(request: PersonRequest, spot_id: UUID) -> HttpResponse:
    """Already seen, or not now."""
    spot = owned_or_404(Spot.objects.for_user(request.user), spot_id)
    today, later = today_of(request.user), "weeks" in request.POST
    sent = request.POST if request.method == "POST" else None
    seen_form = SeenForm(None if later else sent, today=today)
    later_form = LaterForm(sent if later else None)
    if later_form.is_valid():
        changes.rest_until(spot, today, today + datetime.timedelta(weeks=later_form.cleaned_data["weeks"]))
    elif seen_form.is_valid():
        seen = seen_form.cleaned_data
        changes.rest_as_seen(spot, seen["seen_by"], seen["seen_on"], seen["outcome"])
    else:
        context = {"spot": spot, "name": display_name(spot), "seen_form": seen_form, "later_form": later_form}
        return render(request, "insights/rest.html", context, status=200 if sent is None else UNPROCESSABLE)
    messages.success(request, f"{display_name(spot)} rests. You can take that back below.")
    return see_other("insights")


@signed_in
@require_POST
def wake(request: PersonRequest, spot_id: UUID) -> HttpResponse:
    """Takes a rest back. What is then shown again is no news."""
    spot = owned_or_404(Spot.objects.for_user(request.user), spot_id)
    changes.end_rest(spot)
    mark_seen(request.user, str(spot.public_id))
    return see_other("insights")
