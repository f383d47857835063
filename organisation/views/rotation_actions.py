"""Place, link and buttons of the regular exchange."""

from __future__ import annotations

from core import links, work
from core.web import navigation
from core.web.commands import register_action
from core.web.navigation import NavItem
from organisation.rules.lifecycles import exchange as life
from organisation.rules.words import gettext_noop as _
from organisation.services import rotation


def register() -> None:
    """Tell the shell about exchanges."""
    navigation.register(
        NavItem(
            label=_("Regular exchange"),
            url_name="organisation:rotation",
            icon="refresh",
            permission=life.VIEW_RIGHT,
            group="administration",
            queues=(life.QUEUE,),
            order=49,
        )
    )
    links.register(life.KIND, "organisation:exchange", _("exchange of posted people"), "refresh")
    work.name_queues({life.QUEUE: _("decide on an exchange")})
    register_action(life.APPROVE, rotation.approve_exchange)
    register_action(life.REJECT, rotation.reject_exchange)
    register_action(life.WITHDRAW, rotation.withdraw_exchange)
