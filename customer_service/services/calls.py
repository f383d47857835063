"""Calls at the 95518 desk: every one is kept with its purpose, time and outcome (HOT-01, HOT-03, HOT-12)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction as database
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from claims.public import InvalidEntry, LossReport, NotTheHotline, ReportData, amend_report, register_report
from core.crypto import blind_index, mask_phone
from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import Forbidden, NotPossible
from customer_service.models import Call, Outcome, Purpose
from customer_service.rules import lifecycle
from customer_service.selectors.calls import open_call
from organisation.public import Unit, UnitKind
from parties.public import IdentityFault, check_phone
from underwriting.public import policy_copy

PHONE_INDEX = "customer_service.caller"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a call is about; empty entries leave what was linked before."""

    report_id: int | None = None
    policy_id: int | None = None
    caller_name: str = ""


@creation(Call, lifecycle.TAKE)
def take_call(command: Command, /, *, phone: str = "", caller_name: str = "") -> Call:
    """The agent answers. A hidden number is no reason to hang up."""
    desk = Unit.objects.get(pk=command.actor.unit_id)
    if desk.kind != UnitKind.HOTLINE:
        raise NotTheHotline(_("Calls are taken at the 95518 workplace only."), details={"basis": "HOT-03"})
    if open_call(command.actor) is not None:
        raise NotPossible(_("You are on the line already. End that call first."))
    call = Call(
        agent_id=command.actor.staff_id or 0,
        agent_name=command.actor.name,
        caller_name=caller_name.strip(),
        started_at=command.at,
    )
    _keep_phone(call, phone.strip())
    call.set_unit(desk)
    call.number = business_number("H", "CAL", localdate(command.at).year, desk.code, gap_free=False)
    return call


def _keep_phone(call: Call, phone: str) -> None:
    if not phone:
        return
    try:
        check_phone(phone)
    except IdentityFault as fault:
        raise InvalidEntry(_(str(fault)), field="phone") from None
    call.caller_phone, call.caller_phone_masked = phone, mask_phone(phone)
    call.phone_index = blind_index(PHONE_INDEX, phone)


def _refuse_other_agent(call: Call, command: Command) -> None:
    if call.agent_id != command.actor.staff_id:
        raise Forbidden(_("This call is on the line of %(name)s.") % {"name": call.agent_name})


@transition(Call, lifecycle.LINK)
def link_call(call: Call, command: Command, /, *, about: About) -> None:
    """What the caller talks about."""
    _refuse_other_agent(call, command)
    if about.report_id is not None:
        call.report = LossReport.objects.get(pk=about.report_id)
        cover = call.report.covers.order_by("-covered", "line").first()
        _keep_policy(call, cover.policy_id if cover else None)
    _keep_policy(call, about.policy_id)
    call.caller_name = call.caller_name or about.caller_name.strip()


def _keep_policy(call: Call, policy_id: int | None) -> None:
    if policy_id is None:
        return
    cover = policy_copy(policy_id)
    call.policy_id, call.policy_number = policy_id, cover.policy_number
    call.customer_id, call.customer_name = cover.insured_id, cover.insured_name


@transition(Call, lifecycle.END)
def end_call(call: Call, command: Command, /, *, purpose: str, outcome: str, caller_name: str = "") -> None:
    """The receiver is down: why it rang and what came of it."""
    _refuse_other_agent(call, command)
    if purpose not in Purpose.values:
        raise InvalidEntry(_("Say why the customer called."), field="purpose")
    if outcome not in Outcome.values:
        raise InvalidEntry(_("Say how the call ended."), field="outcome")
    call.purpose, call.outcome, call.ended_at = purpose, outcome, command.at
    call.caller_name = caller_name.strip() or call.caller_name
    call.note = command.reason.strip()


@database.atomic
def register_from_desk(command: Command, data: ReportData) -> LossReport:
    """A report with the call that brought it. Without an open call one is kept that begins and ends now."""
    report = register_report(command, data)
    about = About(report_id=report.pk, caller_name=data.reporter_name)
    _note(command, about, phone=data.reporter_phone, purpose=Purpose.REPORT, outcome=Outcome.REGISTERED)
    return report


@database.atomic
def supplement_from_desk(command: Command, report_id: int, *, caller_name: str = "") -> LossReport:
    """A later call adds to an open report; ``command.reason`` is what the caller said."""
    report = amend_report(report_id, command)
    about = About(report_id=report.pk, caller_name=caller_name)
    _note(command, about, phone="", purpose=Purpose.SUPPLEMENT, outcome=Outcome.SUPPLEMENTED)
    return report


def _note(command: Command, about: About, *, phone: str, purpose: str, outcome: str) -> None:
    """Link the open call, which the agent ends; or keep one that is over."""
    running = open_call(command.actor)
    if running is not None:
        link_call(running.pk, command.then("link"), about=about)
        return
    call = take_call(command.then("call"), phone=phone, caller_name=about.caller_name)
    link_call(call.pk, command.then("link"), about=about)
    end_call(call.pk, command.then("end"), purpose=str(purpose), outcome=str(outcome))
