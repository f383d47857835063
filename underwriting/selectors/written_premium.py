"""Premium written in a time: of the policies issued in it, and what the endorsements issued in it made of earlier ones.

Business counts on the day on which its paper is issued: a policy with the premium of its issue, an endorsement with
its difference, an ending with what it gives back (domain 9.13). What was not issued, or was declined, counts nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet, Sum
from django.db.models.expressions import Combinable

from core.clocks import at_midnight
from underwriting.models import Endorsement, Policy
from underwriting.rules.endorsement_life import MADE
from underwriting.rules.lifecycle import VOIDED

NIL = Decimal("0.00")
CHANGE = F("delta") - F("set_off")
"""What an endorsement makes of the premium written; instalments that an ending leaves unowed are premium no more."""


def written(policies: QuerySet[Policy]) -> QuerySet[Policy]:
    """What counts as business on every page, card and pack: contracts that were voided do not (5.11)."""
    return policies.exclude(state=VOIDED)


def issued(endorsements: QuerySet[Endorsement]) -> QuerySet[Endorsement]:
    """Those of ``endorsements`` that changed a policy that counts, whether their day has come or not."""
    return endorsements.filter(state__in=MADE).exclude(policy__state=VOIDED)


def premium_of_year(branch_id: int, year: int, sub_branch_id: int | None = None) -> Decimal:
    """Premium that a branch, or one sub-branch of it, wrote in a year, in yuan (ORG-12, ORG-16, ORG-25 ask for that of
    the year before)."""
    own = {"branch_id": branch_id} | ({"sub_branch_id": sub_branch_id} if sub_branch_id is not None else {})
    first, end = at_midnight(date(year, 1, 1)), at_midnight(date(year + 1, 1, 1))
    policies = written(Policy.objects.filter(**own, created_at__gte=first, created_at__lt=end))
    changes = issued(Endorsement.objects.all()).filter(**own, issued_at__gte=first, issued_at__lt=end)
    return _total(policies, "premium") + _total(changes, CHANGE)


def premium_by_day(policies: QuerySet[Policy], changes: QuerySet[Endorsement]) -> Mapping[date, Decimal]:
    """What was written on each day on which something was."""
    sums = dict(policies.order_by().values_list("created_at__date").annotate(total=Sum("premium")))
    for day, delta in changes.order_by().values_list("issued_at__date").annotate(total=Sum(CHANGE)):
        sums[day] = sums.get(day, NIL) + delta
    return sums


def _total(rows: QuerySet[Any], column: str | Combinable) -> Decimal:
    total: Decimal | None = rows.aggregate(total=Sum(column))["total"]
    return total or NIL
