"""Which transitions have buttons, where pages stand, how objects are linked and found, who reads their files."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.timezone import localtime

from claims.forms.claims import AgreeForm, MergeForm, OpinionForm, ReassessForm, ReceivedForm, ReserveForm
from claims.forms.roster import AbsenceForm, ChangeForm
from claims.forms.survey import RedispatchForm
from claims.models import Claim, DutyShift, LossReport, SurveyTask
from claims.permissions import QUEUE_LABELS
from claims.rules import claim_lifecycle as claim
from claims.rules import duty_lifecycle as duty
from claims.rules import event_lifecycle as event
from claims.rules import lifecycle
from claims.rules.words import gettext_noop as _
from claims.selectors import claims as selectors
from claims.selectors.business import claims_of_customer
from claims.selectors.duty import on_duty
from claims.selectors.reports import live_items
from claims.selectors.reserves import reserves_of
from claims.selectors.roster import places
from claims.services import (
    approve,
    assess,
    calculate,
    dispatch,
    events,
    indexing,
    merge,
    papers,
    reassess,
    register,
    reopen,
    reports,
    reserves,
    roster,
    settle,
    share,
)
from core import files, links, search, work
from core.web import navigation
from core.web.commands import register_action
from core.web.history import name_acts
from core.web.navigation import NavItem
from parties.public import Business, accounts_of, find_parties, show_business


def _missing(_request: HttpRequest, obj: Claim) -> dict[str, Any]:
    """Documents that did not come yet."""
    return {"documents": [(one.code, one.name) for one in selectors.documents_of(obj) if one.received_at is None]}


def _reserves(_request: HttpRequest, obj: Claim) -> dict[str, Any]:
    return {"reserves": reserves_of(obj)}


def _accounts(request: HttpRequest, obj: Claim) -> dict[str, Any]:
    """Accounts of the insured in the customer's record, and how further payees are found."""
    return {"accounts": _choices(obj.insured_id), "find": partial(_accounts_by_text, request.actor)}  # type: ignore[attr-defined]


def _choices(party_id: int) -> list[tuple[str, str]]:
    return [(str(one.token), f"{one.holder} · {one.bank} {one.number_masked}") for one in accounts_of(party_id)]


def _accounts_by_text(actor: Any, text: str) -> list[tuple[str, str]]:
    """Accounts in use of the customers with this number or exactly this name."""
    wanted = text.strip()
    found = [one for one in find_parties(wanted, actor) if wanted in {one.number, one.name}]
    return [choice for one in found for choice in _choices(one.id)]


def _assessed(_request: HttpRequest, obj: Claim) -> dict[str, Any]:
    """Objects whose assessment can be returned."""
    found = [one for one in live_items(obj.report_id) if one.state == lifecycle.CONFIRMED]
    shown = [(one.pk, (one.name, one.plate, f"¥{one.assessed:,.2f}")) for one in found]
    return {"items": [(pk, " · ".join(part for part in parts if part)) for pk, parts in shown]}


def _surveyors(_request: HttpRequest, obj: SurveyTask) -> dict[str, Any]:
    return {"surveyors": on_duty(obj, timezone.now())}


def _similar(_request: HttpRequest, obj: LossReport) -> dict[str, Any]:
    """Reports that were pointed out as perhaps the same accident."""
    return {"similar": [hint["number"] for hint in obj.duplicate_hints]}


def _whole_shift(_request: HttpRequest, obj: DutyShift) -> dict[str, Any]:
    return {"initial": {"away_from": localtime(obj.period.lower), "away_until": localtime(obj.period.upper)}}


def _as_planned(request: HttpRequest, obj: DutyShift) -> dict[str, Any]:
    found = places(request.actor)  # type: ignore[attr-defined]
    known = next((pk for pk, name in found if name == obj.place), None)
    initial = {
        "place_unit_id": known,
        "begins": localtime(obj.period.lower),
        "ends": localtime(obj.period.upper),
        "specialities": obj.specialities,
    }
    return {"places": found, "initial": initial}


def register_pages() -> None:
    """Tell the registries."""
    name_acts({share.READ_UNDER_SHARE: _("Claim read under a grant")})
    _register_field()
    _register_claims()
    register_action(event.END_EVENT, events.end_event)
    links.register(event.EVENT_KIND, "claims:event", _("Major event"), "alert-triangle")
    register_action(duty.CHANGE, roster.change_shift, form=ChangeForm, prepare=_as_planned)
    register_action(duty.ABSENCE, roster.enter_absence, form=AbsenceForm, prepare=_whole_shift)
    links.register(duty.SHIFT_KIND, "claims:shift", _("Duty shift"), "calendar-check")
    work.name_queues(QUEUE_LABELS)
    links.register(lifecycle.REPORT_KIND, "claims:report", _("Loss report"), "phone")
    links.register(lifecycle.TASK_KIND, "claims:task", _("Survey task"), "map-pin")
    links.register(lifecycle.ITEM_KIND, "claims:item", _("Object of loss"), "car")
    links.register(claim.CLAIM_KIND, "claims:claim", _("Claim"), "gavel")
    links.register(claim.SHARE_KIND, "claims:share", _("Shared claim"), "user-share")
    files.guard(lifecycle.REPORT_KIND, selectors.may_see_report)
    files.guard(lifecycle.TASK_KIND, selectors.may_see_task)
    files.guard(claim.CLAIM_KIND, selectors.may_see_claim)
    show_business(
        Business(
            key="claims",
            label=_("Claims"),
            icon="gavel",
            permission="claims.view_claims",
            rows=claims_of_customer,
            tab="claims",
        )
    )
    _register_search()
    _register_places()


