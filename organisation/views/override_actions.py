"""Places, links and buttons of emergency overrides and of the monthly report of incompatible duties."""

from __future__ import annotations

from core import links, work
from core.web import navigation
from core.web.commands import register_action
from core.web.navigation import NavItem
from organisation.forms.overrides import CheckForm
from organisation.rules.lifecycles import conflict_report, override
from organisation.rules.words import gettext_noop as _
from organisation.services import conflict_reports, overrides


def register() -> None:
    """Tell the shell about them."""
    navigation.register(
        NavItem(
            label=_("Emergency overrides"),
            url_name="organisation:overrides",
            icon="alert-triangle",
            permission=override.VIEW_RIGHT,
            group="administration",
            queues=(override.QUEUE, override.CHECK_QUEUE),
            order=16,
        )
    )
    navigation.register(
        NavItem(
            label=_("Reports of incompatible duties"),
            url_name="organisation:conflict_reports",
            icon="shield-check",
            permission=conflict_report.VIEW_RIGHT,
            group="administration",
            queues=(conflict_report.QUEUE,),
            order=17,
        )
    )
    work.name_queues(
        {
            override.QUEUE: _("decide on emergency overrides"),
            override.CHECK_QUEUE: _("check emergency overrides afterwards"),
            conflict_report.QUEUE: _("note reports of incompatible duties"),
        }
    )
    links.register(override.KIND, "organisation:override", _("Emergency override"), "alert-triangle")
    links.register(
        conflict_report.KIND, "organisation:conflict_report", _("Report of incompatible duties"), "shield-check"
    )
    register_action(override.APPROVE, overrides.approve_override)
    register_action(override.REJECT, overrides.reject_override)
    register_action(override.WITHDRAW, overrides.withdraw_override)
    register_action(override.END, overrides.end_override)
    register_action(override.CHECK, overrides.check_override, form=CheckForm)
    register_action(conflict_report.NOTE, conflict_reports.note_report)
