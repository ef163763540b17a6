"""History: a calendar of one month. Its address says which, so that it keeps its place."""

import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.calendars.month import last_of, month_of, read_month, year_of
from tracker.http import PersonRequest, signed_in, today_of
from tracker.models import CheckIn, Person
from tracker.models.diary import EARLIEST_DAY
from tracker.unchanged import told_unchanged
from tracker.whole_diary import diary_between

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@told_unchanged
@signed_in
@require_safe
def history(request: PersonRequest) -> HttpResponse:
    person, today = request.user, today_of(request.user)
    try:
        first = read_month(request.GET.get("month", ""), today)
    except ValueError as error:
        raise Http404 from error
    oldest = CheckIn.objects.for_user(person).order_by("date").values_list("date", flat=True).first()
    context = {
        "month": month_of(diary_between(person, first, last_of(first)), first, today, oldest),
        "months": year_of(_logged_in(person, first.year), first.year, today, oldest),
        "weekdays": WEEKDAYS,
        "today": today,
        "oldest": oldest,
        "year_before": _same_month_of(first, first.year - 1, today),
        "year_after": _same_month_of(first, first.year + 1, today),
    }
    return render(request, "history/history.html", context)


def _logged_in(person: Person, year: int) -> list[datetime.date]:
    rows = CheckIn.objects.for_user(person).filter(
        date__range=(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    )
    return list(rows.values_list("date", flat=True))


def _same_month_of(first: datetime.date, year: int, today: datetime.date) -> datetime.date | None:
    """The same month of another year, or the nearest to it that can be shown; None outside all time."""
    if not EARLIEST_DAY.year <= year <= today.year:
        return None
    return min(first.replace(year=year), today.replace(day=1))
