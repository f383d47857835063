"""The table of co-insurers as policies and endorsements print it: who carries what share, who leads, and what falls to
each of sum and premium, to the cent (domain 5.7, LAW-56)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from underwriting.models import Coinsurance, Endorsement, Policy, PolicyVersion, Position
from underwriting.selectors.coinsurance import coinsurance_of, parts_of, shares_of, whole_sum
from underwriting.selectors.policy_life import insured_by


class Insurer(NamedTuple):
    """One line of the table; an empty amount is not the company's to say."""

    name: str
    role: str
    percent: str
    insured: str
    premium: str


def table_on_policy(policy: Policy, version: PolicyVersion, premium: Decimal) -> dict[str, Any] | None:
    """The table of a policy on the terms of a version. A follower knows the parts of the others in the whole contract
    only as they stand in the leader's policy."""
    found = None if policy.is_motor else coinsurance_of(policy.proposal_id)
    if found is None:
        return None
    insured = insured_by(version)
    whole = _whole_sum(found, policy, insured)
    return _table(found, whole, _parts(found, whole, insured), _parts(found, _led(found, premium), premium))


def table_on_endorsement(endorsement: Endorsement) -> dict[str, Any] | None:
    """What a change of premium or sums makes of each insurer's part; nothing where the change touches neither."""
    policy = endorsement.policy
    found = None if policy.is_motor else coinsurance_of(policy.proposal_id)
    if found is None or not (endorsement.delta or _changes_sums(endorsement)):
        return None
    premium = abs(endorsement.delta)
    premiums = _parts(found, _led(found, premium), premium)
    after = policy.versions.filter(source=endorsement.number).order_by("number").first()
    if endorsement.ends_policy or after is None:
        return _table(found, None, [""] * len(premiums), premiums)
    insured = insured_by(after)
    whole = _whole_sum(found, policy, insured)
    return _table(found, whole, _parts(found, whole, insured), premiums)


def _changes_sums(endorsement: Endorsement) -> bool:
    return any(path.endswith((".sum_insured", ".limit")) for path in endorsement.changes)


def _whole_sum(found: Coinsurance, policy: Policy, insured: Decimal) -> Decimal | None:
    """The sum of the whole contract: as it was agreed, and for the leader with what endorsements changed."""
    changed = insured - insured_by(policy.versions.get(number=1))
    if found.position == Position.FOLLOWER:
        return None if changed else found.total_sum
    return whole_sum(found, policy.proposal) + changed


def _led(found: Coinsurance, amount: Decimal) -> Decimal | None:
    """The whole contract's amount, which the leader alone enters."""
    return amount if found.position == Position.LEADER else None


def _parts(found: Coinsurance, whole: Decimal | None, own: Decimal) -> list[str]:
    """The part of each in the order of the table; where only the own part is known, that one."""
    if whole is not None:
        return [f"{part:,.2f}" for part in parts_of(found, whole)]
    return [f"{own:,.2f}" if one.own else "" for one in shares_of(found)]


def _table(
    found: Coinsurance, whole: Decimal | None, insured: Sequence[str], premiums: Sequence[str]
) -> dict[str, Any]:
    shares = shares_of(found)
    return {
        "arrangement": found.arrangement,
        "leader": next(one.name for one in shares if one.leads),
        "leader_policy": found.leader_policy,
        "follows": found.position == Position.FOLLOWER,
        "total_sum": "" if whole is None else f"{whole:,.2f}",
        "rows": [
            Insurer(one.name, "首席承保人" if one.leads else "共保人", f"{one.percent.normalize():f}%", sum_of, premium)
            for one, sum_of, premium in zip(shares, insured, premiums, strict=True)
        ],
        "has_sums": any(insured),
    }
