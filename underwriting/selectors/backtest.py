"""What other values would have decided: stored facts of past decisions under a set of values not in force (AUW-08).

Decisions are read as columns in chunks through a cursor of the server; 200,000 of them take seconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Any

from django.db.models import F, QuerySet, Sum

from organisation.models import Unit
from organisation.public import parameter
from underwriting.models import Decision, LossExperience
from underwriting.rules.auto_underwriting import Compiled, Element, RuleSet, compile_rules, typed_facts
from underwriting.rules.standing import STANDING
from underwriting.selectors.tables import elements_of, threshold

SHOWN, CHUNK = 12, 5000
PREMIUMS = (
    "compulsory_premium",
    "damage_premium",
    "third_party_premium",
    "driver_premium",
    "passenger_premium",
    "line_premium",
)
Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A proposal that the other values decide otherwise; ``elements`` are those that fail on the side that fails."""

    proposal_id: int
    number: str
    elements: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class BackTest:
    """Hit rates then and now, what turns, how the accepted part went. Only the first of those that turn are named."""

    days: int
    replayed: int = 0
    passed_then: int = 0
    passes_now: int = 0
    newly_accepted: list[Turned] = field(default_factory=list)
    newly_referred: list[Turned] = field(default_factory=list)
    accepted_count: int = 0
    referred_count: int = 0
    failing: Counter[str] = field(default_factory=Counter)
    premium_then: Decimal = Decimal(0)
    premium_now: Decimal = Decimal(0)
    losses_then: Decimal = Decimal(0)
    losses_now: Decimal = Decimal(0)

    @property
    def rate_then(self) -> Decimal:
        return _percent(self.passed_then, self.replayed or 1) or Decimal("0.0")

    @property
    def rate_now(self) -> Decimal:
        return _percent(self.passes_now, self.replayed or 1) or Decimal("0.0")

    @property
    def loss_ratio_then(self) -> Decimal | None:
        """Losses by premium of what was accepted automatically; None without premium."""
        return _percent(self.losses_then, self.premium_then)

    @property
    def loss_ratio_now(self) -> Decimal | None:
        return _percent(self.losses_now, self.premium_now)

    def as_json(self) -> dict[str, Any]:
        """What is kept with the file."""
        names = ("days", "replayed", "passed_then", "passes_now", "accepted_count", "referred_count")
        kept: dict[str, Any] = {name: getattr(self, name) for name in names}
        for name in ("rate_then", "rate_now", "loss_ratio_then", "loss_ratio_now"):
            value = getattr(self, name)
            kept[name] = None if value is None else str(value)
        return kept | {"failing": dict(self.failing.most_common())}


