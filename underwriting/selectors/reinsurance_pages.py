"""Rows of the reinsurance pages, from the actor's scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Count, OuterRef, Prefetch, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from core.models import Job
from core.workflow.command import Actor
from core.workflow.refusals import Hidden
from organisation.models import ScopedActor
from underwriting.models import (
    AccumulationLimit,
    AwaitedCession,
    CededUnearnedMeasure,
    CededUnit,
    Cession,
    CessionPart,
    EndorsementAgreement,
    FacultativeCase,
    LossAdvice,
    Movement,
    ReinsuranceAccount,
    TreatyReport,
    TreatyShare,
)
from underwriting.models.reinsurance import Treaty
from underwriting.rules.lifecycle import IN_FORCE, ISSUED
from underwriting.rules.reinsurance.accumulation import AT_ONE_PLACE
from underwriting.rules.risk_people import PEOPLE

NIL = Decimal("0.00")


def cessions(actor: ScopedActor) -> QuerySet[Cession]:
    """The current versions."""
    return Cession.objects.visible_to(actor).filter(superseded_at=None).select_related("policy", "unit")


def awaited_cessions(actor: ScopedActor) -> QuerySet[AwaitedCession]:
    """What is not made yet, with the state of the work on it."""
    key = Concat(Cast(OuterRef("policy_id"), CharField()), Value(":"), OuterRef("occasion"))
    work = Job.objects.filter(kind="underwriting.cede", key=key)
    rows = AwaitedCession.objects.visible_to(actor).filter(made_at=None).select_related("policy", "unit")
    return rows.annotate(job_state=Subquery(work.values("state")), job_attempts=Subquery(work.values("attempts")))


def ceded_unearned_measures(actor: ScopedActor) -> QuerySet[CededUnearnedMeasure]:
    return CededUnearnedMeasure.objects.visible_to(actor).select_related("unit")


def facultative_cases(actor: ScopedActor) -> QuerySet[FacultativeCase]:
    return FacultativeCase.objects.visible_to(actor).select_related("proposal", "unit")


def facultative_case(actor: ScopedActor, pk: int) -> FacultativeCase:
    found = facultative_cases(actor).select_related("unit", "proposal__unit", "assessment").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def sees_facultative(actor: Actor, pk: int) -> bool:
    """Whether a case, and with it the request that was made of it, may be seen."""
    found = FacultativeCase.objects.filter(pk=pk).first()
    return found is not None and actor.refusal_for("underwriting.view_reinsurance", found) is None


def agreements(actor: ScopedActor) -> QuerySet[EndorsementAgreement]:
    return EndorsementAgreement.objects.visible_to(actor).select_related("policy", "case_of", "unit")


def agreement(actor: ScopedActor, pk: int) -> EndorsementAgreement:
    found = agreements(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def losses(actor: ScopedActor) -> QuerySet[LossAdvice]:
    return LossAdvice.objects.visible_to(actor).select_related("policy", "unit")


def loss(actor: ScopedActor, pk: int) -> LossAdvice:
    found = losses(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def accounts(actor: ScopedActor) -> QuerySet[ReinsuranceAccount]:
    return ReinsuranceAccount.objects.visible_to(actor).select_related("unit")


def account(actor: ScopedActor, pk: int) -> ReinsuranceAccount:
    found = accounts(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def movements(actor: ScopedActor) -> QuerySet[Movement]:
    """Lines of the bordereaux."""
    rows = Movement.objects.visible_to(actor)
    return rows.select_related("policy", "cession", "treaty", "facultative", "account", "advice", "unit")


def movements_of(account: ReinsuranceAccount) -> list[Movement]:
    rows = account.movements.select_related("policy", "treaty", "facultative", "advice")
    return list(rows.order_by("kind", "booked_on", "pk"))


def treaty(pk: int) -> Treaty:
    """A treaty of the company; every reader of reinsurance sees all of them."""
    shares = Prefetch("shares", TreatyShare.objects.order_by("-leads", "-signed_percent", "pk"))
    found = Treaty.objects.prefetch_related(shares).select_related("proposed_by", "approved_by").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def versions_of_policy(policy_id: int) -> list[Cession]:
    """Every version of a cession, the newest first, with units and parts."""
    return _in_full(Cession.objects.filter(policy_id=policy_id))


def versions_of_case(case: FacultativeCase) -> list[Cession]:
    """Those of the policy that was issued on the placement."""
    return _in_full(Cession.objects.filter(policy__proposal_id=case.proposal_id))


def _in_full(versions: QuerySet[Cession]) -> list[Cession]:
    parts = Prefetch("parts", CessionPart.objects.select_related("treaty", "facultative").order_by("pk"))
    units = Prefetch("units", CededUnit.objects.prefetch_related(parts).order_by("position"))
    return list(versions.prefetch_related(units).order_by("-number"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatyLine:
    """What one treaty or placement took of a line in a period (REI-08)."""

    line: str
    under: str
    policies: int
    premium: Decimal
    commission: Decimal
    recovery: Decimal


def treaty_report(actor: ScopedActor, since: date, until: date) -> list[TreatyLine]:
    """The treaty business report: every line with what its treaties got and paid between two days."""
    return treaty_lines(Movement.objects.visible_to(actor).filter(booked_on__range=(since, until)))


def treaty_lines(rows: QuerySet[Movement]) -> list[TreatyLine]:
    """Movements summed by line and treaty or placement."""
    summed = rows.values("line", "treaty__code", "facultative__number", "kind").annotate(
        total=Sum("amount"), policies=Count("policy", distinct=True)
    )
    found: dict[tuple[str, str], dict[str, Decimal]] = {}
    policies: dict[tuple[str, str], int] = {}
    for row in summed:
        key = (row["line"], row["treaty__code"] or row["facultative__number"] or "")
        found.setdefault(key, {})[row["kind"]] = row["total"]
        policies[key] = max(policies.get(key, 0), row["policies"])
    return [
        TreatyLine(
            line=line,
            under=under,
            policies=policies[line, under],
            premium=sums.get("premium", NIL),
            commission=sums.get("commission", NIL),
            recovery=sums.get("recovery", NIL),
        )
        for (line, under), sums in sorted(found.items())
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accumulated:
    """What is kept in one place, or against one event."""

    name: str
    units: int
    own_sum: Decimal
    retained: Decimal
    limit: Decimal | None = None

    @property
    def share(self) -> Decimal | None:
        return self.retained / self.limit * 100 if self.limit else None


def _in_force(actor: ScopedActor) -> QuerySet[CededUnit]:
    current = Cession.objects.visible_to(actor).filter(superseded_at=None, policy__state__in=[ISSUED, IN_FORCE])
    return CededUnit.objects.filter(cession__in=current)


Sums = tuple[int, Decimal, Decimal]  # risk units, own sums, kept


def by_place(actor: ScopedActor, *, most: int = 50) -> list[Accumulated]:
    """The addresses in which most is kept: policies of several customers at one address burn together."""
    rows = _in_force(actor).exclude(place="").values("place")
    summed = rows.annotate(units=Count("pk"), own=Sum("own_sum"), kept=Sum("retained"))
    found: dict[str, list[Sums]] = {}
    for row in summed:
        found.setdefault(row["place"], []).append((row["units"], row["own"], row["kept"]))
    places = [_accumulated(name, sums) for name, sums in found.items()]
    return sorted(places, key=lambda one: one.retained, reverse=True)[:most]


def _accumulated(name: str, sums: Sequence[Sums], limit: Decimal | None = None) -> Accumulated:
    return Accumulated(
        name=name,
        units=sum(count for count, _own, _kept in sums),
        own_sum=sum((own for _count, own, _kept in sums), NIL),
        retained=sum((kept for _count, _own, kept in sums), NIL),
        limit=limit,
    )


def by_event(actor: ScopedActor, on: date) -> list[tuple[AccumulationLimit, Accumulated]]:
    """Each limit in force with what is kept of the lines that the event hits: in the whole area, or in the one place in
    which most is kept."""
    summed = _summed(actor, "cession__line", "area")
    places = _summed(actor, "cession__line", "area", "place")
    found = []
    limits = AccumulationLimit.objects.filter(effective__contains=on).exclude(event=PEOPLE)
    for limit in limits.order_by("event", "area"):
        at_one_place = limit.event in AT_ONE_PLACE
        hit: dict[str, list[Sums]] = {}
        for row in places if at_one_place else summed:
            if row["cession__line"] in limit.lines and (not limit.area or limit.area == row["area"]):
                hit.setdefault(row.get("place", ""), []).append((row["units"], row["own"], row["kept"]))
        kept = [_accumulated(name, sums, limit.amount) for name, sums in hit.items() if name or not at_one_place]
        nothing = _accumulated("", [], limit.amount)
        found.append((limit, max(kept, key=lambda one: one.retained, default=nothing)))
    return found


def _summed(actor: ScopedActor, *by: str) -> list[dict[str, Any]]:
    rows = _in_force(actor).values(*by).order_by(*by)
    return list(rows.annotate(units=Count("pk"), own=Sum("own_sum"), kept=Sum("retained")))


def treaty_reports(actor: ScopedActor) -> QuerySet[TreatyReport]:
    return TreatyReport.objects.visible_to(actor).select_related("unit")


def filed_report(actor: ScopedActor, pk: int) -> TreatyReport:
    found = treaty_reports(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found
