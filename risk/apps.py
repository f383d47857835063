"""Django application: Risk management."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RiskConfig(AppConfig):
    name = "risk"
    verbose_name = _("Risk management")
    default_auto_field = "django.db.models.BigAutoField"
