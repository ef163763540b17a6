"""Insights: what comes back. The rule is changed and flags are put to rest in tracker.views.flag_rules."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.http import PersonRequest, is_looked_at, signed_in, today_of
from tracker.insights.coming_back import coming_back
from tracker.insights.general import WORTH_TELLING
from tracker.insights.news import note_shown


@signed_in
@require_safe
def insights(request: PersonRequest) -> HttpResponse:
    today = today_of(request.user)
    page = coming_back(request.user, today)
    if is_looked_at(request):
        note_shown(request.user, page.flagged)
    return render(request, "insights/coming_back.html", {"page": page, "worth_telling": WORTH_TELLING})
