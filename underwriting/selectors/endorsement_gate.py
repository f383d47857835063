"""What an endorsement is measured by beside its money: the version it changes, the risk after it, what is unplaced."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from core.money import net_of_tax
from organisation.public import parameter
from underwriting.models import Endorsement, FacultativeCase, PolicyVersion, Proposal
from underwriting.rules.endorsement_gate import Added, added, terms_after
from underwriting.rules.endorsement_kinds import DANGER
from underwriting.rules.entry.territory import covers_america
from underwriting.rules.policy_terms import covers_in, level_of
from underwriting.rules.reinsurance.facultative import CARRIED
from underwriting.rules.risk_duty import DutyRules, Hit, RiskFacts, grounds
from underwriting.selectors.agreements import answers_to
from underwriting.selectors.cession import Insured, excluded_occupancy, open_case, own_in, shared
from underwriting.selectors.policy_life import content_from, current_versions, exposure_of, terms_of
from underwriting.selectors.pricing import premium_tax_rate
from underwriting.selectors.reinsurance import protection_of
from underwriting.selectors.risk import assessed_units_of
from underwriting.selectors.risk_facts import centre_authority, occupancy_in, rules_on, sold_abroad

NIL = Decimal("0.00")


def versions_now(endorsement: Endorsement) -> list[PolicyVersion]:
    """The versions of the policy that hold, in the order of time; asked once for a locked endorsement."""
    kept: list[PolicyVersion] | None = endorsement.__dict__.get("_versions_now")
    if kept is None:
        kept = current_versions(endorsement.policy)
        endorsement.__dict__["_versions_now"] = kept
    return kept


def version_changed(endorsement: Endorsement) -> PolicyVersion:
    """The version of the policy that holds on the day of the change; that of the first day where it holds none."""
    rows, on = versions_now(endorsement), endorsement.effective_on
    return next((one for one in reversed(rows) if (one.effective.lower or on) <= on), rows[0])


def hits_of_change(endorsement: Endorsement, on: date, *, raised: bool, above: bool = True) -> tuple[Hit, ...]:
    """Why the risk must be assessed as it is after the change. A change that raises nothing is measured by what it
    makes worse: grounds that the policy had before are none. Whoever decides within the centre's authority is not
    ``above`` it, and nobody looks up how far it goes."""
    rules = rules_on(on)
    version = version_changed(endorsement)
    hits = grounds(_duty_facts(endorsement, content_after(endorsement), rules, above=above), rules)
    if raised:
        return hits
    was = grounds(_duty_facts(endorsement, version.content or {}, rules, above=above), rules)
    return tuple(hit for hit in hits if hit not in was)


def sides(endorsement: Endorsement) -> tuple[dict[str, str], dict[str, str]]:
    """The terms before and after the change."""
    old = terms_of(endorsement.policy, version_changed(endorsement))
    return old, terms_after(old, endorsement.changes)


def content_after(endorsement: Endorsement) -> Mapping[str, Any]:
    """The content of the line with the change."""
    return content_from(sides(endorsement)[1], version_changed(endorsement).content or {})


def more_of(endorsement: Endorsement) -> Added:
    """What is more after the change than before. Where the danger is greater, every cover is of a greater risk
    (LAW-52)."""
    old, new = sides(endorsement)
    if endorsement.kind in DANGER and endorsement.delta > 0:
        return Added(covers=tuple(covers_in(new)), before=exposure_of(old), after=endorsement.exposure)
    return added(old, new, before=exposure_of(old), after=endorsement.exposure)


def answer_until(endorsement: Endorsement, on: date) -> date | None:
    """Until when the insurer may ask for more premium, or end the contract, because the danger grew: days from the
    notice of a transfer or of another use (LAW-49, LAW-52). None for other changes."""
    if endorsement.kind not in DANGER:
        return None
    days = int(parameter("underwriting.increase_days", endorsement.unit, on))
    return endorsement.requested_on + timedelta(days=days)


def _duty_facts(endorsement: Endorsement, content: Mapping[str, Any], rules: DutyRules, *, above: bool) -> RiskFacts:
    """The risk as it is after the change. The loss ratio of the line is no ground here: it was when cover was taken."""
    policy = endorsement.policy
    lines = frozenset({policy.line})
    return RiskFacts(
        lines=lines,
        occupancy=occupancy_in(content, rules.occupancies),
        exposure=endorsement.exposure,
        authority=centre_authority(policy.branch_id, policy.line, endorsement.effective_on) if above else None,
        exports=sold_abroad(content),
        america=covers_america(content),
    )


def as_changed(endorsement: Endorsement) -> Proposal:
    """The contract as it would have been proposed with the change; never stored."""
    policy = endorsement.policy
    found = copy(policy.proposal)
    found.content, found.line_sum_insured = dict(content_after(endorsement)), endorsement.exposure
    found.end_on = policy.end_on
    return found


def unplaced_after(endorsement: Endorsement) -> Decimal:
    """What neither treaties nor a placement take of the sum after the change, risk unit by risk unit; of a placement
    what the reinsurers agreed to for this request counts (LAW-103)."""
    policy = endorsement.policy
    protection = protection_of(policy.line, policy.start_on)
    if protection is None or endorsement.exposure <= 0:
        return NIL
    case = _placed_for(endorsement)
    version = version_changed(endorsement)
    rate = premium_tax_rate(policy.start_on, policy.product, version.content)
    gross, own = level_of(terms_of(policy, version)), own_in(policy.proposal)
    insured = Insured(
        line=policy.line,
        name=policy.insured_subject,
        area="",
        start_on=policy.start_on,
        content=content_after(endorsement),
        sum_insured=endorsement.exposure,
        premium=net_of_tax(gross, rate)[0],
        own_premium=net_of_tax(own.of(gross), rate)[0],
        own=own,
        assessed=assessed_units_of(policy.proposal),
        occupancy=excluded_occupancy(policy.proposal, protection),
    )
    return sum((one.sharing.unplaced for one in shared(insured, protection, case)), NIL)


def _placed_for(endorsement: Endorsement) -> FacultativeCase | None:
    """The placement as it would be with the endorsement; never stored."""
    case = open_case(endorsement.policy.proposal_id)
    if case is None or case.state not in CARRIED:
        return None
    said = answers_to(endorsement.policy_id, endorsement.number).first()
    if said is not None and said.placed is not None:
        case.placed = said.placed
    return case
