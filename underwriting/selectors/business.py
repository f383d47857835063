"""Proposals and policies of one customer, as the customer's page shows them."""

from __future__ import annotations

from typing import cast

from django.db.models import Q
from django.utils.timezone import localtime

from core.workflow.command import Actor
from finance.public import receipts_of
from organisation.public import ScopedActor
from parties.public import BusinessRow
from underwriting.models import Policy, Proposal, Section
from underwriting.rules.lifecycle import ISSUED, POLICY, POLICY_KIND, PROPOSAL, PROPOSAL_KIND, SECTION_KIND

SHOWN = 20


def policies_of(party_id: int, actor: Actor) -> list[BusinessRow]:
    """Policies that the customer holds or is insured by, the newest first, in the reader's scope."""
    rows = Policy.objects.visible_to(cast("ScopedActor", actor)).filter(_of(party_id))
    return [
        BusinessRow(
            kind=POLICY_KIND,
            pk=row.pk,
            number=row.number,
            text=f"{row.product_label} · {row.shown_plate or row.subject}",
            period=f"{row.start_on} – {row.end_on}",
            state=POLICY.state(row.state).label,
            tone=POLICY.state(row.state).tone.value,
        )
        for row in rows.order_by("-start_on", "-pk")[:SHOWN]
    ]


def proposals_of(party_id: int, actor: Actor) -> list[BusinessRow]:
    """Proposals of the customer that did not become policies."""
    rows = Proposal.objects.visible_to(cast("ScopedActor", actor)).filter(_of(party_id)).exclude(state=ISSUED)
    return [
        BusinessRow(
            kind=PROPOSAL_KIND,
            pk=row.pk,
            number=row.number,
            text=row.insured_subject,
            period=f"{row.start_on} – {row.end_on}",
            state=PROPOSAL.state(row.state).label,
            tone=PROPOSAL.state(row.state).tone.value,
        )
        for row in rows.order_by("-created_at", "-pk")[:SHOWN]
    ]


def receipts_of_customer(party_id: int, actor: Actor) -> list[BusinessRow]:
    """Money that came in for the customer's latest proposals, in the reader's scope."""
    rows = Proposal.objects.visible_to(cast("ScopedActor", actor)).filter(holder_id=party_id)
    latest = rows.order_by("-created_at", "-pk")[:SHOWN]
    sections = Section.objects.filter(proposal__in=list(latest)).values_list("pk", flat=True)
    return [
        BusinessRow(
            kind="finance.receipt",
            pk=receipt.pk,
            number=receipt.number,
            text=f"¥{receipt.amount:,.2f} · {receipt.payer_name}",
            period=f"{localtime(receipt.received_at):%Y-%m-%d %H:%M}",
            state=receipt.lifecycle.state(receipt.state).label,
            tone=receipt.lifecycle.state(receipt.state).tone.value,
        )
        for receipt in receipts_of(SECTION_KIND, sections)[:SHOWN]
    ]


def _of(party_id: int) -> Q:
    return Q(holder_id=party_id) | Q(insured_id=party_id)
