"""Every address of the app."""

from django.contrib import admin
from django.urls import include, path

from tracker.views.pending import pending

urlpatterns = [
    # day
    path("", pending, name="today"),
    path("day/<str:day>/", pending, name="day"),
    # days
    path("days/", pending, name="days"),
    # history
    path("history/", pending, name="history"),
    # spots
    path("spots/", pending, name="spots"),
    path("spots/add/", pending, name="spot-add"),
    path("spots/<uuid:spot_id>/", pending, name="spot"),
    # body
    path("body/near/", pending, name="body-near"),
    path("body/list/", pending, name="body-list"),
    # trends
    path("trends/", pending, name="trends"),
    # data
    path("data/", pending, name="data"),
    # settings
    path("settings/", pending, name="settings"),
    path("settings/factors/", pending, name="factors"),
    # more
    path("more/", pending, name="more"),
    path("help-now/", pending, name="help-now"),
    # welcome
    path("welcome/", pending, name="welcome"),
    path("sample/", pending, name="sample-open"),
    path("sample/remove/", pending, name="sample-remove"),
    # accounts
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
