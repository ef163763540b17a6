"""Every address of the app."""

from django.contrib import admin
from django.urls import include, path

from tracker.unchanged import told_unchanged
from tracker.views import (
    body,
    charts,
    data,
    day,
    days,
    deleting,
    factors,
    flag_rules,
    gate,
    goes_with,
    history,
    imports,
    insights,
    lasts,
    learn,
    leaving,
    more,
    proposals,
    report,
    settings,
    shared,
    shares,
    spot_add,
    spot_edit,
    spot_merge,
    spot_notes,
    spots,
    treatments,
    trends,
    trial_days,
    trials,
    welcome,
)

handler400 = "tracker.views.errors.bad_request"
handler403 = "tracker.views.errors.permission_denied"
handler404 = "tracker.views.errors.not_found"
handler429 = "tracker.views.errors.too_many_requests"  # allauth's, for too many attempts
handler500 = "tracker.views.errors.server_error"

urlpatterns = [
    # day
    path("", day.today, name="today"),
    path("day/", day.go, name="day-go"),
    path("day/<str:day>/", day.day, name="day"),
    path("day/<str:day>/undo/", day.day_undo, name="day-undo"),
    path("day/<str:day>/spots/<uuid:spot_id>/", day.day_spot, name="day-spot"),
    path("day/<str:day>/treatments/", treatments.treatment_new, name="treatment-new"),
    path("day/<str:day>/treatments/<uuid:treatment_id>/", treatments.treatment, name="treatment"),
    path(
        "day/<str:day>/treatments/<uuid:treatment_id>/remove/",
        treatments.treatment_remove,
        name="treatment-remove",
    ),
    # days
    path("days/", days.days, name="days"),
    # history
    path("history/", history.history, name="history"),
    # spots
    path("spots/", spots.spots, name="spots"),
    path("spots/add/", spot_add.add, name="spot-add"),
    path("spots/<uuid:spot_id>/", spots.spot, name="spot"),
    path("spots/<uuid:spot_id>/edit/", spot_edit.edit, name="spot-edit"),
    path("spots/<uuid:spot_id>/delete/", deleting.spot, name="spot-delete"),
    path("spots/<uuid:spot_id>/archive/", spots.archive, name="spot-archive"),
    path("spots/<uuid:spot_id>/unarchive/", spots.unarchive, name="spot-unarchive"),
    path("spots/<uuid:spot_id>/merge/", spot_merge.choose, name="spot-merge"),
    path("spots/<uuid:spot_id>/merge/<uuid:other_id>/", spot_merge.confirm, name="spot-merge-with"),
    path("spots/<uuid:spot_id>/notes/", spot_notes.note_new, name="spot-note"),
    path(
        "spots/<uuid:spot_id>/notes/<uuid:note_id>/remove/", spot_notes.note_remove, name="spot-note-remove"
    ),
    path("spots/unmerge/<uuid:step_id>/", spot_merge.unmerge, name="spot-unmerge"),
    # body
    path("body/near/", body.near, name="body-near"),
    path("body/list/", body.listed, name="body-list"),
    path("body/choose/", body.chosen, name="body-chosen"),
    # trends
    path("trends/", trends.trends, name="trends"),
    path("trends/pain.json", told_unchanged(charts.PainChart.as_view()), name="trends-pain"),
    path("trends/worst.json", told_unchanged(charts.WorstChart.as_view()), name="trends-worst"),
    path("trends/sleep.json", told_unchanged(charts.SleepChart.as_view()), name="trends-sleep"),
    path("trends/stress.json", told_unchanged(charts.StressChart.as_view()), name="trends-stress"),
    path("trends/pair.json", told_unchanged(charts.PairChart.as_view()), name="trends-pair"),
    path("trends/body.json", trends.body_frames, name="trends-body"),
    # insights
    path("insights/", insights.insights, name="insights"),
    path("insights/lasts/", lasts.lasts, name="lasts"),
    path("insights/goes-with/", goes_with.goes_with, name="goes-with"),
    path("insights/goes-with/days/", goes_with.days, name="goes-with-days"),
    path("insights/rules/", flag_rules.rules, name="insights-rules"),
    path("insights/rules/spots/<uuid:spot_id>/", flag_rules.thresholds, name="insights-thresholds"),
    path("insights/spots/<uuid:spot_id>/rest/", flag_rules.rest, name="flag-rest"),
    path("insights/spots/<uuid:spot_id>/wake/", flag_rules.wake, name="flag-wake"),
    path("insights/trials/", trials.trials, name="trials"),
    path("insights/trials/new/", trials.new, name="trial-new"),
    path("insights/trials/<uuid:trial_id>/", trials.trial, name="trial"),
    path("insights/trials/<uuid:trial_id>/report/", trials.report, name="trial-report"),
    path("insights/trials/<uuid:trial_id>/plan.ics", trials.calendar, name="trial-calendar"),
    path("insights/trials/<uuid:trial_id>/mark/", trial_days.mark, name="trial-mark"),
    path("insights/trials/<uuid:trial_id>/episode/", trial_days.episode, name="trial-episode"),
    path("insights/trials/<uuid:trial_id>/note/", trial_days.note, name="trial-note"),
    path("insights/trials/<uuid:trial_id>/end/", trial_days.end, name="trial-end"),
    path("insights/trials/<uuid:trial_id>/delete/", trial_days.delete, name="trial-delete"),
    # links to a report
    path("report/share/", shares.share, name="share"),
    path("report/shares/", shares.shares, name="shares"),
    path("report/shares/<uuid:share_id>/revoke/", shares.revoke, name="share-revoke"),
    path("report/shares/<uuid:share_id>/remove/", shares.remove, name="share-remove"),
    path("report/proposals/<uuid:proposal_id>/", proposals.proposal, name="proposal"),
    path("s/<str:secret>/", shared.page, name="shared"),
    path("s/<str:secret>/answer/", shared.write, name="shared-write"),
    path("s/<str:secret>/report.pdf", shared.pdf, name="shared-pdf"),
    # data
    path("data/", data.data, name="data"),
    path("data/export/", data.export, name="data-export"),
    # report
    path("report/", report.report, name="report"),
    path("report/pdf/", report.pdf, name="report-pdf"),
    path("data/import/", imports.imports, name="imports"),
    path("data/import/<uuid:import_id>/", imports.one, name="import"),
    path("data/import/<uuid:import_id>/answer/", imports.answer, name="import-answer"),
    path("data/import/<uuid:import_id>/choose/", imports.choose, name="import-choose"),
    path("data/import/<uuid:import_id>/cancel/", imports.cancel, name="import-cancel"),
    path("data/import/<uuid:import_id>/undo/", imports.undo, name="import-undo"),
    path("data/delete/", leaving.everything, name="data-delete"),
    path("data/delete/days/", deleting.days, name="data-delete-days"),
    path("farewell/", leaving.farewell, name="farewell"),
    # settings
    path("settings/", settings.settings, name="settings"),
    path("settings/happened/", gate.happened, name="happened"),
    path("settings/factors/", factors.factors, name="factors"),
    path("settings/factors/<uuid:factor_id>/", factors.edit, name="factor-edit"),
    path("settings/factors/<uuid:factor_id>/use/", factors.use, name="factor-use"),
    path("settings/factors/<uuid:factor_id>/move/", factors.move, name="factor-move"),
    path("settings/factors/<uuid:factor_id>/remove/", factors.remove, name="factor-remove"),
    # more
    path("more/", more.more, name="more"),
    path("help-now/", more.help_now, name="help-now"),
    path("privacy/", more.privacy, name="privacy"),
    # learn
    path("learn/", learn.learn, name="learn"),
    path("learn/<slug:slug>/", learn.learn_page, name="learn-page"),
    # welcome
    path("welcome/", welcome.welcome, name="welcome"),
    path("sample/", welcome.sample_open, name="sample-open"),
    path("sample/leave/", welcome.sample_leave, name="sample-leave"),
    path("sample/remove/", welcome.sample_remove, name="sample-remove"),
    # accounts
    path("account/login/", welcome.sign_in, name="account_login"),
    path("account/sessions/", gate.sessions, name="usersessions_list"),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
