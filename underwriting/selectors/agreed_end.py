"""Until when a policy covers that ends before its time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from underwriting.models import Endorsement, Policy
from underwriting.rules.endorsement_kinds import ENDING
from underwriting.rules.endorsement_life import MADE
from underwriting.rules.lifecycle import IN_FORCE, ISSUED, TERMINATED


def agreed_end(policy: Policy, endorsements: Iterable[Endorsement]) -> date | None:
    """The last day of cover of an ending that was issued: it binds from the issue, whenever the state of the policy
    follows (5.9). None for a policy that runs to the end of its period, is void or used up."""
    if policy.state not in {ISSUED, IN_FORCE, TERMINATED}:
        return None
    endings = [one.effective_on for one in endorsements if one.ends_policy and one.state in MADE]
    return min((day for day in endings if day >= policy.start_on), default=None)


def last_day_of(policy: Policy) -> date:
    """The last day of cover, as it stands now: that of an ending that was issued, else that of the period."""
    return agreed_end(policy, policy.endorsements.filter(kind__in=ENDING)) or policy.end_on
