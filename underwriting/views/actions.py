"""Which transitions have buttons, where pages stand, how objects are linked, found and verified."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate

from archives.public import free_serials, register_verifier
from core import links, responsibilities, search, work
from core.files import guard
from core.web import history, navigation
from core.web.commands import register_action
from core.web.navigation import NavItem
from finance.public import accounts_of_payer
from parties.public import Business, QuickAction, show_business, show_quick_action
from underwriting.forms.decisions import ApproveForm, DeclineForm, IssueForm, ReturnForm, TermsForm
from underwriting.forms.period import PeriodForm, PremiumBackForm
from underwriting.forms.risk import ReviewForm
from underwriting.forms.rules import DisagreeForm
from underwriting.models import COMPULSORY, Proposal
from underwriting.permissions import QUEUE_LABELS
from underwriting.rules import catalogue_posts, change_queues, lifecycle, period_steps
from underwriting.rules import fleet as fleet_life
from underwriting.rules import sampling as sampling_life
from underwriting.rules.reinsurance import posts as reinsurance
from underwriting.rules.responsibilities import RESPONSIBILITIES
from underwriting.rules.words import gettext_noop as _
from underwriting.selectors import proposals as selectors
from underwriting.selectors.business import policies_of, proposals_of, receipts_of_customer
from underwriting.selectors.checked import checked_entries
from underwriting.selectors.content import parts_changed, reasons_changed
from underwriting.selectors.cover import verification_of
from underwriting.selectors.deciding import conditions_before_cover
from underwriting.selectors.fleet import may_see_fleet
from underwriting.selectors.papers_due import papers_changed
from underwriting.selectors.risk import terms_asked
from underwriting.selectors.term_entries import term_entries
from underwriting.services import agreeing, decide, fleet, intake, issue, review, sampling
from underwriting.views import catalogue_places, desk_actions, line_actions, proposal_papers, skipped, statistics
from underwriting.views.risk_actions import review_arguments


def _issue_arguments(request: HttpRequest, obj: Any) -> dict[str, Any]:
    """The signs that the clerk holds, the nearest number first."""
    proposal: Proposal = obj
    staff_id = request.actor.staff_id  # type: ignore[attr-defined]
    serials = free_serials(staff_id, kind=issue.SIGN) if proposal.compulsory else []
    return {
        "serials": serials,
        "holder": proposal.holder_name,
        "conditions": conditions_before_cover(proposal),
    }


def register() -> None:
    """Tell the registries."""
    _register_buttons()
    work.name_queues(change_queues.QUEUE_LABELS)
    work.name_queues(QUEUE_LABELS | reinsurance.QUEUE_LABELS | catalogue_posts.QUEUE_LABELS)
    links.register(lifecycle.PROPOSAL_KIND, "underwriting:proposal", _("Proposal"), "file-text")
    links.register(lifecycle.POLICY_KIND, "underwriting:policy", _("Policy"), "file-check")
    links.register(lifecycle.SECTION_KIND, "underwriting:section", _("Proposal"), "file-text")
    register_verifier(lifecycle.POLICY_KIND, verification_of)
    guard(lifecycle.POLICY_KIND, selectors.sees_policy)
    guard(lifecycle.PROPOSAL_KIND, selectors.sees_proposal)
    guard(fleet_life.FLEET_KIND, may_see_fleet)
    links.register(fleet_life.FLEET_KIND, "underwriting:fleet_upload", _("Fleet"), "car")
    register_action(fleet_life.DISCARD, fleet.discard_fleet)
    _show_business()
    search.register(
        search.SearchSource(
            kind=lifecycle.POLICY_KIND,
            label=_("Policies"),
            permission="underwriting.view_policies",
            order=10,
            icon="file-check",
        )
    )
    search.register(
        search.SearchSource(
            kind=lifecycle.PROPOSAL_KIND,
            label=_("Proposals"),
            permission="underwriting.view_proposals",
            order=20,
            icon="file-text",
        )
    )
    history.tell_parts(lifecycle.PROPOSAL_KIND, "content", parts_changed)
    history.tell_parts(lifecycle.PROPOSAL_KIND, "return_reasons", reasons_changed)
    history.tell_parts(lifecycle.PROPOSAL_KIND, "paper_marks", papers_changed)
    _register_samples()
    _register_places()
    desk_actions.register()
    line_actions.register()
    catalogue_places.register()
    statistics.register()
    responsibilities.register(RESPONSIBILITIES)


def _register_samples() -> None:
    register_action(sampling_life.AGREE, sampling.agree)
    register_action(sampling_life.DISAGREE, sampling.disagree, form=DisagreeForm)
    links.register(sampling_life.SAMPLE_KIND, "underwriting:sample", _("Sampled acceptance"), "zoom-question")


def _entries(request: HttpRequest, obj: Proposal) -> dict[str, Any]:  # noqa: ARG001
    """The entries that the reviewer may name as wrong."""
    return {"entries": checked_entries(obj)}


def _terms(request: HttpRequest, obj: Proposal) -> dict[str, Any]:  # noqa: ARG001
    """The entries that terms may make stricter, and the terms that report and resolution ask for."""
    return {"entries": term_entries(obj), "asked": terms_asked(obj)}


def _register_buttons() -> None:
    register_action(lifecycle.EDIT, url_name="underwriting:edit")
    register_action(lifecycle.SUBMIT, intake.submit_proposal)
    register_action(lifecycle.WITHDRAW, intake.withdraw_proposal)
    register_action(lifecycle.PASS_REVIEW, review.pass_review, form=ReviewForm, prepare=review_arguments)
    register_action(lifecycle.RETURN, review.return_proposal, form=ReturnForm, prepare=_entries)
    register_action(lifecycle.APPROVE, decide.approve, form=ApproveForm)
    register_action(lifecycle.APPROVE_WITH_TERMS, decide.approve_with_terms, form=TermsForm, prepare=_terms)
    register_action(lifecycle.ASK_MORE, decide.ask_more)
    register_action(lifecycle.SUPPLY, decide.supply)
    register_action(lifecycle.DECLINE, decide.decline, form=DeclineForm, foresee=decide.decline_refusal)
    register_action(lifecycle.CHANGE_TERMS, decide.change_terms)
    _register_period_steps()
    proposal_papers.register()
    register_action(lifecycle.ISSUE, issue.issue, form=IssueForm, prepare=_issue_arguments, told=skipped.after_issue)


def _period_arguments(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    """The day after today, or the agreed one if it is still to come."""
    return {"start_on": max(obj.start_on, localdate() + timedelta(days=1))}


def _payer_accounts(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    """Where the money can go back to."""
    sections = list(obj.sections.exclude(paid_at=None).values_list("pk", flat=True))
    return {"accounts": accounts_of_payer(lifecycle.SECTION_KIND, sections), "paid": bool(sections)}


def _register_period_steps() -> None:
    register_action(period_steps.AGREE_PERIOD, agreeing.agree_period, form=PeriodForm, prepare=_period_arguments)
    register_action(period_steps.RETURN_PREMIUM, agreeing.return_premium, form=PremiumBackForm, prepare=_payer_accounts)
    register_action(
        period_steps.COMPULSORY_ALONE, agreeing.go_on_alone, form=PremiumBackForm, prepare=_commercial_accounts
    )


def _commercial_accounts(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    """Where the premium of the commercial part goes back to, if it was paid."""
    paid = obj.sections.exclude(paid_at=None).exclude(line=COMPULSORY)
    sections = list(paid.values_list("pk", flat=True))
    return {"accounts": accounts_of_payer(lifecycle.SECTION_KIND, sections), "paid": bool(sections)}


def _register_places() -> None:
    waiting = (lifecycle.ENTRY, lifecycle.REVIEW_QUEUE, lifecycle.CUSTOMER, lifecycle.ISSUE_QUEUE)
    deciding = (lifecycle.DECIDE, lifecycle.PROVINCE, lifecycle.HEAD)
    proposals, policies = "underwriting.view_proposals", "underwriting.view_policies"
    navigation.register(
        NavItem(
            label=_("Proposals"),
            url_name="underwriting:proposals",
            icon="file-text",
            permission=proposals,
            group="underwriting",
            queues=waiting,
            order=10,
        ),
        NavItem(
            label=_("Underwriting queue"),
            url_name="underwriting:queue",
            icon="shield-check",
            permission="underwriting.view_rules",
            group="underwriting",
            queues=deciding,
            order=20,
        ),
        NavItem(
            label=_("Policies"),
            url_name="underwriting:policies",
            icon="file-check",
            permission=policies,
            group="underwriting",
            order=30,
        ),
        NavItem(
            label=_("Fleet import"),
            url_name="underwriting:fleet",
            icon="car",
            permission="underwriting.import_fleet",
            group="underwriting",
            order=40,
        ),
    )
    _register_rule_places()


def _register_rule_places() -> None:
    navigation.register(
        NavItem(
            label=_("Sampled acceptances"),
            url_name="underwriting:samples",
            icon="zoom-question",
            permission="underwriting.view_rules",
            group="underwriting",
            queues=(sampling_life.SAMPLE_QUEUE,),
            order=25,
        ),
        NavItem(
            label=_("Suspensions of business"),
            url_name="underwriting:moratoria",
            icon="player-pause",
            permission="underwriting.view_moratoria",
            group="underwriting",
            order=45,
        ),
        NavItem(
            label=_("Rates and rules"),
            url_name="underwriting:rules",
            icon="adjustments",
            permission="underwriting.view_rules",
            group="underwriting",
            order=50,
        ),
    )


def _show_business() -> None:
    """What a customer's page shows of underwriting."""
    policies, proposals = "underwriting.view_policies", "underwriting.view_proposals"
    show_business(Business("policies", _("Policies"), "file-check", policies, policies_of))
    show_business(Business("proposals", _("Proposals"), "file-text", proposals, proposals_of))
    receipts = ("receipts", _("Receipts"), "receipt", "finance.view_receivables", receipts_of_customer)
    show_business(Business(*receipts, tab="money"))
    show_quick_action(QuickAction(_("New proposal"), "file-text", "underwriting.receive_proposal", _entry_for))


def _entry_for(number: str, _name: str) -> str:
    """The choice of products, with the customer brought along."""
    return f"{reverse('underwriting:products_to_enter')}?{urlencode({'party': number})}"
