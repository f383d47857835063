"""Nightly work on printed forms: account for used ones, take old ones out of use (D1 6, 8.2)."""

from __future__ import annotations

from datetime import date
from uuid import NAMESPACE_URL, uuid5

import structlog
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from archives.models import FormLot
from archives.rules.form_places import Standing
from archives.selectors.form_terms import old_in_hands
from archives.services.form_count_plan import counts_due
from archives.services.form_counts import begin_count
from archives.services.form_ends import expire, out_of_time
from archives.services.form_shortages import end_shortage, note_shortage
from archives.services.form_stock_watch import watch
from archives.services.form_use import reconcile
from core.jobs import JobRun, job
from core.notify import notify
from core.workflow.command import Command
from core.workflow.refusals import Refusal
from organisation.public import system_actor

log = structlog.get_logger(__name__)
CLOCK = "form-clock"


def _command(unit_id: int, what: str) -> Command:
    key = uuid5(NAMESPACE_URL, what)
    return Command(key=key, actor=system_actor(CLOCK, unit_id=unit_id), at=timezone.now())


@job("archives.close_form_day", label=_("Account for used forms, take old ones out of use"))
def close_form_day(run: JobRun) -> None:
    """What was used before today is accounted for when every number has its policy."""
    today = timezone.localdate()
    used = FormLot.objects.filter(standing=Standing.USED, since__lt=today).order_by("pk")
    rows = list(used.values_list("pk", "unit_id"))
    done = sum(_reconciled(pk, unit_id, today.isoformat()) for pk, unit_id in rows)
    old = out_of_time(today)
    for one in old:
        try:
            with transaction.atomic():
                expire(_command(one.unit_id, f"expire/{one.lot_id}/{today}"), one)
        except Refusal as refusal:
            log.warning("form_not_expired", lot=one.lot_id, fault=refusal.message)
    ask_back(today)
    run.finish(lambda: {"reconciled": done, "expired": sum(one.numbers.quantity for one in old)})


def ask_back(today: date) -> None:
    """Who holds forms whose time is over is told once to bring them back (8.2)."""
    for one in old_in_hands(today):
        kind, numbers = one.lot.form_type, one.numbers
        values = {"form": kind.name, "first": kind.serial(numbers.first), "last": kind.serial(numbers.last)}
        notify(
            [pk for pk in (one.lot.holder_id,) if pk is not None],
            key=f"form-out-of-time:{kind.pk}:{numbers.first}",
            title=gettext("Forms out of use in your hand: %(form)s") % values,
            body=gettext("%(first)s – %(last)s are not used any more. Return them to the store.") % values,
            url=reverse("archives:slip_new"),
        )


def _reconciled(pk: int, unit_id: int, day: str) -> int:
    with transaction.atomic():
        return reconcile(_command(unit_id, f"reconcile/{pk}/{day}"), pk)


@job("archives.begin_counts", label=_("Begin the planned counts of forms"))
def begin_counts(run: JobRun) -> None:
    """Every store is counted in its month; who keeps it finds the count among the work (8.4)."""
    today = timezone.localdate()
    begun = sum(_begun(unit.pk, kind, grades, today) for unit, kind, grades in counts_due(today))
    run.finish(lambda: {"begun": begun})


def _begun(unit_id: int, kind: str, grades: str, today: date) -> bool:
    """A store in which somebody began to count meanwhile holds up no other."""
    command = _command(unit_id, f"count/{unit_id}/{kind}/{today:%Y-%m}")
    try:
        begin_count(command, kind=kind, unit_id=unit_id, grades=grades)
    except Refusal:
        return False  # asked again tomorrow; the refusal is in the trail
    return True


@job("archives.watch_stock", label=_("Note stores of forms that ran low"))
def watch_stock(run: JobRun) -> None:
    """Who keeps a store that ran low finds it among the work; what is enough again goes away (8.3)."""
    today = timezone.localdate()
    seen = watch(today)
    for stock in seen.low:
        note_shortage(_command(stock.unit.pk, f"low/{stock.unit.pk}/{stock.kind.pk}/{today}"), stock=stock)
    for row in seen.enough:
        end_shortage(row.pk, _command(row.unit_id, f"enough/{row.pk}"))
    run.finish(lambda: {"low": len(seen.low), "enough": len(seen.enough)})
