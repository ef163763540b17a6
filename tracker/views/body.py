"""From a place on the drawing, or from the list, to the form that adds a spot.

Where it hurts is sent in the body of a POST, never in an address: addresses end in logs and in the browser's history.
"""

import datetime
from dataclasses import dataclass
from uuid import uuid4

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from tracker.analysis.matching import Mark, same_spot
from tracker.body import catalogue
from tracker.body.anatomy import Muscle
from tracker.body.drawing import Figure, from_drawing, on_silhouette, silhouettes
from tracker.body.names import full_name, plain
from tracker.body.sides import Point, Side, View
from tracker.forms.body import TapForm
from tracker.http import UNPROCESSABLE, PersonRequest, day_or_404, see_other, signed_in, today_of
from tracker.models import Person
from tracker.models.diary import Spot
from tracker.records import anchored_spots_of
from tracker.spot_names import display_name

OFFERED = 5
PAINS = range(11)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A muscle that may be meant, in plain words and by its anatomical name."""

    muscle: str
    place: str
    anatomical: str


@dataclass(frozen=True, slots=True)
class KnownSpot:
    """A spot that the new mark probably is. `name` as within a sentence."""

    public_id: str
    name: str
    muscle: str


@signed_in
@require_POST
def near(request: PersonRequest) -> HttpResponse:
    """The muscles near a tap on the drawing of the person's figure."""
    date = _day_of(request)
    form = TapForm(request.POST)
    if not form.is_valid():
        return _answer(request, {"date": date, "problem": "That place is not on the drawing."}, UNPROCESSABLE)
    figure = Figure(request.user.figure)
    view, x, y = View(form.cleaned_data["view"]), form.cleaned_data["x"], form.cleaned_data["y"]
    if not on_silhouette(silhouettes(settings.BUILD_DIR / "body", figure)[view], x, y):
        return _answer(request, {"date": date, "problem": "That is beside the body. Tap on it."})
    point, muscles = _offered(from_drawing(figure, view, x, y).on_body())
    return _answer(request, _adding(request.user, date, point, muscles))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: PersonRequest) -> HttpResponse:
    """Every muscle by region, or those found by the words in `q`."""
    words = request.POST.get("q", "")[:100]
    found = {each.slug for each in catalogue.search(words)}
    regions = [
        (region.label, [each for each in region.muscles if each.slug in found])
        for region in catalogue.regions()
    ]
    context = {
        "date": _day_of(request),
        "q": words,
        "found": len(found),
        "regions": [(label, [_row(each) for each in muscles]) for label, muscles in regions if muscles],
    }
    return render(request, "body/list.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def chosen(request: PersonRequest) -> HttpResponse:
    """One muscle and side from the list, ready to be added with its pain."""
    if request.method != "POST":
        return see_other("body-list")
    muscle, _, side = request.POST.get("chosen", "").partition(" ")
    if muscle not in catalogue.catalogue().muscles or side not in set(Side):
        raise Http404
    point = catalogue.anchor(muscle, Side(side))
    context = _adding(request.user, _day_of(request), point, (catalogue.muscle(muscle),))
    return render(request, "body/chosen.html", context)


def _offered(point: Point) -> tuple[Point, tuple[Muscle, ...]]:
    """The muscles around a tap. Close to the spine the middle is meant, where there is a muscle that reaches it."""
    muscles = catalogue.muscles_near(point, OFFERED)
    middle = point.to_midline()
    across = tuple(each for each in muscles if each.reaches_midline)
    if middle.side is Side.MIDLINE and across:
        return middle, across
    return point, muscles


def _row(muscle: Muscle) -> dict[str, object]:
    sides = [side for side in Side if side is not Side.MIDLINE or muscle.reaches_midline]
    place = muscle.place[0].upper() + muscle.place[1:]
    return {
        "slug": muscle.slug,
        "place": place,
        "anatomical": plain(muscle),
        "sides": sides,
        "names": " ".join(catalogue.names_of(muscle)),
    }


def _adding(
    person: Person, date: datetime.date, point: Point, muscles: tuple[Muscle, ...]
) -> dict[str, object]:
    """What the form that adds a spot needs."""
    return {
        "date": date,
        "point": point,
        "public_id": uuid4(),
        "known": _known_spot(person, point, muscles),
        "pains": PAINS,
        "candidates": [Candidate(each.slug, full_name(each, point.side), plain(each)) for each in muscles],
    }


def _known_spot(person: Person, point: Point, muscles: tuple[Muscle, ...]) -> KnownSpot | None:
    """The person's spot at this place, if it lies in one of the muscles offered; the likeliest muscle first."""
    anchors = anchored_spots_of(person)
    marks = (Mark(each.slug, point.side, point.view, point.x, point.y) for each in muscles)
    found = next((one for mark in marks if (one := same_spot(mark, anchors))), None)
    if found is None:
        return None
    spot = Spot.objects.for_user(person).get(public_id=found.key)
    place = display_name(spot)
    return KnownSpot(found.key, spot.nickname or place[0].lower() + place[1:], spot.muscle)


def _day_of(request: PersonRequest) -> datetime.date:
    """The day that the spot will be added to: `date` of the form or the address, else today."""
    given = request.POST.get("date") or request.GET.get("date", "")
    return day_or_404(given, request.user) if given else today_of(request.user)


def _answer(request: PersonRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    return render(request, "body/_candidates.html", context, status=status)
