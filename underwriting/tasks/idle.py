"""Every morning: entries that nobody goes on with and supplements that never came lapse, after a warning (5.3)."""

from __future__ import annotations

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from core import links
from core.jobs import JobRun, job
from core.notify import notify
from core.workflow.command import Command
from core.workflow.refusals import Refusal
from organisation.public import system_actor
from underwriting.models import Proposal
from underwriting.rules.lifecycle import PROPOSAL_KIND
from underwriting.selectors import deliveries, idle
from underwriting.services.delivery import drop_delivery
from underwriting.services.life import lapse

CLOCK = "policy-clock"


@job("underwriting.end_idle", label=_("End entries and supplements that nobody goes on with"))
def end_idle(run: JobRun) -> None:
    """Warn first; what was warned of and not touched since lapses on its day."""
    at = timezone.now()
    with override(settings.LANGUAGE_CODE):
        warned = sum(_warn(one) for one in (*idle.idle_soon(at), *idle.unanswered_soon(at)))
        ended = [one for one in (*idle.idle(at), *idle.unanswered(at)) if _lapse(one, at)]
        for one in ended:
            body = gettext("Begin it again from its page if it is still wanted.")
            _tell(one, "lapsed", title=gettext("%(number)s has lapsed"), body=body)
    _drop_deliveries(at)
    run.finish(lambda: {"warned": warned, "lapsed": len(ended)})


def _warn(one: Proposal) -> int:
    body = gettext("Nobody went on with it. Complete it, or withdraw it; otherwise it ends by itself.")
    return _tell(one, "lapses", title=gettext("%(number)s lapses soon"), body=body)


def _tell(one: Proposal, what: str, *, title: str, body: str) -> int:
    """Whoever entered or sold it, once in this state."""
    people = {pk for pk in (one.entered_by_id, one.salesperson_id) if pk}
    notify(
        people,
        key=f"{what}/{one.pk}/{one.version}",
        title=title % {"number": one.number},
        body=body,
        url=links.url_for(PROPOSAL_KIND, one.pk) or "",
    )
    return int(bool(people))


def _lapse(one: Proposal, at: datetime) -> bool:
    try:
        lapse(one.pk, _command(one.unit_id, f"idle/{one.pk}/{one.version}", at))
    except Refusal:
        return False  # changed meanwhile; the denial is in the audit trail
    return True


def _drop_deliveries(at: datetime) -> None:
    """No receipt is expected of a policy that was made void."""
    for one in deliveries.without_object():
        drop_delivery(one.pk, _command(one.unit_id, f"drop-delivery/{one.pk}/{localdate(at)}", at))


def _command(unit_id: int, what: str, at: datetime) -> Command:
    return Command(key=uuid5(NAMESPACE_URL, what), actor=system_actor(CLOCK, unit_id=unit_id), at=at)
