"""Today, and any other day: showing it, saving it, taking the last change back."""

import datetime
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import reswap, retarget

from tracker.body.bodymap import BodyMap, Spotted, body_map
from tracker.body.sides import Point, Side, View
from tracker.changes import day as changes
from tracker.changes import treatments, undo
from tracker.changes.fields import DayFields, UnknownFieldError, as_text
from tracker.forms.day import ReadFields, read_fields
from tracker.forms.treatments import read_chip
from tracker.http import (
    UNPROCESSABLE,
    PersonRequest,
    day_or_404,
    owned_or_404,
    page_or_fragment,
    see_other,
    signed_in,
    today_of,
)
from tracker.models import Spot
from tracker.today.at_once import WHOLE_DAY, changes_at_once, with_answer
from tracker.today.controls import Typed
from tracker.today.field_words import words_of
from tracker.today.follow_up import answered
from tracker.today.page import DayPage, day_page
from tracker.today.signs import signs_page
from tracker.unchanged import say_once, told_unchanged


@told_unchanged
@signed_in
@require_GET
def today(request: PersonRequest) -> HttpResponse:
    date = today_of(request.user)
    return shown(request, day_page(request.user, date, date))


@signed_in
@require_GET
def go(request: PersonRequest) -> HttpResponse:
    """The date field of the page's head, for browsers without JavaScript as well."""
    date = day_or_404(request.GET.get("date", ""), request.user)
    return day_page_of(request, date)


@told_unchanged
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def day(request: PersonRequest, day: str) -> HttpResponse:
    date = day_or_404(day, request.user)
    if request.method == "POST":
        return _save(request, date)
    return shown(request, day_page(request.user, date, today_of(request.user)))


def shown(
    request: PersonRequest, page: DayPage, status: int = 200, fragment: str = "content"
) -> HttpResponse:
    if page.rows.undo is not None:
        say_once(request)
    context = {"page": page, "date": page.date, "map": _map(request, page)}
    return page_or_fragment(request, "day/page.html", fragment, context, status=status)


def _map(request: PersonRequest, page: DayPage) -> BodyMap:
    """The person's spots on the drawing, coloured by this day's pain, or the last known."""
    spotted = [
        Spotted(
            number=row.spot.number,
            label=row.name,
            pain=row.map_pain,
            href=f"#spot-{row.key}",
            point=Point(View(row.spot.view), Side(row.spot.side), row.spot.x, row.spot.y),
        )
        for row in page.spots
    ]
    return body_map(request.user.figure, spotted, request.GET.get("view", ""), request.GET.get("area", ""))


def _save(request: PersonRequest, date: datetime.date) -> HttpResponse:
    """Fields, and whatever button was pressed: a chip, "as yesterday", "all quiet", "that's all"."""
    try:
        read = read_fields(request.POST, DayFields(request.user))
    except UnknownFieldError as error:
        raise Http404 from error
    if read.errors:
        return _refused(request, date, read)
    if "repeat" in request.POST:
        return _repeat(request, date, read)
    what = request.POST.get("do", "")
    if what:
        return _at_once(request, date, read, what)
    saved = changes.save(request.user, date, read.changes, timezone.now())
    if not request.htmx:
        _tell_of_other_pages(request, saved)
        return (_lines_to_read(request, date) if saved.changed else None) or day_page_of(request, date)
    step = saved.undo or undo.last_step(request.user, date)
    context = {"date": date, "step": step, "saved": saved, "shown": read.changes}
    return render(request, "day/_saved.html", context | {"overruled": words_of(request.user, saved)})


def _lines_to_read(request: PersonRequest, date: datetime.date) -> HttpResponse | None:
    """The page of a spot's signs once more: where the lines beside a sign that was saved are read."""
    if "signs-of" not in request.POST:
        return None
    spots = {str(spot.public_id): spot for spot in Spot.objects.for_user(request.user)}
    spot = spots.get(request.POST["signs-of"])
    if spot is None or not signs_page(request.user, date, spot).has_lines:
        return None
    address = reverse("day-spot", args=[date.isoformat(), spot.public_id])
    return see_other(f"{address}?saved=1#to-know-{spot.public_id}")


