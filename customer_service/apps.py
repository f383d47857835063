"""Django application: Customer service."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustomerServiceConfig(AppConfig):
    name = "customer_service"
    verbose_name = _("Customer service")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from customer_service import demo, permissions
        from customer_service.selectors import enquiries as rules
        from customer_service.views import actions
        from customer_service.views.enquiries import register_enquiries

        permissions.register()
        actions.register()
        rules.declare_parameters()
        register_enquiries()
        demo.register()
