"""Django application: Finance."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

DUE, PAID = "finance.view_receivables", "finance.view_payments"


class FinanceConfig(AppConfig):
    name = "finance"
    verbose_name = _("Finance")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from finance import metrics, permissions, reference, tasks
        from finance.selectors.credit import payment_behaviour
        from finance.selectors.customers import payments_to, premium_due_from
        from finance.views import actions
        from parties.public import Business, register_credit_source, show_business

        permissions.register()
        reference.register()
        tasks.register()
        metrics.register()
        actions.register()
        register_credit_source("payments", payment_behaviour)
        show_business(Business("due", gettext_noop("Premium due"), "receipt", DUE, premium_due_from, tab="money"))
        show_business(
            Business("payments", gettext_noop("Payments to the customer"), "cash", PAID, payments_to, tab="money")
        )
