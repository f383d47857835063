"""Queued work of the underwriting desk: replies as documents, daily reports, the weekly list."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from core import notify
from core.jobs import JobRun, job
from core.workflow.command import Command
from organisation.models import PostAssignment, Unit
from organisation.models.unit import BRANCHES
from organisation.public import calendar, parameter, system_actor
from underwriting.documents.referral import bind_reply, make_reply
from underwriting.models.desk import DailyReport
from underwriting.models.referral import Referral
from underwriting.models.rule_file import RuleFile
from underwriting.rules import daily_report as life
from underwriting.rules.rule_file import RULE_FILE_KIND
from underwriting.selectors.daily_report import begins as begins_of
from underwriting.selectors.daily_report import gathered, unpublished
from underwriting.selectors.monitoring import experience_of, first_day, limits_of
from underwriting.selectors.referral import attempts_of
from underwriting.services.daily_report import escalate, publish
from underwriting.services.referral_life import REPLY_JOB
from underwriting.services.rule_files import BACKTEST_JOB, keep_trial, tried

CLOCK, MONDAY = "policy-clock", 0


@job(REPLY_JOB, queue="documents", label=_("Reply to a report upward"), lease=120)
def reply(run: JobRun) -> None:
    """Make the reply as a document once; bind it to the archive of the policies when they are issued (B-40)."""
    found = Referral.objects.select_related("proposal__unit", "unit").get(pk=int(run.payload["referral"]))
    command = _command(found.unit_id, f"{REPLY_JOB}/{run.key}", timezone.now())
    revision, bind = int(run.payload["revision"]), bool(run.payload["bind"])

    def effect() -> None:
        if found.revision != revision:
            return  # the plan was changed meanwhile; that reply no longer holds
        if not found.reply_sha256:
            make_reply(found, command)
        if bind:
            bind_reply(found, command)

    run.finish(effect)


SETTLING = timedelta(minutes=5)
"""What is still being written when the reports are made stands in the next ones, so that no act falls between two."""


@job("underwriting.daily_reports", label=_("Publish and remind of daily underwriting reports"), time_limit=900)
def daily_reports(run: JobRun) -> None:
    """At the time of the parameter of every working day; running it again publishes nothing twice (B-37)."""
    now = timezone.localtime()
    published = sum(_publish(branch, now) for branch in Unit.objects.filter(kind__in=BRANCHES))
    overdue = DailyReport.objects.filter(state=life.PUBLISHED, answer_by__lt=now).values_list("pk", "unit_id")
    for pk, unit_id in list(overdue):
        escalate(pk, _command(unit_id, f"daily-unanswered/{pk}", now))
    run.finish(lambda: {"published": published, "unanswered": len(overdue)})


def _publish(branch: Unit, now: datetime) -> int:
    day = now.date()
    begins = life.clock_time(parameter("underwriting.daily_report_time", branch, day))
    if not calendar().is_working(day) or now.time() < begins:
        return 0
    missing = unpublished(branch, day)
    if not missing:
        return 0
    until = life.clock_time(parameter("underwriting.daily_report_answer_time", branch, day))
    answer_by = life.answer_by(day, until, calendar(), timezone.get_current_timezone())
    end = now - SETTLING
    for since, units in begins_of(missing, day).items():
        found = gathered(branch, since, end)
        for unit in units:
            rows, cases = tuple(row.as_json() for row in found.of(unit.pk)), found.cases_of(unit.pk)
            command = _command(branch.pk, f"daily/{unit.pk}/{day}", now)
            of_unit: dict[str, Any] = {"unit_id": unit.pk, "rows": rows, "cases": cases}
            publish(command, **of_unit, day=day, answer_by=answer_by, since=since, until=end)
    return len(missing)


@job("underwriting.weekly_attempts", label=_("Weekly list of attempts to issue before approval"))
def weekly_attempts(run: JobRun) -> None:
    """Directors learn how often somebody tried to issue before the upper level had replied (5.6)."""
    today = timezone.localdate()
    if today.weekday() != MONDAY:
        run.finish(lambda: None)
        return
    for branch in Unit.objects.filter(kind__in=BRANCHES):
        _tell_attempts(branch, today)
    run.finish(lambda: None)


def _tell_attempts(branch: Unit, today: date) -> None:
    count = attempts_of(branch.pk, today - timedelta(days=7), today - timedelta(days=1)).count()
    _tell_directors(
        branch,
        key=f"issue-attempts/{branch.pk}/{today}",
        title=gettext("Attempts to issue before approval, last week"),
        body=str(count),
        url=reverse("underwriting:issue_attempts"),
    )


def _command(unit_id: int, what: str, at: datetime) -> Command:
    return Command(key=uuid5(NAMESPACE_URL, what), actor=system_actor(CLOCK, unit_id=unit_id), at=at)


# What the page of the work says of a back-test, in the words of the file.
TRIED = {
    "replayed": _("Decisions replayed"),
    "passed_then": _("Accepted automatically then"),
    "passes_now": _("Accepted with these values"),
    "accepted_count": _("Would newly be accepted automatically"),
    "referred_count": _("Would newly go to a person"),
}


@job(BACKTEST_JOB, label=_("Back-test of automatic underwriting"), lease=120, time_limit=1800)
def back_test_values(run: JobRun) -> None:
    """What the values of a file would have decided in the period of the parameter; kept with the file (AUW-08)."""
    file = RuleFile.objects.select_related("unit").get(pk=int(run.payload["file"]))
    trial = tried(file, timezone.localdate(), progress=run.progress)

    def effect() -> dict[str, object]:
        keep_trial(file, trial, timezone.now())
        counts = {label: trial[name] for name, label in TRIED.items()}
        return {**counts, "subject": f"{RULE_FILE_KIND}:{file.pk}"}

    run.finish(effect)


@job("underwriting.monitor_rules", label=_("Monthly monitoring of automatic underwriting"))
def monitor_rules(run: JobRun) -> None:
    """Directors are told for which lines suspension is proposed (5.10)."""
    today = timezone.localdate()
    for branch in Unit.objects.filter(kind__in=BRANCHES):
        limits = limits_of(branch, today)
        lines = [one.line for one in experience_of(branch, first_day(branch, today), today) if one.reasons(limits)]
        if lines:
            _tell_directors(
                branch,
                key=f"suspend/{branch.pk}/{today:%Y-%m}",
                title=gettext("Suspension of automatic underwriting is proposed"),
                body=", ".join(lines),
                url=reverse("underwriting:monitoring"),
            )
    run.finish(lambda: None)


def _tell_directors(branch: Unit, *, key: str, title: str, body: str, url: str) -> None:
    held = PostAssignment.objects.filter(post_id="UW_DIR", unit__branch_id=branch.pk)
    notify.notify(sorted(set(held.values_list("staff_id", flat=True))), key=key, title=title, body=body, url=url)
