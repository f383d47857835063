"""Renewals: listed by the clock, talked about, proposed from the policy, confirmed by the next one (5.20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.jobs import enqueue
from core.numbering import reserved_id
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import NotPossible, Refusal
from organisation.public import parameter
from underwriting.models import COMPULSORY, Policy, Proposal, Renewal, RenewalContact
from underwriting.rules import renewing as life
from underwriting.rules.lifecycle import ENDED_EARLY
from underwriting.rules.occupants import DRIVER, PASSENGERS
from underwriting.rules.policy_terms import COVER, Terms, covers_in
from underwriting.selectors.policy_life import SPECIAL_TERMS, segments_of
from underwriting.selectors.renewal_terms import motor_record
from underwriting.selectors.renewals import losses_of, renewal_by, sibling_of
from underwriting.services.copying import people_again
from underwriting.services.data import CoverData, LineData, PapersData, ProposalData, VehicleData
from underwriting.services.intake import edit_proposal, receive_proposal
from underwriting.services.refusals import CompulsoryMustBeAccepted, InvalidEntry, RenewalTooEarly
from underwriting.services.renewal_contacts import agree_on, lay_out_anew, lay_out_plan, settle_notices, settle_talks

NOTICE_JOB = "underwriting.renewal_notice"
NOTICE, DECLINED = "notice", "declined"
OWN_DAMAGE, THIRD_PARTY = "MOD", "MTP"


@creation(Renewal, life.LIST)
def list_renewal(command: Command, /, *, policy_id: int) -> Renewal:
    """A policy ends soon: its claims are counted, the customer is to be reached."""
    policy = Policy.objects.select_related("unit").get(pk=policy_id)
    number, incurred = losses_of(policy)
    made = Renewal(
        policy=policy,
        line=policy.line,
        ends_on=policy.end_on,
        pk=reserved_id(Renewal),
        premium=policy.premium,
        losses=number,
        incurred=incurred,
        salesperson_id=policy.salesperson_id,
    )
    made.set_unit(policy.unit)
    lay_out_plan(made, localdate(command.at))
    return made


@transition(Renewal, life.NOTIFY)
def notify_customer(renewal: Renewal, command: Command, /) -> None:
    """A day of the plan has come on which the customer gets the renewal notice."""
    settle_notices(renewal, command)
    sent = renewal.steps.filter(result=life.SENT).values("done_at").distinct().count()
    payload = {"policy": renewal.policy_id, "what": NOTICE, "times": sent}
    enqueue(NOTICE_JOB, key=f"{renewal.policy_id}/{NOTICE}/{sent}", payload=payload, queue="documents")


@transition(Renewal, life.FOLLOW)
def follow_end(renewal: Renewal, command: Command, /) -> None:
    """An endorsement made the policy longer: it is renewed by its new end, and the customer is reached before that."""
    renewal.ends_on = renewal.policy.end_on
    lay_out_anew(renewal, localdate(command.at))


@transition(Renewal, life.CONTACT)
def note_contact(
    renewal: Renewal,
    command: Command,
    /,
    *,
    means: str,
    answer: str,
    need: str,
    words: str = "",
    next_on: date | None = None,
) -> None:
    """The customer was reached; what shall be different is written down (END-06), and when to talk again."""
    if need != life.Need.SAME and not words.strip():
        raise InvalidEntry(_("Say what shall be different."), field="words")
    RenewalContact.objects.create(
        renewal=renewal,
        means=means,
        answer=answer,
        need=need,
        words=words.strip(),
        at=command.at,
        by=command.actor.name,
    )
    renewal.contacts += 1
    agree_on(renewal, next_on, localdate(command.at))
    settle_talks(renewal, command, answer=answer)


@transition(Renewal, life.PROPOSE)
def propose_renewal(renewal: Renewal, command: Command, /) -> None:
    """A proposal with everything that the policy says, beginning without a gap; claims of the year stand in it."""
    if (refusal := propose_refusal(renewal, localdate(command.at))) is not None:
        raise refusal
    renewal.losses, renewal.incurred = losses_of(renewal.policy)
    sibling = sibling_of(renewal) if renewal.policy.is_motor else None
    policies = [one.policy for one in (renewal, sibling) if one is not None]
    made = _receive(command, policies)
    renewal.proposal = made
    if sibling is not None:
        join_renewal(sibling.pk, command.then("sibling"), proposal_id=made.pk)


def propose_refusal(renewal: Renewal, today: date) -> Refusal | None:
    """What stands against another year whoever offers it: known before anybody tries (5.20)."""
    return _ended_refusal(renewal.policy) or _early_refusal(renewal, today)


def _ended_refusal(policy: Policy) -> NotPossible | None:
    """What was surrendered, voided or used up is not offered again out of the list; a new proposal is entered."""
    if policy.state not in ENDED_EARLY:
        return None
    return NotPossible(_("The policy ended before its day: there is nothing to renew."))


def _early_refusal(renewal: Renewal, today: date) -> RenewalTooEarly | None:
    """Another year is offered within the days before the end that the market agreed on (5.20)."""
    days = int(parameter("underwriting.renewal_list_days", renewal.unit, today))
    first = renewal.ends_on - timedelta(days=days)
    if today >= first:
        return None
    message = _("The renewal can be offered from %(day)s on, %(days)s days before the policy ends.")
    return RenewalTooEarly(message % {"day": first, "days": days})


@transition(Renewal, life.PROPOSE)
def join_renewal(renewal: Renewal, command: Command, /, *, proposal_id: int) -> None:
    """The other motor policy of the same vehicle goes on with the same proposal."""
    renewal.proposal_id = proposal_id


def _receive(command: Command, policies: list[Policy]) -> Proposal:
    first = policies[0]
    start = max(first.end_on, localdate(command.at)) + timedelta(days=1)
    data = _motor(policies, start) if first.is_motor else _line(first, start)
    made = receive_proposal(command.then("proposal"), data=data)
    people = people_again(first.proposal, holder_id=first.holder_id, insured_id=first.insured_id)
    terms = segments_of(_commercial(policies) or first)[-1].terms.get(SPECIAL_TERMS, "")
    more = ProposalData(people=people, papers=PapersData(special_terms=terms))
    return edit_proposal(made.pk, command.then("people"), data=more)


def _line(policy: Policy, start: date) -> ProposalData:
    """Product and content of the policy as it was at its end."""
    version = policy.versions.filter(superseded_at=None).order_by("-effective").first()
    content = version.content if version else {}
    return ProposalData(
        line=LineData(product=policy.product, start_on=start, content=content, renewal_of=policy.number)
    )


def _motor(policies: list[Policy], start: date) -> ProposalData:
    """Vehicle and covers of the year that ends, as they stand at its end, with its record."""
    first, commercial = policies[0], _commercial(policies)
    terms = segments_of(commercial)[-1].terms if commercial else {}
    vehicle = VehicleData(
        plate=first.plate,
        vin=first.vin,
        engine_number=first.engine_number,
        model=first.model,
        vehicle_class=first.vehicle_class,
        first_registered_on=cast("date", first.first_registered_on),
        new_price=first.new_price,
        owner_name=first.owner_name,
        seats=first.seats,
        tonnes=first.tonnes,
        displacement=first.displacement,
        tractor_plate=first.tractor_plate,
        special_kind=first.special_kind,
    )
    cover = CoverData(
        start_on=start,
        compulsory=any(policy.line == COMPULSORY for policy in policies),
        own_damage=OWN_DAMAGE in covers_in(terms),
        third_party_limit=_limit(terms, THIRD_PARTY),
        driver_limit=_limit(terms, DRIVER),
        passenger_limit=_limit(terms, PASSENGERS),
        autonomous_factor=(commercial or first).proposal.autonomous_factor,
        renewal_of=first.number,
    )
    return ProposalData(vehicle=vehicle, cover=_with_record(cover, policies))


def _commercial(policies: Sequence[Policy]) -> Policy | None:
    """The policy that carries the covers and the terms of the customer's choice."""
    return next((policy for policy in policies if policy.line != COMPULSORY), None)


