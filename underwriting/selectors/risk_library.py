"""The risk library: what was found of an insured, and how risky the branch's business is (DUT-21 … DUT-25)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from core.workflow.command import Actor
from core.workflow.refusals import Hidden
from organisation.public import ScopedActor
from underwriting.models import ImprovementLetter, LossExperience, Policy, RiskAssessment, RiskQuestion
from underwriting.rules import risk_assessment as life
from underwriting.rules.risk_visit import DECIDED, NOT_DONE
from underwriting.selectors.statistics import EVERYTHING, Narrow, narrowed
from underwriting.selectors.written_premium import written


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What is known of one insured's risks, over the years."""

    party_id: int
    name: str
    assessments: Sequence[RiskAssessment]
    letters: Sequence[ImprovementLetter]
    losses: Sequence[LossExperience]


def archive_of(actor: ScopedActor, party_id: int) -> Archive:
    """All assessments, letters and losses of an insured in scope; nothing known reads as not found."""
    rows = RiskAssessment.objects.visible_to(actor).filter(party_id=party_id).exclude(state=life.CANCELLED)
    assessments = list(rows.select_related("unit", "proposal", "policy").order_by("-created_at"))
    if not assessments:
        raise Hidden(_("Not found."))
    letters = ImprovementLetter.objects.filter(assessment__in=[one.pk for one in assessments])
    mine = Policy.objects.visible_to(actor).filter(insured_id=party_id).values("pk")
    losses = LossExperience.objects.filter(policy__in=mine).select_related("policy").order_by("-occurred_on")
    return Archive(
        party_id=party_id,
        name=assessments[0].insured_name,
        assessments=assessments,
        letters=list(letters.select_related("assessment").order_by("-created_at")),
        losses=list(losses[:100]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRisk:
    """The business of one line in a period: base for pricing (DUT-23)."""

    line: str
    policies: int
    premium: Decimal
    claims: int
    incurred: Decimal
    assessed: int
    score: Decimal | None
    not_improved: int

    @property
    def loss_ratio(self) -> Decimal | None:
        """Incurred in percent of premium written, one decimal."""
        return (self.incurred * 100 / self.premium).quantize(Decimal("0.1")) if self.premium else None

    @property
    def frequency(self) -> Decimal | None:
        """Claims per hundred policies."""
        return (Decimal(self.claims) * 100 / self.policies).quantize(Decimal("0.1")) if self.policies else None


Rows = dict[str, dict[str, Any]]


def analysis(actor: ScopedActor, first: date, last: date, narrow: Narrow = EVERYTHING) -> list[LineRisk]:
    """Policies that began in the period, what happened to them, how their risks were graded."""
    mine = narrowed(written(Policy.objects.visible_to(actor)), narrow).filter(start_on__gte=first, start_on__lte=last)
    begun: Rows = {
        row["line"]: dict(row) for row in mine.order_by().values("line").annotate(n=Count("pk"), sum=Sum("premium"))
    }
    losses = LossExperience.objects.filter(policy__in=mine.values("pk")).order_by().values("policy__line")
    lost: Rows = {row["policy__line"]: dict(row) for row in losses.annotate(n=Count("pk"), sum=Sum("incurred"))}
    graded = _graded(actor, first, last, narrow)
    lines = sorted({*begun, *lost, *graded})
    return [_line(line, begun.get(line, {}), lost.get(line, {}), graded.get(line, {})) for line in lines]


def _graded(actor: ScopedActor, first: date, last: date, narrow: Narrow) -> Rows:
    rows = RiskAssessment.objects.visible_to(actor).filter(
        created_at__date__gte=first, created_at__date__lte=last, score__isnull=False, **_conditions(narrow)
    )
    if narrow.unit_id:
        below = Q(unit_id=narrow.unit_id) | Q(sub_branch_id=narrow.unit_id) | Q(branch_id=narrow.unit_id)
        rows = rows.filter(below)
    found = rows.order_by().values("line")
    return {
        row["line"]: dict(row)
        for row in found.annotate(
            n=Count("pk", distinct=True),
            mean=Avg("score"),
            failed=Count("letters", filter=Q(letters__state__in=(NOT_DONE, DECIDED)), distinct=True),
        )
    }


def _conditions(narrow: Narrow) -> dict[str, Any]:
    """Channel and salesperson of an assessment are those of the proposal that it was made for."""
    wanted = {
        "line": narrow.line,
        "proposal__channel": narrow.channel,
        "proposal__salesperson_id": narrow.salesperson_id,
    }
    return {name: value for name, value in wanted.items() if value}


def _line(line: str, written: Mapping[str, Any], lost: Mapping[str, Any], graded: Mapping[str, Any]) -> LineRisk:
    mean = graded.get("mean")
    return LineRisk(
        line=line,
        policies=int(str(written.get("n", 0))),
        premium=Decimal(str(written.get("sum") or 0)),
        claims=int(str(lost.get("n", 0))),
        incurred=Decimal(str(lost.get("sum") or 0)),
        assessed=int(str(graded.get("n", 0))),
        score=None if mean is None else Decimal(str(mean)).quantize(Decimal("0.1")),
        not_improved=int(str(graded.get("failed", 0))),
    )


def sees_letter(actor: Actor, pk: int) -> bool:
    """Whether a letter may be seen."""
    model = ImprovementLetter.objects.filter(pk=pk).first()
    return model is not None and actor.refusal_for("underwriting.view_assessments", model) is None


def questions(actor: ScopedActor) -> QuerySet[RiskQuestion]:
    """Questions and advice in scope."""
    return RiskQuestion.objects.visible_to(actor).select_related("unit")


def question_for(actor: ScopedActor, pk: int) -> RiskQuestion:
    found = questions(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found
