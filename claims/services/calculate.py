"""Calculation with the statement of every step; a sheet is never changed, a new one gets a new version (6.7)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from claims.models import Calculation, Claim
from claims.rules import claim_lifecycle as states
from claims.selectors.accident import calculate as compute
from claims.selectors.reports import all_assessed, finding_of, live_items, tasks_of
from claims.services.indexing import index_claim
from claims.services.refusals import FactsMissing, NotAssessed, NotYourDesk
from core.workflow.command import Command
from core.workflow.engine import transition


def refuse_other_desk(claim: Claim, desk: str, command: Command) -> None:
    """The route gives the step to one unit (AUT-15 … AUT-20); ``desk`` names the column that says which."""
    if command.actor.unit_id != getattr(claim, f"{desk}_id"):
        raise NotYourDesk(_("This step belongs to %(unit)s.") % {"unit": getattr(claim, desk).name})


@transition(Claim, states.CALCULATE)
def calculate(claim: Claim, command: Command, /, *, opinion: str = "") -> None:
    """Compulsory before commercial, by the tables of the day of the accident."""
    refuse_other_desk(claim, "adjusting_unit", command)
    tasks, items = tasks_of(claim.report_id), live_items(claim.report_id)
    survey = finding_of(tasks)
    if survey is None:
        raise FactsMissing(_("No finished survey says who is at fault."))
    if not all_assessed(tasks, items):
        raise NotAssessed(_("Not every object of loss is assessed yet."))
    outcome, versions = compute(claim, survey, items)
    claim.calculations += 1
    Calculation.objects.create(
        claim=claim,
        version=claim.calculations,
        total=outcome.total,
        recover=outcome.recover,
        by_coverage={code: str(amount) for code, amount in outcome.by_coverage.items()},
        shares={str(pk): str(amount) for pk, amount in outcome.shares.items()},
        steps=[step.as_json() for step in outcome.steps],
        tables=versions,
        opinion=opinion.strip(),
        by_id=command.actor.staff_id,
        by=command.signature,
        at=command.at,
    )
    claim.payable, claim.recover = outcome.total, outcome.recover
    index_claim(claim, state=states.CALCULATED)


@transition(Claim, states.SUBMIT)
def submit(claim: Claim, command: Command, /) -> None:
    """To the approver whom the route names."""
    refuse_other_desk(claim, "adjusting_unit", command)
    claim.first_approver_id, claim.first_approver = None, ""
    index_claim(claim, state=states.APPROVING)
