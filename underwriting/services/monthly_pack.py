"""Drawing and releasing the monthly pack (5.11, DUT-36)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.jobs import enqueue
from core.notify import notify
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import Unit
from organisation.public import holders_in_scope
from underwriting.models import MonthlyPack
from underwriting.rules import monthly_pack as life
from underwriting.rules.periods import add_months
from underwriting.selectors.monthly_pack import content_of
from underwriting.services.refusals import InvalidEntry

PAPER_JOB = "underwriting.pack_paper"


def draw_pack(command: Command, /, *, branch_id: int, month: date) -> MonthlyPack:
    """The figures of a month that has ended, once for each branch."""
    if month.day != 1 or add_months(month, 1) > localdate(command.at):
        raise InvalidEntry(_("The month has not ended yet."), field="month")
    branch = Unit.objects.get(pk=branch_id)
    return keep_pack(command, branch=branch, month=month, content=content_of(branch, month, localdate(command.at)))


@creation(MonthlyPack, life.DRAW)
def keep_pack(command: Command, /, *, branch: Unit, month: date, content: dict[str, Any]) -> MonthlyPack:
    """What was counted is kept with the pack."""
    made = MonthlyPack(month=month, number=f"YB{branch.code}{month:%Y%m}")
    made.set_unit(branch)
    _take(made, content, command)
    return made


def redraw_pack(pk: int, command: Command, /) -> MonthlyPack:
    """Something was mended before the release: the figures are counted anew."""
    pack = MonthlyPack.objects.select_related("unit").get(pk=pk)
    return keep_again(pk, command, content=content_of(pack.unit, pack.month, localdate(command.at)))


@transition(MonthlyPack, life.REDRAW)
def keep_again(pack: MonthlyPack, command: Command, /, *, content: dict[str, Any]) -> None:
    """The new figures take the place of those before."""
    _take(pack, content, command)


@transition(MonthlyPack, life.RELEASE)
def release_pack(pack: MonthlyPack, command: Command, /) -> None:
    """Only the data post gives figures out; the paper is kept, and the heads of the units are told."""
    pack.released_by, pack.released_at = command.signature[:120], command.at
    pack.remark = command.reason.strip()
    enqueue(PAPER_JOB, key=pack.number, payload={"pack": pack.pk}, queue="documents")
    notify(
        holders_in_scope(life.RECEIVES, pack, localdate(command.at)),
        key=f"{life.PACK_KIND}/{pack.pk}",
        title=_("Monthly pack %(month)s was released") % {"month": f"{pack.month:%Y-%m}"},
        body=pack.remark[:400],
        url=reverse("underwriting:pack", args=[pack.pk]),
        subject_kind=life.PACK_KIND,
        subject_id=pack.pk,
    )


def _take(pack: MonthlyPack, content: dict[str, Any], command: Command) -> None:
    pack.content = content
    pack.policies = int(content["total"]["policies"])
    pack.premium = Decimal(content["total"]["premium"])
    pack.drawn_at = command.at
