"""Django application: Training."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = _("Training")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from core import demo
        from training import permissions
        from training.demo import build_trainings
        from training.views import actions

        permissions.register()
        actions.register()
        demo.register(1230, "trainings", build_trainings)
