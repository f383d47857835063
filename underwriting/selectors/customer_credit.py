"""Whether a customer gets more credit: his grade, his limit and its period, what he owes already (domain 10.3, 9.9)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Protocol

from django.db.models import OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext as _

from finance.public import credit_given_to
from parties.public import CreditFact, credit_fact
from underwriting.models import Endorsement, PremiumExemption, Proposal
from underwriting.rules import lifecycle
from underwriting.rules.endorsement_life import APPROVED as MONEY_OPEN
from underwriting.rules.endorsement_life import PAID as READY
from underwriting.rules.exemption_life import APPROVED
from underwriting.rules.premium_first import CUSTOMER_CREDIT

WAITING = (lifecycle.APPROVED, lifecycle.ISSUABLE)
NIL = Decimal(0)


class Asks(Protocol):
    """Whose premium shall come later, and of what."""

    @property
    def holder_id(self) -> int: ...

    @property
    def about(self) -> Proposal | Endorsement: ...


def customer_fault(owing: Asks, code: str, later: Decimal, on: date) -> str:
    """Why ``later`` may not be owed by this customer; nothing where somebody else pays."""
    if code not in CUSTOMER_CREDIT or not owing.holder_id:
        return ""
    fact = credit_fact(owing.holder_id, on)
    if fact.prepayment:
        return _("The credit of this customer allows no premium after the issue.")
    if fact.limit_ended_on is not None:
        return _("The credit of this customer ended on %(day)s.") % {"day": fact.limit_ended_on}
    return _beyond_limit(owing, fact, later)


def credit_of_proposal() -> dict[str, Subquery]:
    """Ground and amount of the credit that was approved, as columns beside the sections of a proposal."""
    given = PremiumExemption.objects.filter(proposal=OuterRef("proposal"), endorsement=None, state=APPROVED)
    return {"credit_code": Subquery(given.values("code")[:1]), "credit_later": Subquery(given.values("later")[:1])}


def _beyond_limit(owing: Asks, fact: CreditFact, later: Decimal) -> str:
    if fact.credit_limit is None:
        return ""
    owed = credit_given_to(fact.party_id) + _promised(owing)
    if owed + later <= fact.credit_limit:
        return ""
    message = _("Beyond the credit limit of %(limit)s: %(owed)s are owed already, and %(later)s would come later.")
    return message % {"limit": f"{fact.credit_limit:,.2f}", "owed": f"{owed:,.2f}", "later": f"{later:,.2f}"}


def _promised(owing: Asks) -> Decimal:
    """Credit that was approved on other proposals and changes of the customer which are not issued yet."""
    of_proposals = Q(endorsement=None, proposal__holder_id=owing.holder_id, proposal__state__in=WAITING)
    of_changes = Q(endorsement__policy__holder_id=owing.holder_id, endorsement__state__in=(MONEY_OPEN, READY))
    given = PremiumExemption.objects.filter(of_proposals | of_changes, state=APPROVED, code__in=CUSTOMER_CREDIT)
    about = owing.about
    own = Q(endorsement=about.pk) if isinstance(about, Endorsement) else Q(endorsement=None, proposal=about.pk)
    total: Decimal | None = given.exclude(own).aggregate(total=Sum("later"))["total"]
    return total or NIL
