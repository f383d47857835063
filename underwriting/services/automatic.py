"""Automatic underwriting: one decision function for the queue, for batches and for the API (AUW-01, AUW-04, AUW-10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.timezone import localdate

from core.audit import plain
from core.copying import store_many
from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.sets import Together, transition_set
from organisation.models import Unit
from organisation.public import parameter
from underwriting.models import Decision, Proposal, RuleElements, RuleValues
from underwriting.rules import lifecycle
from underwriting.rules.auto_underwriting import Verdict, decide, typed_facts
from underwriting.rules.line_facts import line_facts, whole_years, with_ages
from underwriting.rules.standing import standing_verdicts
from underwriting.selectors.hanging import ASSESSED, DOUBTS, PERSON, REPORT, numbers_among
from underwriting.selectors.lines import risks_of
from underwriting.selectors.listed import lists_hit, people_asked
from underwriting.selectors.moratoria import suspensions
from underwriting.selectors.people_list import ages_of
from underwriting.selectors.person_ages import rules_for
from underwriting.selectors.questionnaire import material_answers
from underwriting.selectors.risk import no_report
from underwriting.selectors.risk_place import flood_places
from underwriting.selectors.standing import accumulation_grounds, credit_grounds, standing_facts
from underwriting.selectors.tables import ActiveRules, rules_of_versions
from underwriting.services.indexing import index_proposal, index_proposals
from underwriting.services.money import open_due, open_dues

WHOLE = Decimal(100)
AUTOMATIC, TO_PERSON = "approved", "manual"


class Known(NamedTuple):
    """What stands against a proposal at the moment of the decision: lists, suspensions, reports upward, assessments,
    inspections that do not count."""

    hits: tuple[str, ...]
    suspended: tuple[str, ...]
    reported: tuple[str, ...]
    credit: tuple[str, ...]
    assessed: tuple[str, ...]
    accumulation: tuple[str, ...]
    doubts: tuple[str, ...]


def facts_of(proposal: Proposal, known: Known, on: date) -> dict[str, Any]:
    """The values of all elements; None where nothing is known, and what is unknown fails."""
    common = {
        **standing_facts(proposal, credit=known.credit, accumulation=known.accumulation),
        "list_hits": known.hits,
        "disclosures": material_answers(proposal),
        "moratorium": known.suspended,
        "reported": known.reported,
        "assessed": known.assessed,
        "inspection": known.doubts,
        "issuer_grade": parameter("underwriting.issuer_grade", proposal.unit, on),
    }
    return common | (_motor_facts(proposal) if proposal.is_motor else _line_facts(proposal, on))


def _motor_facts(proposal: Proposal) -> dict[str, Any]:
    age = _age_of_vehicle(proposal)
    new = not proposal.insured_years and not proposal.transferred and age == 0
    return {
        "vehicle_class": proposal.vehicle_class,
        "vehicle_age": age,
        "seats": proposal.seats,
        "new_price": proposal.new_price,
        "third_party_limit": proposal.third_party_limit or 0,
        "occupants_limit": max(proposal.driver_limit or 0, proposal.passenger_limit or 0),
        "claims_last_year": 0 if new else proposal.claims_last_year,
        "loss_ratio": 0 if new else proposal.loss_ratio,
        "lapse_days": proposal.lapse_days,
        "discount": proposal.discount,
    }


def _line_facts(proposal: Proposal, on: date) -> dict[str, Any]:
    """A renewal whose losses are not known goes to a person (5.10: unknown = manual); ages are those of the list."""
    entered = line_facts(proposal.content, proposal.line_sum_insured)
    return with_ages(entered, ages_of(proposal)) | {
        "loss_ratio": proposal.loss_ratio if proposal.renewal_of else Decimal(0),
        "discount": proposal.deviation,
        "rate_ratio": WHOLE - proposal.deviation,
        "flood_zone": flood_places(proposal, on),
        "high_risk": risks_of(proposal),
        "inspected": proposal.inspected,
    }


def _age_of_vehicle(proposal: Proposal) -> int | None:
    """Whole years from the first registration to the first day of cover; None where no vehicle is insured."""
    first, start = proposal.first_registered_on, proposal.start_on
    if first is None:
        return None
    return whole_years(first, start)


def evaluate(rules: ActiveRules | None, facts: Mapping[str, Any]) -> tuple[bool, tuple[Verdict, ...]]:
    """The verdict of the rules and of what always stands; without rules everything goes to a person."""
    if rules is None:
        return False, ()
    passed, verdicts = decide(rules.rules, rules.evaluate, facts)
    free, standing = standing_verdicts(facts, {element.name for element in rules.rules.elements})
    return passed and free, (*verdicts, *standing)


@transition(Proposal, lifecycle.DECIDE_AUTOMATICALLY)
def decide_automatically(proposal: Proposal, command: Command, /) -> str | None:
    """Store the decision with every element, value, threshold and version; pass or hand to the underwriter."""
    known = _known([proposal], command)
    decision = _decided(proposal, command, known[proposal.pk])
    decision.save(force_insert=True)
    target = _target(decision)
    index_proposal(proposal, command, target)
    if target == lifecycle.UW_QUEUE:
        return target
    proposal.approved_at = command.at
    open_due(proposal, command)
    return None


@transition_set(Proposal, lifecycle.DECIDE_AUTOMATICALLY)
def decide_together(
    proposals: Sequence[Proposal], commands: Mapping[int, Command], together: Together
) -> dict[int, str | None]:
    """``decide_automatically`` for many proposals of one moment, with one statement per table."""
    if not proposals:
        return {}
    units = Unit.objects.in_bulk({proposal.unit_id for proposal in proposals})
    for proposal in proposals:
        proposal.unit = units[proposal.unit_id]
    known = _known(proposals, commands[proposals[0].pk])
    decisions = [_decided(one, commands[one.pk], known[one.pk]) for one in proposals]
    store_many(decisions)
    targets = {decision.proposal_id: _target(decision) for decision in decisions}
    index_proposals([(p, targets[p.pk]) for p in proposals], commands[proposals[0].pk].at)
    passed = [decision.proposal for decision in decisions if decision.outcome == AUTOMATIC]
    for proposal in passed:
        proposal.approved_at = commands[proposal.pk].at
    open_dues(passed, commands, together)
    return dict(targets)


def _target(decision: Decision) -> str:
    return lifecycle.APPROVED if decision.outcome == AUTOMATIC else lifecycle.UW_QUEUE


def _known(proposals: Sequence[Proposal], command: Command) -> dict[int, Known]:
    on = localdate(command.at)
    listed = people_asked(proposals, on)
    told = numbers_among([p.pk for p in proposals], listed.papers)
    hits = lists_hit(proposals, on, listed=listed, persons={p.pk: told.get((p.pk, PERSON), ()) for p in proposals})
    for p in proposals:
        if (p.pk, ASSESSED) not in told:
            no_report(p)
    met = suspensions(proposals, command.at)
    credit = credit_grounds(proposals, on)
    accumulation = accumulation_grounds(proposals)
    return {
        p.pk: Known(
            hits=hits[p.pk],
            suspended=tuple(one.text for one in met[p.pk]),
            reported=tuple(told.get((p.pk, REPORT), ())),
            credit=credit[p.pk],
            assessed=tuple(told.get((p.pk, ASSESSED), ())),
            accumulation=accumulation[p.pk],
            doubts=tuple(told.get((p.pk, DOUBTS), ())),
        )
        for p in proposals
    }


def _decided(proposal: Proposal, command: Command, known: Known) -> Decision:
    """The decision with everything it rests on, not yet stored."""
    on = localdate(command.at)
    rules = rules_for(proposal, on)
    facts = facts_of(proposal, known, on)
    proposal.listed, proposal.listed_at = list(known.hits), command.at
    passed, verdicts = evaluate(rules, facts)
    return Decision(
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


def replay(decision: Decision) -> list[dict[str, Any]]:
    """What the stored facts say under the stored versions today: must be the stored verdicts."""
    elements = RuleElements.objects.get(version=decision.elements_version)
    values = RuleValues.objects.get(version=decision.values_version)
    rules = rules_of_versions(elements.pk, values.pk)
    _passed, verdicts = evaluate(rules, typed_facts(rules.rules, decision.facts))
    return [verdict.as_json() for verdict in verdicts]
