"""Django application: Parties."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop


class PartiesConfig(AppConfig):
    name = "parties"
    verbose_name = _("Parties")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from core import demo, permissions, search
        from core.web.history import name_acts
        from organisation.public import register_change
        from parties import permissions as own
        from parties import tasks  # noqa: F401 - jobs register themselves
        from parties.demo.customers import build_customers
        from parties.rules.lifecycle import PARTY
        from parties.selectors import limits
        from parties.services.channels import CHANNEL_CHANGE
        from parties.services.indexing import all_entries
        from parties.services.intermediary_renewal import CHANGE
        from parties.views.places import register_places

        permissions.register("parties", labels=own.LABELS, posts=own.POSTS, queues=own.QUEUES)
        limits.declare_parameters()
        name_acts(
            {
                "parties.party.reveal": gettext_noop("Sensitive field read"),
                "parties.listing.look": gettext_noop("List entry looked at"),
            }
        )
        register_places()
        register_change(CHANGE)
        register_change(CHANNEL_CHANGE)
        demo.register(300, "customers", build_customers)
        search.register(
            search.SearchSource(
                entries=all_entries,
                kind=PARTY.kind,
                label=gettext_noop("Customers"),
                permission=own.VIEW,
                order=300,
                scoped=False,
                icon="users",
            )
        )
