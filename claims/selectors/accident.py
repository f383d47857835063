"""The accident of a case as the calculation sees it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from claims.models import Claim, LossItem, SurveyTask
from claims.rules.commercial import Deductions
from claims.rules.compulsory import Category
from claims.rules.motor_calculation import (
    MCI,
    MOD,
    MTP,
    Accident,
    CommercialCover,
    Fault,
    Kind,
    Loss,
    Outcome,
    commercial_claim,
    compulsory_claim,
)
from claims.selectors.reports import live_items
from claims.selectors.tables import clause_terms, compulsory_limits, liability_ratio
from underwriting.public import CoverageFact, CoverFact, policy_copy

ZERO = Decimal("0.00")


def losses_of(report_id: int) -> tuple[Loss, ...]:
    """Objects that were not removed."""
    return tuple(_loss(item) for item in live_items(report_id))


def _loss(item: LossItem) -> Loss:
    return Loss(
        id=item.pk,
        kind=Kind(item.kind),
        category=Category(item.category),
        amount=item.assessed,
        residual=item.residual,
        total_loss=item.total_loss,
    )


def calculate(claim: Claim, survey: SurveyTask) -> tuple[Outcome, dict[str, str]]:
    """What the claim pays, and the versions of the tables that say so."""
    day = localdate(claim.occurred_at)
    limits = compulsory_limits(day)
    ratio, ratio_version = liability_ratio(day, survey.counterpart, survey.fault)
    accident = Accident(
        fault=Fault(survey.fault),
        ratio=ratio,
        losses=losses_of(claim.report_id),
        blameless_others=survey.blameless_others,
        received=survey.received,
        excluded=survey.excluded,
        ratio_basis=ratio_version,
    )
    versions = {"limits": limits.version, "ratios": ratio_version}
    if claim.line == MCI:
        return compulsory_claim(accident, limits), versions
    cover, terms = _commercial_cover(policy_copy(claim.policy_id), day, survey.fault)
    return commercial_claim(accident, cover, limits), versions | {"terms": terms}


def _commercial_cover(policy: CoverFact, day: Any, fault: str) -> tuple[CommercialCover, str]:
    by_code = {coverage.code: coverage for coverage in policy.coverages}
    vehicle = policy.vehicle
    terms = clause_terms(day, fault, vehicle.vehicle_class)
    months = _completed_months(vehicle.first_registered_on, day)
    share = min(terms.most, months * terms.monthly_rate)
    damage, third = by_code.get(MOD), by_code.get(MTP)
    cover = CommercialCover(
        sum_insured=damage.sum_insured if damage else None,
        actual_value=(vehicle.new_price * (1 - share)).quantize(Decimal("0.01")),
        third_party_limit=third.limit if third else None,
        damage_deductions=_deductions(damage, terms),
        third_party_deductions=_deductions(third, terms),
    )
    return cover, terms.version


def _deductions(coverage: CoverageFact | None, terms: Any) -> Deductions:
    if coverage is None:
        return Deductions()
    found: Deductions = terms.deductions(rate=coverage.deductible_rate, amount=coverage.deductible_amount)
    return found


def _completed_months(since: Any, until: Any) -> int:
    months: int = (until.year - since.year) * 12 + until.month - since.month
    whole: int = months - (until.day < since.day)
    return max(whole, 0)
