"""Queued work of renewals: the list of the morning, notices."""

from __future__ import annotations

from contextlib import suppress
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from core.jobs import JobRun, job
from core.workflow.command import Command
from core.workflow.refusals import Refusal
from organisation.public import system_actor
from underwriting.documents.renewal import make_notice
from underwriting.models import Renewal
from underwriting.selectors.renewals import moved, notices_due, overdue, to_be_listed
from underwriting.services.renewal_reminders import remind
from underwriting.services.renewing import NOTICE_JOB, follow_end, lapse_renewal, list_renewal, notify_customer

CLOCK = "policy-clock"


def _command(unit_id: int, what: str) -> Command:
    clock = system_actor(CLOCK, unit_id=unit_id)
    return Command(key=uuid5(NAMESPACE_URL, what), actor=clock, at=timezone.now())


@job(NOTICE_JOB, queue="documents", label=_("Renewal notices"), lease=120)
def renewal_notice(run: JobRun) -> None:
    """Render and keep the notice of a renewal, or of one that is not offered."""
    renewal = Renewal.objects.select_related("policy__unit").get(policy_id=int(run.payload["policy"]))
    command = _command(renewal.unit_id, f"{NOTICE_JOB}/{run.key}")
    times = int(run.payload.get("times", 1))
    run.finish(lambda: make_notice(renewal, str(run.payload["what"]), command, times=times))


@job("underwriting.run_renewals", label=_("List policies that end soon"))
def run_renewals(run: JobRun) -> None:
    """Every morning: what ends soon is listed once, notices of the day go out, what ended without an answer is lost,
    and those who look after their customers hear whom to reach today."""
    today = timezone.localdate()
    listed = to_be_listed(today)
    for policy in listed:
        with suppress(Refusal):
            list_renewal(_command(policy.unit_id, f"renewal/{policy.pk}"), policy_id=policy.pk)
    for renewal in moved():
        with suppress(Refusal):
            follow_end(renewal.pk, _command(renewal.unit_id, f"renewal-end/{today}/{renewal.pk}"))
    for renewal in notices_due(today):
        with suppress(Refusal):
            notify_customer(renewal.pk, _command(renewal.unit_id, f"renewal-notice/{today}/{renewal.pk}"))
    for renewal in overdue(today):
        with suppress(Refusal):
            lapse_renewal(renewal.pk, _command(renewal.unit_id, f"lapse-renewal/{today}/{renewal.pk}"))
    remind(today)
    run.finish(lambda: {"listed": len(listed)})
