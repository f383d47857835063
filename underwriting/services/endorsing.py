"""Endorsements from the request to the decision: entry with its premium, check, inspection, authority (A2–A4)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction as database
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from archives.public import DocumentFact, deposit_upload
from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from finance import public as finance
from underwriting.models import Endorsement, Policy
from underwriting.rules import endorsement_life as life
from underwriting.rules.endorsement_kinds import Kind
from underwriting.rules.endorsement_upward import AGREED, REFUSED
from underwriting.rules.lifecycle import IN_FORCE, ISSUED, POLICY_KIND
from underwriting.selectors.coinsurance import coinsurance_on, followers_part
from underwriting.selectors.endorsement_gate import versions_now
from underwriting.selectors.hanging import CEDED, on_endorsement
from underwriting.selectors.kept import kept_until
from underwriting.selectors.policy_life import END, kinds_on
from underwriting.services.agreement import agreement_to_use
from underwriting.services.cession_following import touches_cession
from underwriting.services.ending_entry import read_policy, refuse_lost_right
from underwriting.services.ending_papers import (
    ask_for_letter,
    keep_files,
    note_director,
    note_files,
    refuse_held,
    refuse_undeclared,
)
from underwriting.services.endorsement_claims import refuse_claims
from underwriting.services.endorsement_entry import EndorsementEntry, look_twice, refuse_foreign_account, work_out
from underwriting.services.endorsement_gate import refuse_unbindable
from underwriting.services.endorsement_request import EndorsementRequest, day_of, refuse_outside, refuse_request
from underwriting.services.endorsement_upward import note_reply
from underwriting.services.hand_over import refuse_of_another
from underwriting.services.listed import ask_lists_for_change, refuse_endorsing_without_director
from underwriting.services.plans import drop_credit, paid_items, resume_chase_after
from underwriting.services.refusals import InvalidEntry, PolicyNotChangeable
from underwriting.services.vehicle_checks import refuse_insured_elsewhere


def request_endorsement(command: Command, *, data: EndorsementRequest) -> Endorsement:
    """Take in a sealed request and keep its scan."""
    with database.atomic():
        made = _request(command, data=data)
        if data.scan:
            _keep_scan(made, command, data.scan)
        return made


@creation(Endorsement, life.REQUEST)
def _request(command: Command, /, *, data: EndorsementRequest) -> Endorsement:
    policy = Policy.objects.select_related("unit").select_for_update(of=("self",)).get(pk=data.policy_id)
    today = localdate(command.at)
    refuse_of_another(command, policy.salesperson_id)
    refuse_request(policy, data, today)
    made = Endorsement(
        policy=policy,
        kind=data.kind,
        line=policy.line,
        requested_on=data.requested_on,
        requested_by=data.requested_by.strip(),
        effective_on=day_of(policy, data, today),
        entered_by_id=command.actor.staff_id,
        mass_id=data.mass_id,
    )
    made.set_unit(policy.unit)
    made.number = business_number("Q", policy.line, today.year, policy.unit.code, gap_free=False)
    return made


def _keep_scan(made: Endorsement, command: Command, scan: bytes) -> None:
    fact = DocumentFact(
        kind="endorsement_request",
        title=_("Sealed request"),
        subject_kind=life.ENDORSEMENT_KIND,
        subject_id=made.pk,
        subject_number=made.number,
        content=scan,
        media_type="application/pdf" if scan.startswith(b"%PDF") else "image/jpeg",
        retain_until=kept_until(made.policy, localdate(command.at)),
    )
    deposit_upload(command.then("scan"), fact)


def enter_endorsement(pk: int, command: Command, /, *, entry: EndorsementEntry) -> Endorsement:
    """Enter the terms and keep the papers that came with them."""
    with database.atomic():
        made = _enter(pk, command, entry=entry)
        keep_files(made, command, entry.files)
        return made


@transition(Endorsement, life.ENTER)
def _enter(endorsement: Endorsement, command: Command, /, *, entry: EndorsementEntry) -> None:
    """The new terms beside the old, the difference of premium, what later endorsements say about the same."""
    note_files(endorsement, entry.files)
    work_out(endorsement, entry, localdate(command.at))
    endorsement.entered_by_id = command.actor.staff_id


@transition(Endorsement, life.PASS_REVIEW)
def pass_review(endorsement: Endorsement, command: Command, /, *, papers_complete: bool = False) -> str | None:
    """A second person compared the entry with the request. Without anything to inspect it goes to the underwriter."""
    if endorsement.ends_policy:
        endorsement.papers_complete = papers_complete
        if not papers_complete and not endorsement.returned_papers:
            raise InvalidEntry(_("Say which papers came back, or that all did."), field="papers_complete")
        refuse_undeclared(endorsement)
    today = localdate(command.at)
    look_twice(endorsement, today)
    ask_lists_for_change(endorsement, command)
    rule = kinds_on(today)[Kind(endorsement.kind)]
    return life.UW_QUEUE if rule.inspection == "never" else None


@transition(Endorsement, life.RETURN)
def return_endorsement(endorsement: Endorsement, command: Command, /) -> None:
    """Something is wrong; the clerk enters it again."""


@transition(Endorsement, life.TAKE_UP)
def take_up(endorsement: Endorsement, command: Command, /) -> None:
    """The centre decides without another inspection."""


@transition(Endorsement, life.ASK_INSPECTION)
def ask_inspection(endorsement: Endorsement, command: Command, /) -> None:
    """The centre wants the subject inspected again (B-25)."""


@transition(Endorsement, life.REPORT_INSPECTION)
def report_inspection(endorsement: Endorsement, command: Command, /, *, found: str, inspected_on: date) -> None:
    """What the inspection found."""
    if inspected_on > localdate(command.at):
        raise InvalidEntry(_("This day has not come yet."), field="inspected_on")
    endorsement.inspection = f"{inspected_on} · {command.actor.name} · {found.strip()}"[:400]


@transition(Endorsement, life.SEND_BACK)
def send_back(endorsement: Endorsement, command: Command, /) -> None:
    """The underwriter wants another entry."""


def measures_of(endorsement: Endorsement) -> dict[str, Decimal]:
    """A refund is measured by its amount, every other change by the sum insured after it."""
    if endorsement.delta < 0:
        return {"refund": endorsement.refund}
    return {"sum_insured": endorsement.exposure}


@transition(Endorsement, life.APPROVE, measures=measures_of)
def approve_endorsement(endorsement: Endorsement, command: Command, /, *, claims_seen: bool = False) -> str | None:
    """Within authority; open claims are looked at first; what stands out is looked at by a second person."""
    if endorsement.ends_policy:
        read_policy(endorsement)
    refuse_stale(endorsement)
    refuse_claims(endorsement, command, claims_seen=claims_seen)
    refuse_unbindable(endorsement, command)
    refuse_lost_right(endorsement, localdate(command.at))
    suspected = refuse_endorsing_without_director(endorsement, command)
    if CEDED in on_endorsement(endorsement, command.at):
        refuse_unagreed(endorsement)
    note_reply(endorsement, command, AGREED)
    endorsement.opinion = command.reason
    endorsement.approved_by_id, endorsement.approved_by = command.actor.staff_id, command.actor.name
    endorsement.approved_at = command.at
    note_director(endorsement, command)
    if suspected or endorsement.cautions:
        return life.SECOND_LOOK
    return _after_decision(endorsement, command)


@transition(Endorsement, life.CONFIRM, measures=measures_of)
def confirm_endorsement(endorsement: Endorsement, command: Command, /) -> str | None:
    """Another underwriter looked at what stood out; of a refund without the returned papers it is the director."""
    if endorsement.ends_policy:
        read_policy(endorsement)
    refuse_stale(endorsement)
    refuse_lost_right(endorsement, localdate(command.at))
    endorsement.opinion = f"{endorsement.opinion}\n{command.reason}".strip()
    note_director(endorsement, command, confirms=True)
    return _after_decision(endorsement, command)


def refuse_unagreed(endorsement: Endorsement) -> None:
    """Facultatively ceded business is changed only with the reinsurers' agreement, or the branch bears the difference
    (B-38)."""
    if not endorsement.ends_policy and touches_cession(endorsement):
        agreement_to_use(endorsement.policy, endorsement.number)


def _after_decision(endorsement: Endorsement, command: Command) -> str | None:
    """The insurer's ending needs its letter first: cover ends by its delivery."""
    if endorsement.kind == Kind.END_INSURER:
        return ask_for_letter(endorsement)
    return _settle(endorsement, command)


