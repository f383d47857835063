"""Buttons, links and places of the underwriting desk: reports upward."""

from __future__ import annotations

from core import links
from core.files import guard
from core.web import navigation
from core.web.commands import register_action
from core.web.navigation import NavItem
from underwriting.forms.referral import AgreeForm, OpinionForm
from underwriting.rules import lifecycle, referral
from underwriting.rules.words import gettext_noop as _
from underwriting.selectors.referral import sees_referral
from underwriting.services import referral as reporting
from underwriting.services import referral_life


def register() -> None:
    """Tell the registries."""
    _register_referral()


def _register_referral() -> None:
    register_action(lifecycle.ESCALATE, url_name="underwriting:refer")
    register_action(lifecycle.REPLY_AGREE, url_name="underwriting:referral_of")
    register_action(referral.WRITE, url_name="underwriting:referral_pack")
    register_action(referral.SUBMIT, reporting.submit_referral, form=OpinionForm)
    register_action(referral.FORWARD, reporting.forward_referral, form=OpinionForm)
    register_action(referral.AGREE, reporting.agree, form=AgreeForm)
    register_action(referral.ASK, reporting.ask_for_more)
    register_action(referral.DISAGREE, reporting.disagree)
    register_action(referral.DELIVER, referral_life.deliver_reply)
    register_action(referral.COPY, referral_life.file_copy)
    register_action(referral.CLOSE, referral_life.close_referral)
    links.register(referral.REFERRAL_KIND, "underwriting:referral", _("Report upward"), "arrow-up-right")
    guard(referral.REFERRAL_KIND, sees_referral)
    navigation.register(
        NavItem(
            label=_("Reports upward"),
            url_name="underwriting:referrals",
            icon="arrow-up-right",
            permission="underwriting.view_referrals",
            group="underwriting",
            queues=(referral.PACK_QUEUE, referral.DELIVER_QUEUE, referral.COPY_QUEUE, referral.CLOSE_QUEUE),
            order=22,
        )
    )
