"""Routes of the three ways."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import path

from bench.floor import views

urlpatterns = [
    path("alive/", lambda _request: HttpResponse("yes")),
    path("ours/", views.ours),
    path("single/", views.single),
    path("usual/", views.UsualView.as_view()),
    path("floor/", views.floor),
]
