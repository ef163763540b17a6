"""The app's addresses and the floor's."""

from django.urls import path

from bench.floors import empty
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

urlpatterns = [path("bench/empty/", empty), *of_the_app]
