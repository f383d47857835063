"""Buttons, places and links of reinsurance."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate

from core import links
from core.files import guard
from core.web import navigation
from core.web.commands import register_action
from core.web.navigation import NavItem
from organisation.public import register_change
from underwriting.forms.reinsurance import (
    AdjustForm,
    AgreedForm,
    BearForm,
    DecideForm,
    PlaceForm,
    QuoteForm,
    SubmitForm,
)
from underwriting.forms.treaty_report import SendForm
from underwriting.models import FacultativeCase
from underwriting.rules import book_reconciliation
from underwriting.rules.endorsement_life import BEFORE_ISSUE
from underwriting.rules.reinsurance import account, advice, agreement, facultative, treaty_report
from underwriting.rules.words import gettext_noop as _
from underwriting.selectors.cession import measure
from underwriting.selectors.coinsurer_money import STATEMENT_KIND
from underwriting.selectors.endorsement_gate import unplaced_after
from underwriting.selectors.plan_in_words import losses_in_words, terms_in_words
from underwriting.selectors.reinsurance import reinsurers_on
from underwriting.selectors.reinsurance_pages import sees_facultative
from underwriting.services import agreement as agreements
from underwriting.services import book_reconciliation as reconciliations
from underwriting.services import facultative as cases
from underwriting.services import loss_advice, master_programme, programme, reinsurance_account
from underwriting.services import treaty_report as reports

RECONCILED = "underwriting.view_reconciliation"
SEE, CASES, ACCOUNTS = (
    "underwriting.view_reinsurance",
    "underwriting.view_cession_cases",
    "underwriting.view_accounts",
)


def register() -> None:
    """Tell the registries."""
    for kind in programme.CHANGES:
        register_change(kind)
    _register_cases()
    _register_agreements()
    register_action(advice.PASS_ON, loss_advice.pass_on)
    register_action(advice.SETTLE, loss_advice.settle)
    for transition, send in (
        (account.SEND, reinsurance_account.send),
        (account.CONFIRM, reinsurance_account.confirm),
        (account.DISPUTE, reinsurance_account.dispute),
        (account.SETTLE, reinsurance_account.settle),
    ):
        register_action(transition, send)
    _register_sheets()
    guard(facultative.FACULTATIVE_KIND, sees_facultative)
    links.register(facultative.FACULTATIVE_KIND, "underwriting:cession_case", _("Cession"), "arrows-split")
    links.register(agreement.AGREEMENT_KIND, "underwriting:agreement", _("Agreement"), "git-compare")
    links.register(advice.ADVICE_KIND, "underwriting:ceded_loss", _("Loss advice"), "alert-triangle")
    links.register(account.ACCOUNT_KIND, "underwriting:reinsurance_account", _("Reinsurance account"), "file-invoice")
    links.register(STATEMENT_KIND, "underwriting:coinsurer_statement", _("Statement to a co-insurer"), "file-invoice")
    for item in _places():
        navigation.register(item)


def _register_sheets() -> None:
    register_change(master_programme.CHANGE)
    register_action(treaty_report.FILL, reports.take_up)
    register_action(treaty_report.REFILL, reports.refill)
    register_action(treaty_report.CONFIRM, reports.confirm)
    register_action(treaty_report.RETURN, reports.give_back)
    register_action(treaty_report.SEND, reports.send, form=SendForm)
    register_action(book_reconciliation.REDRAW, reconciliations.redraw)
    register_action(book_reconciliation.EXPLAIN, reconciliations.explain)
    register_action(book_reconciliation.RETURN, reconciliations.give_back)
    register_action(book_reconciliation.CLOSE, reconciliations.close)
    kind = book_reconciliation.RECONCILIATION_KIND
    links.register(kind, "underwriting:reconciliation", _("Reconciliation of the books"), "git-compare")
    kind = treaty_report.REPORT_KIND
    links.register(kind, "underwriting:filed_treaty_report", _("Treaty business report"), "chart-bar")


def _register_cases() -> None:
    register_action(facultative.DECIDE, cases.decide, form=DecideForm, prepare=_decided)
    register_action(facultative.SUBMIT, cases.submit, form=SubmitForm, prepare=_submission)
    register_action(facultative.QUOTE, cases.quote, form=QuoteForm, prepare=_reinsurers)
    register_action(facultative.PLACE, cases.place, form=PlaceForm)
    register_action(facultative.DECLINE, cases.decline)
    register_action(facultative.RETRY, cases.retry)
    register_action(facultative.BIND, cases.bind)
    register_action(facultative.ADJUST, cases.adjust, form=AdjustForm)
    register_action(facultative.CLOSE, cases.close)


def _register_agreements() -> None:
    register_action(agreement.REVIEW, agreements.review)
    register_action(agreement.REPORT, agreements.report)
    register_action(agreement.APPROVE, agreements.approve, form=AgreedForm, prepare=_agreed)
    register_action(agreement.REFUSE, agreements.refuse)
    register_action(agreement.BEAR, agreements.bear, form=BearForm)
    register_action(agreement.WITHDRAW, agreements.withdraw)


def _agreed(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    """What must be placed for the request that is asked about; nothing is said where no request is there yet."""
    request = obj.asked_for
    if request is None or request.state not in BEFORE_ISSUE or not request.changes:
        return {}
    lacking = unplaced_after(request)
    needed = obj.case_of.placed + lacking
    return {"needed": needed, "initial": {"placed": needed}} if lacking else {}


def _decided(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    case: FacultativeCase = obj
    measure(case)
    return {"asked": case.asked, "conditions": case.conditions}


def _submission(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    """What the system knows of the business stands there already."""
    case: FacultativeCase = obj
    known = {
        "terms": case.terms or terms_in_words(case.proposal),
        "loss_record": case.loss_record or losses_in_words(case.proposal),
        "material": case.material,
    }
    return {"late": localdate() > case.submit_by, "initial": known}


def _reinsurers(_request: HttpRequest, _obj: Any) -> dict[str, Any]:
    return {"reinsurers": [(one.party_id, f"{one.name} · {one.rating}") for one in reinsurers_on(localdate())]}


def _places() -> tuple[NavItem, ...]:
    waiting = (facultative.CESSION_QUEUE, facultative.PLACE_QUEUE)
    confirming = (account.CONFIRM_QUEUE, account.SETTLE_QUEUE)
    reporting = (treaty_report.FILL_QUEUE, treaty_report.REPORT_QUEUE, treaty_report.SEND_QUEUE)
    reconciling = (book_reconciliation.EXPLAIN_QUEUE, book_reconciliation.CLOSE_QUEUE)
    places: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
        (_("Cessions to be confirmed"), "cession_cases", "arrows-split", CASES, waiting),
        (_("Cessions"), "cessions", "list-details", SEE, ()),
        (_("Treaties"), "treaties", "file-certificate", SEE, ()),
        (_("Accumulation"), "accumulation", "map-pin", SEE, ()),
        (_("Losses of ceded business"), "ceded_losses", "alert-triangle", SEE, (advice.ADVICE_QUEUE,)),
        (_("Reinsurance accounts"), "reinsurance_accounts", "file-invoice", ACCOUNTS, confirming),
        (_("Settlement with co-insurers"), "coinsurers", "users", ACCOUNTS, ()),
        (_("Treaty business reports"), "treaty_reports", "chart-bar", ACCOUNTS, reporting),
        (_("Master programmes"), "master_programmes", "layout-list", "underwriting.view_programmes", ()),
        (_("Reconciliation of the books"), "reconciliations", "git-compare", RECONCILED, reconciling),
    )
    return tuple(
        NavItem(
            label=label,
            url_name=f"underwriting:{url}",
            icon=icon,
            permission=permission,
            group="underwriting",
            queues=queues,
            order=60 + at,
        )
        for at, (label, url, icon, permission, queues) in enumerate(places)
    )
