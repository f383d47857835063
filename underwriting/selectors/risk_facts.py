"""What a proposal says of its risk, and the live figures that it is measured by (RSK-12 … RSK-17)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.models import Max, Sum
from django.utils.translation import get_language

from organisation.models import AuthorityGrant
from organisation.public import parameter
from underwriting.models import LossExperience, Proposal, RiskAssessment, RiskGuide
from underwriting.rules import risk_lines
from underwriting.rules.entry.territory import HOME, covers_america, regions_in
from underwriting.rules.reinsurance.units import FULL, NoRetention, retention_for
from underwriting.rules.risk_duty import DutyRules, RiskFacts, duty_rules
from underwriting.rules.risk_guide import Guide, guide_of
from underwriting.selectors.reinsurance import protection_of
from underwriting.selectors.tables import table

RULES = "risk.compulsory"
DECIDE = "underwriting.decide"
YEAR = timedelta(days=365)
_KEEP_SECONDS = 600
_EARNED = """
    SELECT COALESCE(SUM(premium * (LEAST(end_on, %(to)s) - GREATEST(start_on, %(since)s) + 1)
                                / (end_on - start_on + 1)), 0)
    FROM underwriting_policy
    WHERE branch_id = %(branch)s AND line = %(line)s AND state <> 'voided'
      AND start_on <= %(to)s AND end_on >= %(since)s
"""


def rules_on(on: date) -> DutyRules:
    """The released list of major and complex risks."""
    found = table(RULES, on)
    return duty_rules(found.data, found.version)


def centre_authority(branch_id: int | None, line: str, on: date) -> Decimal | None:
    """The highest sum that somebody in the branch may decide on; None where nobody was granted anything."""
    grants = AuthorityGrant.objects.filter(
        unit__branch_id=branch_id,
        operation=DECIDE,
        measure="sum_insured",
        line__in=("", line),
        effective__contains=on,
    )
    highest: Decimal | None = grants.aggregate(highest=Max("limit"))["highest"]
    return highest


def loss_ratio_here(branch_id: int | None, line: str, on: date) -> Decimal | None:
    """Incurred in percent of earned premium over a year in the branch; None while too little was earned to tell."""
    key = f"underwriting.loss_ratio.{branch_id}.{line}.{on}"
    found: tuple[Decimal | None] | None = cache.get(key)
    if found is None:
        found = (_loss_ratio(branch_id, line, on),)
        cache.set(key, found, _KEEP_SECONDS)
    return found[0]


def _loss_ratio(branch_id: int | None, line: str, on: date) -> Decimal | None:
    since = on - YEAR
    with connection.cursor() as cursor:
        cursor.execute(_EARNED, {"branch": branch_id, "line": line, "since": since, "to": on})
        earned = Decimal(cursor.fetchone()[0])
    if earned < parameter("underwriting.risk_least_premium", None, on):
        return None
    losses = LossExperience.objects.filter(
        policy__branch_id=branch_id, policy__line=line, occurred_on__gte=since, occurred_on__lte=on
    )
    incurred = losses.aggregate(total=Sum("incurred"))["total"] or Decimal(0)
    return (incurred * 100 / earned).quantize(Decimal("0.01"))


def facts_of(proposal: Proposal, rules: DutyRules, on: date, told: Mapping[str, Any]) -> RiskFacts:
    """``told`` is what the reviewer found in the papers: occupancy of the list, exports, a material change, a renewal
    to be assessed again."""
    lines = frozenset(proposal.covers)
    content: Mapping[str, Any] = proposal.content or {}
    ratio = None
    if not lines <= rules.ratio_exempt:
        ratio = loss_ratio_here(proposal.branch_id, proposal.line, on)
    return RiskFacts(
        lines=lines,
        occupancy=str(told.get("occupancy") or occupancy_in(content, rules.occupancies)),
        exposure=proposal.exposure,
        authority=centre_authority(proposal.branch_id, proposal.line, on),
        exports=bool(told.get("exports") or sold_abroad(content)),
        america=covers_america(content),
        loss_ratio=ratio,
        renewal=bool(proposal.renewal_of),
        changed=bool(told.get("changed")),
        again=bool(told.get("again")),
        wanted=bool(told.get("wanted")),
    )


KINDS_OF_WORKS = {"tunnel": "tunnel", "power": "power", "chemical": "petrochemical", "bridge": "water"}


def occupancy_in(content: Mapping[str, Any], listed: Mapping[str, Mapping[str, str]]) -> str:
    """The occupancy of the list that the entry itself names, by its code or in its words; a kind of works stands for
    one. What the words do not show, the reviewer says."""
    named = str(content.get("industry") or "").strip()
    works = KINDS_OF_WORKS.get(str(content.get("project", "")), "")
    if named in listed or works in listed:
        return named if named in listed else works
    return next((code for code, text in listed.items() if named and _names(named, text)), "")


def _names(industry: str, text: Mapping[str, str]) -> bool:
    words = text["zh"].split("、") + text["en"].split(" and ")
    return any(word.casefold() in industry.casefold() for word in words)


def sold_abroad(content: Mapping[str, Any]) -> bool:
    """Product liability beyond the home jurisdiction is that of exports."""
    return bool(regions_in(content) - {HOME})


def retention_of(assessment: RiskAssessment, on: date) -> Decimal:
    """What the company keeps of such a risk: the released table of the line by occupancy and PML, else the parameter
    of the branch."""
    protection = protection_of(assessment.line, on)
    if protection is not None:
        with suppress(NoRetention):
            share = pml_part(assessment.pml, assessment.exposure)
            return retention_for(protection.rows, occupancy=assessment.occupancy, pml=share)
    general: Decimal = parameter("underwriting.risk_retention", assessment.unit, on)
    return general


def pml_part(pml: Decimal | None, exposure: Decimal) -> Decimal:
    """PML as a part of the sum, as the retention tables are ordered by; the whole sum while nobody has measured it."""
    if pml is None or exposure <= 0:
        return FULL
    return min(pml / exposure, FULL)


def address_in(proposal: Proposal) -> str:
    """Where the risk is, as far as the entry says."""
    content: Mapping[str, Any] = proposal.content or {}
    items = content.get("items") or []
    places = [str(item.get("address", "")) for item in items if isinstance(item, dict)]
    return str(content.get("address") or next((place for place in places if place), ""))


def guide_in_force(line: str, on: date) -> RiskGuide | None:
    """The version of the line's guide on a day."""
    code = risk_lines.guide_code(line)
    return RiskGuide.objects.filter(code=code, effective__contains=on).first()


def guide_language() -> str:
    """In which of its two languages a guide is shown now."""
    return "zh" if (get_language() or "").startswith("zh") else "en"


def read_guide(row: RiskGuide) -> Guide:
    """The stored version as the rules read it."""
    return guide_of(row.code, row.version, row.data)
