"""Buttons, links and places of premium after the issue and of instalments."""

from __future__ import annotations

from core import links, work
from core.files import guard
from core.web import navigation
from core.web.commands import register_action
from core.web.navigation import NavItem
from underwriting.forms.exemptions import ArrearsEndingForm
from underwriting.rules import exemption_life, instalment_life, money_posts
from underwriting.rules.words import gettext_noop as _
from underwriting.selectors import exemptions as selectors
from underwriting.services import exempting, instalments

SEE = "underwriting.view_instalments"


def register() -> None:
    """Tell the registries."""
    register_action(exemption_life.APPROVE, exempting.approve_exemption)
    register_action(exemption_life.REJECT, exempting.reject_exemption)
    register_action(exemption_life.WITHDRAW, exempting.withdraw_exemption)
    register_action(instalment_life.NOTIFY, instalments.send_notice)
    register_action(instalment_life.PROPOSE_ENDING, instalments.propose_ending, form=ArrearsEndingForm)
    work.name_queues(money_posts.QUEUE_LABELS)
    links.register(exemption_life.EXEMPTION_KIND, "underwriting:exemption", _("Premium after the issue"), "cash")
    links.register(instalment_life.INSTALMENT_KIND, "underwriting:instalment", _("Instalment"), "calendar-check")
    guard(exemption_life.EXEMPTION_KIND, selectors.sees_exemption)
    guard(instalment_life.INSTALMENT_KIND, selectors.sees_instalment)
    navigation.register(
        NavItem(
            label=_("Premium after the issue"),
            url_name="underwriting:exemptions",
            icon="cash",
            permission=SEE,
            group="underwriting",
            queues=(exemption_life.DECIDE_QUEUE,),
            order=28,
        ),
        NavItem(
            label=_("Instalments"),
            url_name="underwriting:instalments",
            icon="calendar-check",
            permission=SEE,
            group="underwriting",
            queues=(instalment_life.CHASE_QUEUE, instalment_life.END_QUEUE),
            order=29,
        ),
    )
