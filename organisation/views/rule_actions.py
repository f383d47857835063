"""Places, links and buttons of the rules: changes, authority, parameters, deadlines, calendar, segregation."""

from __future__ import annotations

from core import links, work
from core.web import navigation
from core.web.commands import register_action
from core.web.navigation import NavItem
from organisation.permissions import ACCESS_QUEUE, AUTHORITY_QUEUE, CHANGES_QUEUE
from organisation.rules.lifecycles import control_change
from organisation.rules.words import gettext_noop as _
from organisation.services import changes

PLACES = (
    (
        _("Changes of rules"),
        "organisation:changes",
        "git-compare",
        "organisation.view_changes",
        (CHANGES_QUEUE, ACCESS_QUEUE, AUTHORITY_QUEUE),
    ),
    (_("Authority"), "organisation:authority", "key", "organisation.view_authority", ()),
    (_("Business parameters"), "organisation:parameters", "adjustments", "organisation.view_controls", ()),
    (_("Deadlines"), "organisation:clocks", "alarm", "organisation.view_controls", ()),
    (_("Working calendar"), "organisation:calendar", "calendar-check", "organisation.view_controls", ()),
    (_("Segregation of duties"), "organisation:segregation", "arrows-split", "organisation.view_controls", ()),
)
QUEUE_LABELS = {
    AUTHORITY_QUEUE: _("decide on authority"),
    CHANGES_QUEUE: _("decide on rules"),
    ACCESS_QUEUE: _("decide on posts and access"),
}


def register() -> None:
    """Tell the shell about the pages of rules."""
    for order, (label, url_name, icon, permission, queues) in enumerate(PLACES, 20):
        item = NavItem(
            label=label,
            url_name=url_name,
            icon=icon,
            permission=permission,
            group="administration",
            queues=queues,
            order=order,
        )
        navigation.register(item)
    work.name_queues(QUEUE_LABELS)
    links.register("organisation.change", "organisation:change", _("Change of rules"), "git-compare")
    register_action(control_change.APPROVE, changes.approve_change)
    register_action(control_change.REJECT, changes.reject_change)
    register_action(control_change.WITHDRAW, changes.withdraw_change)
