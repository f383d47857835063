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
from organisation.models import AuthorityGrant
from organisation.rules.operations import measure_of
from organisation.selectors.deciders import deciders
from organisation.selectors.delegations import Place
from organisation.selectors.limits import Limits, capped, first_above, merged, usable_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The answer to "may I, up to what, and who may": ``basis`` is None when the actor may not."""

    basis: Basis | None
    operation: str = ""
    measure: str = ""
    amount: Decimal | None = None
    limit: Decimal | None = None
    who: tuple[dict[str, Any], ...] = field(default=())

    @property
    def allowed(self) -> bool:
        return self.basis is not None

    @property
    def message(self) -> str:
        if self.limit is None and self.measure:
            return _("Your post has no authority for this: %(measure)s.") % {"measure": self._what}
        if self.limit is None:
            return _("Your post has no authority for this.")
        return _("This is above your authority: %(measure)s.") % {"measure": self._what}

    @property
    def _what(self) -> str:
        """The measure as people call it, without the hint how it is entered."""
        return _(measure_of(self.operation, self.measure).label).replace("（", " (").split(" (")[0]

    def details(self) -> dict[str, Any]:
        return {"rule": self.measure, "value": self.amount, "limit": self.limit, "who": list(self.who)}


def decide(operation: str, actor: Actor, subject: object, measures: Mapping[str, Decimal]) -> Decision:
    """Compare every measure with the actor's effective limits; the tightest one is the basis of the act.

    A grant of a line goes before one for all lines, a grant of the person before one of the post. Amounts in yuan
    (or in the unit of the measure); the day is that of the subject, else today. An act without a measure needs a grant
    without one.
    """
    about = about_of(subject)
    on = about.on or timezone.localdate()
    limits = _limits(operation, actor, about.line, on)
    lacking = first_above(limits, measures)
    if lacking is None:
        return Decision(basis=_tightest(limits, measures, _place(actor)))
    grant = limits.get(lacking)
    return Decision(
        basis=None,
        operation=operation,
        measure=lacking,
        amount=measures.get(lacking),
        limit=None if grant is None else grant.limit,
        who=tuple(who_can(operation, about, measures, on, asked=lacking, case=_case_of(subject))),
    )


def about_of(subject: object) -> AuthoritySubject:
    """Line, unit and day of what is decided on."""
    describe = getattr(subject, "authority_subject", None)
    if describe is not None:
        return describe()  # type: ignore[no-any-return]
    return AuthoritySubject(line=getattr(subject, "line", ""), unit_id=getattr(subject, "unit_id", 0))


def _case_of(subject: object) -> str:
    case = getattr(subject, "case", None)
    return str(case()) if callable(case) else ""


def _tightest(limits: Limits, measures: Mapping[str, Decimal], place: Place | None) -> Basis:
    """The basis of the measure that uses up most of its limit."""
    if not measures:
        return _basis(limits[""], None, place)
    bases = [_basis(limits[measure], amount, place) for measure, amount in measures.items()]
    return max(bases, key=lambda basis: basis.amount / basis.limit if basis.amount and basis.limit else Decimal(0))


def _basis(grant: AuthorityGrant, amount: Decimal | None, place: Place | None) -> Basis:
    label = _("in place of %(name)s") % {"name": place.name} if place else ""
    return Basis(
        grant_id=grant.pk,
        limit=None if amount is None else grant.limit,
        measure=grant.measure,
        amount=amount,
        label=" · ".join(part for part in (grant.letter, label) if part),
        delegation_id=place.delegation_id if place else None,
    )


def _limits(operation: str, actor: Actor, line: str, on: date) -> Limits:
    """What the actor holds: of the post, and of the person unless that person proposed or approved it (pair 23). Who
    acts in place of somebody has what that person holds, as far as it was passed on."""
    grants = AuthorityGrant.objects.filter(
        unit_id=actor.unit_id, operation=operation, line__in=("", line), effective__contains=on
    )
    if actor.staff_id is None:
        return merged(grants.filter(post_id=actor.post))
    place = _place(actor)
    people = [actor.staff_id, place.staff_id] if place else [actor.staff_id]
    held = grants.filter(Q(staff_id=people[-1]) | Q(post_id=actor.post))
    limits = merged(grant for grant in held if all(usable_by(grant, person) for person in people))
    if place is None or not place.powers:
        return limits
    return capped(limits, place.powers.get(operation))


def _place(actor: Actor) -> Place | None:
    place: Place | None = getattr(actor, "place", None)
    return place


def who_can(
    operation: str,
    about: AuthoritySubject,
    measures: Mapping[str, Decimal],
    on: date,
    *,
    asked: str = "",
    case: str = "",
) -> list[dict[str, Any]]:
    """Who can really decide, the lowest limit of the measure ``asked`` first."""
    return [one.as_row() for one in deciders(operation, about, measures, on, asked=asked, case=case)]