def _limit(terms: Terms, code: str) -> Decimal | None:
    """What an endorsement raised, lowered, added or dropped goes on as it is."""
    found = terms.get(f"{COVER}{code}.limit")
    return Decimal(found) if found else None


def _with_record(cover: CoverData, policies: list[Policy]) -> CoverData:
    """With the claims record of the vehicle when the next year begins (END-08)."""
    return replace(cover, **asdict(motor_record(policies, cover.start_on)))


@transition(Renewal, life.LOSE)
def lose_renewal(renewal: Renewal, command: Command, /, *, lost_reason: str) -> None:
    """The customer does not go on, and why."""
    renewal.lost_reason = lost_reason


def decline_refusal(renewal: Renewal) -> CompulsoryMustBeAccepted | None:
    """Compulsory cover may not be refused (CT-10): known before anybody tries."""
    return CompulsoryMustBeAccepted(_("Compulsory cover may not be refused.")) if renewal.line == COMPULSORY else None


@transition(Renewal, life.DECLINE)
def decline_renewal(renewal: Renewal, command: Command, /) -> None:
    """The insurer does not offer another year; compulsory cover may not be refused (CT-10)."""
    if (refusal := decline_refusal(renewal)) is not None:
        raise refusal
    enqueue(
        NOTICE_JOB,
        key=f"{renewal.policy_id}/{DECLINED}",
        payload={"policy": renewal.policy_id, "what": DECLINED},
        queue="documents",
    )


@transition(Renewal, life.LAPSE)
def lapse_renewal(renewal: Renewal, command: Command, /, *, lost_reason: str = life.Lost.LAPSED) -> None:
    """The policy ended and nobody answered, or it ended before its time and is not renewed."""
    renewal.lost_reason, renewal.contact_on = lost_reason, None


@transition(Renewal, life.CONFIRM)
def confirm_renewal(renewal: Renewal, command: Command, /, *, policy_id: int) -> None:
    """The next policy was issued; days without cover are counted (END-09)."""
    policy = Policy.objects.get(pk=policy_id)
    renewal.renewed_by, renewal.proposal_id = policy, policy.proposal_id
    renewal.gap_days = life.gap_days(renewal.ends_on, policy.start_on)
    renewal.lost_reason, renewal.contact_on = "", None


def confirmed_by(policy: Policy) -> Renewal | None:
    """The renewal that a newly issued policy confirms."""
    return renewal_by(policy)
