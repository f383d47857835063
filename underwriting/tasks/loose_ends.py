"""Every half hour: what hangs on proposals and policies that have ended is closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from core.jobs import JobRun, job
from core.workflow.command import Command
from core.workflow.refusals import Refusal
from organisation.public import system_actor
from underwriting.rules.renewing import Lost
from underwriting.selectors import loose_ends as found
from underwriting.services import loose_ends as services
from underwriting.services.renewing import lapse_renewal
from underwriting.services.risk_orders import AUTO_ACTOR, cancel

CLOCK, JOB = "policy-clock", "underwriting.end_loose"


@job(JOB, label=_("Close what hangs on business that has ended"))
def end_loose(run: JobRun) -> None:
    """One by one; what somebody changes at this moment is looked at again the next time."""
    at = timezone.now()
    ends: tuple[tuple[Any, Callable[..., Any]], ...] = (
        (found.assessments(), cancel),
        (found.cessions(), services.end_cession),
        (found.demands(), services.end_demand),
        (found.agreements(), services.end_agreement),
        (found.renewals(), _not_renewed),
    )
    ended = sum(_end(one, end, at) for rows, end in ends for one in rows)
    run.finish(lambda: {"ended": ended})


def _not_renewed(pk: int, command: Command) -> Any:
    return lapse_renewal(pk, command, lost_reason=Lost.OTHER)


def _end(one: Any, end: Callable[..., Any], at: datetime) -> int:
    key = uuid5(NAMESPACE_URL, f"{JOB}/{one.lifecycle.kind}/{one.pk}/{one.version}")
    try:
        actor = system_actor(AUTO_ACTOR if end is cancel else CLOCK, unit_id=one.unit_id)
        with override(settings.LANGUAGE_CODE):
            end(one.pk, Command(key=key, actor=actor, at=at, reason=gettext("The business has ended.")))
    except Refusal:
        return 0
    return 1
