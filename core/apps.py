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
        from django.contrib.auth.signals import user_logged_out

        from core import drafts, keeping, reference, reference_data
        from core.crypto import checks  # noqa: F401 (registers itself)
        from core.files import upkeep  # noqa: F401 - registers its jobs
        from core.jobs import housekeeping, operations, proofs  # noqa: F401 - register their jobs and permissions
        from core.web import (
            export_job,  # noqa: F401 - registers its job
            navigation,
        )
        from core.web.navigation import NavItem

        keeping.declare_parameters()
        user_logged_out.connect(drafts.on_sign_out, dispatch_uid="core.drafts")
        reference.register(100, "deadlines", reference_data.load_clock_rules)
        navigation.register(
            NavItem(label=_noop("My work"), url_name="core:work", icon="inbox", order=1),
            NavItem(label=_noop("Dashboard"), url_name="core:dashboard", icon="layout-dashboard", order=3),
            NavItem(
                label=_noop("Duties of my post"), url_name="core:own_duties", icon="book", group="shared", order=90
            ),
            NavItem(
                label=_noop("Queued work"),
                url_name="core:jobs",
                icon="list-details",
                permission=operations.VIEW,
                group="administration",
                order=60,
            ),
            NavItem(
                label=_noop("Schedules"),
                url_name="core:schedules",
                icon="calendar-check",
                permission=operations.VIEW,
                group="administration",
                order=61,
            ),
            NavItem(
                label=_noop("Events"),
                url_name="core:events",
                icon="send",
                permission=operations.VIEW,
                group="administration",
                order=62,
            ),
        )