def _register_field() -> None:
    register_action(lifecycle.NOTE_REGISTERED, register.register)
    register_action(lifecycle.AMEND, reports.amend_report)
    register_action(lifecycle.MERGE, merge.merge_report, form=MergeForm, prepare=_similar)
    register_action(lifecycle.CANCEL_REPORT, reports.cancel_report)
    register_action(lifecycle.ACCEPT, dispatch.take)
    register_action(lifecycle.REFUSE, dispatch.refuse)
    register_action(lifecycle.ARRIVE, dispatch.reach)
    register_action(lifecycle.FINISH, reassess.finish_survey)
    register_action(lifecycle.REDISPATCH, dispatch.send, form=RedispatchForm, prepare=_surveyors)
    register_action(lifecycle.CANCEL_TASK, reassess.drop_task)
    register_action(lifecycle.CONFIRM_ITEM, assess.confirm)
    register_action(lifecycle.TO_PRICE, assess.to_price_review)
    register_action(lifecycle.AGREE_PRICE, assess.agree)
    register_action(lifecycle.RETURN_PRICE, assess.return_price)
    register_action(lifecycle.REMOVE_ITEM, reassess.drop_item)


def _register_claims() -> None:
    register_action(claim.RECEIVE_DOCUMENTS, papers.receive_documents, form=ReceivedForm, prepare=_missing)
    register_action(claim.ASK_MISSING, papers.ask_missing)
    register_action(claim.COMPLETE, papers.complete_documents)
    register_action(claim.REVISE_RESERVE, reserves.revise_reserve, form=ReserveForm, prepare=_reserves)
    register_action(claim.CALCULATE, calculate.calculate, form=OpinionForm)
    register_action(claim.SUBMIT, calculate.submit)
    register_action(claim.APPROVE, approve.approve)
    register_action(claim.RETURN, approve.return_claim)
    register_action(claim.WITHDRAW, approve.withdraw_approval)
    register_action(claim.ESCALATE, approve.escalate)
    register_action(claim.AGREE, settle.agree, form=AgreeForm, prepare=_accounts)
    register_action(claim.CANCEL, settle.cancel_claim)
    register_action(claim.RETURN_ASSESSMENT, reassess.return_assessment, form=ReassessForm, prepare=_assessed)
    register_action(claim.ASK_REOPENING, reopen.ask_reopening)
    register_action(claim.REOPEN, reopen.reopen)
    register_action(claim.REFUSE_REOPENING, reopen.refuse_reopening)
    register_action(claim.GRANT, share.grant)
    register_action(claim.REFUSE_SHARE, share.refuse_share)
    register_action(claim.END_SHARE, share.end_share)


def _register_search() -> None:
    search.register(
        search.SearchSource(
            kind=claim.CLAIM_KIND,
            label=_("Claims"),
            permission="claims.view_claims",
            order=30,
            icon="gavel",
            entries=indexing.all_claims,
        )
    )
    search.register(
        search.SearchSource(
            kind=lifecycle.REPORT_KIND,
            label=_("Loss reports"),
            permission="claims.view_reports",
            order=40,
            icon="phone",
            entries=indexing.all_reports,
        )
    )


PLACES = (
    (_("Loss reports"), "claims:reports", "phone", "claims.view_reports", (lifecycle.REGISTER_QUEUE,)),
    (
        _("Dispatch and survey"),
        "claims:tasks",
        "map-pin",
        "claims.view_tasks",
        (lifecycle.DISPATCH_QUEUE, lifecycle.PRICE_QUEUE),
    ),
    (_("Major events"), "claims:events", "alert-triangle", "claims.view_reports", ()),
    (_("Duty roster"), "claims:roster", "calendar-check", "claims.view_tasks", ()),
    (
        _("My survey tasks"),
        "claims:my_tasks",
        "navigation",
        "claims.view_own_tasks",
        (lifecycle.ACCEPT_QUEUE, lifecycle.SURVEY_QUEUE),
    ),
    (
        _("Claims"),
        "claims:claims",
        "gavel",
        "claims.view_claims",
        (
            claim.PAPERS_QUEUE,
            claim.CALCULATE_QUEUE,
            claim.APPROVE_QUEUE,
            claim.ABOVE_QUEUE,
            claim.PROVINCE_QUEUE,
            claim.SETTLE_QUEUE,
        ),
    ),
    (_("Shared claims"), "claims:shares", "user-share", "claims.view_shares", (claim.SHARE_QUEUE,)),
    (_("Authority of sub-branches"), "claims:authority_floor", "adjustments", "claims.view_calibration", ()),
)


def _register_places() -> None:
    for order, (label, url_name, icon, permission, queues) in enumerate(PLACES, 1):
        navigation.register(
            NavItem(
                label=label,
                url_name=url_name,
                icon=icon,
                permission=permission,
                group="claims",
                queues=queues,
                order=order * 10,
            )
        )
