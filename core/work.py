"""Work items: opened and closed by the engine, claimed and passed on by people."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from core import clocks
from core.models import Stateful, WorkItem
from core.workflow.command import Command
from core.workflow.refusals import Forbidden, NotPossible
from core.workflow.spec import State


class AlreadyClaimed(NotPossible):
    """Somebody else works on the item."""

    code = "already_claimed"


def follow(subject: Stateful, before: str | None, command: Command) -> None:
    """Close what waited in the state left and open what waits in the state entered."""
    left = subject.stage(before) if before else None
    entered = subject.stage(subject.state)
    if left and left.queue and left.queue != entered.queue:
        _close(subject, left.queue, command)
    if not entered.queue:
        return
    if left and left.queue == entered.queue:
        _refresh(subject, entered, command)
    else:
        _open(subject, entered, command)


def refresh(subject: Stateful, command: Command) -> None:
    """Bring the open item of an edited object up to date (title, amount)."""
    state = subject.stage(subject.state)
    if state.queue:
        _refresh(subject, state, command)


def _close(subject: Stateful, queue: str, command: Command) -> None:
    _items(subject, queue).update(done_at=command.at, done_by_id=command.actor.staff_id)


def _open(subject: Stateful, state: State, command: Command) -> None:
    item_for(subject, state, command).save(force_insert=True)


def item_for(subject: Stateful, state: State, command: Command) -> WorkItem:
    """The item with which ``subject`` waits in the queue of ``state``, not yet stored."""
    summary, scope = subject.work_summary(), subject.work_scope(state.queue)
    due_at, rule_id = clocks.due(state.clock, command.at) if state.clock else (None, None)
    return WorkItem(
        subject_kind=subject.lifecycle.kind,
        subject_id=subject.pk,
        subject_number=subject.audit_number(),
        subject_state=subject.state,
        queue=state.queue,
        unit_id=scope.unit_id,
        sub_branch_id=scope.sub_branch_id,
        branch_id=scope.branch_id,
        province_id=scope.province_id,
        title=summary.title,
        detail=summary.detail,
        line=summary.line,
        customer=summary.customer,
        amount=summary.amount,
        clock=state.clock,
        clock_rule_id=rule_id,
        due_at=due_at,
        paused_at=command.at if state.paused else None,
        opened_at=command.at,
    )


def _refresh(subject: Stateful, state: State, command: Command) -> None:
    summary = subject.work_summary()
    changes: dict[str, object] = {
        "subject_number": subject.audit_number(),
        "subject_state": subject.state,
        "title": summary.title,
        "detail": summary.detail,
        "line": summary.line,
        "customer": summary.customer,
        "amount": summary.amount,
    }
    if not _items(subject, state.queue).update(**changes):
        _open(subject, state, command)


def _items(subject: Stateful, queue: str) -> QuerySet[WorkItem]:
    return _open_items(subject).filter(queue=queue)


def _open_items(subject: Stateful) -> QuerySet[WorkItem]:
    return WorkItem.objects.filter(subject_kind=subject.lifecycle.kind, subject_id=subject.pk, done_at=None)


def put_back(subject: Stateful) -> None:
    """The open item goes back into its queue: the next step is another person's."""
    _open_items(subject).update(assignee_id=None, claimed_at=None)


def pause(subject: Stateful, at: datetime, reason: str) -> None:
    """Stop the clock of the open item; the time until it is resumed is added to the deadline."""
    _open_items(subject).filter(paused_at=None).update(paused_at=at, pause_reason=reason)


def resume(subject: Stateful, at: datetime) -> None:
    """Let the clock run again, later by the time it stood still."""
    paused = _open_items(subject).exclude(paused_at=None)
    paused.update(due_at=F("due_at") + (at - F("paused_at")), paused_at=None, pause_reason="")


def _locked(item_id: int, command: Command) -> WorkItem:
    item = WorkItem.objects.select_for_update(of=("self",), no_key=True).get(pk=item_id)
    if item.done_at is not None:
        raise NotPossible(_("This item has been done already."))
    if item.queue not in command.actor.queues():
        raise Forbidden(_("Your post does not serve this queue."))
    return item


def claim(item_id: int, command: Command) -> WorkItem:
    """Take an item for oneself. Call inside a transaction."""
    item = _locked(item_id, command)
    if item.assignee_id not in (None, command.actor.staff_id):
        raise AlreadyClaimed(_("Somebody else has taken this item."))
    item.assignee_id, item.claimed_at = command.actor.staff_id, command.at
    item.save(update_fields=["assignee_id", "claimed_at"])
    return item


def release(item_id: int, command: Command) -> WorkItem:
    """Put one's own item back into the queue. Call inside a transaction."""
    item = _locked(item_id, command)
    if item.assignee_id != command.actor.staff_id:
        raise Forbidden(_("Only the person who took the item can put it back."))
    item.assignee_id = item.claimed_at = None
    item.save(update_fields=["assignee_id", "claimed_at"])
    return item


def transfer(item_id: int, command: Command, *, to_staff_id: int) -> WorkItem:
    """Hand an item to a colleague; the caller has checked that the colleague serves the queue."""
    item = _locked(item_id, command)
    item.assignee_id, item.claimed_at = to_staff_id, command.at
    item.save(update_fields=["assignee_id", "claimed_at"])
    return item


_labels: dict[str, str] = {}


def name_queues(labels: dict[str, str]) -> None:
    """English labels of work queues, to be translated where they are shown."""
    _labels.update(labels)


def queue_label(queue: str) -> str:
    return _labels.get(queue, queue)
