"""Issuing: no policy before the premium, exclusions explained, a printed form of one's own (domain 5.8, ISS-01)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from archives.public import Subject, use_form
from core.events import publish_all
from core.jobs import NewJob, enqueue_many
from core.money import net_of_tax
from core.numbering import business_number, reserved_id
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from finance import public as finance
from underwriting.events import PolicyIssued
from underwriting.models import COMPULSORY, Coinsurance, Policy, PolicyVersion, Proposal, Referral, Section
from underwriting.rules import lifecycle
from underwriting.rules.occupants import DRIVER, PASSENGERS
from underwriting.selectors.coinsurance import coinsurance_on, most_commission, own_part
from underwriting.selectors.customer_credit import credit_of_proposal
from underwriting.selectors.deciding import precedent_of_proposal
from underwriting.selectors.pricing import premium_tax_rate
from underwriting.services.cession_queue import cession_jobs
from underwriting.services.conditions import note_conditions
from underwriting.services.exempting import refuse_spent_credit
from underwriting.services.facultative import refuse_accumulated
from underwriting.services.indexing import index_issued
from underwriting.services.intake import refuse_begun, refuse_double_cover
from underwriting.services.moratoria import refuse_suspended
from underwriting.services.papers_due import refuse_unexplained
from underwriting.services.referral_life import note_issued, refuse_unreplied
from underwriting.services.refusals import InvalidEntry, NotPaid

DOCUMENTS_JOB = "underwriting.documents"
SIGN = "compulsory_sign"
COPIED_FIELDS = (
    "product",
    "product_name",
    "subject",
    "plate",
    "vin",
    "engine_number",
    "model",
    "vehicle_class",
    "seats",
    "tonnes",
    "displacement",
    "first_registered_on",
    "new_price",
    "owner_name",
    "tractor_plate",
    "special_kind",
)


@transition(Proposal, lifecycle.ISSUE)
def issue(
    proposal: Proposal,
    command: Command,
    /,
    *,
    explained_to: str,
    serial: str = "",
    fulfilled: str = "",
    evidence: bytes = b"",
) -> None:
    """Make one policy of each section; numbers are gap-free, documents follow as queued work."""
    sections = _sections_of(proposal)
    received = _bound_since(sections)
    refuse_begun(proposal, localdate(command.at))
    if not explained_to.strip():
        raise InvalidEntry(_("Say to whom exclusions and claims procedure were explained."), field="explained_to")
    asked = next((one.precedent for one in sections if one.line != COMPULSORY and one.precedent), "")
    note_conditions(proposal, command, asked=asked, fulfilled=fulfilled, evidence=evidence)
    refuse_unexplained(proposal)
    refuse_double_cover(proposal)
    if not proposal.is_motor:
        refuse_spent_credit(proposal, sections[0], localdate(command.at))
        refuse_accumulated(proposal)
    referral = refuse_unreplied(proposal) if sections[0].reported else None
    refuse_suspended(proposal, command.at, bound_at=received)
    made = []
    for section in sections:
        sign = serial.strip().upper() if section.line == COMPULSORY else ""
        step = command.then(section.line)
        policy = make_policy(
            step,
            proposal=proposal.pk,
            section=section.pk,
            explained_to=explained_to,
            serial=sign,
        )
        made.append(policy)
    note_issued(referral, command)
    _follow(proposal, made, command, shared=any(one.shared for one in sections))


def _sections_of(proposal: Proposal) -> list[Any]:
    """With what the issue asks of them, in one statement: conditions, credit that was given, whether others share and
    whether the terms were reported upward."""
    shared = Exists(Coinsurance.objects.filter(proposal=OuterRef("proposal")))
    reported = Exists(Referral.objects.filter(proposal=OuterRef("proposal")))
    asked = {"precedent": precedent_of_proposal(), "shared": shared, "reported": reported}
    rows = proposal.sections.annotate(**asked, **credit_of_proposal())
    return list(rows.order_by("pk"))


def _bound_since(sections: Sequence[Section]) -> datetime:
    """When the last condition of the issue was met: every premium is there, or may come later (5.8, 9.8)."""
    met = [since for one in sections if (since := one.paid_at or one.exempted_at) is not None]
    if not met or len(met) < len(sections):
        raise NotPaid(_("The premium has not been received."))
    return max(met)


@creation(Policy, lifecycle.MAKE_POLICY)
def make_policy(command: Command, /, *, proposal: int, section: int, explained_to: str, serial: str) -> Policy:
    """One policy of one section of an issuable proposal."""
    source, part = Proposal.objects.select_related("unit").get(pk=proposal), Section.objects.get(pk=section)
    policy = Policy(
        pk=reserved_id(Policy),
        proposal=source,
        section=part,
        line=part.line,
        holder_id=source.holder_id or 0,
        holder_name=source.holder_name,
        insured_id=source.insured_id or 0,
        insured_name=source.insured_name,
        period=DateRange(source.start_on, source.end_on + timedelta(days=1)),
        start_on=source.start_on,
        end_on=source.end_on,
        premium=part.premium,
        vehicle_tax=part.vehicle_tax,
        serial=serial,
        explained_to=explained_to.strip(),
        explained_at=command.at,
        issued_by_id=command.actor.staff_id,
        salesperson_id=source.salesperson_id,
        **{name: getattr(source, name) for name in COPIED_FIELDS},
    )
    policy.set_unit(source.unit)
    year = localdate(command.at).year
    policy.number = business_number("P", part.line, year, source.unit.code, gap_free=True)
    if part.line == COMPULSORY:
        use_form(command, SIGN, serial, Subject(kind=lifecycle.POLICY_KIND, pk=policy.pk, number=policy.number))
    return policy


def _follow(source: Proposal, policies: Sequence[Policy], command: Command, *, shared: bool) -> None:
    """What new policies bring: the books, first versions, documents, search, the news; one statement for all."""
    contract = coinsurance_on(source) if shared else None
    finance.record_issues(command, [_issued(policy, contract) for policy in policies])
    PolicyVersion.objects.bulk_create(_first_version(policy, source, command) for policy in policies)
    documents = [
        NewJob(kind=DOCUMENTS_JOB, key=str(policy.pk), payload={"policy": policy.pk}, queue="documents")
        for policy in policies
    ]
    enqueue_many([*documents, *cession_jobs(policies)])
    index_issued(source, policies, command.at)
    publish_all([PolicyIssued(policy_id=policy.pk, number=policy.number) for policy in policies])


def _first_version(policy: Policy, source: Proposal, command: Command) -> PolicyVersion:
    """No condition is attached to compulsory cover; terms belong to the commercial policy (CT-10)."""
    return PolicyVersion(
        policy=policy,
        number=1,
        effective=policy.period,
        recorded_at=command.at,
        coverages=coverages_of(source, policy.line),
        content=source.content,
        special_terms="" if policy.line == COMPULSORY else source.special_terms,
        steps=_steps_of(source, policy.line),
    )


def _issued(policy: Policy, shared: Coinsurance | None) -> finance.PolicyIssued:
    """The premium as the books take it; of a co-insured contract only the own share is income (JE-31)."""
    own = own_part(shared, policy.premium)
    net, tax = net_of_tax(own, premium_tax_rate(policy.start_on, policy.product, policy.proposal.content))
    return finance.PolicyIssued(
        document_kind=lifecycle.POLICY_KIND,
        document_id=policy.pk,
        document_number=policy.number,
        unit_id=policy.unit_id,
        line=policy.line,
        gross=own,
        net=net,
        tax=tax,
        vehicle_tax=policy.vehicle_tax,
        cover_start=policy.start_on,
        cover_end=policy.end_on,
        premium_kind=lifecycle.SECTION_KIND,
        premium_id=policy.section_id,
        commission_percent=most_commission(shared),
        followers=policy.premium - own,
    )


def _steps_of(source: Proposal, line: str) -> list[Any]:
    """How the premium of the policy came about."""
    if not source.is_motor:
        return list(source.line_steps)
    if line == COMPULSORY:
        return list(source.compulsory_steps)
    return [*source.damage_steps, *source.third_party_steps, *source.driver_steps, *source.passenger_steps]


def coverages_of(source: Proposal, line: str) -> list[dict[str, Any]]:
    """What the policy covers, as stored in its version. Compulsory limits are a table keyed on the accident date."""
    if not source.is_motor:
        return list(source.line_coverages)
    if line == COMPULSORY:
        return [{"code": "MCI", "sum_insured": None, "limit": None, "premium": str(source.compulsory_premium)}]
    return _commercial_covers(source)


def _commercial_covers(source: Proposal) -> list[dict[str, Any]]:
    covers: list[dict[str, Any]] = []
    if source.own_damage:
        covers.append(
            {
                "code": "MOD",
                "sum_insured": str(source.sum_insured),
                "limit": None,
                "premium": str(source.damage_premium),
            }
        )
    if source.third_party_limit:
        limit = str(source.third_party_limit)
        covers.append({"code": "MTP", "sum_insured": None, "limit": limit, "premium": str(source.third_party_premium)})
    if source.driver_limit:
        covers.append(_seats(DRIVER, source.driver_limit, 1, source.driver_premium))
    if source.passenger_limit:
        covers.append(_seats(PASSENGERS, source.passenger_limit, source.passenger_seats, source.passenger_premium))
    return covers


def _seats(code: str, limit: Decimal, seats: int, premium: Decimal) -> dict[str, Any]:
    """A limit for each seat; how many seats are insured belongs to the cover."""
    return {"code": code, "sum_insured": None, "limit": str(limit), "seats": seats, "premium": str(premium)}
