"""Stands in for pages that are being built. Gone before anything is released."""

from django.http import HttpRequest, HttpResponse


def pending(request: HttpRequest, **_: object) -> HttpResponse:
    return HttpResponse("pending", content_type="text/plain")
