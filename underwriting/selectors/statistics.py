"""Business of a period by month, line, sub-branch, channel or salesperson, with its losses (DUT-05, DUT-17, DUT-36)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, Max, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from core.clocks import at_midnight
from core.money import to_cents
from organisation.models import Unit
from organisation.public import ScopedActor
from underwriting.models import COMPULSORY, Channel, Endorsement, LossExperience, Policy, Renewal
from underwriting.models.policy import line_label
from underwriting.rules.forecast import Forecast, forecast
from underwriting.rules.lifecycle import ENDED_EARLY
from underwriting.rules.periods import add_months
from underwriting.rules.renewing import RENEWED
from underwriting.rules.tariff_words import named
from underwriting.selectors.gathering import AMOUNT, GATHERED_BY, band_label, bands_of, below_tariff, with_key
from underwriting.selectors.written_premium import CHANGE, issued, written

NIL = Decimal("0.00")
KNOWN_MONTHS, MONTHS_AHEAD = 24, 3
NONE = "none"  # the key of the row of what has no salesperson, sub-branch or occupancy
COMPUTED = ("month", "occupancy", "discount")
WORDED = frozenset({"line", "channel", "occupancy", "discount"})  # rows named by a word, not by a number or a month


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

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)


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
    weighed: Decimal = NIL  # percent below the tariff times premium, of the business that may be discounted
    grey: int = 0
    black: int = 0
    changed: Decimal = NIL  # what endorsements added to the premium since, less what they gave back
    due: int = 0  # policies that ended in the period, and how many of them were renewed
    renewed: int = 0

    @property
    def discount(self) -> Decimal | None:
        """The average discount, weighed by premium; compulsory cover knows none."""
        return to_cents(self.weighed / self.rated_premium) if self.rated_premium else None

    @property
    def rate(self) -> Decimal | None:
        return to_cents(self.rated_premium * 1000 / self.sum_insured) if self.sum_insured else None

    @property
    def renewal_share(self) -> Decimal | None:
        return to_cents(Decimal(self.renewals) * 100 / self.policies) if self.policies else None

    @property
    def renewal_rate(self) -> Decimal | None:
        """Renewed of those that ended in the period (9.13)."""
        return to_cents(Decimal(self.renewed) * 100 / self.due) if self.due else None

    @property
    def loss_ratio(self) -> Decimal | None:
        """Losses against the premium as it is now: with what endorsements added and gave back."""
        now = self.premium + self.changed
        return to_cents(self.incurred * 100 / now) if now else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """The rows, their total, the premium of the whole months before today, of this one so far, and what may come."""

    rows: tuple[Row, ...]
    total: Row
    months: tuple[tuple[date, Decimal], ...]
    so_far: Decimal
    forecast: Forecast | None
    ahead: tuple[date, ...]


def statistics(actor: ScopedActor, asked: Asked, today: date) -> Statistics:
    """The business the actor may see, counted as on scorecards and in the pack. Claims count for the policies of the
    period, whenever they happened."""
    return statistics_of(written(Policy.objects.visible_to(actor)), asked, today)


def statistics_of(everything: QuerySet[Policy], asked: Asked, today: date) -> Statistics:
    """The business among some policies."""
    policies = narrowed(everything, asked.narrow)
    rows = rows_of(policies, asked)
    this_month = today.replace(day=1)
    sums = premium_by_month(policies, today)
    months = whole_months(sums, this_month)
    return Statistics(
        rows=rows,
        total=total_of(rows),
        months=months,
        so_far=sums.get(this_month, NIL),
        forecast=forecast([premium for _month, premium in months], MONTHS_AHEAD),
        ahead=tuple(add_months(this_month, n) for n in range(MONTHS_AHEAD)),
    )


def business_by_sub_branch(actor: ScopedActor, asked: Asked) -> dict[int, Row]:
    """The business of a period by the key of the sub-branch."""
    rows = rows_of(written(Policy.objects.visible_to(actor)), replace(asked, by="sub_branch"))
    return {int(row.key): row for row in rows if row.key != NONE}


def cases(actor: ScopedActor, asked: Asked, key: str = "") -> QuerySet[Policy]:
    """The policies behind a row, or behind the total when none is named."""
    found = _of_the_period(narrowed(written(Policy.objects.visible_to(actor)), asked.narrow), asked)
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
    return policies


def _of_the_period(policies: QuerySet[Policy], asked: Asked) -> QuerySet[Policy]:
    policies = with_key(policies, asked.by, bands_of(asked.until) if asked.by == "discount" else ())
    return policies.filter(created_at__gte=at_midnight(asked.since), created_at__lt=at_midnight(asked.end))


def rows_of(policies: QuerySet[Policy], asked: Asked) -> tuple[Row, ...]:
    """One row for each value of what is asked for, the total left out."""
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
            weighed=Coalesce(Sum(F("premium") * below_tariff(), filter=~Q(line=COMPULSORY), output_field=AMOUNT), NIL),
            grey=Count("pk", filter=Q(proposal__listed__contains=["grey"])),
            black=Count("pk", filter=Q(proposal__listed__contains=["black"])),
            name=Max("proposal__salesperson_name"),
        )
    )  # fmt: skip
    losses = _losses(chosen, asked)
    renewals, changes = _renewals(policies, asked), _changes(chosen, asked)
    names = _names(asked, found, key)
    rows = [
        replace(
            _row(one, one[key], names[one[key]], losses.get(one[key], (0, NIL)), renewals.get(one[key], (0, 0))),
            changed=changes.get(one[key], NIL),
        )
        for one in found
    ]
    return tuple(sorted(rows, key=_order(asked.by)))


def _changes(policies: QuerySet[Policy], asked: Asked) -> Mapping[Any, Decimal]:
    """What endorsements that were issued made of the premium of these policies, whenever they were."""
    made = issued(Endorsement.objects.filter(policy__in=policies.order_by().values("pk")))
    bands = bands_of(asked.until) if asked.by == "discount" else ()
    key = GATHERED_BY[asked.by]
    rows, place = with_key(made, asked.by, bands, "policy__"), key if asked.by in COMPUTED else f"policy__{key}"
    return dict(rows.order_by().values_list(place).annotate(total=Sum(CHANGE)))


def _losses(policies: QuerySet[Policy], asked: Asked) -> Mapping[Any, tuple[int, Decimal]]:
    key = GATHERED_BY[asked.by]
    claims = LossExperience.objects.filter(policy__in=policies.order_by().values("pk"))
    bands = bands_of(asked.until) if asked.by == "discount" else ()
    claims, place = with_key(claims, asked.by, bands, "policy__"), key
    if asked.by not in COMPUTED:
        place = f"policy__{key}"
    found = claims.order_by().values(place).annotate(count=Count("pk"), total=Sum("incurred"))
    return {one[place]: (one["count"], one["total"]) for one in found}


def _renewals(policies: QuerySet[Policy], asked: Asked) -> Mapping[Any, tuple[int, int]]:
    """Of the policies that ended in the period: how many there were, and how many were renewed (9.13)."""
    if asked.by == "month":
        return {}  # a policy ends in another month than the one in which it was issued
    ended = Renewal.objects.filter(policy__in=policies.order_by().values("pk"))
    ended = ended.filter(ends_on__gte=asked.since.replace(day=1), ends_on__lt=asked.end)
    ended = ended.exclude(policy__state__in=ENDED_EARLY)
    bands = bands_of(asked.until) if asked.by == "discount" else ()
    key = GATHERED_BY[asked.by]
    rows, place = with_key(ended, asked.by, bands, "policy__"), key if asked.by in COMPUTED else f"policy__{key}"
    found = rows.order_by().values(place).annotate(due=Count("pk"), renewed=Count("pk", filter=Q(state=RENEWED)))
    return {one[place]: (one["due"], one["renewed"]) for one in found}


def _names(asked: Asked, found: Sequence[Mapping[str, Any]], key: str) -> Mapping[Any, str]:
    values, by = [one[key] for one in found], asked.by
    if by == "discount":
        bands = bands_of(asked.until)
        return {value: band_label(value, bands) for value in values}
    if by == "sub_branch":
        units = Unit.objects.in_bulk([value for value in values if value])
        return {value: units[value].label if value else _("branch") for value in values}
    if by == "salesperson":
        return {one[key]: one["name"] or _("without salesperson") for one in found}
    say: Mapping[str, Callable[[Any], str]] = {
        "line": line_label,
        "channel": lambda value: str(Channel(value).label),
        "month": lambda value: f"{value:%Y-%m}",
        "occupancy": lambda value: named(value, _) if value else _("without occupancy"),
    }
    return {value: say[by](value) for value in values}


def _row(one: Mapping[str, Any], value: Any, label: str, losses: tuple[int, Decimal], renewals: tuple[int, int]) -> Row:
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
        weighed=one["weighed"],
        grey=one["grey"],
        black=one["black"],
        due=renewals[0],
        renewed=renewals[1],
    )


def _order(by: str) -> Any:
    """Months and bands in their order, everything else by premium."""
    return (lambda row: row.key) if by in ("month", "discount") else (lambda row: (-row.premium, row.label))


def total_of(rows: Sequence[Row]) -> Row:
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
        weighed=sum((row.weighed for row in rows), NIL),
        grey=sum(row.grey for row in rows),
        black=sum(row.black for row in rows),
        changed=sum((row.changed for row in rows), NIL),
        due=sum(row.due for row in rows),
        renewed=sum(row.renewed for row in rows),
    )


def premium_by_month(policies: QuerySet[Policy], today: date) -> dict[date, Decimal]:
    """Premium of the months known, by their first day; of this month what was written until today."""
    policies = with_key(policies, "month", ())
    this_month = today.replace(day=1)
    first, end = add_months(this_month, -KNOWN_MONTHS), add_months(this_month, 1)
    known = policies.filter(created_at__gte=at_midnight(first), created_at__lt=at_midnight(end))
    found = known.order_by().values_list("month").annotate(total=Sum("premium"))  # type: ignore[misc]
    return {month.date(): total for month, total in found}


def whole_months(sums: Mapping[date, Decimal], this_month: date) -> tuple[tuple[date, Decimal], ...]:
    """The months before this one, from the first with business on: an unfinished month would bend the forecast."""
    month, months = min(sums, default=this_month), []
    while month < this_month:
        months.append((month, sums.get(month, NIL)))
        month = add_months(month, 1)
    return tuple(months)


def salespeople(actor: ScopedActor) -> list[tuple[int, str]]:
    """Who sold the policies that the actor may see."""
    found = Policy.objects.visible_to(actor).filter(salesperson_id__isnull=False).order_by()
    named = found.values_list("salesperson_id").annotate(name=Max("proposal__salesperson_name"))
    return sorted(((pk, name) for pk, name in named), key=lambda one: one[1])
