"""Automatic underwriting: one decision function for the queue, for batches and for the API (AUW-01, AUW-04, AUW-10)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from core.audit import plain
from core.workflow.command import Command
from core.workflow.engine import transition
from organisation.public import parameter
from parties.public import list_hits, vehicle_hits
from underwriting.models import Decision, Proposal, RuleElements, RuleValues
from underwriting.rules import lifecycle
from underwriting.rules.auto_underwriting import Verdict, decide
from underwriting.selectors.tables import ActiveRules, active_rules, rules_of_versions
from underwriting.services.intake import index_proposal
from underwriting.services.money import open_due

PRODUCT = "MOTOR"
AUTOMATIC, TO_PERSON = "approved", "manual"


def facts_of(proposal: Proposal, *, on: Any) -> dict[str, Any]:
    """The values of all elements; None where nothing is known, and what is unknown fails."""
    age = proposal.start_on.year - proposal.first_registered_on.year
    age -= (proposal.start_on.month, proposal.start_on.day) < (
        proposal.first_registered_on.month,
        proposal.first_registered_on.day,
    )
    new = not proposal.insured_years and not proposal.transferred and age == 0
    return {
        "vehicle_class": proposal.vehicle_class,
        "vehicle_age": age,
        "new_price": proposal.new_price,
        "third_party_limit": proposal.third_party_limit or 0,
        "claims_last_year": 0 if new else proposal.claims_last_year,
        "loss_ratio": 0 if new else proposal.loss_ratio,
        "lapse_days": proposal.lapse_days,
        "list_hits": _hits(proposal, on),
        "discount": proposal.discount,
        "issuer_grade": parameter("underwriting.issuer_grade", proposal.unit, on),
    }


def _hits(proposal: Proposal, on: Any) -> tuple[str, ...]:
    people = {person for person in (proposal.holder_id, proposal.insured_id) if person is not None}
    hits = [hit.kind for person in people for hit in list_hits(person, on)]
    hits += [hit.kind for hit in vehicle_hits(plate=proposal.plate, vin=proposal.vin, on=on)]
    return tuple(sorted(set(hits)))


def evaluate(rules: ActiveRules | None, facts: Mapping[str, Any]) -> tuple[bool, tuple[Verdict, ...]]:
    """The verdict of the rules; without rules everything goes to a person."""
    if rules is None:
        return False, ()
    return decide(rules.rules, rules.evaluate, facts)


@transition(Proposal, lifecycle.DECIDE_AUTOMATICALLY)
def decide_automatically(proposal: Proposal, command: Command, /) -> str | None:
    """Store the decision with every element, value, threshold and version; pass or hand to the underwriter."""
    on = localdate(command.at)
    rules = active_rules(PRODUCT, proposal.branch_id, on)
    facts = facts_of(proposal, on=on)
    passed, verdicts = evaluate(rules, facts)
    Decision.objects.create(
        proposal=proposal,
        automatic=True,
        outcome=AUTOMATIC if passed else TO_PERSON,
        elements_version=rules.elements_version if rules else "",
        values_version=rules.values_version if rules else "",
        facts=plain(facts),
        verdicts=[verdict.as_json() for verdict in verdicts],
        decided_by=command.actor.name,
        decided_at=command.at,
    )
    index_proposal(proposal)
    if passed:
        proposal.approved_at = command.at
        open_due(proposal, command)
        return None
    return lifecycle.UW_QUEUE


def replay(decision: Decision) -> list[dict[str, Any]]:
    """What the stored facts say under the stored versions today: must be the stored verdicts."""
    elements = RuleElements.objects.get(version=decision.elements_version)
    values = RuleValues.objects.get(version=decision.values_version)
    rules = rules_of_versions(elements.pk, values.pk)
    _passed, verdicts = decide(rules.rules, rules.evaluate, _typed(rules, decision.facts))
    return [verdict.as_json() for verdict in verdicts]


def _typed(rules: ActiveRules, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Stored facts are JSON: amounts come back as ``Decimal`` where the threshold is a number."""
    numeric = {e.name for e in rules.rules.elements if e.operator in {"at_most", "at_least"}}
    return {k: Decimal(v) if k in numeric and isinstance(v, str) else v for k, v in facts.items()}
