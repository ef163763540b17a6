"""Requests and answers: the typed request of somebody signed in, fragment or page, the 404 of what is not theirs."""

import datetime
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from tracker.localday import local_date
from tracker.models import Person
from tracker.models.diary import EARLIEST_DAY

UNPROCESSABLE = 422

P = ParamSpec("P")
M = TypeVar("M", bound=Model)
F = TypeVar("F")


class PersonRequest(HttpRequest):
    """A request of somebody signed in. Only `signed_in` views get one."""

    user: Person
    htmx: HtmxDetails


def signed_in(
    view: Callable[Concatenate[PersonRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Sends anonymous visitors to sign in; the view may then rely on `request.user` being a Person.

    A part of a page that asks gets 401 instead of a sign-in page that it would show in its place.
    """
    guarded = login_required(view)

    @wraps(view)
    def wrapper(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.headers.get("HX-Request") and not request.user.is_authenticated:
            return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
        return guarded(cast("PersonRequest", request), *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponseBase]", wrapper)


def owned_or_404(rows: QuerySet[M], public_id: UUID) -> M:
    """The row of that public id among `rows`, which the caller has narrowed with `for_user`."""
    return found_or_404(rows.filter(public_id=public_id).first())


def found_or_404(found: F | None) -> F:
    """What was looked for among what is the person's own."""
    if found is None:
        raise Http404
    return found


def today_of(person: Person) -> datetime.date:
    """The person's diary day at this moment. The one place where views meet the clock."""
    return local_date(timezone.now(), person.zone, person.day_starts_at)


def day_or_404(text: str, person: Person) -> datetime.date:
    """An ISO date in a URL that the person may write to: from 1900 to their today.

    Only as 2026-11-20, so that a day has one address.
    """
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
    if date.isoformat() != text or not EARLIEST_DAY <= date <= today_of(person):
        raise Http404
    return date


class SeeOther(HttpResponseRedirect):
    """After a POST the browser fetches another page with GET."""

    status_code = 303


def see_other(to: str, *args: object) -> SeeOther:
    """303 to a URL name with its arguments."""
    return SeeOther(resolve_url(to, *args))


def is_looked_at(request: HttpRequest) -> bool:
    """Whether somebody is about to see the page: a browser may fetch it ahead of time and never show it."""
    return request.method == "GET" and not request.headers.get("Sec-Purpose", "").startswith("prefetch")


def page_or_fragment(
    request: PersonRequest,
    page: str,
    fragment: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """`page` for a browser, `page#fragment` (a template partial) for htmx."""
    name = f"{page}#{fragment}" if request.htmx else page
    response = render(request, name, context, status=status)
    response["Vary"] = "HX-Request"
    return response
