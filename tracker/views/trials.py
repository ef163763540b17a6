"""Experiments on oneself: the list, the plan, and the page of one with its result, its report and its calendar file."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tracker.changes import trials as changes
from tracker.exchange.calendar_file import calendar_file, plan_events
from tracker.forms.trials import NoteForm, TrialForm
from tracker.http import (
    UNPROCESSABLE,
    PersonRequest,
    owned_or_404,
    page_or_fragment,
    see_other,
    signed_in,
    today_of,
)
from tracker.insights.trial_list import trial_list
from tracker.insights.trial_page import trial_page
from tracker.insights.trial_planning import preview
from tracker.insights.trial_report_page import report_page
from tracker.models import Spot, Trial
from tracker.trial_records import period_plan, running_of
from tracker.trials import open_among


@signed_in
@require_safe
def trials(request: PersonRequest) -> HttpResponse:
    page = trial_list(request.user, today_of(request.user))
    return render(request, "insights/trials.html", {"page": page})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """A POST begins the trial, or only shows what the numbers would come to.

    Whatever it is about comes in the body, so no address and no log tells of it.
    """
    begins = request.POST.get("do") == "begin"
    form = TrialForm(
        request.POST or None,
        today=today_of(request.user),
        spots=Spot.objects.for_user(request.user).order_by("number"),
        preview=not begins,
    )
    if not (begins and form.is_valid()):
        return _show_plan(request, form, refused=begins)
    over = open_among(request.user, running_of(request.user), today_of(request.user))
    try:
        trial = changes.begin(request.user, form.cleaned_data["public_id"], form.terms(), form.place(), over)
    except changes.ClashError as clash:
        form.add_error("outcome", clash_words(clash))
        return _show_plan(request, form, refused=True)
    messages.success(request, "The order is drawn and sealed. You will see one part of it at a time.")
    return see_other("trial", trial.public_id)


def _show_plan(request: PersonRequest, form: TrialForm, *, refused: bool) -> HttpResponse:
    shown = form
    if not form.is_bound:
        shown = TrialForm({}, today=form.today, spots=form.spots.values(), preview=True)
    shown.is_valid()
    context = {"form": form, "plan": preview(request.user, shown)}
    status = UNPROCESSABLE if refused or (form.is_bound and form.errors and not request.htmx) else 200
    return page_or_fragment(request, "insights/trial_new.html", "plan", context, status=status)


def clash_words(clash: changes.ClashError) -> str:
    until = f"until {clash.until:%-d %b %Y}" if clash.until else "until all its episodes are over"
    return (
        f"A trial of this runs {until}: {clash.trial.question} Two at once could not be told apart. "
        "End that one first, begin this one after it, or compare something else."
    )


@signed_in
@require_safe
def trial(request: PersonRequest, trial_id: UUID) -> HttpResponse:
    return show_trial(request, owned_trial(request, trial_id))


def owned_trial(request: PersonRequest, trial_id: UUID) -> Trial:
    return owned_or_404(Trial.objects.for_user(request.user), trial_id)


def show_trial(request: PersonRequest, found: Trial, note: NoteForm | None = None) -> HttpResponse:
    """`note`: one that was refused, to be put right."""
    today = today_of(request.user)
    found.person = request.user
    page = trial_page(found, today)
    form = note or NoteForm(first=found.first_day, today=today)
    status = 200 if note is None else UNPROCESSABLE
    return render(request, "insights/trial.html", {"page": page, "note": form}, status=status)


@signed_in
@require_safe
def report(request: PersonRequest, trial_id: UUID) -> HttpResponse:
    """While the result is closed there is no report: the page of the trial says until when."""
    found = owned_trial(request, trial_id)
    found.person = request.user
    page = trial_page(found, today_of(request.user))
    made = report_page(page)
    if made is None:
        return see_other("trial", found.public_id)
    return render(request, "insights/trial_report.html", {"page": page, "report": made})


@signed_in
@require_safe
def calendar(request: PersonRequest, trial_id: UUID) -> HttpResponse:
    """The plan of periods as a file for a calendar: when each begins, and nothing of what it is about."""
    found = owned_trial(request, trial_id)
    if found.design != "periods":
        raise Http404
    text = calendar_file(plan_events(period_plan(found), str(found.public_id)), timezone.now())
    headers = {"Content-Disposition": 'attachment; filename="plan.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)
