"""A settled fixed-sum policy becomes a policy like every other: reported on, searched, counted, ended (B-34, 8.1)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from core.events import publish
from core.jobs import enqueue_many
from core.money import net_of_tax
from core.numbering import business_number, reserved_id
from core.workflow.command import Command
from core.workflow.engine import creation
from finance import public as finance
from underwriting.events import PolicyIssued
from underwriting.models import Channel, LedgerEntry, Policy, PolicyVersion, Proposal, Section
from underwriting.rules import ledger_entry as life
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.selectors.pricing import premium_tax_rate
from underwriting.services.cession_queue import cession_jobs
from underwriting.services.indexing import index_issued

COVER = "MAIN"


def make_policy_of(row: LedgerEntry, command: Command, *, settled_at: datetime) -> Policy:
    """Proposal, section, policy and first version from the row; the books take the premium under the policy."""
    source = write_proposal(command.then("proposal"), row=row)
    section = Section.objects.create(proposal=source, line=row.line, premium=row.premium, paid_at=settled_at)
    policy = write_policy(command.then("policy"), row=row, proposal=source.pk, section=section.pk)
    PolicyVersion.objects.create(
        policy=policy,
        number=1,
        effective=policy.period,
        recorded_at=command.at,
        coverages=source.line_coverages,
        content=source.content,
    )
    finance.record_issues(command, [_issued(row, policy)])
    enqueue_many(cession_jobs([policy]))
    index_issued(source, [policy], command.at)
    publish(PolicyIssued(policy_id=policy.pk, number=policy.number))
    return policy


@creation(Proposal, life.PROPOSAL_OF_LEDGER)
def write_proposal(command: Command, /, *, row: LedgerEntry) -> Proposal:
    """The entry behind the policy, as the row says it; it was signed when the policy was handed over."""
    source = Proposal(
        product=row.line,
        product_name=row.form_name,
        line=row.line,
        subject=f"{row.form_name} {row.serial}",
        compulsory=False,
        channel=Channel.AGENCY if row.agency else Channel.DIRECT,
        start_on=row.start_on,
        end_on=row.end_on,
        signed_on=row.issued_on,
        signed=True,
        entered_by_id=row.entered_by_id,
        salesperson_id=row.seller_id,
        salesperson_name=row.seller_name,
        approved_at=command.at,
        content={"goods": row.goods} if row.goods else {},
        line_premium=row.premium,
        line_sum_insured=row.sum_insured,
        line_coverages=[_cover(row)],
        **_people(row),
    )
    source.set_unit(row.unit)
    source.number = business_number("T", row.line, row.issued_on.year, row.unit.code, gap_free=False)
    return source


@creation(Policy, life.POLICY_OF_LEDGER)
def write_policy(command: Command, /, *, row: LedgerEntry, proposal: int, section: int) -> Policy:
    """The policy carries the printed serial, by which its holder knows it."""
    policy = Policy(
        pk=reserved_id(Policy),
        proposal_id=proposal,
        section_id=section,
        line=row.line,
        product=row.line,
        product_name=row.form_name,
        subject=f"{row.form_name} {row.serial}",
        period=DateRange(row.start_on, row.end_on + timedelta(days=1)),
        start_on=row.start_on,
        end_on=row.end_on,
        premium=row.premium,
        vehicle_tax=Decimal(0),
        serial=row.serial,
        explained_to=row.holder_name,
        explained_at=datetime.combine(row.issued_on, time(), timezone.get_current_timezone()),
        issued_by_id=row.entered_by_id,
        salesperson_id=row.seller_id,
        **{name: value or 0 if name.endswith("_id") else value for name, value in _people(row).items()},
    )
    policy.set_unit(row.unit)
    policy.number = business_number("P", row.line, row.issued_on.year, row.unit.code, gap_free=True)
    return policy


def _people(row: LedgerEntry) -> dict[str, Any]:
    """Holder and insured; who is insured under another name is no registered customer."""
    same = row.insured_name == row.holder_name
    return {
        "holder_id": row.holder_id,
        "holder_name": row.holder_name,
        "insured_id": row.holder_id if same else None,
        "insured_name": row.insured_name,
    }


def _cover(row: LedgerEntry) -> dict[str, str | None]:
    premium, insured = str(row.premium), str(row.sum_insured)
    return {
        "code": COVER,
        "title": "",
        "sum_insured": insured,
        "limit": None,
        "premium": premium,
        "annual": premium,
        "rate": None,
        "deductible_amount": "0",
        "deductible_rate": "0",
    }


def _issued(row: LedgerEntry, policy: Policy) -> finance.PolicyIssued:
    net, tax = net_of_tax(row.premium, premium_tax_rate(row.start_on, row.line))
    return finance.PolicyIssued(
        document_kind=POLICY_KIND,
        document_id=policy.pk,
        document_number=policy.number,
        unit_id=row.unit_id,
        line=row.line,
        gross=row.premium,
        net=net,
        tax=tax,
        vehicle_tax=Decimal(0),
        cover_start=row.start_on,
        cover_end=row.end_on,
        premium_kind=life.LEDGER_ENTRY_KIND,
        premium_id=row.pk,
    )
