"""What stands beside the terms of another year: the claims record, the discount, what is owed (END-08, 5.20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from finance.public import overdue_of
from underwriting.models import LossExperience, Policy, Proposal, Renewal
from underwriting.rules import ncd, periods
from underwriting.rules.ncd import MOST_YEARS, ClaimsHistory
from underwriting.selectors.renewals import losses_of

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class MotorRecord:
    """The record of a vehicle when the next year begins; claims that were withdrawn or cost nothing are no part."""

    accident_free_years: int
    at_fault_accidents: int
    insured_years: int
    claim_free_years: int
    claims_in_3_years: int
    claims_last_year: int
    loss_ratio: Decimal

    @property
    def level(self) -> int:
        """The no-claims level of the next year."""
        return ncd.level(
            ClaimsHistory(
                consecutive_years=self.insured_years,
                claims_in_3_years=self.claims_in_3_years,
                claim_free_years=self.claim_free_years,
            )
        )


def motor_record(policies: Sequence[Policy], start_on: date) -> MotorRecord:
    """Of the policies of one vehicle that end together."""
    source = policies[0].proposal
    losses = LossExperience.objects.filter(vin=policies[0].vin).exclude(closed=True, incurred=0)
    since = periods.add_months(start_on, -12 * MOST_YEARS)
    year = [loss for loss in losses if loss.policy_id in {policy.pk for policy in policies}]
    at_fault = sum(1 for loss in year if loss.at_fault)
    premium = sum((policy.premium for policy in policies), Decimal(0))
    incurred = sum((loss.incurred for loss in year), Decimal(0))
    return MotorRecord(
        accident_free_years=0 if at_fault else (source.accident_free_years or 0) + 1,
        at_fault_accidents=at_fault,
        insured_years=source.insured_years + 1,
        claim_free_years=0 if year else _claim_free_before(source) + 1,
        claims_in_3_years=sum(1 for loss in losses if loss.occurred_on >= since),
        claims_last_year=len(year),
        loss_ratio=(incurred * HUNDRED / premium).quantize(Decimal("0.01")),
    )


def _claim_free_before(source: Proposal) -> int:
    return ncd.claim_free_years(
        source.claim_free_years, insured=source.insured_years, claims_in_3_years=source.claims_in_3_years
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the one who offers another year looks at."""

    loss_ratio: Decimal
    discount: Decimal
    record: MotorRecord | None
    arrears: Decimal
    new_premium: Decimal | None = None
    new_discount: Decimal | None = None


def terms_of(renewal: Renewal, on: date) -> Terms:
    """Of one policy that ends: losses against premium, discount of the year, no-claims level, premium overdue."""
    policy, offered = renewal.policy, renewal.proposal
    _number, incurred = losses_of(policy)
    return Terms(
        loss_ratio=(incurred * HUNDRED / renewal.premium).quantize(Decimal("0.1")),
        discount=policy.proposal.deviation,
        record=motor_record([policy], policy.end_on + timedelta(days=1)) if policy.is_motor else None,
        arrears=overdue_of(policy.holder_id, on),
        new_premium=offered.premium if offered else None,
        new_discount=offered.deviation if offered else None,
    )
