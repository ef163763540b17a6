"""The least that a signed-in page and a saved change can cost, served by the same server."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render

from tracker.http import PersonRequest, signed_in
from tracker.models import UndoStep

# No code of the app reads steps of this kind.
KIND = "bench"


@signed_in
def empty(request: PersonRequest) -> HttpResponse:
    """Signs in, renders the shell, and no more. A POST is checked like any other and inserts one row."""
    if request.method != "POST":
        return render(request, "bench/empty.html", {"person": request.user})
    with transaction.atomic():
        UndoStep.objects.create(person=request.user, kind=KIND, before={})
    return render(request, "bench/_empty.html", {"person": request.user})
