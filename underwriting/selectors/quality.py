"""Back-entries, ledger rows, defects, checks and batches in the actor's scope; scores of a month (domain 5.12)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.clocks import calendar
from core.workflow.refusals import Hidden
from organisation.public import ScopedActor, parameter
from parties.public import parties
from underwriting.models import (
    BackEntry,
    BatchedPaper,
    DataDefect,
    LedgerEntry,
    PaperBatch,
    Policy,
    ProofReading,
    QualityCheck,
)
from underwriting.rules.data_quality import Checked, Quality, Targets, Weighing, met, quality, retraining
from underwriting.rules.ledger_entry import LEDGER_ENTRY_KIND
from underwriting.rules.lifecycle import ENDED_EARLY, VOIDED
from underwriting.rules.quality_lives import CLOSED, DRAWN

OWN_DAMAGE, OF_THE_CUSTOMER = "MOD", "customer"
CIRCULAR_DAYS = "underwriting.quality_circular_days"


def back_entries(actor: ScopedActor) -> QuerySet[BackEntry]:
    return BackEntry.objects.visible_to(actor).select_related("unit", "proposal")


def ledger_entries(actor: ScopedActor) -> QuerySet[LedgerEntry]:
    return LedgerEntry.objects.visible_to(actor).select_related("unit", "policy")


def defects(actor: ScopedActor) -> QuerySet[DataDefect]:
    return DataDefect.objects.visible_to(actor).select_related("unit", "policy")


def checks(actor: ScopedActor) -> QuerySet[QualityCheck]:
    return QualityCheck.objects.visible_to(actor).select_related("unit", "policy")


def batches(actor: ScopedActor) -> QuerySet[PaperBatch]:
    return PaperBatch.objects.visible_to(actor).select_related("unit").annotate(count=Count("papers"))


def one_of(rows: QuerySet[Any], pk: int) -> Any:
    """A row of the scope; out of scope reads as not found."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


# -- rules of every night ---------------------------------------------------------------------------------------------


def ledger_due(policy: Policy) -> tuple[str, int]:
    """The row on which the premium of a fixed-sum policy was due: kind and number."""
    return LEDGER_ENTRY_KIND, LedgerEntry.objects.values_list("pk", flat=True).filter(policy=policy).first() or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule found on a policy."""

    rule: str
    policy_id: int
    unit_id: int
    detail: str
    earlier: int = 0  # how often the same was found on the policy before


def findings(since: date) -> list[Finding]:
    """Everything the rules find on policies made since a day, and that nobody is mending or has answered for good."""
    made = Policy.objects.filter(created_at__date__gte=since).exclude(state=VOIDED).select_related("proposal", "unit")
    found = [*_duplicates(made), *_of_each(made), *_of_people(made)]
    seen = DataDefect.objects.filter(policy_id__in={one.policy_id for one in found})
    again = Q(state=CLOSED, method=OF_THE_CUSTOMER)  # whose record may lose it again; the rest stays as it was closed
    known = set(seen.exclude(again).values_list("rule", "policy_id"))
    times = Counter(seen.values_list("rule", "policy_id"))
    fresh = [one for one in found if (one.rule, one.policy_id) not in known]
    return [replace(one, earlier=times[one.rule, one.policy_id]) for one in fresh]


def _duplicates(made: QuerySet[Policy]) -> Iterable[Finding]:
    """Contracts that ended early give way to the one that is made after them."""
    same = Policy.objects.filter(vin=OuterRef("vin"), line=OuterRef("line"), period__overlap=OuterRef("period"))
    same = same.exclude(state__in=ENDED_EARLY).exclude(pk=OuterRef("pk"))
    twice = made.exclude(vin="").exclude(state__in=ENDED_EARLY).filter(Exists(same))
    for policy in twice:
        yield Finding(rule="duplicate", policy_id=policy.pk, unit_id=policy.unit_id, detail=policy.vin)


def _of_each(made: QuerySet[Policy]) -> Iterable[Finding]:
    for policy in made:
        source = policy.proposal
        amounts = {
            "MCI": source.compulsory_premium,
            "MOD": source.commercial_premium,
            source.line: source.line_premium,
        }
        formula = amounts.get(policy.line)
        if formula is not None and formula != policy.premium:
            detail = f"{policy.premium} ≠ {formula}"
            yield Finding(rule="premium", policy_id=policy.pk, unit_id=policy.unit_id, detail=detail)
        for rule, detail in _entries(policy):
            yield Finding(rule=rule, policy_id=policy.pk, unit_id=policy.unit_id, detail=detail)


def _entries(policy: Policy) -> Iterable[tuple[str, str]]:
    """What the entry itself shows: sum, covers without premium, first day, place."""
    source, issued = policy.proposal, localdate(policy.created_at)
    if _without_sum(policy):
        yield "no_sum", policy.line
    riders = set((source.content or {}).get("riders") or ())
    free = [cover["title"] for cover in source.line_coverages if cover.get("code") not in riders and _is_free(cover)]
    if free:
        yield "rate", ", ".join(free)
    earliest = issued - timedelta(days=int(parameter("underwriting.quality_start_days", policy.unit, issued)))
    if policy.start_on < earliest and source.signed_on is None:
        yield "start", str(policy.start_on)
    outside = _outside(policy, issued)
    if outside:
        yield "region", outside


def _without_sum(policy: Policy) -> bool:
    """Own damage without the value of the vehicle counts as well; compulsory limits are the state's."""
    source = policy.proposal
    if not source.is_motor:
        return not source.line_sum_insured
    return policy.line == OWN_DAMAGE and (not source.exposure or (source.own_damage and not source.sum_insured))


