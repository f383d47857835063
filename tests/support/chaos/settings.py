"""Settings of the processes on the chaos stage: the mechanisms alone, on the stage's own servers."""

from __future__ import annotations

from config.settings.env import env
from config.settings.test import *  # noqa: F403

CELERY_BROKER_URL = env.str("REDIS_URL")
CHAOS_DIRECTORY = env.str("CHAOS_DIRECTORY")
AUTH_USER_MODEL = "auth.User"
INSTALLED_APPS = [
    "core",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.postgres",
    "pgtrigger",
    "tests.support.chaos.apps.ChaosConfig",
]
SCHEDULE = "tests.support.chaos.work.SCHEDULE"
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "tests.support.chaos.urls"
SILENCED_SYSTEM_CHECKS = ["axes", "guardian"]
