"""Django application: Underwriting."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnderwritingConfig(AppConfig):
    name = "underwriting"
    verbose_name = _("Underwriting")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from archives.public import register_form_block
        from finance.public import hold_premium
        from organisation.public import register_premium
        from underwriting import handlers, metrics, permissions, reference, tasks  # noqa: F401 - some register themselves
        from underwriting.rules.ledger_entry import LEDGER_ENTRY_KIND
        from underwriting.rules.lifecycle import POLICY_KIND, SECTION_KIND
        from underwriting.selectors.held_premium import held_endorsements, held_ledger_entries, held_sections
        from underwriting.selectors.unsettled import unsettled_of
        from underwriting.selectors.written_premium import premium_of_year
        from underwriting.views import (
            actions,
            endorsing_actions,
            exempting_actions,
            monthly_packs,
            quality_actions,
            reinsurance_actions,
            risk_actions,
            scorecards,
        )

        permissions.register()
        hold_premium(SECTION_KIND, held_sections)
        hold_premium(POLICY_KIND, held_endorsements)
        hold_premium(LEDGER_ENTRY_KIND, held_ledger_entries)
        register_form_block("unsettled fixed-sum policies", unsettled_of)
        reference.register()
        metrics.register()
        register_premium(premium_of_year)
        actions.register()
        endorsing_actions.register()
        exempting_actions.register()
        reinsurance_actions.register()
        quality_actions.register()
        monthly_packs.register()
        scorecards.register()
        risk_actions.register()
        _register_changes()


def _register_changes() -> None:
    """What underwriting changes by four eyes."""
    from organisation.public import register_change
    from underwriting.services import (
        mass_endorsing,
        moratoria,
        new_tariffs,
        products,
        questionnaires,
        rating_cases,
        rule_elements,
        tariffs,
    )

    tables = (tariffs.CHANGE, tariffs.STATE_CHANGE, new_tariffs.CHANGE, rule_elements.CHANGE)
    single = (questionnaires.CHANGE, *tables, mass_endorsing.CHANGE)
    for kind in (*moratoria.CHANGES, *products.CHANGES, *rating_cases.CHANGES, *single):
        register_change(kind)
