"""The sub-branches of an area hear of a suspension: when it is released, when it begins and when it ends (UWR-20)."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from core.notify import notify
from organisation.models import PostAssignment, PostPermission
from underwriting.models import Moratorium
from underwriting.selectors.moratoria import names_of

SEEN = "underwriting.view_moratoria"
LOOK_BACK = timedelta(days=2)


class Word(StrEnum):
    """What is told."""

    RELEASED = "released"
    BEGUN = "begun"
    ENDED = "ended"


def tell_area(one: Moratorium, word: Word, at: datetime) -> None:
    """Everybody who works in the area and sees suspensions, once for each word."""
    today = localdate(at)
    covers = _(", ").join(names_of(one.lines, today))
    notify(
        _people(one, at),
        key=f"underwriting.moratorium:{one.number}:{word}",
        title=_title(word) % {"title": one.title},
        body=f"{covers} · {_shown(one.effective.lower)} – {_shown(one.effective.upper)}"[:500],
        url=f"{reverse('underwriting:moratoria')}?q={one.number}",
        subject_kind="underwriting.moratorium",
        subject_id=one.pk,
    )


def _title(word: Word) -> str:
    if word is Word.BEGUN:
        return _("Business is suspended from now on: %(title)s")
    if word is Word.ENDED:
        return _("The suspension is over, business goes on: %(title)s")
    return _("Suspension of business released: %(title)s")


def _shown(moment: datetime | None) -> str:
    return f"{localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


def _people(one: Moratorium, at: datetime) -> set[int]:
    area = one.units.values("pk")
    here = Q(unit_id__in=area) | Q(unit__sub_branch_id__in=area) | Q(unit__branch_id__in=area)
    rows = PostAssignment.objects.filter(
        here,
        post_id__in=PostPermission.objects.filter(permission=SEEN).values("post_id"),
        period__contains=localdate(at),
        staff__is_active=True,
    )
    return set(rows.values_list("staff_id", flat=True))


def tell_of_changes(at: datetime) -> int:
    """Those that began or ended lately; everybody is told once, however often the clock asks."""
    rows = Moratorium.objects.filter(effective__startswith__lte=at, effective__endswith__gt=at - LOOK_BACK)
    told = 0
    for one in rows.exclude(effective__isempty=True).order_by("pk"):
        begins, ends = one.effective.lower, one.effective.upper
        over = ends is not None and ends <= at
        if over or (begins is not None and begins > at - LOOK_BACK):
            tell_area(one, Word.ENDED if over else Word.BEGUN, at)
            told += 1
    return told
