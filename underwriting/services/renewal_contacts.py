"""The plan of contacts of a renewal: laid out with the list, settled by notices and talks (5.20)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Min, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.clocks import at_midnight
from core.models import WorkItem
from core.workflow.command import Command
from underwriting.models import Renewal, RenewalStep
from underwriting.rules import renewing as life
from underwriting.selectors.renewals import contact_days, notice_days
from underwriting.services.refusals import InvalidEntry


def lay_out_plan(renewal: Renewal, today: date) -> None:
    """The days on which the customer hears from the insurer; the renewal has its key already."""
    days, notices = contact_days(renewal.unit, today), notice_days(renewal.unit, today)
    _keep(renewal, life.planned(renewal.ends_on, days, notices, today))


def lay_out_anew(renewal: Renewal, today: date) -> None:
    """The policy ends on another day: what was done stays in the plan, what was still to come follows the new end."""
    renewal.steps.filter(done_at=None).delete()
    done = set(renewal.steps.values_list("due_on", flat=True))
    days, notices = contact_days(renewal.unit, today), notice_days(renewal.unit, today)
    plan = [one for one in life.planned(renewal.ends_on, days, notices, today) if one.due_on not in done]
    _keep(renewal, plan)
    _move_work(renewal)


def _keep(renewal: Renewal, plan: list[life.Planned]) -> None:
    RenewalStep.objects.bulk_create(
        [RenewalStep(renewal=renewal, days=one.days, due_on=one.due_on, notice=one.notice) for one in plan]
    )
    renewal.contact_on = plan[0].due_on if plan else None


def settle_talks(renewal: Renewal, command: Command, *, answer: str) -> None:
    """The customer was reached: whatever stood due until today is done with it."""
    _settle(renewal, command, renewal.steps.all(), result=answer)


def settle_notices(renewal: Renewal, command: Command) -> None:
    """A written notice went out. It takes the place of no talk: one that was missed or agreed stays open."""
    _settle(renewal, command, renewal.steps.filter(notice=True), result=life.SENT)


def _settle(renewal: Renewal, command: Command, steps: QuerySet[RenewalStep], *, result: str) -> None:
    """Then the next open day of the plan counts, or the one agreed with the customer if it comes sooner."""
    due = steps.filter(done_at=None, due_on__lte=localdate(command.at))
    due.update(done_at=command.at, done_by=command.actor.name[:80], result=result)
    first_open = renewal.steps.filter(done_at=None).aggregate(first=Min("due_on"))["first"]
    renewal.contact_on = min((day for day in (first_open, renewal.agreed_on) if day is not None), default=None)
    _move_work(renewal)


def _move_work(renewal: Renewal) -> None:
    """The open work is due on the day of the next contact."""
    due_at = at_midnight(renewal.contact_on + timedelta(days=1)) if renewal.contact_on else None
    WorkItem.objects.filter(subject_kind=life.RENEWAL_KIND, subject_id=renewal.pk, done_at=None).update(due_at=due_at)


def agree_on(renewal: Renewal, next_on: date | None, today: date) -> None:
    """The customer named a day for the next talk: after today, before the policy ends."""
    if next_on is not None and not today < next_on <= renewal.ends_on:
        text = _("The next contact lies after today and not after %(end)s, when the policy ends.")
        raise InvalidEntry(text % {"end": renewal.ends_on}, field="next_on")
    renewal.agreed_on = next_on
