"""Django application: Underwriting."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnderwritingConfig(AppConfig):
    name = "underwriting"
    verbose_name = _("Underwriting")
    default_auto_field = "django.db.models.BigAutoField"
