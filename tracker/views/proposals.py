"""What was written back: the person reads it and decides what of it goes into the diary."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tracker.changes import proposals as changes
from tracker.forms.proposals import AcceptForm
from tracker.http import UNPROCESSABLE, PersonRequest, owned_or_404, see_other, signed_in
from tracker.models import Proposal
from tracker.sharing.proposals import ProposalPage, proposal_page


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: PersonRequest, proposal_id: UUID) -> HttpResponse:
    row = owned_or_404(Proposal.objects.for_user(request.user), proposal_id)
    page = proposal_page(row)
    if request.method != "POST":
        return _show(request, page, AcceptForm(written=page.written, names=page.names))
    do = request.POST.get("do")
    if do == "remove":
        changes.remove(row)
        messages.success(request, "Removed.")
        return see_other("shares")
    if do == "decline":
        if changes.decline(row, timezone.now()):
            messages.success(request, "Left out. Nothing of it is in your diary.")
        return see_other("proposal", row.public_id)
    form = AcceptForm(request.POST, written=page.written, names=page.names)
    if not form.is_valid():
        return _show(request, page, form, UNPROCESSABLE)
    if changes.accept(row, form.accepted(), timezone.now()):
        messages.success(request, "It is in your diary now.")
    return see_other("proposal", row.public_id)


def _show(request: PersonRequest, page: ProposalPage, form: AcceptForm, status: int = 200) -> HttpResponse:
    return render(request, "proposals/proposal.html", {"page": page, "form": form}, status=status)
