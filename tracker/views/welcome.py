"""The first visit: a welcome, and sample data to look around in."""

from allauth.account.views import login as allauth_sign_in
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from tracker.accounts import enter_sample, no_account_yet, nobody_can_sign_in
from tracker.changes import sample_account
from tracker.forms.account import UNKNOWN_ZONE
from tracker.forms.zones import zone_named
from tracker.models import Person


@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("today")
    first = no_account_yet()
    context = {"first_visit": first, "sign_up_open": first or settings.REGISTRATION_OPEN}
    return render(request, "welcome/welcome.html", context)


def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Allauth's page; while nobody has a password there is nobody to sign in, so the welcome page answers."""
    if request.method == "GET" and not request.user.is_authenticated and nobody_can_sign_in():
        return redirect("welcome")
    return allauth_sign_in(request)


@require_POST
def sample_open(request: HttpRequest) -> HttpResponse:
    """Leaves the real account, if there is one: getting back takes its password, so the two never mix."""
    user = request.user
    if user.is_authenticated and user.is_sample:
        return redirect("today")
    owner = user if isinstance(user, Person) else None
    if owner is None and not no_account_yet():
        return redirect("account_login")
    zone = owner.time_zone if owner else zone_named(request.POST.get("time_zone", "")) or UNKNOWN_ZONE
    enter_sample(request, sample_account.open_sample(owner, zone))
    return redirect("today")


@require_POST
def sample_leave(request: HttpRequest) -> HttpResponse:
    """Out of the sample data, towards a diary of one's own. The sample stays until it is removed."""
    if request.user.is_authenticated and request.user.is_sample:
        logout(request)
    if settings.REGISTRATION_OPEN or no_account_yet():
        return redirect("account_signup")
    return redirect("account_login")


@require_POST
def sample_remove(request: HttpRequest) -> HttpResponse:
    user = request.user
    if not user.is_authenticated:
        return redirect("account_login")
    sample = user if user.is_sample else sample_account.sample_of(user)
    if sample is None:
        messages.info(request, "There is no sample data left to remove.")
        return redirect("settings")
    if user.is_sample:
        logout(request)
    sample_account.remove_sample(sample)
    messages.success(request, "The sample data is gone, every row of it.")
    # Before the first account the sign-in page leads on to the welcome.
    return redirect("account_login" if user.is_sample else "settings")
