"""The report for a clinician: as a page that prints, and as a PDF. What it is of comes as dates and ids alone."""

import logging
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from tracker.changes.auditing import record
from tracker.forms.report import ReportForm
from tracker.http import UNPROCESSABLE, PersonRequest, signed_in, today_of
from tracker.models import Spot
from tracker.report.assemble import report_of
from tracker.report.choice import ReportChoice
from tracker.report.pdf import Paper, TypesettingError, pdf_of
from tracker.trends.measures import first_day_of

logger = logging.getLogger(__name__)


@signed_in
@require_safe
def report(request: PersonRequest) -> HttpResponse:
    form = _form(request)
    if not form.is_valid():
        return render(request, "report/page.html", {"form": form}, status=UNPROCESSABLE)
    choice = ReportChoice(*form.asked())
    made = report_of(request.user, choice, today_of(request.user))
    return render(request, "report/page.html", {"form": form, "choice": choice, "report": made})


@signed_in
@require_safe
def pdf(request: PersonRequest) -> HttpResponse:
    """`paper`: a4, as also where it is not said, or letter."""
    form = _form(request)
    if not form.is_valid():
        return render(request, "report/page.html", {"form": form}, status=UNPROCESSABLE)
    choice = ReportChoice(*form.asked())
    paper: Paper = "letter" if request.GET.get("paper") == "letter" else "a4"
    try:
        made = pdf_of(report_of(request.user, choice, today_of(request.user)), paper)
    except TypesettingError:
        logger.exception("no PDF of a report")
        return render(request, "report/no_pdf.html", status=HTTPStatus.SERVICE_UNAVAILABLE)
    record(request.user, "report-pdf")
    name = f"report-{choice.start}-to-{choice.end}.pdf"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Disposition": disposition})


def _form(request: PersonRequest) -> ReportForm:
    spots = Spot.objects.for_user(request.user).order_by("number")
    first = first_day_of(request.user)
    return ReportForm(request.GET, today=today_of(request.user), first=first, spots=spots)
