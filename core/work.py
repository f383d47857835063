"""Work items: opened and closed by the engine, claimed and passed on by people."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core import audit, clocks, links, notify
from core.barring import bar_of, subject_of
from core.directory import Colleague, directory
from core.models import Stateful, WorkItem, WorkSummary
from core.workflow.command import Actor, Command
from core.workflow.refusals import Forbidden, Hidden, NotPossible, RuleRefusal
from core.workflow.spec import State

TRANSFER = "core.work.transfer"
LOOKED_AT = 20  # free items that "take the next" looks at
ACT_LABELS = {TRANSFER: gettext_noop("Handed to a colleague")}


class AlreadyClaimed(NotPossible):
    """Somebody else works on the item."""

    code = "already_claimed"


def follow(subject: Stateful, before: str | None, command: Command) -> None:
    """Close what waited in the state left and open what waits in the state entered. Where the same queue goes on it is
    the same work, unless another clock runs now: then what was to be done in time is done."""
    left = subject.stage(before) if before else None
    entered = subject.stage(subject.state)
    if left and left.queue and left.queue != entered.queue:
        _close(subject, (left.queue, *subject.side_queues), command)
    if not entered.queue:
        return
    if left and left.queue == entered.queue:
        _go_on(subject, left, entered, command)
    else:
        _open(subject, entered, command)


def _go_on(subject: Stateful, left: State, entered: State, command: Command) -> None:
    if left.clock == entered.clock:
        _refresh(subject, entered, command)
        return
    held = _items(subject, left.queue).values_list("assignee_id", "claimed_at", "in_place_of_id").first()
    _close(subject, (left.queue,), command)
    item = item_for(subject, entered, command)
    if held is not None and item.assignee_id is None:
        item.assignee_id, item.claimed_at, item.in_place_of_id = held
    item.save(force_insert=True)


def refresh(subject: Stateful, command: Command) -> None:
    """Bring the open item of an edited object up to date (title, amount)."""
    state = subject.stage(subject.state)
    if state.queue:
        _refresh(subject, state, command)


def begin(subject: Stateful, queue: str, command: Command, *, part: str = "", clock: str = "") -> None:
    """A part of the object waits there beside what its state waits for; once, however often it is asked. The item names
    the ``part`` that waits now, and its ``clock`` runs since the first time."""
    item = item_for(subject, State(value=subject.state, label="", queue=queue, clock=clock), command)
    item.detail = _detail_of(part, item.detail)
    if not _items(subject, queue).update(detail=item.detail):
        item.save(force_insert=True)


def _detail_of(part: str, detail: str) -> str:
    """The part first, as nothing else tells one item of the object from the other."""
    longest = WorkItem._meta.get_field("detail").max_length
    return " · ".join(text for text in (part, detail) if text)[:longest]


def end(subject: Stateful, queue: str, command: Command) -> None:
    """What waited there for a part of the object is done, though the object's state stays."""
    _close(subject, (queue,), command)


def _close(subject: Stateful, queues: Collection[str], command: Command) -> None:
    _open_items(subject).filter(queue__in=queues).update(done_at=command.at, done_by_id=command.actor.staff_id)


def _summary_of(subject: Stateful) -> WorkSummary:
    """In the insurer's own language: it is kept, and others read it than the one who acts."""
    with translation.override(settings.LANGUAGE_CODE):
        return subject.work_summary()


def _open(subject: Stateful, state: State, command: Command) -> None:
    item_for(subject, state, command).save(force_insert=True)


def item_for(subject: Stateful, state: State, command: Command) -> WorkItem:
    """The item with which ``subject`` waits in the queue of ``state``, not yet stored."""
    summary, scope = _summary_of(subject), subject.work_scope(state.queue)
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
        assignee_id=summary.assignee_id,
        due_at=summary.due_at or due_at,
        paused_at=command.at if state.paused else None,
        opened_at=command.at,
    )


def _refresh(subject: Stateful, state: State, command: Command) -> None:
    summary = _summary_of(subject)
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


def move(subject: Stateful) -> None:
    """The object was given to others: its open item waits in their queue and unit, taken by nobody."""
    queue = subject.stage(subject.state).queue
    scope = subject.work_scope(queue)
    _open_items(subject).update(
        queue=queue, unit_id=scope.unit_id, sub_branch_id=scope.sub_branch_id, branch_id=scope.branch_id,
        province_id=scope.province_id, assignee_id=None, claimed_at=None, in_place_of_id=None,
    )  # fmt: skip


def put_back(subject: Stateful) -> None:
    """The open item goes back into its queue: the next step is another person's."""
    _open_items(subject).update(assignee_id=None, claimed_at=None, in_place_of_id=None)


def pause(subject: Stateful, at: datetime, reason: str) -> None:
    """Stop the clock of the open item; the time until it is resumed is added to the deadline."""
    _open_items(subject).filter(paused_at=None).update(paused_at=at, pause_reason=reason)


def resume(subject: Stateful, at: datetime) -> None:
    """Let the clock run again, later by the time it stood still."""
    paused = _open_items(subject).exclude(paused_at=None)
    paused.update(due_at=F("due_at") + (at - F("paused_at")), paused_at=None, pause_reason="")


def waiting_for(actor: Any) -> QuerySet[WorkItem]:
    """The actor's own open items, and the free ones in scope of the queues that the actor's post serves. Who acts in
    place of somebody sees that person's work, and the own work under the own post."""
    mine = Q(assignee_id=actor.staff_id, in_place_of_id=getattr(actor, "in_place_of_id", None))
    free = Q(assignee_id=None) & actor.scope_filter(WorkItem) & Q(queue__in=actor.queues())
    return WorkItem.objects.filter(mine | free, done_at=None)


