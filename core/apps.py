"""Django application: Core mechanisms."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as _noop


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Core mechanisms")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from core import reference, reference_data
        from core.crypto import checks  # noqa: F401 (registers itself)
        from core.files import upkeep  # noqa: F401 - registers its jobs
        from core.jobs import housekeeping, proofs  # noqa: F401 - registers its jobs
        from core.web import navigation
        from core.web.navigation import NavItem

        reference.register(100, "deadlines", reference_data.load_clock_rules)
        navigation.register(
            NavItem(label=_noop("My work"), url_name="core:work", icon="inbox", order=1),
            NavItem(label=_noop("Dashboard"), url_name="core:dashboard", icon="layout-dashboard", order=3),
        )
