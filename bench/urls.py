"""The app's addresses and the floor's."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from tracker.http import PersonRequest, signed_in
from tracker.urls import (
    handler400,
    handler403,
    handler404,
    handler429,
    handler500,
)
from tracker.urls import (
    urlpatterns as of_the_app,
)

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]


@signed_in
def empty(request: PersonRequest) -> HttpResponse:
    """Signs in, renders the shell, and no more. A POST is checked like any other and answered by a line."""
    if request.method == "POST":
        return render(request, "bench/_empty.html", {"person": request.user})
    return render(request, "bench/empty.html", {"person": request.user})


urlpatterns = [path("bench/empty/", empty), *of_the_app]