def _settle(endorsement: Endorsement, command: Command) -> str | None:
    """Nothing to pay: ready to issue. Additional premium becomes due; a refund is checked by the finance centre."""
    if endorsement.delta == 0:
        return life.PAID
    if endorsement.delta > 0:
        endorsement.instalment = open_addition(endorsement, command)
    return None


def open_addition(endorsement: Endorsement, command: Command) -> int:
    """The additional premium is due before the issue."""
    return finance.add_policy_premium(
        command,
        POLICY_KIND,
        endorsement.policy_id,
        gross=endorsement.delta,
        due_on=max(endorsement.effective_on, localdate(command.at)),
        pays_until=extended_to(endorsement),
        followers=followers_part(coinsurance_on(endorsement.policy.proposal), endorsement.delta),
        reference=endorsement.number,
    )


def extended_to(endorsement: Endorsement) -> date | None:
    """The premium of an extension is for the days that are added."""
    return date.fromisoformat(endorsement.changes[END]) if endorsement.kind == Kind.EXTENSION else None


def refuse_stale(endorsement: Endorsement) -> None:
    """Terms were worked out from the versions of the policy as they still stand."""
    if max((one.number for one in versions_now(endorsement)), default=0) != endorsement.base_version:
        raise PolicyNotChangeable(_("The policy was changed meanwhile. Send the entry back to be worked out again."))
    if "vin" in endorsement.changes:
        refuse_insured_elsewhere(endorsement.policy, endorsement.changes["vin"])


