"""Segregation of duties: what a person did on a case, held against what the person wants to do now.

The matrix is read together with the acts, never kept: a change of it holds from the next act on.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from core.models import CaseAct
from core.workflow.registry import acts
from organisation.models import EmergencyOverride, IncompatibleDuties
from organisation.rules.lifecycles.override import RUNNING


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierAct:
    """An act that stands against another one: its wording, the row of the matrix and the reason."""

    act: str
    rule: str
    why: str


def _pairs_of(duties: Collection[str]) -> QuerySet[Any]:
    """The rows of the matrix that name one of ``duties``, each with the duty on the other side."""
    rows = IncompatibleDuties.objects.filter(Q(first__in=duties) | Q(second__in=duties))
    other = Case(When(first__in=duties, then=F("second")), default=F("first"), output_field=CharField())
    return rows.annotate(other=other)


def _lifted(staff: Any) -> Exists:
    """An emergency override of a row that runs for a person now."""
    return Exists(EmergencyOverride.objects.filter(duties=OuterRef("pk"), staff=staff, state=RUNNING, until__gt=Now()))


def incompatible_with(duty: str) -> frozenset[str]:
    """The duties that must not meet ``duty`` on one case."""
    return frozenset(_pairs_of([duty]).values_list("other", flat=True))


def standing_against(duty: str, case: str, staff_id: int) -> EarlierAct | None:
    """The earlier act of the person on the case that forbids ``duty``, if there is one."""
    done = CaseAct.objects.filter(case_ref=case, staff_id=staff_id, duty=OuterRef("other")).order_by("pk")
    found = (
        _pairs_of([duty])
        .annotate(done=Subquery(done.values("transition")[:1]))
        .exclude(done=None)
        .exclude(_lifted(staff_id))
        .order_by("number", "pk")
        .first()
    )
    if found is None:
        return None
    act = acts().get(found.done)
    return EarlierAct(act=_(act.label) if act else found.done, rule=str(found.number), why=_(found.why))


def barred_from(duties: Collection[str], case: str) -> frozenset[int]:
    """The people whose earlier acts on the case stand against one of ``duties``."""
    if not duties or not case:
        return frozenset()
    pairs = _pairs_of(duties).filter(other=OuterRef("duty")).exclude(_lifted(OuterRef(OuterRef("staff_id"))))
    held_against = CaseAct.objects.filter(Exists(pairs), case_ref=case)
    return frozenset(pk for pk in held_against.values_list("staff_id", flat=True) if pk is not None)
