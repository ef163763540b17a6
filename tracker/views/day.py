"""Today, and any other day: showing it, saving it, taking the last change back."""

import datetime
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tracker.body.bodymap import BodyMap, Spotted, body_map
from tracker.body.sides import Point, Side, View
from tracker.changes import day as changes
from tracker.changes import treatments, undo
from tracker.changes.fields import DayFields, FieldChange, UnknownFieldError, as_text
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
from tracker.models import Spot, UndoStep
from tracker.today.controls import Typed
from tracker.today.page import DayPage, day_page
from tracker.today.signs import signs_page


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
    return _day_page_of(request, date)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def day(request: PersonRequest, day: str) -> HttpResponse:
    date = day_or_404(day, request.user)
    if request.method == "POST":
        return _save(request, date)
    return shown(request, day_page(request.user, date, today_of(request.user)))


def shown(request: PersonRequest, page: DayPage, status: int = 200) -> HttpResponse:
    context = {"page": page, "date": page.date, "map": _map(request, page)}
    return page_or_fragment(request, "day/page.html", "content", context, status=status)


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
    saved = changes.save(request.user, date, read.changes, timezone.now())
    pressed = "do" in request.POST or "repeat" in request.POST
    if "repeat" in request.POST:
        _repeat(request, date)
    elif "do" in request.POST:
        _do(request, date, request.POST["do"])
    if not request.htmx:
        return _day_page_of(request, date)
    if pressed:
        return shown(request, day_page(request.user, date, today_of(request.user)))
    step = saved.undo or undo.last_step(request.user, date)
    return render(request, "day/_saved.html", {"date": date, "step": step, "saved": saved, "read": read})


def _refused(request: PersonRequest, date: datetime.date, read: ReadFields) -> HttpResponse:
    """Nothing was saved; everything typed is still there."""
    if request.htmx:
        return render(request, "day/_refused.html", {"errors": read.errors}, status=UNPROCESSABLE)
    texts = {change.field: as_text(change.value) for change in read.changes} | read.typed
    page = day_page(request.user, date, today_of(request.user), Typed(texts, read.errors))
    return shown(request, page, status=UNPROCESSABLE)


def _repeat(request: PersonRequest, date: datetime.date) -> None:
    """A chip: its treatment once more, on the spots it carries."""
    try:
        public_id, spots, key = request.POST["repeat"].split(" ", 2)
        wanted = [UUID(spot) for spot in spots.split(",") if spot != "-"]
        chosen = Spot.objects.for_user(request.user).filter(public_id__in=wanted)
        entry = read_chip(key, chosen)
        treatment_id = UUID(public_id)
    except ValueError as error:
        raise Http404 from error
    if entry is None or len(chosen) != len(wanted):
        raise Http404
    treatments.add(request.user, date, treatment_id, entry, timezone.now())


def _do(request: PersonRequest, date: datetime.date, what: str) -> None:
    page = day_page(request.user, date, today_of(request.user))
    wanted: list[FieldChange] = []
    if what == "as-yesterday":
        wanted = [FieldChange(row.pain.name, row.last) for row in page.active_spots if row.pain.was == ""]
    elif what == "all-quiet":
        wanted = [FieldChange(row.pain.name, 0) for row in page.active_spots if row.pain.was == ""]
    elif what not in {"complete", "reopen"}:
        raise Http404
    completed = FieldChange("completed", what != "reopen")
    changes.save(request.user, date, [*wanted, completed], timezone.now())


def _day_page_of(request: PersonRequest, date: datetime.date) -> HttpResponse:
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
    step = UndoStep.objects.for_user(request.user).filter(public_id=step_id, date=date, kind="day").first()
    if step is not None:
        undo.take_back(step, timezone.now())
    if not request.htmx:
        return _day_page_of(request, date)
    return shown(request, day_page(request.user, date, today_of(request.user)))


@signed_in
@require_GET
def day_spot(request: PersonRequest, day: str, spot_id: UUID) -> HttpResponse:
    """The signs of one spot on one day; its fields are saved like all others."""
    date = day_or_404(day, request.user)
    spot = owned_or_404(Spot.objects.for_user(request.user), spot_id)
    page = signs_page(request.user, date, spot)
    return page_or_fragment(request, "day/signs.html", "signs", {"page": page})
