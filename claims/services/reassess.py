"""Once more to the surveyor: what the adjuster finds wrong in an assessment is assessed again (B-13, 6.7)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction as database
from django.utils.translation import gettext as _

from claims.models import Claim, LossItem, SurveyTask
from claims.rules import claim_lifecycle as states
from claims.rules import lifecycle
from claims.selectors.reports import live_items
from claims.services.assess import tell_claims
from claims.services.calculate import refuse_other_desk
from claims.services.dispatch import cancel_task, hand_items_to
from claims.services.indexing import index_claim
from claims.services.progress import by_clock, tell_surveyor
from claims.services.refusals import InvalidEntry
from claims.services.survey import finish, remove_item
from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.refusals import NotPossible

DECIDED = states.DECIDING | {states.APPROVED, states.PAYABLE, states.PAID, states.REOPENING, states.CLOSED}


@transition(Claim, states.RETURN_ASSESSMENT)
def return_assessment(claim: Claim, command: Command, /, *, item_ids: Sequence[int]) -> None:
    """The chosen objects are assessed again, by the surveyor who did it; every undecided claim of the case waits."""
    refuse_other_desk(claim, "adjusting_unit", command)
    others = list(Claim.objects.filter(report_id=claim.report_id).exclude(pk=claim.pk).order_by("pk"))
    _refuse_decided(others)
    wanted = [item for item in live_items(claim.report_id) if item.pk in set(item_ids)]
    if not wanted or {item.state for item in wanted} != {lifecycle.CONFIRMED} or len(wanted) != len(set(item_ids)):
        raise InvalidEntry(_("Choose objects that are assessed."), field="item_ids")
    for item in wanted:
        reopen_item(item.pk, by_clock(command, f"item:{item.pk}"))
    for task_id in sorted({item.task_id for item in wanted}):
        _send_back(task_id, command)
    _start_again(claim)
    for other in others:
        if other.state in states.ASSESSED_STATES:
            note_reassessment(other.pk, by_clock(command, f"reassessment:{other.pk}"))


def _refuse_decided(others: Sequence[Claim]) -> None:
    """All claims of an accident rest on the same objects: none may be decided on figures that change."""
    decided = next((other for other in others if other.state in DECIDED), None)
    if decided is not None:
        raise NotPossible(
            _("Claim %(number)s of this accident is with the approver or decided. Have it returned or reopened first.")
            % {"number": decided.number}
        )


@transition(LossItem, lifecycle.REOPEN_ITEM)
def reopen_item(item: LossItem, command: Command, /) -> None:
    """The confirmed assessment is open again."""
    item.confirmed_at = None


@transition(SurveyTask, lifecycle.REVISIT)
def revisit(task: SurveyTask, command: Command, /) -> None:
    """The finished survey is open again: facts and photos can be completed."""
    task.done_at = None


@transition(Claim, states.NOTE_REASSESSMENT)
def note_reassessment(claim: Claim, command: Command, /) -> None:
    """Another claim of the accident had the assessment returned."""
    _start_again(claim)


def _start_again(claim: Claim) -> None:
    claim.assessed_at = None
    index_claim(claim, state=states.REGISTERED)


def _send_back(task_id: int, command: Command) -> None:
    task = SurveyTask.objects.get(pk=task_id)
    if task.state == lifecycle.DONE:
        task = revisit(task_id, by_clock(command, f"revisit:{task_id}"))
        hand_items_to(task)
    tell_surveyor(task, command, key=f"reassess:{task_id}:{task.version}")


@database.atomic
def finish_survey(pk: int, command: Command) -> SurveyTask:
    """``finish``; claims that were registered before move on when everything is assessed."""
    task = finish(pk, command)
    tell_claims(task.report_id, command)
    return task


@database.atomic
def drop_item(pk: int, command: Command) -> LossItem:
    """``remove_item``; perhaps it was the last one that was open."""
    item = remove_item(pk, command)
    tell_claims(item.report_id, command)
    return item


@database.atomic
def drop_task(pk: int, command: Command) -> SurveyTask:
    """``cancel_task`` by the dispatcher; an accident is never left without any survey."""
    task = SurveyTask.objects.select_related("report").get(pk=pk)
    if not task.report.tasks.exclude(pk=pk).exclude(state=lifecycle.CANCELLED).exists():
        raise NotPossible(_("The accident would be left without a survey. Dispatch by hand, or cancel the report."))
    task = cancel_task(pk, command)
    tell_claims(task.report_id, command)
    return task
