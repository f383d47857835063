"""Whether a customer gets more credit: his grade, his limit and its period, what he owes already (domain 10.3, 9.9)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, Subquery, Sum
from django.utils.translation import gettext as _

from finance.public import credit_given_to
from parties.public import CreditFact, credit_fact
from underwriting.models import PremiumExemption, Proposal
from underwriting.rules import lifecycle
from underwriting.rules.exemption_life import APPROVED
from underwriting.rules.premium_first import CUSTOMER_CREDIT

WAITING = (lifecycle.APPROVED, lifecycle.ISSUABLE)
NIL = Decimal(0)


def customer_fault(proposal: Proposal, code: str, later: Decimal, on: date) -> str:
    """Why ``later`` may not be owed by this customer; nothing where somebody else pays."""
    if code not in CUSTOMER_CREDIT or not proposal.holder_id:
        return ""
    fact = credit_fact(proposal.holder_id, on)
    if fact.prepayment:
        return _("The credit of this customer allows no premium after the issue.")
    if fact.limit_ended_on is not None:
        return _("The credit of this customer ended on %(day)s.") % {"day": fact.limit_ended_on}
    return _beyond_limit(proposal, fact, later)


def credit_of_proposal() -> dict[str, Subquery]:
    """Ground and amount of the credit that was approved, as columns beside the sections of a proposal."""
    given = PremiumExemption.objects.filter(proposal=OuterRef("proposal"), state=APPROVED)
    return {"credit_code": Subquery(given.values("code")[:1]), "credit_later": Subquery(given.values("later")[:1])}


def _beyond_limit(proposal: Proposal, fact: CreditFact, later: Decimal) -> str:
    if fact.credit_limit is None:
        return ""
    owed = credit_given_to(fact.party_id) + _promised(proposal)
    if owed + later <= fact.credit_limit:
        return ""
    message = _("Beyond the credit limit of %(limit)s: %(owed)s are owed already, and %(later)s would come later.")
    return message % {"limit": f"{fact.credit_limit:,.2f}", "owed": f"{owed:,.2f}", "later": f"{later:,.2f}"}


def _promised(proposal: Proposal) -> Decimal:
    """Credit that was approved on other proposals of the customer which are not issued yet."""
    others = PremiumExemption.objects.filter(
        state=APPROVED,
        code__in=CUSTOMER_CREDIT,
        proposal__holder_id=proposal.holder_id,
        proposal__state__in=WAITING,
    ).exclude(proposal_id=proposal.pk)
    total: Decimal | None = others.aggregate(total=Sum("later"))["total"]
    return total or NIL
