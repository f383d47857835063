"""Drawing automatic acceptances for review, and what the reviewer found (AUW-08)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.public import parameter
from underwriting.models import Decision, SampledAcceptance
from underwriting.models.sample import FINDINGS
from underwriting.rules import sampling as life
from underwriting.selectors.sampling import acceptances_of
from underwriting.services.refusals import InvalidEntry


@creation(SampledAcceptance, life.DRAW)
def draw(command: Command, /, *, decision_id: int, decided_on: date) -> SampledAcceptance:
    """Put one acceptance before a person."""
    decision = Decision.objects.select_related("proposal__unit").get(pk=decision_id)
    sample = SampledAcceptance(proposal=decision.proposal, decision=decision, decided_on=decided_on)
    sample.set_unit(decision.proposal.unit)
    return sample


def to_be_drawn(day: date) -> list[Decision]:
    """The share of each branch's acceptances of a day that a person shall see; what was drawn before is left out."""
    found: list[Decision] = []
    for branch, decisions in acceptances_of(day).items():
        share = parameter("underwriting.sample_share", branch, day)
        by_number = {decision.proposal.number: decision for decision in decisions}
        found += [by_number[number] for number in life.drawn(sorted(by_number), share, day)]
    known = set(SampledAcceptance.objects.filter(decision__in=found).values_list("decision_id", flat=True))
    return [decision for decision in found if decision.pk not in known]


@transition(SampledAcceptance, life.AGREE)
def agree(sample: SampledAcceptance, command: Command, /) -> None:
    """A person would have accepted it as well."""
    _write(sample, command, "")


@transition(SampledAcceptance, life.DISAGREE)
def disagree(sample: SampledAcceptance, command: Command, /, *, finding: str) -> None:
    """A person would not have accepted it as it is; the finding says what to mend. The policy itself stays as it is."""
    if finding not in FINDINGS:
        raise InvalidEntry(_("Choose what was found."), field="finding")
    _write(sample, command, finding)


def _write(sample: SampledAcceptance, command: Command, finding: str) -> None:
    sample.finding, sample.opinion = finding, command.reason
    sample.reviewed_by_id, sample.reviewed_by = command.actor.staff_id, command.actor.name
    sample.reviewed_at = command.at
