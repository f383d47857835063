"""Buttons, links and places of what happens to a policy after its issue."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate

from core import links, work
from core.files import guard
from core.web import navigation
from core.web.commands import register_action
from core.web.history import name_acts
from core.web.navigation import NavItem
from finance.public import payer_accounts
from underwriting.forms.endings import DeliveryForm, PaperForm
from underwriting.forms.endorsements import AgreeDayForm, ApproveEndorsementForm, GiveBackForm, InspectionForm, PassForm
from underwriting.forms.renewals import ContactForm, LostForm
from underwriting.forms.reprints import ReprintForm, SignForm
from underwriting.models import Endorsement
from underwriting.rules import day_print, ending_notice, ending_papers, reprint_life, reprint_posts
from underwriting.rules import endorsement_life as life
from underwriting.rules import endorsement_upward as upward
from underwriting.rules import renewing as renewing_life
from underwriting.rules.lifecycle import POLICY_KIND, REPRINT
from underwriting.rules.words import gettext_noop as _
from underwriting.selectors import endorsements as selectors
from underwriting.selectors.policy_life import open_claims
from underwriting.selectors.renewals import sees_renewal
from underwriting.services import endorsement_issue, endorsement_upward, endorsing, renewing, reprinting
from underwriting.services.day_prints import ASKED, PRINTED
from underwriting.services.ending_notice import deliver_letter
from underwriting.services.ending_papers import attach_paper
from underwriting.views import skipped
from underwriting.views.reprints import print_arguments, reprint_arguments

SEE = "underwriting.view_endorsements"


def _pass_arguments(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    found: Endorsement = obj
    return {"ends": found.ends_policy, "complete": found.papers_complete}


def _approve_arguments(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    found: Endorsement = obj
    return {"claims": len(open_claims(found.policy))}


def _payer_accounts(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    found: Endorsement = obj
    return {"accounts": payer_accounts(POLICY_KIND, found.policy_id)}


def register() -> None:
    """Tell the registries."""
    links.register(life.ENDORSEMENT_KIND, "underwriting:endorsement", _("Endorsement"), "edit")
    guard(life.ENDORSEMENT_KIND, selectors.sees_endorsement)
    register_action(life.ENTER, url_name="underwriting:enter_endorsement")
    register_action(life.ATTACH, attach_paper, form=PaperForm)
    register_action(ending_notice.DELIVER, deliver_letter, form=DeliveryForm)
    register_action(life.PASS_REVIEW, endorsing.pass_review, form=PassForm, prepare=_pass_arguments)
    register_action(life.RETURN, endorsing.return_endorsement)
    register_action(life.TAKE_UP, endorsing.take_up)
    register_action(life.ASK_INSPECTION, endorsing.ask_inspection)
    register_action(life.REPORT_INSPECTION, endorsing.report_inspection, form=InspectionForm)
    register_action(
        life.APPROVE, endorsing.approve_endorsement, form=ApproveEndorsementForm, prepare=_approve_arguments
    )
    register_action(life.CONFIRM, endorsing.confirm_endorsement)
    register_action(life.SEND_BACK, endorsing.send_back)
    register_action(life.DECLINE, endorsing.decline_endorsement)
    register_action(upward.REPORT_UP, endorsement_upward.report_up)
    register_action(upward.REPORT_HEAD, endorsement_upward.report_to_head_office)
    register_action(upward.ASK_MORE, endorsement_upward.ask_more)
    register_action(life.APPROVE_REFUND, endorsing.approve_refund)
    register_action(life.ISSUE, endorsement_issue.issue_endorsement)
    register_action(life.WITHDRAW, endorsing.withdraw_endorsement)
    register_action(life.AGREE_DAY, endorsing.agree_day, form=AgreeDayForm)
    register_action(life.GIVE_BACK, endorsing.give_back, form=GiveBackForm, prepare=_payer_accounts)
    _register_reprints()
    _register_renewals()
    _register_places()


def _register_reprints() -> None:
    register_action(
        REPRINT, reprinting.print_or_ask, form=ReprintForm, prepare=reprint_arguments, told=skipped.after_reprint
    )
    register_action(reprint_life.RELEASE, reprinting.release_print)
    register_action(reprint_life.REFUSE, reprinting.refuse_print)
    register_action(
        reprint_life.PRINT,
        reprinting.print_released,
        form=SignForm,
        prepare=print_arguments,
        told=skipped.after_released_print,
    )
    register_action(reprint_life.WITHDRAW, reprinting.withdraw_print)
    links.register(reprint_life.REPRINT_KIND, "underwriting:reprint_request", _("Request for a reprint"), "printer")
    work.name_queues(reprint_posts.QUEUE_LABELS)
    name_acts({PRINTED: _("Printed with the policies of a day"), ASKED: _("Print of a day's policies asked for")})
    navigation.register(
        NavItem(
            label=_("Requests for reprints"),
            url_name="underwriting:reprint_requests",
            icon="printer",
            permission="underwriting.view_reprints",
            group="underwriting",
            queues=(reprint_life.RELEASE_QUEUE, reprint_life.PRINT_QUEUE),
            order=33,
        )
    )
    navigation.register(
        NavItem(
            label=_("Print a day's policies"),
            url_name="underwriting:day_prints",
            icon="printer",
            permission=day_print.PERMISSION,
            group="underwriting",
            order=34,
        )
    )


def _register_renewals() -> None:
    links.register(renewing_life.RENEWAL_KIND, "underwriting:renewal", _("Renewal"), "repeat")
    guard(renewing_life.RENEWAL_KIND, sees_renewal)
    register_action(
        renewing_life.PROPOSE,
        renewing.propose_renewal,
        foresee=lambda one: renewing.propose_refusal(one, localdate()),
    )
    register_action(renewing_life.CONTACT, renewing.note_contact, form=ContactForm)
    register_action(renewing_life.LOSE, renewing.lose_renewal, form=LostForm)
    register_action(renewing_life.DECLINE, renewing.decline_renewal, foresee=renewing.decline_refusal)


def _register_places() -> None:
    queues = (
        life.ENTER_QUEUE,
        life.REVIEW_QUEUE,
        life.INSPECT_QUEUE,
        life.DECIDE_QUEUE,
        ending_papers.DIRECTOR_QUEUE,
        ending_notice.NOTICE_QUEUE,
        upward.PROVINCE_QUEUE,
        upward.HEAD_QUEUE,
        life.REFUND_QUEUE,
        life.ISSUE_QUEUE,
    )
    navigation.register(
        NavItem(
            label=_("Endorsements"),
            url_name="underwriting:endorsements",
            icon="edit",
            permission=SEE,
            group="underwriting",
            queues=queues,
            order=32,
        ),
        NavItem(
            label=_("Flow of the work"),
            url_name="underwriting:flow",
            icon="sitemap",
            permission=SEE,
            group="underwriting",
            order=5,
        ),
        NavItem(
            label=_("Renewals"),
            url_name="underwriting:renewals",
            icon="repeat",
            permission=SEE,
            group="underwriting",
            queues=(renewing_life.RENEWAL_QUEUE,),
            order=34,
        ),
    )
