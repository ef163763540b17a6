"""One treatment of a day: adding, changing, removing."""

import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import retarget

from tracker.changes import treatments as changes
from tracker.changes.fields import as_text
from tracker.forms.treatments import TreatmentForm
from tracker.http import (
    UNPROCESSABLE,
    PersonRequest,
    day_or_404,
    owned_or_404,
    page_or_fragment,
    signed_in,
    today_of,
)
from tracker.models import Spot, TreatedSpot, Treatment, UndoStep
from tracker.records import spot_record
from tracker.today.page import day_page
from tracker.views.day import day_page_of, shown


def _spots(request: PersonRequest, date: datetime.date) -> list[Spot]:
    """Spots that a treatment of that day may name: archived ones only if they were put away later."""
    spots = Spot.objects.for_user(request.user)
    return [spot for spot in spots if date < spot.first_day or spot_record(spot).asked_on(date.toordinal())]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def treatment_new(request: PersonRequest, day: str) -> HttpResponse:
    date = day_or_404(day, request.user)
    spots = _spots(request, date)
    if request.method != "POST":
        likely = [str(spot.public_id) for spot in spots if str(spot.public_id) == request.GET.get("spot")]
        initial: dict[str, Any] = {
            "public_id": uuid4(),
            "kind": "self_pressure",
            "by": "self",
            "spots": likely,
        }
        return _form_page(request, date, TreatmentForm(own_spots=spots, date=date, initial=initial))
    form = TreatmentForm(request.POST, own_spots=spots, date=date)
    if not form.is_valid():
        return _form_page(request, date, form, status=UNPROCESSABLE)
    changes.add(request.user, date, form.cleaned_data["public_id"], form.entry(), timezone.now())
    return _done(request, date)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def treatment(request: PersonRequest, day: str, treatment_id: UUID) -> HttpResponse:
    date = day_or_404(day, request.user)
    row = owned_or_404(Treatment.objects.for_user(request.user).filter(date=date), treatment_id)
    # So that whoever changes it learns of the new revision.
    row.person = request.user
    treated = list(TreatedSpot.objects.for_user(request.user).filter(treatment=row).select_related("spot"))
    known = {spot.pk: spot for spot in [*_spots(request, date), *(each.spot for each in treated)]}
    spots = sorted(known.values(), key=lambda spot: spot.number)
    if request.method != "POST":
        form = TreatmentForm(own_spots=spots, date=date, initial=_initial(row, treated))
        return _form_page(request, date, form, row)
    form = TreatmentForm(request.POST, own_spots=spots, date=date)
    if not form.is_valid():
        return _form_page(request, date, form, row, status=UNPROCESSABLE)
    changes.change(row, form.entry(), timezone.now())
    return _done(request, date)


@signed_in
@require_POST
def treatment_remove(request: PersonRequest, day: str, treatment_id: UUID) -> HttpResponse:
    """Removing what is gone already changes nothing."""
    date = day_or_404(day, request.user)
    row = Treatment.objects.for_user(request.user).filter(date=date, public_id=treatment_id).first()
    if row is not None:
        changes.remove(row, timezone.now())
    elif not _was_removed(request, date, treatment_id):
        raise Http404
    return _done(request, date)


def _was_removed(request: PersonRequest, date: datetime.date, treatment_id: UUID) -> bool:
    """Whether the person removed it a moment ago: a second tap is no error."""
    steps = UndoStep.objects.for_user(request.user).filter(kind="day", date=date)
    return steps.filter(before__treatments__has_key=str(treatment_id)).exists()


def _initial(row: Treatment, treated: list[TreatedSpot]) -> dict[str, Any]:
    names = ("public_id", "kind", "tool", "minutes", "by", "pressure", "started_on", "note")
    pains = {
        f"{moment}.{each.spot.public_id}": getattr(each, f"pain_{moment}")
        for each in treated
        for moment in ("before", "after")
    }
    spots = [str(each.spot.public_id) for each in treated]
    minutes = None if row.minutes is None else as_text(row.minutes)
    return {name: getattr(row, name) for name in names} | pains | {"spots": spots, "minutes": minutes}


def _form_page(
    request: PersonRequest,
    date: datetime.date,
    form: TreatmentForm,
    row: Treatment | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "date": date, "treatment": row}
    response = page_or_fragment(request, "day/treatment.html", "form", context, status=status)
    # What is wrong is shown in the form's own place; only a form that fits redraws the day.
    return retarget(response, "this") if status == UNPROCESSABLE else response


def _done(request: PersonRequest, date: datetime.date) -> HttpResponse:
    today = today_of(request.user)
    if request.htmx:
        return shown(request, day_page(request.user, date, today))
    return day_page_of(request, date)