def _is_free(cover: Mapping[str, Any]) -> bool:
    """A cover with a sum and no premium; riders that may be included without one are not asked."""
    insured = Decimal(str(cover.get("sum_insured") or cover.get("limit") or 0))
    return insured > 0 and not Decimal(str(cover.get("premium") or 0))


def _outside(policy: Policy, on: date) -> str:
    """The plate or the address of a risk that names no place of the region; nothing while no region is declared."""
    names: Sequence[str] = parameter("underwriting.quality_region", policy.unit, on)
    source = policy.proposal
    said = source.plate if source.is_motor else str((source.content or {}).get("address") or "")
    return said if names and said and not any(name in said for name in names) else ""


def _of_people(made: QuerySet[Policy]) -> Iterable[Finding]:
    held = {policy.pk: (policy.unit_id, policy.holder_id) for policy in made}
    people = parties([holder for _unit, holder in held.values()])
    for pk, (unit_id, holder_id) in held.items():
        person = people.get(holder_id)
        if person is not None and not person.phone_masked:
            yield Finding(rule="no_phone", policy_id=pk, unit_id=unit_id, detail=person.name)
        if person is not None and not person.id_masked:
            yield Finding(rule="no_identity", policy_id=pk, unit_id=unit_id, detail=person.name)


# -- scores -----------------------------------------------------------------------------------------------------------


def graded(on: date) -> dict[str, str]:
    """The class of an error in each field on a day; what is in neither list is class C."""
    first = dict.fromkeys(parameter("underwriting.quality_fields_a", on=on), "A")
    return dict.fromkeys(parameter("underwriting.quality_fields_b", on=on), "B") | first


def weighing(on: date) -> Weighing:
    a, b, c, factor = (int(parameter(f"underwriting.quality_{name}", on=on)) for name in ("a", "b", "c", "factor"))
    return Weighing(a=a, b=b, c=c, factor=factor)


def targets(on: date) -> Targets:
    names = ("a_rate", "error_rate", "bad_rate")
    return Targets(**{name: parameter(f"underwriting.quality_{name}", on=on) * 100 for name in names})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """The result of a month of one clerk, reviewer or unit."""

    name: str
    unit: str
    found: Quality
    good: bool
    retrain: bool
    unit_id: int = 0


