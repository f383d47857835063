"""Segregation of duties: what a person did on a case, held against what the person wants to do now."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import gettext as _

from core.models import CaseAct
from core.workflow.registry import acts
from organisation.models import IncompatibleDuties

_KEEP_SECONDS = 300
_MATRIX = "organisation.segregation"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierAct:
    """An act that stands against another one: its wording, the row of the matrix and the reason."""

    act: str
    rule: str
    why: str


def matrix() -> dict[frozenset[str], tuple[int, str, str]]:
    """The matrix by pair of duties: row number, level, reason."""
    known: dict[frozenset[str], tuple[int, str, str]] | None = cache.get(_MATRIX)
    if known is None:
        rows = IncompatibleDuties.objects.values_list("first", "second", "number", "level", "why")
        known = {frozenset({first, second}): (number, level, why) for first, second, number, level, why in rows}
        cache.set(_MATRIX, known, _KEEP_SECONDS)
    return known


def incompatible_with(duty: str) -> frozenset[str]:
    """The duties that must not meet ``duty`` on one case."""
    return frozenset(other for pair in matrix() if duty in pair for other in (pair - {duty} or pair))


def standing_against(duty: str, case: str, staff_id: int) -> EarlierAct | None:
    """The earlier act of the person on the case that forbids ``duty``, if there is one."""
    forbidden = incompatible_with(duty)
    if not forbidden:
        return None
    earlier = CaseAct.objects.filter(case_ref=case, staff_id=staff_id, duty__in=forbidden).order_by("pk").first()
    if earlier is None:
        return None
    number, _level, why = matrix()[frozenset({duty, earlier.duty})]
    act = acts().get(earlier.transition)
    return EarlierAct(act=_(act.label) if act else earlier.transition, rule=str(number), why=_(why))


def forget() -> None:
    """Read anew; called when the matrix changes."""
    cache.delete(_MATRIX)
