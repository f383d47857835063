"""What an underwriter's decision is measured by, and the record that is kept of it (domain 5.4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Prefetch, Subquery, prefetch_related_objects
from django.utils.timezone import localdate

from core.models import CaseAct
from core.workflow.command import Command
from organisation.public import parameter
from underwriting.models import COMPULSORY, Decision, Proposal
from underwriting.rules.lifecycle import DRAFT, PROPOSAL_KIND
from underwriting.selectors.coinsurance import authority_sum

OPERATION = "underwriting.decide"
MEASURES = {
    "sum_insured": "Sum insured",
    "discount": "Discount",
    "manuscript": "Wording of one's own (1 = may)",
    "against_report": "Against the report on the risk (1 = may)",
}
BINDING = frozenset({"approved", "approved_with_terms", "reply_agreed"})
THOUSAND = Decimal(1000)


def record_of(proposal: Proposal, command: Command, outcome: str, *, precedent: str) -> dict[str, Any]:
    """Measure, rate beside the rate of the tariff, deductible, conditions precedent, and until when it holds."""
    total, off = authority_sum(proposal), proposal.deviation
    rate = proposal.premium / total * THOUSAND if total else None
    technical = rate / (1 - off / 100) if rate is not None and off < 100 else None
    record = {
        "sum_at_risk": str(total),
        "premium": str(proposal.premium),
        "rate": _figure(rate),
        "technical_rate": _figure(technical),
        "deviation": str(off),
        "deductible": _deductible(proposal.content),
        "precedent": precedent.strip(),
    }
    if outcome not in BINDING:
        return record
    days = parameter("underwriting.approval_validity_days", on=localdate(command.at))
    return record | {"valid_until": str(localdate(command.at) + timedelta(days=days))}


def _figure(value: Decimal | None) -> str:
    return "" if value is None else str(value.quantize(Decimal("0.0001")))


def _deductible(content: Mapping[str, Any]) -> str:
    amount, rate = content.get("deductible_amount"), content.get("deductible_rate")
    shown = [f"¥{amount}" if amount else "", f"{Decimal(str(rate)) * 100:f}%" if rate else ""]
    return " / ".join(part for part in shown if part)


def authority_used(proposal: Proposal) -> dict[datetime, list[tuple[str, Decimal, Decimal]]]:
    """Measure, amount and limit of each act that needed authority, by its moment."""
    rows = CaseAct.objects.filter(subject_kind=PROPOSAL_KIND, subject_id=proposal.pk, operation=OPERATION)
    found: dict[datetime, list[tuple[str, Decimal, Decimal]]] = {}
    for at, name, amount, limit in rows.values_list("at", "measure", "amount", "limit_amount"):
        if amount is not None and limit is not None:
            found.setdefault(at, []).append((MEASURES.get(name, name), amount, limit))
    return found


def precedent_of_proposal() -> Subquery:
    """What the newest acceptance wants fulfilled before cover, as a column beside the sections of a proposal."""
    newest = Decision.objects.filter(proposal=OuterRef("proposal"), outcome__in=BINDING).order_by("-pk")
    return Subquery(newest.values("record__precedent")[:1])


def conditions_before_cover(proposal: Proposal) -> str:
    """The same for one proposal. Compulsory cover waits for no condition (CT-10)."""
    if proposal.covers == [COMPULSORY]:
        return ""
    newest = proposal.decisions.filter(outcome__in=BINDING).order_by("-pk").first()
    return str(newest.record.get("precedent", "")) if newest else ""


def decisions_on(proposal: Proposal) -> list[Decision]:
    """The oldest first, asked once for a whole page. Nobody decides on an entry that was never handed in (5.0)."""
    if proposal.state == DRAFT:
        return []
    prefetch_related_objects([proposal], Prefetch("decisions", queryset=Decision.objects.order_by("pk")))
    return list(proposal.decisions.all())