def _percent(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    return round(Decimal(100) * part / whole, 1) if whole else None


def back_test(
    branch: Unit,
    values: Mapping[str, Any],
    *,
    product: str,
    on: date,
    today: date,
    days: int | None = None,
    progress: Progress | None = None,
    elements: Sequence[Element] | None = None,
) -> BackTest:
    """Replay the automatic decisions of the branch with ``values``. Elements that a decision did not know are left out:
    nothing is held against it that was not asked then. Without ``days`` a bounded part is tried at once; with it the
    whole period, telling ``progress``."""
    whole_period = days is not None
    days = days or parameter("underwriting.backtest_days", branch, today)
    rows = _rows(branch, product, today - timedelta(days=days))
    total = rows.count() if progress else 0
    if not whole_period:
        rows = rows[: parameter("underwriting.backtest_most", branch, today)]
    found = BackTest(days=days)
    rules = rule_set(product, values, on, elements)
    replay = _Replay(rules, found, _losses(branch, today - timedelta(days=days)))
    for done, row in enumerate(_columns(rows), start=1):
        replay.add(*row)
        if progress and done % CHUNK == 0:
            progress(done, max(total, done))
    _name_accepted(found)
    return found


def _rows(branch: Unit, product: str, since: date) -> QuerySet[Decision]:
    rows = Decision.objects.filter(automatic=True, proposal__branch_id=branch.pk, proposal__line=product)
    return rows.filter(decided_at__date__gt=since).order_by("-pk")


def _columns(rows: QuerySet[Decision]) -> Iterator[tuple[Any, ...]]:
    premium = reduce(add, (F(f"proposal__{name}") for name in PREMIUMS))
    columns = rows.annotate(premium=premium).values_list(
        "proposal_id", "proposal__number", "outcome", "facts", "premium"
    )
    return iter(columns.iterator(chunk_size=CHUNK))


def _losses(branch: Unit, since: date) -> dict[int, Decimal]:
    """What claims cost so far, by proposal, in one statement."""
    rows = LossExperience.objects.filter(policy__branch_id=branch.pk, policy__created_at__date__gt=since)
    return dict(rows.values_list("policy__proposal_id").annotate(total=Sum("incurred")))


def rule_set(
    product: str, values: Mapping[str, Any], on: date, elements_wanted: Sequence[Element] | None = None
) -> RuleSet:
    """The elements of the day, or others that are tried, with values that are not in force."""
    own = elements_wanted or elements_of(product, on)
    asked = {element.name for element in own}
    elements = [*own, *(one for one in STANDING if one.name not in asked)]
    thresholds = {element.name: threshold(element, values.get(element.name, "")) for element in elements}
    return RuleSet(product=product, version="proposed", elements=elements, values=thresholds)


class _Replay:
    """Counts one decision after the other; rules are compiled once for each set of facts that was known."""

    def __init__(self, whole: RuleSet, found: BackTest, losses: Mapping[int, Decimal]) -> None:
        self.whole, self.found, self.losses = whole, found, losses
        self._compiled: dict[frozenset[str], tuple[RuleSet, Compiled]] = {}

    def _for(self, facts: Mapping[str, Any]) -> tuple[RuleSet, Compiled]:
        known = frozenset(facts)
        if known not in self._compiled:
            rules = replace(self.whole, elements=[e for e in self.whole.elements if e.name in known])
            self._compiled[known] = (rules, compile_rules(rules))
        return self._compiled[known]

    def add(self, proposal_id: int, number: str, outcome: str, facts: dict[str, Any], premium: Decimal) -> None:
        rules, evaluate = self._for(facts)
        results = evaluate(typed_facts(rules, facts))
        passes, passed = all(results), outcome == "approved"
        self._count(proposal_id, premium, passes=passes, passed=passed)
        failing = () if passes else _failing(rules, results)
        self.found.failing.update(failing)
        if passes and not passed:
            self.found.accepted_count += 1
            if len(self.found.newly_accepted) < SHOWN:
                self.found.newly_accepted.append(Turned(proposal_id=proposal_id, number=number, elements=()))
        elif passed and not passes:
            self.found.referred_count += 1
            if len(self.found.newly_referred) < SHOWN:
                self.found.newly_referred.append(Turned(proposal_id=proposal_id, number=number, elements=failing))

    def _count(self, proposal_id: int, premium: Decimal, *, passes: bool, passed: bool) -> None:
        found, lost = self.found, self.losses.get(proposal_id, Decimal(0))
        found.replayed += 1
        if passed:
            found.passed_then += 1
            found.premium_then += premium
            found.losses_then += lost
        if passes:
            found.passes_now += 1
            found.premium_now += premium
            found.losses_now += lost


def _failing(rules: RuleSet, results: tuple[bool, ...]) -> tuple[str, ...]:
    return tuple(e.label for e, held in zip(rules.elements, results, strict=True) if not held)


def _name_accepted(found: BackTest) -> None:
    """Why they had gone to a person, for those that are shown."""
    shown = [one.proposal_id for one in found.newly_accepted]
    rows = Decision.objects.filter(automatic=True, proposal_id__in=shown).order_by("pk")
    verdicts = dict(rows.values_list("proposal_id", "verdicts"))
    found.newly_accepted = [
        replace(one, elements=tuple(v["label"] for v in verdicts.get(one.proposal_id, ()) if not v["passed"]))
        for one in found.newly_accepted
    ]
