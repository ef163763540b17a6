"""What a person does to an experiment on its way: answers, notes, ends and deletes it."""

import datetime
from contextlib import suppress
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from tracker.changes import trials as changes
from tracker.forms.trials import EndForm, NoteForm
from tracker.http import UNPROCESSABLE, PersonRequest, day_or_404, see_other, signed_in, today_of
from tracker.insights.trial_page import trial_page
from tracker.models import Trial, TrialEpisode
from tracker.today.page import day_page
from tracker.trial_records import period_plan
from tracker.trials import is_open
from tracker.views.day import day_page_of
from tracker.views.trials import owned_trial, show_trial

ANSWERS = {"yes": True, "no": False, "": None}
FIXED = "The result is open, so nothing of this trial can be changed any more."
NOTHING_TO_NAME = "Nothing to name now: the next one is named on a day on which the spot is back."
# Ended on its last day, a trial would be neither early nor open: its result waits for that day to be over.
ENDS_BY_ITSELF = "Its last day has come, so there is nothing to end early. The result opens by itself."


@signed_in
@require_POST
def mark(request: PersonRequest, trial_id: UUID) -> HttpResponse:
    """Did it, did not, or neither: of a day, or of the episode named on it."""
    trial = owned_trial(request, trial_id)
    date = day_or_404(request.POST.get("date", ""), request.user)
    kept = request.POST.get("kept", "nothing")
    if kept not in ANSWERS or not takes(trial, date):
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    if is_open(trial, today_of(request.user)):
        return _answered(request, trial, date.isoformat(), FIXED)
    if trial.design == "periods":
        changes.set_kept(trial, date, ANSWERS[kept])
    else:
        episode = TrialEpisode.objects.for_user(request.user).filter(trial=trial, date=date).first()
        if episode is None:
            raise Http404
        changes.set_episode_kept(episode, ANSWERS[kept])
    return _answered(request, trial, date.isoformat())


def takes(trial: Trial, date: datetime.date) -> bool:
    """Whether the trial has that day."""
    if date < trial.first_day:
        return False
    return trial.design == "episodes" or date.toordinal() <= period_plan(trial).last


def _answered(request: PersonRequest, trial: Trial, day: str, notice: str = "") -> HttpResponse:
    """The card anew for htmx, which asks from Today; without it the page that asked."""
    date, today = day_or_404(day, request.user), today_of(request.user)
    if notice and not request.htmx:
        messages.info(request, notice)
    if request.POST.get("from") == "trial":
        return see_other("trial", trial.public_id)
    if not request.htmx:
        return day_page_of(request, date)
    request.user.refresh_from_db()
    page = day_page(request.user, date, today)
    return render(request, "day/_trials.html", {"page": page, "notice": notice})


@signed_in
@require_POST
def episode(request: PersonRequest, trial_id: UUID) -> HttpResponse:
    """Names the treatment of the episode that is going on today."""
    trial, today = owned_trial(request, trial_id), today_of(request.user)
    if trial.design != "episodes":
        raise Http404
    trial.person = request.user
    if trial_page(trial, today).lines:
        # Ended in another tab in the meantime, it names nothing either.
        with suppress(changes.NotNowError):
            changes.name_next(trial, today)
            return _answered(request, trial, today.isoformat())
    messages.info(request, NOTHING_TO_NAME)
    return see_other("trial", trial.public_id)


@signed_in
@require_POST
def note(request: PersonRequest, trial_id: UUID) -> HttpResponse:
    """A flare, something unwelcome or done differently; `remove` takes one back."""
    trial, today = owned_trial(request, trial_id), today_of(request.user)
    form = NoteForm(request.POST, first=trial.first_day, today=today)
    if is_open(trial, today):
        messages.info(request, FIXED)
    elif not form.is_valid() and "remove" not in request.POST:
        return show_trial(request, trial, form)
    elif "date" in form.cleaned_data and "about" in form.cleaned_data:
        date, about, stays = (
            form.cleaned_data["date"],
            form.cleaned_data["about"],
            "remove" not in request.POST,
        )
        words = form.cleaned_data.get("words", "") if stays else ""
        if about == "flare":
            changes.set_flare(trial, date, stays, words)
        else:
            changes.set_words(trial, date, about, words)
    return see_other("trial", trial.public_id)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PersonRequest, trial_id: UUID) -> HttpResponse:
    trial, today = owned_trial(request, trial_id), today_of(request.user)
    if is_open(trial, today):
        return see_other("trial", trial.public_id)
    if today < trial.first_day:
        return see_other("trial-delete", trial.public_id)
    if trial.design == "periods" and today.toordinal() >= period_plan(trial).last:
        messages.info(request, ENDS_BY_ITSELF)
        return see_other("trial", trial.public_id)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        changes.end_early(trial, today, form.cleaned_data["reason"])
        return see_other("trial", trial.public_id)
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "insights/trial_end.html", {"trial": trial, "form": form}, status=status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: PersonRequest, trial_id: UUID) -> HttpResponse:
    trial = owned_trial(request, trial_id)
    if request.method == "POST":
        changes.delete(trial)
        messages.success(request, "The trial is deleted. Your diary is as it was.")
        return see_other("trials")
    return render(request, "insights/trial_delete.html", {"trial": trial})
