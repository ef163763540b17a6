"""Every address of the app."""

from django.contrib import admin
from django.urls import include, path

from tracker.views import factors, more, settings, welcome
from tracker.views.pending import pending

handler400 = "tracker.views.errors.bad_request"
handler403 = "tracker.views.errors.permission_denied"
handler404 = "tracker.views.errors.not_found"
handler429 = "tracker.views.errors.too_many_requests"  # allauth's, for too many attempts
handler500 = "tracker.views.errors.server_error"

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
    path("settings/", settings.settings, name="settings"),
    path("settings/factors/", factors.factors, name="factors"),
    path("settings/factors/<uuid:factor_id>/", factors.edit, name="factor-edit"),
    path("settings/factors/<uuid:factor_id>/use/", factors.use, name="factor-use"),
    path("settings/factors/<uuid:factor_id>/move/", factors.move, name="factor-move"),
    path("settings/factors/<uuid:factor_id>/remove/", factors.remove, name="factor-remove"),
    # more
    path("more/", more.more, name="more"),
    path("help-now/", more.help_now, name="help-now"),
    # welcome
    path("welcome/", welcome.welcome, name="welcome"),
    path("sample/", welcome.sample_open, name="sample-open"),
    path("sample/leave/", welcome.sample_leave, name="sample-leave"),
    path("sample/remove/", welcome.sample_remove, name="sample-remove"),
    # accounts
    path("account/login/", welcome.sign_in, name="account_login"),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
