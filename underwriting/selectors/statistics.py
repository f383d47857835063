"""Business of a period by month, line, sub-branch, channel or salesperson, with its losses (DUT-05, DUT-17, DUT-36)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, DecimalField, F, Max, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce, TruncMonth
from django.utils.translation import gettext as _

from core.clocks import at_midnight
from core.money import to_cents
from organisation.models import Unit
from organisation.public import ScopedActor
from underwriting.models import COMPULSORY, Channel, LossExperience, Policy
from underwriting.models.policy import line_label
from underwriting.rules.forecast import Forecast, forecast
from underwriting.rules.periods import add_months

NIL = Decimal("0.00")
AMOUNT: DecimalField[Any, Any] = DecimalField(max_digits=20, decimal_places=2)
KNOWN_MONTHS, MONTHS_AHEAD = 24, 3
NONE = "none"  # the key of the row of what has no salesperson or sub-branch
# What the rows can be gathered by: the column of the policy, and how a claim's policy is reached.
GATHERED_BY = {
    "month": "month",
    "line": "line",
    "sub_branch": "sub_branch_id",
    "channel": "proposal__channel",
    "salesperson": "salesperson_id",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrow:
    """What narrows the business down."""

    unit_id: int | None = None
    line: str = ""
    channel: str = ""
    salesperson_id: int | None = None


EVERYTHING = Narrow()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which business: policies issued from the first of one month to the last of another, and what narrows it down."""

    since: date
    until: date
    by: str = "line"
    narrow: Narrow = EVERYTHING

    @property
    def end(self) -> date:
        """The first day that is not asked for any more."""
        return add_months(self.until.replace(day=1), 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the statistics; ratios are percent. The rate is per thousand of the sum insured, and looks at the
    business that has one only: compulsory motor cover has its limits by law and no sum insured."""

    key: str
    label: str
    policies: int
    renewals: int
    sum_insured: Decimal
    premium: Decimal
    rated_premium: Decimal
    claims: int
    incurred: Decimal

    @property
    def rate(self) -> Decimal | None:
        return to_cents(self.rated_premium * 1000 / self.sum_insured) if self.sum_insured else None

    @property
    def renewal_share(self) -> Decimal | None:
        return to_cents(Decimal(self.renewals) * 100 / self.policies) if self.policies else None

    @property
    def loss_ratio(self) -> Decimal | None:
        return to_cents(self.incurred * 100 / self.premium) if self.premium else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """The rows, their total, the premium of the whole months before today and what may come."""

    rows: tuple[Row, ...]
    total: Row
    months: tuple[tuple[date, Decimal], ...]
    forecast: Forecast | None
    ahead: tuple[date, ...]


def statistics(actor: ScopedActor, asked: Asked, today: date) -> Statistics:
    """The business the actor may see. Claims count for the policies of the period, whenever they happened."""
    policies = narrowed(Policy.objects.visible_to(actor), asked.narrow)
    rows = _rows(policies, asked)
    months = _months(actor, asked, today)
    this_month = today.replace(day=1)
    return Statistics(
        rows=rows,
        total=_total(rows),
        months=months,
        forecast=forecast([premium for _month, premium in months], MONTHS_AHEAD),
        ahead=tuple(add_months(this_month, n) for n in range(MONTHS_AHEAD)),
    )


def cases(actor: ScopedActor, asked: Asked, key: str = "") -> QuerySet[Policy]:
    """The policies behind a row, or behind the total when none is named."""
    found = _of_the_period(narrowed(Policy.objects.visible_to(actor), asked.narrow), asked)
    return found.filter(_like(asked.by, key)) if key else found


def claims(actor: ScopedActor, asked: Asked, key: str = "") -> QuerySet[LossExperience]:
    """The claims behind a row, or behind the total."""
    behind = cases(actor, asked, key).order_by().values("pk")
    return LossExperience.objects.filter(policy__in=behind).select_related("policy__unit")


def _like(by: str, key: str) -> Q:
    """What the policies of a row have in common."""
    if by == "month":
        first = date.fromisoformat(f"{key}-01")
        return Q(created_at__gte=at_midnight(first), created_at__lt=at_midnight(add_months(first, 1)))
    if key == NONE:
        return Q(**{f"{GATHERED_BY[by]}__isnull": True})
    return Q(**{GATHERED_BY[by]: key})


def narrowed(policies: QuerySet[Policy], narrow: Narrow) -> QuerySet[Policy]:
    """The policies that fulfil the conditions."""
    if narrow.unit_id:
        below = Q(unit_id=narrow.unit_id) | Q(sub_branch_id=narrow.unit_id) | Q(branch_id=narrow.unit_id)
        policies = policies.filter(below)
    if narrow.line:
        policies = policies.filter(line=narrow.line)
    if narrow.channel:
        policies = policies.filter(proposal__channel=narrow.channel)
    if narrow.salesperson_id:
        policies = policies.filter(salesperson_id=narrow.salesperson_id)
    return policies.annotate(month=TruncMonth("created_at"))


def _of_the_period(policies: QuerySet[Policy], asked: Asked) -> QuerySet[Policy]:
    return policies.filter(created_at__gte=at_midnight(asked.since), created_at__lt=at_midnight(asked.end))


def _rows(policies: QuerySet[Policy], asked: Asked) -> tuple[Row, ...]:
    key = GATHERED_BY[asked.by]
    chosen = _of_the_period(policies, asked)
    insured = Case(
        When(line=COMPULSORY, then=Value(NIL)),
        default=Coalesce("proposal__sum_insured", Value(NIL))
        + Coalesce("proposal__third_party_limit", Value(NIL))
        + Coalesce("proposal__driver_limit", Value(NIL))
        + Coalesce(F("proposal__passenger_limit") * (F("seats") - 1), Value(NIL))
        + F("proposal__line_sum_insured"),
        output_field=AMOUNT,
    )
    found = list(
        chosen.order_by().values(key).annotate(
            count=Count("pk"),
            renewed=Count("pk", filter=~Q(proposal__renewal_of="")),
            total=Sum("premium"),
            rated=Coalesce(Sum("premium", filter=~Q(line=COMPULSORY)), NIL),
            insured=Sum(insured),
            name=Max("proposal__salesperson_name"),
        )
    )  # fmt: skip
    losses = _losses(chosen, key)
    names = _names(asked.by, found, key)
    rows = [_row(one, one[key], names[one[key]], losses.get(one[key], (0, NIL))) for one in found]
    return tuple(sorted(rows, key=_order(asked.by)))


def _losses(policies: QuerySet[Policy], key: str) -> Mapping[Any, tuple[int, Decimal]]:
    place = f"policy__{key}"
    claims = LossExperience.objects.filter(policy__in=policies.order_by().values("pk"))
    if key == "month":
        claims, place = claims.annotate(month=TruncMonth("policy__created_at")), "month"
    found = claims.order_by().values(place).annotate(count=Count("pk"), total=Sum("incurred"))
    return {one[place]: (one["count"], one["total"]) for one in found}


def _names(by: str, found: Sequence[Mapping[str, Any]], key: str) -> Mapping[Any, str]:
    values = [one[key] for one in found]
    if by == "sub_branch":
        units = Unit.objects.in_bulk([value for value in values if value])
        return {value: units[value].label if value else _("branch") for value in values}
    if by == "salesperson":
        return {one[key]: one["name"] or _("without salesperson") for one in found}
    say: Mapping[str, Callable[[Any], str]] = {
        "line": line_label,
        "channel": lambda value: str(Channel(value).label),
        "month": lambda value: f"{value:%Y-%m}",
    }
    return {value: say[by](value) for value in values}


def _row(one: Mapping[str, Any], value: Any, label: str, losses: tuple[int, Decimal]) -> Row:
    return Row(
        key=f"{value:%Y-%m}" if isinstance(value, date) else NONE if value is None else str(value),
        label=label,
        policies=one["count"],
        renewals=one["renewed"],
        sum_insured=one["insured"],
        premium=one["total"],
        rated_premium=one["rated"],
        claims=losses[0],
        incurred=losses[1],
    )


def _order(by: str) -> Any:
    """Months in their order, everything else by premium."""
    return (lambda row: row.label) if by == "month" else (lambda row: (-row.premium, row.label))


def _total(rows: Sequence[Row]) -> Row:
    return Row(
        key="",
        label=_("Total"),
        policies=sum(row.policies for row in rows),
        renewals=sum(row.renewals for row in rows),
        sum_insured=sum((row.sum_insured for row in rows), NIL),
        premium=sum((row.premium for row in rows), NIL),
        rated_premium=sum((row.rated_premium for row in rows), NIL),
        claims=sum(row.claims for row in rows),
        incurred=sum((row.incurred for row in rows), NIL),
    )


def _months(actor: ScopedActor, asked: Asked, today: date) -> tuple[tuple[date, Decimal], ...]:
    """Premium of the whole months before this one, from the first with business on."""
    this_month = today.replace(day=1)
    policies = narrowed(Policy.objects.visible_to(actor), asked.narrow)
    first = add_months(this_month, -KNOWN_MONTHS)
    known = policies.filter(created_at__gte=at_midnight(first), created_at__lt=at_midnight(this_month))
    found = known.order_by().values_list("month").annotate(total=Sum("premium"))  # type: ignore[misc]
    sums = {month.date(): total for month, total in found}
    if not sums:
        return ()
    month, months = min(sums), []
    while month < this_month:
        months.append((month, sums.get(month, NIL)))
        month = add_months(month, 1)
    return tuple(months)


def salespeople(actor: ScopedActor) -> list[tuple[int, str]]:
    """Who sold the policies that the actor may see."""
    found = Policy.objects.visible_to(actor).filter(salesperson_id__isnull=False).order_by()
    named = found.values_list("salesperson_id").annotate(name=Max("proposal__salesperson_name"))
    return sorted(((pk, name) for pk, name in named), key=lambda one: one[1])
