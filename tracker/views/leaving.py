"""Deleting everything, and the page after it."""

from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tracker.exchange.downloads import DOWNLOADS
from tracker.forms.leaving import LeaveForm
from tracker.gate.attempts import forget_browser
from tracker.http import UNPROCESSABLE, PersonRequest, see_other, signed_in
from tracker.leaving.everything import going_of, leave

# What was deleted, for the page that says so: there is no session any more. Kept for a few minutes.
COOKIE = f"{settings.PATH_COOKIE}farewell"
KEPT_SECONDS = 600
_COUNTS = ("days", "ratings", "treatments", "readings", "spots")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def everything(request: PersonRequest) -> HttpResponse:
    person = request.user
    if person.is_sample:
        messages.info(request, "Sample data is removed here, by itself.")
        return redirect("settings")
    form = LeaveForm(request.POST if request.method == "POST" else None, person=person)
    if request.method != "POST":
        return _show(request, form)
    refused: HttpResponse | None = ratelimit.consume_or_429(request, action="reauthenticate", user=person)
    if refused is not None:
        return refused
    if not form.is_valid():
        return _show(request, form, status=UNPROCESSABLE)
    if not person.has_usable_password():
        raise_if_reauthentication_required(request, app="tracker")
    contents = going_of(person).contents._asdict()
    leave(request)
    response = see_other("farewell")
    forget_browser(response)
    told = ",".join(str(contents[name]) for name in _COUNTS)
    response.set_signed_cookie(
        COOKIE,
        told,
        max_age=KEPT_SECONDS,
        path=reverse("farewell"),
        secure=settings.SESSION_COOKIE_SECURE or request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def _show(request: PersonRequest, form: LeaveForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "going": going_of(request.user), "archive": "archive" in DOWNLOADS}
    return render(request, "data/delete.html", context, status=status)


@require_safe
def farewell(request: HttpRequest) -> HttpResponse:
    """Says what was deleted. Who has just deleted nothing is sent to where they belong."""
    told = request.get_signed_cookie(COOKIE, default="", max_age=KEPT_SECONDS)
    if request.user.is_authenticated or not told:
        return redirect("today" if request.user.is_authenticated else "welcome")
    gone: dict[str, Any] = dict(zip(_COUNTS, map(int, told.split(",")), strict=True))
    return render(request, "data/farewell.html", {"gone": gone})
