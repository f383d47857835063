"""What asks for a measure of quality today, and what of it is made up for (5.12, A1 7, A6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, Min, OuterRef, QuerySet

from core.clocks import at_midnight, calendar
from organisation.public import ScopedActor, parameter, system_actor
from underwriting.models import BatchedPaper, LossExperience, Policy, ProofReading, QualityCheck, QualityMeasure
from underwriting.rules import quality_measure as life
from underwriting.rules.lifecycle import VOIDED
from underwriting.selectors.quality import frozen_on, scores

LATE_AFTER = {life.PROOF: "underwriting.proof_days", life.PAPERS: "underwriting.papers_days"}
LOOKED_BACK = "underwriting.measure_days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One matter to be opened."""

    kind: str
    unit_id: int
    person: str = ""
    month: date | None = None
    policy_id: int | None = None
    found: int = 0
    detail: str = ""


def measures(actor: ScopedActor) -> QuerySet[QualityMeasure]:
    return QualityMeasure.objects.visible_to(actor).select_related("unit", "policy")


def looked_back(today: date) -> date:
    """The first day of the business that the rules look at."""
    return today - timedelta(days=int(parameter(LOOKED_BACK, on=today)))


def to_be_opened(today: date) -> Iterator[Matter]:
    """Everything that has no measure yet."""
    yield from _retraining(today)
    yield from _accountability(today)
    for kind in life.STANDING:
        known = set(_open_of(kind).values_list("unit_id", flat=True))
        for unit_id, number, oldest in _late_units(kind, today):
            if unit_id not in known:
                yield Matter(kind=kind, unit_id=unit_id, found=number, detail=f"≥ {oldest:%Y-%m-%d}")


def made_up_for(today: date) -> list[QualityMeasure]:
    """Standing matters of units that have nothing late any more."""
    found = []
    for kind in life.STANDING:
        late = {unit_id for unit_id, _number, _oldest in _late_units(kind, today)}
        found += [one for one in _open_of(kind).order_by("pk") if one.unit_id not in late]
    return found


def _open_of(kind: str) -> QuerySet[QualityMeasure]:
    return QualityMeasure.objects.filter(kind=kind, state=life.OPEN)


def _retraining(today: date) -> Iterator[Matter]:
    """Clerks whose second month in a row was bad, from the day of the circular on."""
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    if today < frozen_on(month):
        return
    known = set(QualityMeasure.objects.filter(kind=life.RETRAIN, month=month).values_list("unit_id", "person"))
    for one in scores(system_actor("policy-clock"), month, "clerk"):
        if one.retrain and (one.unit_id, one.name) not in known:
            detail = f"{one.found.error_rate}%"
            yield Matter(kind=life.RETRAIN, unit_id=one.unit_id, person=one.name, month=month, detail=detail)


def _accountability(today: date) -> Iterator[Matter]:
    """Policies with an error of class A on which a loss was paid or is reserved."""
    since = looked_back(today)
    lost = LossExperience.objects.filter(policy=OuterRef("policy"), incurred__gt=0)
    known = QualityMeasure.objects.filter(kind=life.ACCOUNT, policy=OuterRef("policy"))
    grave = QualityCheck.objects.filter(errors__contains=[{"grade": "A"}], month__gte=since)
    rows = grave.filter(Exists(lost)).exclude(Exists(known)).select_related("policy").order_by("pk")
    for check in rows:
        yield Matter(
            kind=life.ACCOUNT,
            unit_id=check.unit_id,
            person=check.clerk,
            month=check.month,
            policy_id=check.policy_id,
            found=1,
            detail=check.policy.number,
        )


def _late_units(kind: str, today: date) -> list[tuple[int, int, date]]:
    """Units with policies that should have been read or handed over by now: how many, the oldest."""
    days = int(parameter(LATE_AFTER[kind], on=today))
    edge = calendar().add_working_days(today, -days)
    since = looked_back(today)
    done = {
        life.PROOF: ProofReading.objects.filter(policy=OuterRef("pk")),
        life.PAPERS: BatchedPaper.objects.filter(policy=OuterRef("pk")),
    }[kind]
    made = Policy.objects.filter(created_at__gte=at_midnight(since), created_at__lt=at_midnight(edge))
    late = made.exclude(state=VOIDED).filter(~Exists(done)).order_by()
    rows = late.values_list("unit_id").annotate(number=Count("pk"), oldest=Min("created_at__date"))
    return [(unit_id, number, oldest) for unit_id, number, oldest in rows]
