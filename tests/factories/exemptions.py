"""Approved property proposals whose premium is due, and exemptions made through the services."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from core.jobs.drain import drain
from finance.models import Receivable
from organisation.public import system_actor
from tests.factories import reinsurance
from tests.factories import underwriting as made
from tests.factories.endorsements import scan
from tests.factories.organisation import actor_at, order
from underwriting.models import Policy, PremiumExemption, Proposal
from underwriting.rules.instalments import Instalment as Payment
from underwriting.services import exempting, issue, life, money

FENGZE, UWC = made.FENGZE, made.UWC


def make_due(*, premium: str = "100000", **over: Any) -> Proposal:
    """Approved, cover begins tomorrow, the whole premium is due."""
    over.setdefault("sum_insured", "2000000")
    proposal = reinsurance.make_property_proposal(premium=premium, state="approved", **over)
    money.open_due(proposal, order(system_actor("auto-underwriting", unit_id=proposal.unit_id)))
    return proposal


def days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def plan(*amounts: str, every: int = 60) -> tuple[Payment, ...]:
    """The first today, the others in equal steps."""
    return tuple(Payment(Decimal(amount), days(every * place)) for place, amount in enumerate(amounts))


def asked(proposal: Proposal, code: str = "INSTALMENT_APPROVED", **over: Any) -> PremiumExemption:
    given: dict[str, Any] = {
        "proposal_id": proposal.pk,
        "code": code,
        "grounds": "客户按季结算货款，申请分期",
        "payments": plan("40000", "30000", "30000") if code == "INSTALMENT_APPROVED" else (),
        "evidence": scan(),
    }
    data = exempting.ExemptionData(**(given | over))
    return exempting.request_exemption(order(actor_at("UW_ISSUE", FENGZE)), data=data)


def approved(exemption: PremiumExemption, post: str = "UW_DIR") -> PremiumExemption:
    return exempting.approve_exemption(exemption.pk, order(actor_at(post, UWC), reason="同意"))


def dues(proposal: Proposal) -> list[Receivable]:
    """What is open, in the order of the plan."""
    found = Receivable.objects.filter(
        document_kind="underwriting.section", document_id__in=proposal.sections.values("pk"), state="due"
    )
    return list(found.order_by("instalment"))


def paid(due: Receivable) -> Any:
    """At the till; the news reaches underwriting."""
    receipt = made.enter_receipt([due], identity_checked=True)
    drain(reraise=True)
    return receipt


def issued(proposal: Proposal) -> Policy:
    clerk = order(actor_at("UW_ISSUE", FENGZE))
    issue.issue(proposal.pk, clerk, explained_to=proposal.holder_name)
    drain(reraise=True)
    return Policy.objects.get(proposal=proposal)


def begun(policy: Policy) -> Policy:
    clock = system_actor("policy-clock", unit_id=policy.unit_id)
    return life.begin_cover(policy.pk, order(clock))
