"""Routes of training."""

from __future__ import annotations

from django.urls import path

from training.views import sessions

app_name = "training"
urlpatterns = [
    path("trainings/", sessions.trainings, name="trainings"),
    path("trainings/new/", sessions.new, name="new"),
    path("trainings/record/", sessions.record, name="record"),
    path("trainings/<int:pk>/", sessions.session, name="session"),
]
