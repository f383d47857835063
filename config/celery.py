"""The Celery application. Celery only runs jobs; the rows in PostgreSQL are the record of them."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

app = Celery("three_centres")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
