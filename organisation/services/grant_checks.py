"""What stands against a limit of authority: the level above, assessment beside approval, and what units below hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from organisation.models import AuthorityGrant, ControlChange, Post, PostAssignment, Staff, Unit
from organisation.rules import operations
from organisation.rules.operations import YES_NO, measure_of
from organisation.selectors import authority_grants as selectors
from organisation.selectors import far_limits, posts, versions
from organisation.selectors.authority_grants import Holding
from organisation.services.changes import ChangeRefused

HIGHEST = Decimal(10) ** 15


class GrantRefused(ChangeRefused):
    """The limit, the holder or the day does not fit."""

    code = "grant_refused"


class AboveSuperior(GrantRefused):
    """The limit is above what the level above holds, or that level holds nothing (AUT-02)."""

    code = "above_superior"


class AboveAssessment(GrantRefused):
    """Approval of claims above the loss assessment of the same level or holder (AUT-07)."""

    code = "above_assessment"


class TooLarge(GrantRefused):
    """Too few claims of last year would have come to the centre (AUT-05, AUT-06)."""

    code = "too_large"


class BelowSubordinate(GrantRefused):
    """Units below hold more than what would be left (AUT-02)."""

    code = "below_subordinate"


def holding_of(change: ControlChange) -> Holding:
    """What the change is about."""
    values = change.proposal
    return Holding(**{one.name: values[one.name] for one in fields(Holding)})


def holder_name(holding: Holding) -> str:
    """The post or the person."""
    if holding.post:
        return posts.name_of(holding.post)
    return Staff.objects.filter(pk=holding.staff or 0).values_list("name", flat=True).first() or ""


def check(change: ControlChange, _today: date) -> None:
    """Known operation and holder; nobody grants to himself; never above the level above, approval never above
    assessment, never below what units under it hold."""
    holding, day = holding_of(change), day_of(change)
    unit = _check_holder(holding)
    _check_makers(change, holding, day)
    limit = None if change.proposal["limit"] is None else Decimal(change.proposal["limit"])
    days = selectors.days_ahead(holding.operation, holding.measure, day)
    if limit is not None:
        _check_figure(limit)
        _check_ceiling(holding, limit, days)
        _check_claims(holding, unit, limit, day)
        _check_bound(holding, limit, days)
    _check_below(holding, unit, limit, days)
    _check_bounded(holding, limit, days)


def _check_holder(holding: Holding) -> Unit:
    operation = operations.operations().get(holding.operation)
    if operation is None or holding.measure not in operation.measures:
        raise GrantRefused(_("There is no such authority."), field="operation")
    if holding.line and holding.line not in operations.lines():
        raise GrantRefused(_("There is no such line of business."), field="line")
    if (holding.post is None) == (holding.staff is None):
        raise GrantRefused(_("Choose either a post or a person."), field="post")
    known = Post.objects.filter(pk=holding.post) if holding.post else Staff.objects.filter(pk=holding.staff or 0)
    if not known.exists():
        raise GrantRefused(_("Nobody like that is known."), field="post")
    return Unit.objects.get(pk=holding.unit)


def _check_makers(change: ControlChange, holding: Holding, day: date) -> None:
    """Who gives an authority does not use it (domain 3.3 row 23)."""
    makers = {pk for pk in (change.proposed_by_id, change.decided_by_id) if pk is not None}
    held = PostAssignment.objects.filter(staff_id__in=makers, unit_id=holding.unit, period__contains=day)
    if holding.staff in makers or (holding.post and held.filter(post_id=holding.post).exists()):
        raise GrantRefused(
            _("You would hold this authority yourself. Who proposes or approves an authority must not use it."),
            field="post",
            details={"rule": "23"},
        )


def _check_figure(limit: Decimal) -> None:
    if not 0 <= limit < HIGHEST:
        raise GrantRefused(_("This is not a sensible limit."), field="limit")


def _check_claims(holding: Holding, unit: Unit, limit: Decimal, day: date) -> None:
    """Enough of the claims of the year before must come to the centre (AUT-05, AUT-06)."""
    ceiling = far_limits.ceiling_of(unit, holding.operation, holding.line, day)
    if ceiling is not None and limit > ceiling:
        raise TooLarge(
            _("By the claims of the year before at most %(limit)s: more would keep too many from the centre.")
            % {"limit": figure(ceiling)},
            field="limit",
            details={"value": str(limit), "limit": str(ceiling), "rule": "AUT-05"},
        )


def _check_ceiling(holding: Holding, limit: Decimal, days: Sequence[date]) -> None:
    for day in days:
        above = selectors.ceiling(holding.unit, holding.operation, holding.line, holding.measure, day)
        if above.top or (above.limit is not None and limit <= above.limit):
            continue
        if above.limit is None:
            message = _("On %(day)s the level above holds no authority for this, so none can be passed on.")
        else:
            message = _("On %(day)s the level above holds %(limit)s. What is passed on must not be more.")
        raise AboveSuperior(
            message % {"day": day.isoformat(), "limit": figure(above.limit)},
            field="limit",
            details={"value": str(limit), "limit": str(above.limit or ""), "rule": "AUT-02"},
        )


def _check_bound(holding: Holding, limit: Decimal, days: Sequence[date]) -> None:
    """Approval is not above assessment: neither on the level nor in one hand (AUT-07)."""
    for bound in operations.bounds():
        if (bound.operation, bound.measure) != (holding.operation, holding.measure):
            continue
        own = selectors.versions_of(replace(holding, operation=bound.by_operation, measure=bound.by_measure))
        for day in days:
            level = selectors.held_on_level(holding.unit, bound.by_operation, holding.line, bound.by_measure, day)
            row = versions.in_force(own, day)
            tightest = min((found for found in (level, row.limit if row else None) if found is not None), default=None)
            if tightest is None or limit > tightest:
                raise AboveAssessment(
                    _("On %(day)s the authority to assess is %(limit)s. Approval must not be above it.")
                    % {"day": day.isoformat(), "limit": figure(tightest)},
                    field="limit",
                    details={"value": str(limit), "limit": str(tightest or ""), "rule": "AUT-07"},
                )


def _check_below(holding: Holding, unit: Unit, limit: Decimal | None, days: Sequence[date]) -> None:
    """What the units under this level hold must still be covered by somebody on it."""
    rows = list(
        selectors.below(unit)
        .filter(operation=holding.operation, measure=holding.measure)
        .exclude(effective__isempty=True)
        .select_related("unit")
    )
    for day in days:
        for row in rows:
            if versions.in_force([row], day) is None or (holding.line and row.line != holding.line):
                continue
            left = _left(holding, row.line, limit, day)
            if row.limit > left:
                raise BelowSubordinate(
                    _("%(unit)s, %(holder)s holds %(limit)s. Lower that authority first.")
                    % {"unit": row.unit.name, "holder": holder_name(Holding.of(row)), "limit": figure(row.limit)},
                    field="limit",
                    details={"value": str(limit or ""), "limit": str(row.limit), "rule": "AUT-02"},
                )


def _check_bounded(holding: Holding, limit: Decimal | None, days: Sequence[date]) -> None:
    """Lower assessment leaves no approval of the same level above it (AUT-07)."""
    for bound in operations.bounds():
        if (bound.by_operation, bound.by_measure) != (holding.operation, holding.measure):
            continue
        for day in days:
            approving = selectors.held_on_level(holding.unit, bound.operation, holding.line, bound.measure, day)
            if approving is not None and approving > _left(holding, holding.line, limit, day):
                raise AboveAssessment(
                    _("On %(day)s approval up to %(limit)s is granted on this level. Lower that authority first.")
                    % {"day": day.isoformat(), "limit": figure(approving)},
                    field="limit",
                    details={"value": str(limit or ""), "limit": str(approving), "rule": "AUT-07"},
                )


def _left(holding: Holding, line: str, limit: Decimal | None, day: date) -> Decimal:
    """The highest limit of the level when this one is as proposed."""
    others = selectors.others_on_level(holding, line, day)
    return max([row.limit for row in others] + [limit or Decimal(0)])


def figure(limit: Decimal | str | None, unit: str = "") -> str:
    """A limit as texts show it; what may only be granted or not, in words."""
    if limit in (None, ""):
        return _("nothing")
    if unit == YES_NO:
        return _("may") if Decimal(str(limit)) else _("may not")
    return f"{Decimal(str(limit)):,.2f}"


def limit_of(grant: AuthorityGrant) -> str:
    """The limit of a grant by the unit of its measure."""
    return figure(grant.limit, measure_of(grant.operation, grant.measure).unit)


def day_of(change: ControlChange) -> date:
    if change.effective_on is None:
        raise GrantRefused(_("Say from which day."), field="effective_on")
    return change.effective_on
