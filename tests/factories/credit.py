"""Credit of customers, written as it stands after its approval."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from parties.models import CreditFile
from underwriting.models import Proposal


def credit(proposal: Proposal, *, grade: str = "A", limit: str = "", until: date | None = None) -> CreditFile:
    """What the customer of a proposal may owe; given again it takes the place of what stood there."""
    now = timezone.now()
    values: dict[str, Any] = {"grade": grade, "state": "normal", "created_at": now, "updated_at": now}
    if limit:
        values |= {"credit_limit": Decimal(limit), "limit_until": until or timezone.localdate() + timedelta(days=30)}
    file, _made = CreditFile.objects.update_or_create(
        party_id=proposal.holder_id,
        defaults=values,
        create_defaults=values
        | {name: getattr(proposal, name) for name in ("unit_id", "branch_id", "province_id", "sub_branch_id")},
    )
    return file
