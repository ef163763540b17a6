"""Several past days in one table, saved in one go: all of them, or none where one value does not fit."""

import datetime

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.views.decorators.http import require_http_methods

from tracker.changes import day as changes
from tracker.changes.fields import DayFields, UnknownFieldError, as_text
from tracker.forms.day import ReadFields, read_fields
from tracker.forms.days import LONGEST, DaysForm
from tracker.http import UNPROCESSABLE, PersonRequest, day_or_404, see_other, signed_in, today_of
from tracker.models import Person
from tracker.today.controls import Typed
from tracker.today.days_table import not_logged, prefix_of, table_of

Date = datetime.date
OFFERED = 7


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def days(request: PersonRequest) -> HttpResponse:
    if request.method == "POST":
        return _save(request)
    today = today_of(request.user)
    form = DaysForm(request.GET, today)
    if not form.is_bound or not form.is_valid():
        status = UNPROCESSABLE if form.errors else 200
        return _page(request, form, _offered(request.user, today), status=status)
    chosen = form.days()
    if not form.cleaned_data["logged"]:
        chosen = not_logged(request.user, chosen)
    return _page(request, form, chosen)


def _offered(person: Person, today: Date) -> list[Date]:
    """The last days before today that are not logged, newest first."""
    recent = [today - datetime.timedelta(days=back) for back in range(1, LONGEST + 1)]
    return not_logged(person, recent)[:OFFERED]


def _page(
    request: PersonRequest, form: DaysForm, chosen: list[Date], typed: Typed | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "table": table_of(request.user, chosen, typed or Typed()),
        "errors": bool(typed and typed.errors),
        "longest": LONGEST,
    }
    return render(request, "days/days.html", context, status=status)


def _save(request: PersonRequest) -> HttpResponse:
    person, chosen = request.user, _sent_days(request)
    fields = DayFields(person)
    try:
        read = {date: read_fields(request.POST, fields, prefix_of(date)) for date in chosen}
    except UnknownFieldError as error:
        raise Http404 from error
    if any(one.errors for one in read.values()):
        form = DaysForm(request.GET, today_of(person))
        return _page(request, form, chosen, _typed(read), status=UNPROCESSABLE)
    now = timezone.now()
    with transaction.atomic():
        saved = {date: changes.save(person, date, read[date].changes, now) for date in chosen}
    _tell(request, {date: one for date, one in saved.items() if one.changed})
    return see_other(request.get_full_path())


def _sent_days(request: PersonRequest) -> list[Date]:
    """The days of the rows that were sent. More than the page ever shows is not from the page."""
    sent = list(dict.fromkeys(request.POST.getlist("day")))
    if len(sent) > LONGEST:
        raise Http404
    return [day_or_404(text, request.user) for text in sent]


def _typed(read: dict[Date, ReadFields]) -> Typed:
    """Everything that was typed, under the names it was sent by."""
    texts: dict[str, str] = {}
    errors: dict[str, str] = {}
    for date, one in read.items():
        texts |= {f"{prefix_of(date)}{change.field}": as_text(change.value) for change in one.changes}
        texts |= one.typed
        errors |= one.errors
    return Typed(texts, errors)


def _tell(request: PersonRequest, saved: dict[Date, changes.Saved]) -> None:
    if not saved:
        messages.info(request, "Nothing was changed.")
        return
    named = ", ".join(format_date(date, "D j M") for date in sorted(saved))
    messages.success(request, f"Saved {named}.")
    overruled = [date for date, one in saved.items() if one.overruled]
    if overruled:
        named = ", ".join(format_date(date, "D j M") for date in sorted(overruled))
        messages.warning(
            request, f"Another page had changed {named} meanwhile. What you typed here holds now."
        )
