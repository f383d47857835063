"""Authority: is an act allowed, up to what limit, and who can decide (AUT-01, AUT-02, AUT-25)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import AuthoritySubject
from core.workflow.command import Actor, Basis
from organisation.models import AuthorityGrant, Unit
from organisation.selectors import posts


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The answer to "may I, up to what, and who may": ``basis`` is None when the actor may not."""

    basis: Basis | None
    measure: str = ""
    amount: Decimal | None = None
    limit: Decimal | None = None
    who: tuple[dict[str, str], ...] = field(default=())

    @property
    def allowed(self) -> bool:
        return self.basis is not None

    @property
    def message(self) -> str:
        if self.limit is None:
            return _("Your post has no authority for this.")
        return _("This is above your authority.")

    def details(self) -> dict[str, Any]:
        return {"rule": self.measure, "value": self.amount, "limit": self.limit, "who": list(self.who)}


def decide(operation: str, actor: Actor, subject: object, measures: Mapping[str, Decimal]) -> Decision:
    """Compare every measure with the actor's effective limits; the tightest one is the basis of the act.

    A grant of a line goes before one for all lines, a grant of the person before one of the post. Amounts in yuan
    (or in the unit of the measure); the day is that of the subject, else today.
    """
    about = _about(subject)
    on = about.on or timezone.localdate()
    limits = _limits(operation, actor, about.line, on)
    closest: Basis | None = None
    for measure, amount in measures.items():
        grant = limits.get(measure)
        if grant is None or amount > grant.limit:
            who = tuple(who_can(operation, about, measure, amount, on))
            limit = None if grant is None else grant.limit
            return Decision(basis=None, measure=measure, amount=amount, limit=limit, who=who)
        basis = Basis(grant_id=grant.pk, limit=grant.limit, measure=measure, amount=amount, label=grant.letter)
        if closest is None or _use(basis) > _use(closest):
            closest = basis
    if closest is None and not limits:
        return Decision(basis=None, who=tuple(who_can(operation, about, "", Decimal(0), on)))
    return Decision(basis=closest or Basis(grant_id=next(iter(limits.values())).pk))


def _about(subject: object) -> AuthoritySubject:
    describe = getattr(subject, "authority_subject", None)
    if describe is not None:
        return describe()  # type: ignore[no-any-return]
    return AuthoritySubject(line=getattr(subject, "line", ""), unit_id=getattr(subject, "unit_id", 0))


def _use(basis: Basis) -> Decimal:
    """How much of the limit is used up."""
    return (basis.amount or Decimal(0)) / basis.limit if basis.limit else Decimal(0)


def _limits(operation: str, actor: Actor, line: str, on: date) -> dict[str, AuthorityGrant]:
    holder = Q(staff_id=actor.staff_id) | Q(post_id=actor.post)
    grants = AuthorityGrant.objects.filter(
        holder, unit_id=actor.unit_id, operation=operation, line__in=("", line), effective__contains=on
    ).exclude(approved_by=None)
    ordered = sorted(grants, key=lambda grant: (grant.staff_id is not None, grant.line != ""))
    return {grant.measure: grant for grant in ordered}


def who_can(operation: str, about: AuthoritySubject, measure: str, amount: Decimal, on: date) -> list[dict[str, str]]:
    """Units and posts whose limit covers ``amount``, the lowest first: sub-branch, branch and centres, province, head
    office of the subject's unit."""
    unit = Unit.objects.filter(pk=about.unit_id).first()
    line_of_command = (
        [pk for pk in (unit.pk, unit.sub_branch_id, unit.branch_id, unit.province_id) if pk] if unit else []
    )
    grants = AuthorityGrant.objects.filter(
        operation=operation, line__in=("", about.line), effective__contains=on, limit__gte=amount
    )
    nearby = Q(unit_id__in=line_of_command) | Q(unit__parent_id__in=line_of_command) | Q(unit__parent=None)
    grants = grants.filter(nearby)
    if measure:
        grants = grants.filter(measure=measure)
    found = grants.exclude(approved_by=None).exclude(post=None).select_related("unit").order_by("limit", "pk")[:4]
    return [{"unit": g.unit.name, "post": posts.name_of(g.post_id or ""), "limit": str(g.limit)} for g in found]
