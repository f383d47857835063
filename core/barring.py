"""Whom the segregation of duties keeps from an item of work: such a person neither takes it nor is handed it."""

from __future__ import annotations

from core.models import Stateful, WorkItem
from core.workflow.command import Actor
from core.workflow.refusals import Refusal
from core.workflow.registry import stateful_models
from core.workflow.spec import Transition


def subject_of(item: WorkItem) -> Stateful | None:
    """What the item is about."""
    model = stateful_models().get(item.subject_kind)
    return model._default_manager.filter(pk=item.subject_id).first() if model else None


def bar_of(subject: Stateful | None, actor: Actor) -> Refusal | None:
    """Why the actor can do none of the acts that the subject waits for; None when one is open.

    Counted are acts that carry a duty and that the actor's post may do: an earlier act on the case stands against all.
    """
    if subject is None:
        return None
    held = [one for one in subject.lifecycle.leaving(subject.state) if _is_held(one, subject, actor)]
    standing = [actor.segregation_refusal(duty, subject.case()) for duty in dict.fromkeys(one.duty for one in held)]
    return standing[0] if standing and None not in standing else None


def _is_held(spec: Transition, subject: Stateful, actor: Actor) -> bool:
    return bool(spec.duty) and actor.refusal_for(spec.permission, subject) is None
