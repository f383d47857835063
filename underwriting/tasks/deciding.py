"""Automatic decisions as queued work: one and those that wait beside it, or everything that waits, in sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from uuid import NAMESPACE_URL, uuid5

import structlog
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from core.jobs import JobRun, job
from core.workflow.command import Command
from core.workflow.refusals import NotPossible, Refusal
from organisation.public import system_actor
from underwriting.models import Proposal
from underwriting.selectors.proposals import Waiting, waiting_after, waiting_count, waiting_with
from underwriting.services.automatic import decide_automatically, decide_together
from underwriting.services.review import AUTO_JOB

log = structlog.get_logger(__name__)
AUTO_ACTOR = "auto-underwriting"
WAITING_JOB = "underwriting.decide_waiting"
AT_ONCE, SET = 200, 1_000


@job(AUTO_JOB, queue="underwriting", label=_("Automatic underwriting"))
def decide(run: JobRun) -> None:
    """Decide one proposal that passed its review, and with it those of the branch that wait too."""
    pk = int(run.payload["proposal"])

    def effect() -> None:
        commands = _commands(waiting_with(pk, limit=AT_ONCE))
        _decide_together(commands)
        with suppress(NotPossible):  # withdrawn meanwhile: nothing left to decide
            command = commands.get(pk) or _command(_unit_of(pk), f"{AUTO_JOB}/{run.key}")
            decide_automatically(pk, command)

    run.finish(effect)


@job(
    WAITING_JOB, queue="underwriting", label=_("Decide what waits for the automatic rules"), lease=120, time_limit=1800
)
def decide_waiting(run: JobRun) -> None:
    """Everything that waits, such as a book taken over or the proposals of an outage: one job, a set a transaction.

    A killed worker loses nothing and doubles nothing: what was decided waits no more. A set that cannot be decided is
    left to the jobs of its proposals, which say why.
    """
    total, seen, last = waiting_count(), 0, 0
    decided = 0
    while waiting := waiting_after(last, limit=SET):
        decided += _decide_together(_commands(waiting))
        seen, last = seen + len(waiting), waiting[-1].pk
        run.progress(seen, max(total, seen))
    run.finish(lambda: {"decided": decided, "left": seen - decided})


def _decide_together(commands: Mapping[int, Command]) -> int:
    """One that cannot be decided must not keep the others waiting: then every job decides its own, and says why not."""
    try:
        with transaction.atomic():
            return len(decide_together(commands))
    except (IntegrityError, LookupError, ObjectDoesNotExist, Refusal) as fault:
        log.warning("decided_one_by_one", proposals=len(commands), fault=str(fault))
        return 0


def _commands(waiting: Sequence[Waiting]) -> dict[int, Command]:
    """The same commands whichever job comes first: named by the version that passed its review."""
    return {one.pk: _command(one.unit_id, f"{AUTO_JOB}/{one.pk}:{one.version - 1}") for one in waiting}


def _command(unit_id: int, what: str) -> Command:
    key, actor = uuid5(NAMESPACE_URL, what), system_actor(AUTO_ACTOR, unit_id=unit_id)
    return Command(key=key, actor=actor, at=timezone.now())


def _unit_of(pk: int) -> int:
    return Proposal.objects.values_list("unit_id", flat=True).get(pk=pk)
