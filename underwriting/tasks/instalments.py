"""Queued work of instalments: reminders, overdue payments, notices of arrears (domain 9.9)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core import links
from core.jobs import JobRun, job
from core.notify import notify
from core.templatetags.ui import money
from core.workflow.command import Command
from core.workflow.refusals import Refusal
from organisation.public import parameter, system_actor
from underwriting.documents.arrears import make_arrears_notice
from underwriting.models import Instalment
from underwriting.rules import instalment_life as life
from underwriting.services.instalments import CLOCK, NOTICE_JOB, fall_due


def _command(unit_id: int, what: str) -> Command:
    return Command(key=uuid5(NAMESPACE_URL, what), actor=system_actor(CLOCK, unit_id=unit_id), at=timezone.now())


@job("underwriting.run_instalments", label=gettext_noop("Remind of instalments and list those overdue"))
def run_instalments(run: JobRun) -> None:
    """Every morning: who sold is reminded before the day, and chases from the day after it."""
    today = timezone.localdate()
    reminded, late = _remind(today), _fall_due(today)
    run.finish(lambda: {"reminded": reminded, "overdue": late})


def _remind(today: date) -> int:
    until = today + timedelta(days=parameter("underwriting.remind_instalment_days", on=today))
    found = list(_open().filter(due_on__gte=today, due_on__lte=until))
    for one in found:
        _tell(one, "remind", _("Instalment %(number)s of %(amount)s is due on %(day)s."))
    return len(found)


def _fall_due(today: date) -> int:
    late = 0
    for one in list(_open().filter(due_on__lt=today)):
        try:
            fall_due(one.pk, _command(one.unit_id, f"instalment/{one.pk}/{one.due_on}/{one.version}"))
        except Refusal:
            continue  # paid meanwhile
        late += 1
        _tell(one, "overdue", _("Instalment %(number)s of %(amount)s was due on %(day)s and has not come in."))
    return late


def _open() -> QuerySet[Instalment]:
    """Instalments of policies and of what was changed in them; before the issue only the first matters, and without it
    there is no policy or no change."""
    issued = Q(exemption__endorsement=None) | Q(exemption__endorsement__issued_at__isnull=False)
    found: QuerySet[Instalment] = Instalment.objects.filter(issued, state=life.PLANNED, policy__isnull=False)
    return found.order_by("due_on", "pk")


def _tell(one: Instalment, what: str, text: str) -> None:
    if one.salesperson_id is None:
        return
    notify(
        [one.salesperson_id],
        key=f"instalment/{one.pk}/{what}/{one.due_on}",
        title=text % {"number": one, "amount": money(one.amount), "day": one.due_on},
        body=one.holder_name,
        url=links.url_for(life.INSTALMENT_KIND, one.pk),
        subject_kind=life.INSTALMENT_KIND,
        subject_id=one.pk,
    )


@job(NOTICE_JOB, queue="documents", label=gettext_noop("Notice of arrears"), lease=120)
def arrears_notice(run: JobRun) -> None:
    """Render and keep the letter."""
    one = Instalment.objects.select_related("unit", "policy").get(pk=int(run.payload["instalment"]))
    command = _command(one.unit_id, f"{NOTICE_JOB}/{run.key}")
    run.finish(lambda: make_arrears_notice(one, command))
