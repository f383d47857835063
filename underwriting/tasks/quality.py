"""Nightly and monthly work on data quality (domain 5.11, 5.12, A6 1)."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from core.jobs import JobRun, job
from core.workflow.command import Command
from core.workflow.refusals import Refusal
from organisation.models import Unit
from organisation.models.unit import BRANCHES
from organisation.public import calendar, parameter, system_actor
from underwriting.models import BookReconciliation
from underwriting.rules.sample_days import first_working_day
from underwriting.selectors.book_reconciliation import first_month
from underwriting.selectors.quality import findings
from underwriting.selectors.quality_measures import made_up_for, to_be_opened
from underwriting.services.book_reconciliation import draw
from underwriting.services.data_quality import draw_check, find_defect, to_be_checked
from underwriting.services.quality_measures import begin_measure, end_measure

CLOCK = "policy-clock"


def _command(unit_id: int, what: str) -> Command:
    actor = system_actor(CLOCK, unit_id=unit_id)
    return Command(key=uuid5(NAMESPACE_URL, what), actor=actor, at=timezone.now())


def _month_to_be_looked_at() -> tuple[date, bool]:
    """The month before, and whether the first working day after it has come."""
    today = timezone.localdate()
    first = today.replace(day=1)
    return (first - timedelta(days=1)).replace(day=1), today >= first_working_day(today, calendar())


def _branches() -> QuerySet[Unit]:
    return Unit.objects.filter(kind__in=BRANCHES, active=True).order_by("pk")


@job("underwriting.find_defects", label=_("Find defects of data"), time_limit=900)
def find_defects(run: JobRun) -> None:
    """Every night the rules look at the policies of the last days; a defect is found once, and again when it comes back
    after it was closed. One that cannot be put down leaves the others to be found."""
    since = timezone.localdate() - timedelta(days=int(parameter("underwriting.quality_days")))
    number = 0
    for one in findings(since):
        command = _command(one.unit_id, f"defect/{one.rule}/{one.policy_id}/{one.earlier}")
        with suppress(Refusal):
            find_defect(command, rule=one.rule, policy_id=one.policy_id, detail=one.detail)
            number += 1
    run.finish(lambda: {"found": number})


@job("underwriting.watch_quality", label=_("Open measures of quality, end those made up for"), time_limit=900)
def watch_quality(run: JobRun) -> None:
    """Retraining, accountability, what was not read or handed over: nobody has to notice it (5.12, A6)."""
    today = timezone.localdate()
    for over in made_up_for(today):
        end_measure(over.pk, _command(over.unit_id, f"measure-over/{over.pk}"))
    matters = list(to_be_opened(today))
    for one in matters:
        about = f"measure/{one.kind}/{one.unit_id}/{one.person}/{one.month}/{one.policy_id}/{today}"
        begin_measure(_command(one.unit_id, about), matter=one)
    run.finish(lambda: {"opened": len(matters)})


@job("underwriting.draw_quality", label=_("Draw the quality sample of the month before"), time_limit=900)
def draw_quality(run: JobRun) -> None:
    """On the first working day of the month, later only what is missing; what was drawn stays drawn."""
    month, due = _month_to_be_looked_at()
    chosen = [(branch.pk, pk) for branch in (_branches() if due else ()) for pk in to_be_checked(branch, month)]
    for branch_id, pk in chosen:
        draw_check(_command(branch_id, f"quality/{month}/{pk}"), policy_id=pk, month=month)
    run.finish(lambda: {"drawn": len(chosen)})


@job("underwriting.draw_reconciliation", label=_("Draw the reconciliation of the month before"), time_limit=900)
def draw_reconciliation(run: JobRun) -> None:
    """From the first working day of a month on, once for each branch; a day on which nothing ran is made up for."""
    month, due = _month_to_be_looked_at()
    known = BookReconciliation.objects.filter(month=month).values("branch_id")
    branches = list(_branches().exclude(pk__in=known)) if due else []
    drawn = [branch for branch in branches if (first := first_month(branch.pk)) is not None and month >= first]
    for branch in drawn:
        draw(_command(branch.pk, f"reconciliation/{month}/{branch.pk}"), branch_id=branch.pk, month=month)
    run.finish(lambda: {"drawn": len(drawn)})