def _refused(request: PersonRequest, date: datetime.date, read: ReadFields) -> HttpResponse:
    """Nothing was saved; everything typed is still there. A button redraws the day, so it gets all of it."""
    if request.htmx and not {"do", "repeat"} & set(request.POST):
        return render(request, "day/_refused.html", {"errors": read.errors}, status=UNPROCESSABLE)
    texts = {change.field: as_text(change.value) for change in read.changes} | read.typed
    page = day_page(request.user, date, today_of(request.user), Typed(texts, read.errors))
    response = shown(request, page, status=UNPROCESSABLE)
    return reswap(retarget(response, "#day-content"), "outerHTML")


def _repeat(request: PersonRequest, date: datetime.date, read: ReadFields) -> HttpResponse:
    """A chip: its treatment once more. With htmx only the treatments are drawn anew: a tap elsewhere stays."""
    chip = read_chip(request.POST["repeat"], Spot.objects.for_user(request.user))
    if chip is None:
        raise Http404
    now = timezone.now()
    with transaction.atomic():
        saved = changes.save(request.user, date, read.changes, now)
        if chip.gone:
            messages.info(request, "A spot of that treatment is no longer there, so nothing was added.")
        else:
            treatments.add(request.user, date, chip.public_id, chip.entry, now)
    if not request.htmx:
        _tell_of_other_pages(request, saved)
        return day_page_of(request, date)
    return shown(request, day_page(request.user, date, today_of(request.user)), fragment="treated")


def _at_once(request: PersonRequest, date: datetime.date, read: ReadFields, what: str) -> HttpResponse:
    """A button for the whole day, or an answer: typed and tapped are one change, undone as one."""
    noted = request.POST.getlist("noted")
    if what in WHOLE_DAY:
        wanted = changes_at_once(day_page(request.user, date, today_of(request.user)), what, read.changes)
    else:
        try:
            answer = answered(what, DayFields(request.user))
        except UnknownFieldError as error:
            raise Http404 from error
        wanted = with_answer(read.changes, answer)
        noted.append(answer.field.partition(".")[2])
    saved = changes.save(request.user, date, wanted, timezone.now())
    _tell_of_other_pages(request, saved)
    page = day_page(request.user, date, today_of(request.user), noted=noted)
    if request.htmx:
        return shown(request, page)
    for each in page.follow_ups:
        if each.noted:
            messages.success(request, f"Noted for {each.row.name}: {each.noted}.")
    return day_page_of(request, date)


def _tell_of_other_pages(request: PersonRequest, saved: changes.Saved) -> None:
    for sentence in words_of(request.user, saved):
        messages.info(request, sentence)


def day_page_of(request: PersonRequest, date: datetime.date) -> HttpResponse:
    return see_other("today") if date == today_of(request.user) else see_other("day", date.isoformat())


@signed_in
@require_POST
def day_undo(request: PersonRequest, day: str) -> HttpResponse:
    """Takes back the step that the page offered; a step already used up changes nothing."""
    date = day_or_404(day, request.user)
    try:
        step_id = UUID(request.POST.get("step", ""))
    except ValueError as error:
        raise Http404 from error
    newest = undo.last_step(request.user, date)
    if newest is not None and newest.public_id == step_id:
        undo.take_back(newest, timezone.now())
    elif newest is not None:
        messages.info(request, "Something newer was saved meanwhile, so nothing was taken back.")
    if not request.htmx:
        return see_other("day", date.isoformat())
    return shown(request, day_page(request.user, date, today_of(request.user)))


@signed_in
@require_GET
def day_spot(request: PersonRequest, day: str, spot_id: UUID) -> HttpResponse:
    """The signs of one spot on one day; its fields are saved like all others."""
    date = day_or_404(day, request.user)
    spot = owned_or_404(Spot.objects.for_user(request.user), spot_id)
    page = signs_page(request.user, date, spot)
    context = {"page": page, "plain": not request.htmx, "saved": "saved" in request.GET}
    return page_or_fragment(request, "day/signs.html", "signs", context)
