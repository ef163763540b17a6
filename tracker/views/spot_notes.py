"""Notes on a spot: writing one, removing one."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tracker.changes.notes import add_note, remove_note
from tracker.forms.sharing import NoteForm
from tracker.http import UNPROCESSABLE, PersonRequest, SeeOther, owned_or_404, see_other, signed_in, today_of
from tracker.models import Spot, SpotNote
from tracker.spot_names import display_name


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def note_new(request: PersonRequest, spot_id: UUID) -> HttpResponse:
    spot = owned_or_404(Spot.objects.for_user(request.user), spot_id)
    today = today_of(request.user)
    sent = request.POST if request.method == "POST" else None
    form = NoteForm(sent, today=today, initial={"public_id": uuid4(), "date": today})
    if sent is not None and form.is_valid():
        said = form.cleaned_data
        add_note(spot, said["public_id"], said["date"], said["text"], timezone.now())
        return SeeOther(f"{resolve_url('spot', spot.public_id)}#notes")
    context = {"form": form, "spot": spot, "name": display_name(spot)}
    return render(request, "spots/note.html", context, status=200 if sent is None else UNPROCESSABLE)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def note_remove(request: PersonRequest, spot_id: UUID, note_id: UUID) -> HttpResponse:
    """Asks once, then removes: a note is not kept for undo."""
    spot = owned_or_404(Spot.objects.for_user(request.user), spot_id)
    note = owned_or_404(SpotNote.objects.for_user(request.user).filter(spot=spot), note_id)
    if request.method != "POST":
        return render(
            request, "spots/note_remove.html", {"note": note, "spot": spot, "name": display_name(spot)}
        )
    remove_note(spot, note.public_id)
    messages.success(request, "Removed.")
    return see_other("spot", spot.public_id)
