"""Where the person is signed in, and what happened in the account."""

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tracker.gate.devices import days_at_most, devices_of, sign_out
from tracker.gate.happened import happened as happened_to
from tracker.http import PersonRequest, see_other, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: PersonRequest) -> HttpResponse:
    """A POST signs out the device that its button names, or all others; who asks for it proves who they are."""
    now = timezone.now()
    if request.method != "POST":
        context = {"devices": devices_of(request, request.user, now), **days_at_most()}
        return render(request, "settings/sessions.html", context)
    raise_if_reauthentication_required(request, app="tracker")
    handle = request.POST.get("end", "")
    ended = sign_out(request, request.user, handle, now)
    done = "That device is signed out." if handle else "Every other device is signed out."
    messages.success(request, done if ended else "Nothing was left to sign out.")
    return see_other("usersessions_list")


@signed_in
@require_safe
def happened(request: PersonRequest) -> HttpResponse:
    page = happened_to(request.user, request.GET.get("page", "1"))
    return render(request, "settings/happened.html", {"happened": page})
