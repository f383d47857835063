"""Limits by measure: which of several grants counts, and which measure is above it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
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


def capped(limits: Limits, caps: Mapping[str, str] | None) -> Limits:
    """The limits as a substitute has them; None passes nothing on."""
    if caps is None:
        return {}
    return {measure: _under(grant, caps.get(measure)) for measure, grant in limits.items()}


def _under(grant: AuthorityGrant, cap: str | None) -> AuthorityGrant:
    """The grant with the lower limit; the grant itself is left alone."""
    if cap is None:
        return grant
    lower = copy(grant)
    lower.limit = min(grant.limit, Decimal(cap))
    return lower
