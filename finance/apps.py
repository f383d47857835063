"""Django application: Finance."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FinanceConfig(AppConfig):
    name = "finance"
    verbose_name = _("Finance")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from finance import metrics, permissions, reference, tasks
        from finance.selectors.credit import payment_behaviour
        from finance.views import actions
        from parties.public import register_credit_source

        permissions.register()
        reference.register()
        tasks.register()
        metrics.register()
        actions.register()
        register_credit_source("payments", payment_behaviour)
