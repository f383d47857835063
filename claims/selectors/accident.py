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
from claims.selectors.tables import (
    LIMITS,
    RATIOS,
    TERMS,
    Tables,
    clause_terms,
    compulsory_limits,
    liability_ratio,
    tables,
)
from underwriting.public import CoverageFact, policy_copy

ZERO = Decimal("0.00")


def losses_of(report_id: int) -> tuple[Loss, ...]:
    """Objects that were not removed."""
    return tuple(loss_of(item) for item in live_items(report_id))


def is_total_loss(claim: Claim) -> bool:
    """The own vehicle is a total loss and the claim on own damage paid for it."""
    if claim.line == MCI or claim.payable <= ZERO:
        return False
    return any(item.total_loss and item.kind == Kind.OWN_VEHICLE for item in live_items(claim.report_id))


def loss_of(item: LossItem) -> Loss:
    return Loss(
        id=item.pk,
        kind=Kind(item.kind),
        category=Category(item.category),
        amount=item.assessed,
        residual=item.residual,
        total_loss=item.total_loss,
    )


def calculate(claim: Claim, survey: SurveyTask, items: list[LossItem]) -> tuple[Outcome, dict[str, str]]:
    """What the claim pays, and the versions of the tables that say so."""
    codes = (LIMITS, RATIOS) if claim.line == MCI else (LIMITS, RATIOS, TERMS)
    found = tables(localdate(claim.occurred_at), *codes)
    limits = compulsory_limits(found)
    ratio, ratio_version = liability_ratio(found, survey.counterpart, survey.fault)
    accident = Accident(
        fault=Fault(survey.fault),
        ratio=ratio,
        losses=tuple(loss_of(item) for item in items),
        blameless_others=survey.blameless_others,
        received=survey.received,
        excluded=survey.excluded,
        ratio_basis=ratio_version,
    )
    versions = {"limits": limits.version, "ratios": ratio_version}
    if claim.line == MCI:
        return compulsory_claim(accident, limits), versions
    cover, terms = _commercial_cover(claim, found, survey.fault)
    return commercial_claim(accident, cover, limits), versions | {"terms": terms}


def _commercial_cover(claim: Claim, found: Tables, fault: str) -> tuple[CommercialCover, str]:
    policy = policy_copy(claim.policy_id)
    by_code = {coverage.code: coverage for coverage in policy.coverages}
    vehicle = policy.vehicle
    terms = clause_terms(found, fault, vehicle.vehicle_class)
    months = _completed_months(vehicle.first_registered_on, localdate(claim.occurred_at))
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
