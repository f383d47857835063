"""The application whose only work can be counted."""

from __future__ import annotations

from django.apps import AppConfig


class ChaosConfig(AppConfig):
    name = "tests.support.chaos"
    label = "chaos"

    def ready(self) -> None:
        from tests.support.chaos import work  # noqa: F401 - registers its jobs
