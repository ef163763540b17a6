"""Where everything else is found, and the static page of warning signs."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.http import PersonRequest, signed_in
from tracker.warning_signs import EMERGENCY, NOT_AN_ALL_CLEAR, every_sign


@signed_in
@require_safe
def more(request: PersonRequest) -> HttpResponse:
    return render(request, "more/more.html")


@require_safe
def help_now(request: HttpRequest) -> HttpResponse:
    context = {"emergency": EMERGENCY, "caveat": NOT_AN_ALL_CLEAR, "groups": every_sign()}
    return render(request, "more/help_now.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The same for everybody, before and after signing in: who writes here may want to read it first."""
    return render(request, "more/privacy.html", {"operator": settings.OPERATOR})
