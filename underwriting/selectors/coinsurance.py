"""Co-insurance of a proposal: the table, the own part, the sum that authority is counted on (REI-13, UWR-15)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import prefetch_related_objects

from underwriting.models import Coinsurance, CoinsuranceShare, Policy, PolicyVersion, Position, Proposal
from underwriting.rules.coinsurance import ALONE, OwnPart, Share, apportion, commission_bound
from underwriting.selectors.policy_life import insured_by


def coinsurance_of(proposal_id: int) -> Coinsurance | None:
    """The arrangement with its shares."""
    return Coinsurance.objects.filter(proposal_id=proposal_id).prefetch_related("shares").first()


def coinsurance_on(proposal: Proposal) -> Coinsurance | None:
    """The same; where the proposal was read together with it only its shares are asked for, if it is shared at all."""
    if known_alone(proposal):
        return None
    field: Any = Proposal._meta.get_field("coinsurance")
    if not field.is_cached(proposal):
        return coinsurance_of(proposal.pk)
    found: Coinsurance = field.get_cached_value(proposal)
    prefetch_related_objects([found], "shares")
    return found


def known_alone(proposal: Proposal) -> bool:
    """The proposal was read together with its arrangement, and there is none."""
    field: Any = Proposal._meta.get_field("coinsurance")
    return bool(field.is_cached(proposal)) and field.get_cached_value(proposal) is None


def shares_of(found: Coinsurance) -> tuple[Share, ...]:
    return shares_in(found.shares.all())


def shares_in(rows: Iterable[CoinsuranceShare]) -> tuple[Share, ...]:
    """Lines of one table as the rules take them."""
    return tuple(
        Share(
            name=one.name,
            percent=one.percent,
            leads=one.leads,
            own=one.own,
            filed_percent=one.filed_percent,
        )
        for one in rows
    )


def parts_of(found: Coinsurance, amount: Decimal) -> list[Decimal]:
    """An amount of the whole contract by the table, to the cent."""
    return apportion(amount, shares_of(found))


def whole_sum(found: Coinsurance, proposal: Proposal) -> Decimal:
    """The sum of the whole contract: the leader enters it, so it follows the entry; a follower was told it."""
    return proposal.exposure if found.position == Position.LEADER else found.total_sum


def sums_on(found: Coinsurance, policy: Policy, versions: Sequence[PolicyVersion]) -> list[Decimal | None]:
    """The sum of each on the newest terms of a policy: as it was agreed, and for the leader with what endorsements
    changed. Of a changed contract a follower knows its own part only."""
    first = insured_by(min(versions, key=lambda one: one.number))
    newest = insured_by(max(versions, key=lambda one: one.number))
    if found.position == Position.FOLLOWER and newest != first:
        return [newest if one.own else None for one in shares_of(found)]
    return [*parts_of(found, whole_sum(found, policy.proposal) + newest - first)]


def premiums_on(found: Coinsurance, premium: Decimal) -> list[Decimal | None]:
    """The premium of each where the leader enters the whole; a follower is told its own."""
    if found.position == Position.LEADER:
        return [*parts_of(found, premium)]
    return [premium if one.own else None for one in shares_of(found)]


def own_part(found: Coinsurance | None, amount: Decimal) -> Decimal:
    """The company's own part of an amount as it is entered: the leader enters the whole, a follower its own share."""
    return own_part_by(found).of(amount)


def own_part_by(found: Coinsurance | None) -> OwnPart:
    """The same for any amount; a follower enters only its own share, which is all that there is to part."""
    if found is None or found.position == Position.FOLLOWER:
        return ALONE
    return OwnPart(shares=shares_of(found))


def followers_part(found: Coinsurance | None, amount: Decimal) -> Decimal:
    return amount - own_part(found, amount)


def most_commission(found: Coinsurance | None) -> Decimal | None:
    """The percent that all commissions of a contract of several insurers stay within; without a bound nothing."""
    return commission_bound(shares_of(found)) if found else None


def authority_sum(proposal: Proposal) -> Decimal:
    """As leader or issuing company authority is counted on the total sum of the contract (UWR-15)."""
    if proposal.is_motor:
        return proposal.exposure
    found: Coinsurance | None = getattr(proposal, "coinsurance", None)  # asked once, kept with the row
    leads = found is not None and found.position == Position.LEADER
    return whole_sum(found, proposal) if found and leads else proposal.exposure
