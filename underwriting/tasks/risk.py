"""Queued work of risk assessment: its papers."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from core.jobs import JobRun, job
from core.workflow.command import Command
from organisation.public import system_actor
from underwriting.documents import risk as documents
from underwriting.models import CommitteeCase, ImprovementLetter, RiskAssessment
from underwriting.services.risk_report import PAPERS_JOB

CLOCK = "policy-clock"


@job(PAPERS_JOB, queue="documents", label=_("Papers of risk assessment"), lease=120)
def papers(run: JobRun) -> None:
    """Render and keep a report, a letter of improvements, or the minutes of a board."""
    made = {"report": _report, "letter": _letter, "minutes": _minutes}[run.payload["what"]]
    run.finish(lambda: made(run))


def _command(run: JobRun, unit_id: int) -> Command:
    key = uuid5(NAMESPACE_URL, f"{PAPERS_JOB}/{run.key}")
    return Command(key=key, actor=system_actor(CLOCK, unit_id=unit_id), at=timezone.now())


def _report(run: JobRun) -> None:
    found = RiskAssessment.objects.select_related("unit", "guide").get(pk=int(run.payload["pk"]))
    documents.report(found, _command(run, found.unit_id))


def _letter(run: JobRun) -> None:
    found = ImprovementLetter.objects.select_related("unit", "assessment").get(number=run.payload["number"])
    documents.letter(found, _command(run, found.unit_id))


def _minutes(run: JobRun) -> None:
    found = CommitteeCase.objects.select_related("unit", "assessment").get(pk=int(run.payload["pk"]))
    documents.minutes(found, _command(run, found.unit_id))