def frozen_on(month: date) -> date:
    """The day of the circular: what is compared later does not change the score of the month any more (A6 4)."""
    last = (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return calendar().add_working_days(last, int(parameter(CIRCULAR_DAYS, on=last)))


def _compared(actor: ScopedActor, month: date) -> QuerySet[QualityCheck]:
    """The checks that count for a month."""
    in_time = Q(compared_on=None) | Q(compared_on__lte=frozen_on(month))
    return QualityCheck.objects.visible_to(actor).filter(in_time, month=month).exclude(state=DRAWN)


BY = {"clerk": "clerk", "reviewer": "reviewer", "unit": "unit__name"}


def scores(actor: ScopedActor, month: date, by: str) -> list[Scored]:
    """The ranking of a month, the best first; two bad months one after the other ask for retraining."""
    first = month.replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    key = BY[by]
    rows = _compared(actor, first) | _compared(actor, before)
    sums: dict[tuple[str, str, int], dict[date, list[Checked]]] = defaultdict(lambda: defaultdict(list))
    named = rows.exclude(**{key: ""}).values_list(key, "unit__name", "unit_id", "month", "errors")
    for name, unit, unit_id, of, errors in named:
        sums[name, unit, unit_id][of].append(Checked(errors=tuple(error["grade"] for error in errors)))
    weights, aims = weighing(first), targets(first)
    found = []
    for (name, unit, unit_id), months in sums.items():
        if first not in months:
            continue
        this = quality(months[first], weights)
        last = [quality(months[before], weights)] if before in months else []
        retrain = retraining([*last, this], aims)
        found.append(Scored(name=name, unit=unit, found=this, good=met(this, aims), retrain=retrain, unit_id=unit_id))
    return sorted(found, key=lambda one: (-(one.found.score or 0), one.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Punctual:
    """How punctually a unit enters what it issued outside, over a month."""

    unit: str
    entered: int
    late: int
    days: Any
    waiting: int


def punctuality(actor: ScopedActor, month: date, today: date) -> list[Punctual]:
    """The monthly ranking of the sub-branches (5.3): the fewest late ones first."""
    rows = BackEntry.objects.visible_to(actor).filter(signed_on__year=month.year, signed_on__month=month.month)
    sums = rows.values("unit__name").annotate(
        entered=Count("pk", filter=~Q(entered_on=None)),
        late=Count("pk", filter=Q(late_days__gt=0) | Q(entered_on=None, due_on__lt=today)),
        days=Avg("late_days", filter=Q(late_days__gt=0)),
        waiting=Count("pk", filter=Q(entered_on=None)),
    )
    found = [
        Punctual(
            unit=row["unit__name"],
            entered=row["entered"],
            late=row["late"],
            days=row["days"],
            waiting=row["waiting"],
        )
        for row in sums
    ]
    return sorted(found, key=lambda one: (one.late, one.unit))


# -- papers -----------------------------------------------------------------------------------------------------------


def to_be_read(actor: ScopedActor, since: date) -> QuerySet[Policy]:
    """Policies whose print nobody has proof-read yet."""
    read = ProofReading.objects.filter(policy=OuterRef("pk"))
    rows = Policy.objects.visible_to(actor).filter(created_at__date__gte=since)
    return rows.filter(~Exists(read)).select_related("unit", "proposal").order_by("-created_at")


def readings_of(policy_id: int) -> list[ProofReading]:
    return list(ProofReading.objects.filter(policy_id=policy_id).order_by("-read_at"))


def not_handed_over(unit_id: int) -> QuerySet[Policy]:
    """Policies of a unit whose papers are in no batch yet."""
    batched = BatchedPaper.objects.filter(policy=OuterRef("pk"))
    return Policy.objects.filter(~Exists(batched), unit_id=unit_id)


def days_to_hand_over(unit_id: int, since: date) -> list[tuple[date, int]]:
    """The days since then whose papers wait, with the number of policies, the newest first."""
    rows = not_handed_over(unit_id).filter(created_at__date__gte=since).order_by("-created_at__date")
    return list(rows.values_list("created_at__date").annotate(number=Count("pk")))


def papers_of(batch: PaperBatch) -> list[BatchedPaper]:
    return list(batch.papers.select_related("policy").order_by("place"))


def pages_of(volume: str) -> int:
    """The highest page that a volume has."""
    rows = BatchedPaper.objects.filter(batch__volume=volume)
    return rows.order_by(F("page").desc(nulls_last=True)).values_list("page", flat=True).first() or 0