def refuse_ended(policy: Policy) -> None:
    """Cover ended while the endorsement waited: there is nothing left to change."""
    if policy.state not in {ISSUED, IN_FORCE}:
        raise PolicyNotChangeable(
            _("The policy has ended meanwhile. Withdraw the endorsement; what was paid for it goes back.")
        )


@transition(Endorsement, life.DECLINE)
def decline_endorsement(endorsement: Endorsement, command: Command, /) -> None:
    """The policy stays as it is."""
    note_reply(endorsement, command, REFUSED)
    endorsement.opinion = command.reason
    resume_chase_after(endorsement, command)


@transition(Endorsement, life.WITHDRAW)
def withdraw_endorsement(endorsement: Endorsement, command: Command, /) -> None:
    """The customer does not want it any more; what was due on it is due no more."""
    _drop_due(endorsement, command)
    resume_chase_after(endorsement, command)


def _drop_due(endorsement: Endorsement, command: Command) -> None:
    """With what was asked or agreed about it."""
    if endorsement.delta > 0 and not endorsement.policy.is_motor:
        credit = bool(endorsement.on_credit)
        drop_credit(endorsement, command)
        if credit:
            return
    if endorsement.instalment is not None:
        finance.cancel_policy_premium(command, POLICY_KIND, endorsement.policy_id, instalment=endorsement.instalment)


@transition(Endorsement, life.LAPSE)
def lapse_endorsement(endorsement: Endorsement, command: Command, /) -> None:
    """Approved, and not paid while the decision held: nothing changes, nothing is due."""
    _drop_due(endorsement, command)
    resume_chase_after(endorsement, command)


@transition(Endorsement, life.AGREE_DAY)
def agree_day(endorsement: Endorsement, command: Command, /, *, effective_on: date) -> None:
    """Its day has passed before it was entered or paid: the change holds from another one, and is worked out anew."""
    if endorsement.ends_policy or endorsement.delta < 0:
        raise PolicyNotChangeable(_("Only a change that costs more, or is not worked out yet, gets another day."))
    refuse_outside(endorsement.policy, effective_on)
    if effective_on < localdate(command.at):
        raise InvalidEntry(_("The new day is today or later."), field="effective_on")
    _drop_due(endorsement, command)
    endorsement.instalment = None
    endorsement.effective_on = effective_on


@transition(Endorsement, life.GIVE_BACK)
def give_back(endorsement: Endorsement, command: Command, /, *, account_token: str) -> None:
    """Paid, and not issued any more, such as when the policy ended meanwhile: all that came in of the additional
    premium goes back to the one who paid it, and its receipts stay. Refused when nothing was paid."""
    paid = _paid_for(endorsement)
    if not paid:
        raise PolicyNotChangeable(_("Nothing was paid for this endorsement. Withdraw it."))
    endorsement.account_token = account_token
    refuse_foreign_account(endorsement)
    # Co-insured premium never comes later: only what was paid before the issue has parts of other insurers.
    shared = None if endorsement.on_credit else coinsurance_on(endorsement.policy.proposal)
    for number in paid:
        finance.give_back_policy_premium(
            command,
            POLICY_KIND,
            endorsement.policy_id,
            instalment=number,
            account_token=account_token,
            followers=followers_part(shared, endorsement.delta),
        )
    if endorsement.on_credit:
        drop_credit(endorsement, command)


def _paid_for(endorsement: Endorsement) -> list[int]:
    """Numbers of the items of premium that came in for it."""
    if endorsement.on_credit:
        return paid_items(endorsement)
    return [] if endorsement.instalment is None else [endorsement.instalment]


@transition(Endorsement, life.MARK_PAID)
def mark_paid(endorsement: Endorsement, command: Command, /) -> None:
    """The additional premium came in, to the cent."""


@transition(Endorsement, life.UNMARK_PAID)
def unmark_paid(endorsement: Endorsement, command: Command, /) -> None:
    """The receipt was voided on its day."""


@transition(Endorsement, life.APPROVE_REFUND)
def approve_refund(endorsement: Endorsement, command: Command, /) -> None:
    """The finance centre found the premium banked; it goes back to the account of the one who paid (5.9)."""
    refuse_held(endorsement, command.at)
    money = finance.policy_money(POLICY_KIND, endorsement.policy_id)
    if endorsement.refund > money.refundable:
        raise PolicyNotChangeable(_("Only %(left)s came in and did not go back yet.") % {"left": money.refundable})
    refuse_foreign_account(endorsement)
