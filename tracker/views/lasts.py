"""What lasts: how long relief stayed after each treatment."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tracker.http import PersonRequest, page_or_fragment, signed_in, today_of
from tracker.insights.lasts_choice import read_choice
from tracker.unchanged import told_unchanged


@told_unchanged
@require_safe
@signed_in
def lasts(request: PersonRequest) -> HttpResponse:
    choice = read_choice(request.user, request.GET, today_of(request.user))
    return page_or_fragment(
        request, "insights/lasts.html", "lasts", {"choice": choice, "page": choice.page()}
    )
