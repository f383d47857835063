"""Limits by measure: which of several grants counts, and which measure is above it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from organisation.models import AuthorityGrant

Limits = dict[str, AuthorityGrant]


def first_above(limits: Limits, measures: Mapping[str, Decimal]) -> str | None:
    """The first measure that is not covered; None when all are."""
    for measure in measures or ("",):
        grant, amount = limits.get(measure), measures.get(measure)
        if grant is None or (amount is not None and amount > grant.limit):
            return measure
    return None


def usable_by(grant: AuthorityGrant, staff_id: int) -> bool:
    """Who gave an authority does not use it (segregation, pair 23)."""
    return staff_id not in (grant.proposed_by_id, grant.approved_by_id)


def merged(grants: Iterable[AuthorityGrant]) -> Limits:
    """By measure the grant that counts."""
    ordered = sorted(grants, key=lambda grant: (grant.staff_id is not None, grant.line != ""))
    return {grant.measure: grant for grant in ordered}
