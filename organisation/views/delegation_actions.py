"""Place, link and buttons of delegations."""

from __future__ import annotations

from core import links, work
from core.web import navigation
from core.web.commands import register_action
from core.web.navigation import NavItem
from organisation.permissions import DELEGATIONS_QUEUE
from organisation.rules.lifecycles import delegation as lifecycle
from organisation.rules.words import gettext_noop as _
from organisation.services import delegations


def register() -> None:
    """Tell the shell about delegations."""
    navigation.register(
        NavItem(
            label=_("Delegations"),
            url_name="organisation:delegations",
            icon="users",
            permission="organisation.request_delegation",
            group="administration",
            queues=(DELEGATIONS_QUEUE,),
            order=15,
        )
    )
    work.name_queues({DELEGATIONS_QUEUE: _("decide on delegations")})
    links.register("organisation.delegation", "organisation:delegation", _("Delegation"), "users")
    register_action(lifecycle.APPROVE, delegations.approve_delegation)
    register_action(lifecycle.REJECT, delegations.reject_delegation)
    register_action(lifecycle.WITHDRAW, delegations.withdraw_delegation)
    register_action(lifecycle.END, delegations.end_delegation)
