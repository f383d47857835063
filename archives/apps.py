"""Django application: Archives."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop


class ArchivesConfig(AppConfig):
    name = "archives"
    verbose_name = _("Archives")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from archives import permissions as own
        from archives import reference, tasks  # noqa: F401 (jobs register themselves)
        from archives.demo import hand_out_signs, tell_papers
        from archives.documents import checks, machinery  # noqa: F401 (the check registers itself)
        from archives.selectors import held_by_people, limits
        from archives.services import form_terms
        from archives.views import form_actions
        from core import clocks, demo, links, parameters, permissions
        from core import reference as loaders
        from core.web import health, history
        from organisation.public import register_change, register_held_things

        limits.declare_parameters()
        history.name_acts({"archives.document.deposit": gettext_noop("Document filed")})
        links.register("archives.document", "archives:document", gettext_noop("Document"))
        links.register("organisation.authority_letter", "archives:authority_letter", gettext_noop("Authority letter"))
        links.register("organisation.filed_plan_paper", "archives:plan_report", gettext_noop("Report of the plan"))
        links.register("parties.listing_sheet", "archives:listing_sheet", gettext_noop("Approval sheet"))
        permissions.register("archives", labels=own.LABELS, posts=own.POSTS, queues=own.QUEUES)
        loaders.register(400, "retention rules", reference.load_retention_rules)
        loaders.register(401, "kinds of printed forms", reference.load_form_types)
        clocks.declare(*reference.CLOCKS)
        parameters.declare(*reference.PARAMETERS)
        demo.register(420, "compulsory signs in stores and hands", hand_out_signs)
        demo.register(1100, "papers about printed forms", tell_papers)
        register_change(form_terms.CHANGE)
        register_held_things("forms and seals", held_by_people.held_by_person)
        form_actions.register()
        health.register("documents", machinery.health)
