"""The page behind a link: anybody who has the link and opens it, with or without an account, signed in or not.

No session, no account and no script is needed. A GET shows a button and nothing else, so that programs that follow
links in mails read nothing; the POST behind it leads to the report. The secret in the address is what other forms have
a token for: who does not know it can post nothing, and the cookie is not sent from elsewhere.
"""

import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from tracker.changes.proposals import TooManyError, receive
from tracker.changes.sharing import count_view, try_code
from tracker.forms.writing_back import WriteBackForm
from tracker.gate.origins import counted_address
from tracker.http import UNPROCESSABLE, SeeOther, today_of
from tracker.models import ReportShare
from tracker.report.pdf import Paper, TypesettingError, pdf_of
from tracker.sharing import limits
from tracker.sharing.opening import find, remember, was_opened
from tracker.sharing.shared import Shared, shared

# The form has a few thousand letters at most; whoever sends more is not filling it in.
_LARGEST_BODY = 64_000
_QUIET = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}

logger = logging.getLogger(__name__)

View = Callable[[HttpRequest, ReportShare], HttpResponseBase]


def behind_a_link(view: View) -> Callable[[HttpRequest, str], HttpResponseBase]:
    """Finds the link of the secret. Whatever leads nowhere gets the same answer, whyever it does."""

    @csrf_exempt
    @wraps(view)
    def wrapper(request: HttpRequest, secret: str) -> HttpResponseBase:
        answer = _answer(view, request, secret)
        for name, value in _QUIET.items():
            answer.headers[name] = value
        return answer

    return wrapper


def _answer(view: View, request: HttpRequest, secret: str) -> HttpResponseBase:
    address = counted_address(request)
    if limits.GUESSES.is_reached(address):
        return _too_many()
    share = find(secret, timezone.now())
    if share is None:
        limits.GUESSES.spend(address)
        return _plain("gone", HTTPStatus.NOT_FOUND)
    length = request.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > _LARGEST_BODY:
        return _plain("too_large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return view(request, share)


@require_http_methods(["GET", "HEAD", "POST"])
@behind_a_link
def page(request: HttpRequest, share: ReportShare) -> HttpResponseBase:
    """A POST opens it; from then on a GET of the same browser shows the report."""
    if request.method == "POST":
        return _open(request, share)
    if not was_opened(request, share):
        return _closed(share)
    if not limits.READINGS_OF_LINK.spend(str(share.pk)):
        return _too_many()
    today = today_of(share.person)
    of_share = shared(share, today)
    initial = {"public_id": uuid4(), "date": today}
    form = WriteBackForm(shown=of_share.spots, today=today, initial=initial)
    return _report(request, share, of_share, form)


def _open(request: HttpRequest, share: ReportShare) -> HttpResponse:
    allowed = limits.OPENINGS.spend(counted_address(request)) and limits.OPENINGS_OF_LINK.spend(str(share.pk))
    if not allowed:
        return _too_many()
    if not try_code(share, request.POST.get("code", "").strip()):
        share.refresh_from_db(fields=["wrong_codes"])
        return _closed(share, UNPROCESSABLE)
    count_view(share, timezone.now())
    answer = SeeOther(request.path)
    remember(request, answer, share, request.path)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@behind_a_link
def write(request: HttpRequest, share: ReportShare) -> HttpResponseBase:
    """Takes what is written back. Without the cookie nothing is taken."""
    way_back = request.path.removesuffix("answer/")
    if request.method != "POST" or not was_opened(request, share):
        return SeeOther(way_back)
    if not limits.WRITINGS.spend(counted_address(request)):
        return _too_many()
    today = today_of(share.person)
    of_share = shared(share, today)
    form = WriteBackForm(request.POST, shown=of_share.spots, today=today)
    if form.is_valid():
        try:
            receive(share, form.cleaned_data["public_id"], form.written(), timezone.now())
        except TooManyError:
            form.add_error(
                None, "Enough is waiting to be read. Nothing more can be sent through this link for now."
            )
        else:
            return SeeOther(f"{way_back}?sent=1#answer")
    return _report(request, share, of_share, form, UNPROCESSABLE)


@require_safe
@behind_a_link
def pdf(request: HttpRequest, share: ReportShare) -> HttpResponseBase:
    if not was_opened(request, share):
        return SeeOther(request.path.removesuffix("report.pdf"))
    if not limits.PDFS_OF_LINK.spend(str(share.pk)):
        return _too_many()
    paper: Paper = "letter" if request.GET.get("paper") == "letter" else "a4"
    try:
        made = pdf_of(shared(share, today_of(share.person)).report, paper)
    except TypesettingError:
        logger.exception("no PDF of a shared report")
        context = {"address": request.path.removesuffix("report.pdf")}
        return _plain("no_pdf", HTTPStatus.SERVICE_UNAVAILABLE, context)
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="report.pdf"'},
    )


def _report(
    request: HttpRequest, share: ReportShare, of_share: Shared, form: WriteBackForm, status: int = 200
) -> HttpResponse:
    context = {
        "report": of_share.report,
        "form": form,
        "share": share,
        "address": request.path.removesuffix("answer/"),
        "sent": "sent" in request.GET,
    }
    return _plain("report", status, context)


def _closed(share: ReportShare, status: int = 200) -> HttpResponse:
    """The button, and a field where a code is asked for. Nothing here says of whom or of what the page is."""
    return _plain("closed", status, {"share": share, "refused": status == UNPROCESSABLE})


def _too_many() -> HttpResponse:
    return _plain("too_many", HTTPStatus.TOO_MANY_REQUESTS)


def _plain(name: str, status: int, context: dict[str, Any] | None = None) -> HttpResponse:
    """Without the request: no account and no session has a part in what is shown."""
    return HttpResponse(render_to_string(f"share/{name}.html", context), status=status)
