"""The person's links to their report: making one, the list, taking one back."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.changes import sharing as changes
from tracker.forms.report import ReportForm
from tracker.forms.sharing import ShareForm
from tracker.http import UNPROCESSABLE, PersonRequest, owned_or_404, see_other, signed_in, today_of
from tracker.models import ReportShare, Spot
from tracker.report.choice import ReportChoice
from tracker.sharing.qr import qr_svg
from tracker.sharing.shared import fixed
from tracker.sharing.shares import names_of, shares_page, spots_in_words
from tracker.trends.measures import first_day_of


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: PersonRequest) -> HttpResponse:
    """Makes a link to the report that was chosen. What was chosen comes along in the form."""
    today = today_of(request.user)
    sent = request.POST if request.method == "POST" else request.GET
    spots = Spot.objects.for_user(request.user)
    report_form = ReportForm(sent, today=today, first=first_day_of(request.user), spots=spots)
    if not report_form.is_valid():
        return see_other("report")
    choice = ReportChoice(*report_form.asked())
    form = ShareForm(sent if request.method == "POST" else None, initial={"public_id": uuid4()})
    status = 200
    if request.method == "POST":
        of_spots = fixed(request.user, choice, today)
        if of_spots is None:
            form.add_error(None, "Nothing is recorded in these days, so there is nothing to show.")
        elif form.is_valid():
            return _made(request, form, of_spots)
        status = UNPROCESSABLE
    names = names_of(request.user)
    shown = "every spot in use in these days" if choice.spots is None else spots_in_words(choice.spots, names)
    context = {"form": form, "choice": choice, "sent": report_form.cleaned_data, "spots": shown}
    return render(request, "shares/make.html", context, status=status)


def _made(request: PersonRequest, form: ShareForm, choice: ReportChoice) -> HttpResponse:
    """Shown in the answer itself: to be shown after a redirect, the secret would have to be kept somewhere."""
    terms = form.terms(choice.as_json())
    made = changes.make(request.user, form.cleaned_data["public_id"], terms, timezone.now())
    if made.secret is None:
        messages.info(
            request, "This link was made already. It is shown once: make another one if it is lost."
        )
        return see_other("shares")
    link = request.build_absolute_uri(reverse("shared", args=[made.secret]))
    context = {"made": made, "link": link, "qr": qr_svg(link)}
    return render(request, "shares/made.html", context)


@signed_in
@require_safe
def shares(request: PersonRequest) -> HttpResponse:
    context = {"page": shares_page(request.user, timezone.now())}
    return render(request, "shares/list.html", context)


@signed_in
@require_POST
def revoke(request: PersonRequest, share_id: UUID) -> HttpResponse:
    row = owned_or_404(ReportShare.objects.for_user(request.user), share_id)
    changes.revoke(row, timezone.now())
    messages.success(request, "Taken back. The link leads nowhere from now on.")
    return see_other("shares")


@signed_in
@require_POST
def remove(request: PersonRequest, share_id: UUID) -> HttpResponse:
    """Off the list. A link that can still be opened is taken back first."""
    row = owned_or_404(ReportShare.objects.for_user(request.user), share_id)
    if not changes.remove(row, timezone.now()):
        messages.info(request, "This link can still be opened. Take it back first.")
    return see_other("shares")
