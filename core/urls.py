"""Routes of the mechanisms."""

from __future__ import annotations

from django.urls import path, re_path

from core.web.views import acting, background, desk, drafts, duties, files, gallery, jobs, lists, work

app_name = "core"
urlpatterns = [
    path("", work.my_work, name="work"),
    path("work/claim/", work.take, name="take"),
    path("work/release/", work.put_back, name="put_back"),
    path("work/next/", work.take_next, name="take_next"),
    path("work/transfer/", work.transfer, name="transfer"),
    re_path(r"^drafts/(?P<form>[\w.-]{1,120})/$", drafts.draft, name="draft"),
    path("lists/keep/", lists.keep, name="keep_view"),
    path("lists/columns/", lists.keep_columns, name="keep_columns"),
    path("lists/<int:pk>/begin/", lists.begin_with, name="begin_with_view"),
    path("lists/<int:pk>/forget/", lists.forget, name="forget_view"),
    path("act/<str:kind>/<int:pk>/<str:name>/", acting.act, name="act"),
    path("files/<uuid:token>/", files.file, name="file"),
    path("search/", desk.search, name="search"),
    path("notifications/", desk.notifications, name="notifications"),
    path("notifications/read/", desk.read_notifications, name="read_notifications"),
    path("duties/", duties.own_duties, name="own_duties"),
    path("dashboard/", desk.dashboard, name="dashboard"),
    path("ui/", gallery.gallery, name="gallery"),
    path("work/background/", background.background_list, name="background_list"),
    path("work/background/<int:pk>/", background.background, name="background"),
    path("work/background/<int:pk>/errors.csv", background.errors, name="background_errors"),
    path("administration/jobs/", jobs.monitor, name="jobs"),
    path("administration/jobs/<int:pk>/", jobs.job, name="job"),
    re_path(r"^administration/jobs/(?P<pk>\d+)/(?P<act>replay|cancel)/$", jobs.operate, name="operate_job"),
    path("administration/schedules/", jobs.schedules, name="schedules"),
    path("administration/events/", jobs.events, name="events"),
]
