"""What the pack of a month says, taken from the business or read back from what was kept (5.11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from core.clocks import at_midnight
from core.workflow.command import Actor
from core.workflow.refusals import Hidden
from organisation.models import Unit
from organisation.public import ScopedActor
from underwriting.models import Decision, MonthlyPack, Policy
from underwriting.rules import monthly_pack as life
from underwriting.rules.periods import add_months
from underwriting.selectors.statistics import Asked, Row, Statistics, rows_of, statistics_of, total_of
from underwriting.selectors.written_premium import written

FIGURES = ("sum_insured", "premium", "changed", "rated_premium", "incurred", "weighed")
APPROVED = "approved"


def packs(actor: ScopedActor) -> QuerySet[MonthlyPack]:
    """Packs of the scope; what is not released is seen by the post that releases alone."""
    rows = MonthlyPack.objects.visible_to(actor).select_related("unit")
    return rows if actor.refusal_for(life.RELEASES) is None else rows.filter(state=life.RELEASED)


def pack_for(actor: ScopedActor, pk: int) -> MonthlyPack:
    """One pack; out of scope, and before its release to others, it reads as not found."""
    found = packs(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def sees_pack(actor: Actor, pk: int) -> bool:
    """Whether a pack, and with it its paper, may be seen."""
    model = MonthlyPack.objects.filter(pk=pk).first()
    if model is None or actor.refusal_for(life.SEE, model) is not None:
        return False
    return model.state == life.RELEASED or actor.refusal_for(life.RELEASES, model) is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """Automatic decisions of a month: how many were accepted, and which elements sent the others to a person."""

    decided: int
    accepted: int
    elements: tuple[tuple[str, int], ...]


def content_of(branch: Unit, month: date, today: date) -> dict[str, Any]:
    """Everything the pack keeps, as plain JSON; contracts that were voided are no business."""
    policies = written(Policy.objects.filter(branch_id=branch.pk))
    first = statistics_of(policies, Asked(since=month, until=month, by=life.GATHERED[0]), today)
    tables = {life.GATHERED[0]: first.rows}
    for by in life.GATHERED[1:]:
        tables[by] = rows_of(policies, Asked(since=month, until=month, by=by))
    return {
        "tables": {by: [_kept(row) for row in rows] for by, rows in tables.items()},
        "total": _kept(first.total),
        "hits": asdict(hits_of(branch, month)),
        "forecast": _forecast(first),
    }


def hits_of(branch: Unit, month: date) -> Hits:
    """What the automatic rules decided in a month, element by element."""
    taken = Decision.objects.filter(
        automatic=True,
        proposal__branch_id=branch.pk,
        decided_at__gte=at_midnight(month),
        decided_at__lt=at_midnight(add_months(month, 1)),
    )
    sums = taken.aggregate(decided=Count("pk"), accepted=Count("pk", filter=Q(outcome=APPROVED)))
    failed: Counter[str] = Counter()
    for verdicts in taken.exclude(outcome=APPROVED).values_list("verdicts", flat=True).iterator():
        failed.update({one["label"] for one in verdicts if not one["passed"]})
    return Hits(decided=sums["decided"], accepted=sums["accepted"], elements=tuple(failed.most_common()))


def _forecast(found: Statistics) -> list[list[str]]:
    coming = found.forecast.months if found.forecast else ()
    return [[f"{month:%Y-%m}", str(premium)] for month, premium in zip(found.ahead, coming, strict=False)]


def _kept(row: Row) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in asdict(row).items()}


# -- read back --------------------------------------------------------------------------------------------------------


def table_of(pack: MonthlyPack, by: str) -> tuple[Row, ...]:
    """The rows as they were frozen, with their total."""
    rows = [_row(kept) for kept in pack.content["tables"].get(by, ())]
    return (*rows, total_of(rows)) if rows else ()


def _row(kept: Mapping[str, Any]) -> Row:
    given: dict[str, Any] = {name: Decimal(value) if name in FIGURES else value for name, value in kept.items()}
    return Row(**given)


def frozen_hits(pack: MonthlyPack) -> Hits:
    kept = pack.content["hits"]
    elements = tuple((str(label), int(count)) for label, count in kept["elements"])
    return Hits(decided=kept["decided"], accepted=kept["accepted"], elements=elements)


def frozen_forecast(pack: MonthlyPack) -> Sequence[tuple[str, Decimal]]:
    return [(str(month), Decimal(premium)) for month, premium in pack.content["forecast"]]
