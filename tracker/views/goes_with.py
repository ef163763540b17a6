"""What goes with worse and with better days, and the days behind each line."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.http import PersonRequest, page_or_fragment, signed_in, today_of
from tracker.insights.goes_with.days import days_page_of
from tracker.insights.goes_with.page import page_of


@require_safe
@signed_in
def goes_with(request: PersonRequest) -> HttpResponse:
    page = page_of(request.user, request.GET, today_of(request.user))
    return page_or_fragment(request, "insights/goes_with.html", "goes-with", {"page": page})


@require_safe
@signed_in
def days(request: PersonRequest) -> HttpResponse:
    shown = days_page_of(request.user, request.GET, today_of(request.user))
    return render(request, "insights/goes_with_days.html", {"shown": shown})
