"""Monthly packs: drawn after the end of the month, their paper kept once they are released (5.11)."""

from __future__ import annotations

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_noop as _
from django.utils.translation import override

from archives.public import DocumentFact, DocumentUnavailable, deposit, retain_until
from core.jobs import JobRun, job
from core.workflow.command import Command
from organisation.models import Unit
from organisation.models.unit import BRANCHES
from organisation.public import calendar, system_actor
from underwriting.documents.pack import pack_paper
from underwriting.models import MonthlyPack
from underwriting.rules import monthly_pack as life
from underwriting.rules.sample_days import first_working_day
from underwriting.services.monthly_pack import PAPER_JOB, draw_pack

CLOCK = "policy-clock"


def _command(unit_id: int, what: str) -> Command:
    actor = system_actor(CLOCK, unit_id=unit_id)
    return Command(key=uuid5(NAMESPACE_URL, what), actor=actor, at=timezone.now())


@job("underwriting.draw_packs", label=_("Draw the monthly packs of the branches"), time_limit=900)
def draw_packs(run: JobRun) -> None:
    """From the first working day of the month on, once for each branch; a missed day is made up for."""
    today = timezone.localdate()
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    due = today >= first_working_day(today, calendar())
    known = MonthlyPack.objects.filter(month=month).values("branch_id")
    branches = list(Unit.objects.filter(kind__in=BRANCHES, active=True).exclude(pk__in=known)) if due else []
    with override(settings.LANGUAGE_CODE):
        for branch in branches:
            draw_pack(_command(branch.pk, f"pack/{month}/{branch.pk}"), branch_id=branch.pk, month=month)
    run.finish(lambda: {"drawn": len(branches)})


@job(PAPER_JOB, queue="documents", label=_("Paper of the monthly pack"), lease=120)
def keep_paper(run: JobRun) -> None:
    """The paper of what was released, filed with the pack."""
    pack = MonthlyPack.objects.select_related("unit").get(pk=int(run.payload["pack"]))
    command = _command(pack.unit_id, f"{PAPER_JOB}/{run.key}")
    today = timezone.localdate()
    with override(settings.LANGUAGE_CODE):
        content, fault = _made(pack)
        fact = DocumentFact(
            kind="monthly_pack",
            title=_now("Monthly pack %(month)s") % {"month": f"{pack.month:%Y-%m}"},
            subject_kind=life.PACK_KIND,
            subject_id=pack.pk,
            subject_number=pack.number,
            retain_until=retain_until(["business_long"], end=today, on=today),
            content=content,
            unavailable=fault,
        )
    run.finish(lambda: deposit(command, fact))


def _made(pack: MonthlyPack) -> tuple[bytes | None, str]:
    try:
        return pack_paper(pack, at=timezone.localtime()), ""
    except DocumentUnavailable as unavailable:
        return None, unavailable.message
