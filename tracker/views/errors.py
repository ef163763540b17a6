"""Friendly error pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere. The reason is for developers, so it is not shown."""
    return render(request, "403_csrf.html", status=403)