def _locked(item_id: int, command: Command) -> WorkItem:
    actor: Any = command.actor
    seen = actor.scope_filter(WorkItem) | Q(assignee_id=actor.staff_id)
    item = WorkItem.objects.select_for_update(of=("self",), no_key=True).filter(seen, pk=item_id).first()
    if item is None:
        raise Hidden(_("Not found."))
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
    return _give(item, command, command.actor.staff_id)


def take_next(command: Command) -> WorkItem | None:
    """Take the free item with the nearest deadline that the actor may work on; None when there is none.

    Two people who ask at the same moment get two different items: what somebody else is just taking is passed over.
    """
    free = waiting_for(command.actor).filter(assignee_id=None).order_by(F("due_at").asc(nulls_last=True), "pk")
    with transaction.atomic():
        for item in free.select_for_update(of=("self",), no_key=True, skip_locked=True)[:LOOKED_AT]:
            if bar_of(subject_of(item), command.actor) is None:
                return _give(item, command, command.actor.staff_id)
    return None


def release(item_id: int, command: Command) -> WorkItem:
    """Put one's own item back into the queue. Call inside a transaction."""
    item = _locked(item_id, command)
    if item.assignee_id != command.actor.staff_id:
        raise Forbidden(_("Only the person who took the item can put it back."))
    item.assignee_id = item.claimed_at = item.in_place_of_id = None
    item.save(update_fields=["assignee_id", "claimed_at", "in_place_of_id"])
    return item


def colleagues_for(items: Sequence[WorkItem], actor: Actor, on: date) -> list[Colleague]:
    """To whom all these items may be handed: who serves their queues, sees their units and is not barred from any."""
    found: list[Colleague] | None = None
    for item in items:
        able = [c for c in directory().colleagues(item, on) if c.staff_id != actor.staff_id and _is_free(c, item, on)]
        ids = {colleague.assignment_id for colleague in able}
        found = able if found is None else [one for one in found if one.assignment_id in ids]
    return found or []


def _is_free(colleague: Colleague, item: WorkItem, on: date) -> bool:
    acting = directory().actor(colleague.assignment_id, on)
    return acting is not None and bar_of(subject_of(item), acting) is None


def transfer(item_id: int, command: Command, *, to: int) -> WorkItem:
    """Hand an item to the colleague acting under the post assignment ``to``, with the reason; audited, and told."""
    with transaction.atomic():
        item = _locked(item_id, command)
        if item.assignee_id not in (None, command.actor.staff_id):
            raise AlreadyClaimed(_("Somebody else has taken this item."))
        if not command.reason.strip():
            raise RuleRefusal(_("Say why: the reason is kept with the case."), field="reason")
        able = colleagues_for([item], command.actor, timezone.localdate(command.at))
        colleague = next((one for one in able if one.assignment_id == to), None)
        if colleague is None:
            raise RuleRefusal(_("This colleague cannot take the item."), field="to")
        _give(item, command, colleague.staff_id)
        _tell(item, command, colleague)
    return item


def _give(item: WorkItem, command: Command, staff_id: int | None) -> WorkItem:
    """Who takes it in place of somebody holds it for that person."""
    own = staff_id == command.actor.staff_id
    item.assignee_id, item.claimed_at = staff_id, command.at
    item.in_place_of_id = getattr(command.actor, "in_place_of_id", None) if own else None
    item.save(update_fields=["assignee_id", "claimed_at", "in_place_of_id"])
    return item


def _tell(item: WorkItem, command: Command, colleague: Colleague) -> None:
    audit.record(
        command,
        TRANSFER,
        subject=(item.subject_kind, item.subject_id, item.subject_number),
        before={"assignee": command.actor.name},
        after={"assignee": colleague.name},
    )
    notify.notify(
        [colleague.staff_id],
        key=f"transfer:{item.pk}:{command.key}",
        title=_("%(name)s handed you %(number)s") % {"name": command.actor.name, "number": item.subject_number},
        body=command.reason,
        url=links.url_for(item.subject_kind, item.subject_id),
        subject_kind=item.subject_kind,
        subject_id=item.subject_id,
    )


def hand_over(item: WorkItem, *, to_staff_id: int | None, at: datetime) -> None:
    """Give an item that somebody took to a colleague, or back to its queue; its clock runs on. The caller's command
    is written down with the person who handed it over."""
    claimed_at = at if to_staff_id is not None else None
    WorkItem.objects.filter(pk=item.pk, done_at=None).update(
        assignee_id=to_staff_id, claimed_at=claimed_at, in_place_of_id=None
    )


def begin_standing_in(holder_id: int, substitute_id: int, queues: Collection[str], at: datetime) -> int:
    """What the holder had taken goes to the substitute; returns how many items."""
    items = WorkItem.objects.filter(assignee_id=holder_id, in_place_of_id=None, queue__in=queues, done_at=None)
    return items.update(assignee_id=substitute_id, in_place_of_id=holder_id, claimed_at=at)


def end_standing_in(holder_id: int, substitute_id: int, at: datetime) -> int:
    """What the substitute has not done goes back to the holder; returns how many items."""
    items = WorkItem.objects.filter(assignee_id=substitute_id, in_place_of_id=holder_id, done_at=None)
    return items.update(assignee_id=holder_id, in_place_of_id=None, claimed_at=at)


_labels: dict[str, str] = {}


def name_queues(labels: dict[str, str]) -> None:
    """English labels of work queues, to be translated where they are shown."""
    _labels.update(labels)


def queue_label(queue: str) -> str:
    return _labels.get(queue, queue)
