"""Django application: Claims."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = _("Claims")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from claims import demo, handlers, metrics, permissions, reference, tasks  # noqa: F401 - some register themselves
        from claims.rules.claim_lifecycle import CLAIM_KIND
        from claims.rules.responsibilities import RESPONSIBILITIES
        from claims.selectors import calibration, tables
        from claims.selectors.loss_record import loss_record
        from claims.services.share import GRANTS
        from claims.views import actions
        from core import responsibilities
        from organisation.public import register_ceiling, register_grant_source
        from parties.public import register_credit_source
        from underwriting.public import register_state_limits

        permissions.register()
        responsibilities.register(RESPONSIBILITIES)
        reference.register()
        demo.register()
        metrics.register()
        actions.register_pages()
        register_ceiling(calibration.OPERATION, calibration.ceiling_of)
        register_grant_source(CLAIM_KIND, GRANTS)
        register_credit_source("losses", loss_record)
        register_state_limits(tables.state_limits)
