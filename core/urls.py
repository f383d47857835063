"""Routes of the mechanisms."""

from __future__ import annotations

from django.urls import path

from core.web.views import acting, desk, files, work

app_name = "core"
urlpatterns = [
    path("", work.my_work, name="work"),
    path("work/claim/", work.take, name="take"),
    path("work/release/", work.put_back, name="put_back"),
    path("act/<str:kind>/<int:pk>/<str:name>/", acting.act, name="act"),
    path("files/<uuid:token>/", files.file, name="file"),
    path("search/", desk.search, name="search"),
    path("notifications/", desk.notifications, name="notifications"),
    path("notifications/read/", desk.read_notifications, name="read_notifications"),
    path("dashboard/", desk.dashboard, name="dashboard"),
]
