"""What other values would have decided: stored facts of past decisions under a set of values not in force (AUW-08)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from organisation.models import Unit
from organisation.public import parameter
from underwriting.models import Decision
from underwriting.rules.auto_underwriting import RuleSet, compile_rules, decide, typed_facts
from underwriting.selectors.tables import elements_of, threshold

SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A proposal that the other values decide otherwise; ``elements`` are those that fail on the side that fails."""

    proposal_id: int
    number: str
    elements: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class BackTest:
    """Hit rates then and now, and every proposal that turns."""

    days: int
    replayed: int = 0
    passed_then: int = 0
    passes_now: int = 0
    newly_accepted: list[Turned] = field(default_factory=list)
    newly_referred: list[Turned] = field(default_factory=list)
    failing: Counter[str] = field(default_factory=Counter)

    @property
    def rate_then(self) -> Decimal:
        return self._rate(self.passed_then)

    @property
    def rate_now(self) -> Decimal:
        return self._rate(self.passes_now)

    def _rate(self, passed: int) -> Decimal:
        return round(Decimal(100) * passed / self.replayed, 1) if self.replayed else Decimal(0)


def back_test(branch: Unit, values: Mapping[str, Any], *, product: str, on: date, today: date) -> BackTest:
    """Replay the automatic decisions of the branch with ``values``. Elements that a decision did not know are left out:
    nothing is held against it that was not asked then."""
    days = parameter("underwriting.backtest_days", branch, today)
    most = parameter("underwriting.backtest_most", branch, today)
    found = BackTest(days=days)
    elements = elements_of(product, on)
    rows = Decision.objects.filter(automatic=True, proposal__branch_id=branch.pk)
    rows = rows.filter(decided_at__date__gt=today - timedelta(days=days)).select_related("proposal").order_by("-pk")
    rows = rows.only("facts", "outcome", "verdicts", "proposal__number")
    whole = RuleSet(
        product=product,
        version="proposed",
        elements=elements,
        values={element.name: threshold(element, values.get(element.name, "")) for element in elements},
    )
    replays: dict[frozenset[str], tuple[RuleSet, Any]] = {}
    for decision in rows[:most]:
        _replay(decision, whole, replays, found)
    return found


def _replay(
    decision: Decision, whole: RuleSet, replays: dict[frozenset[str], tuple[RuleSet, Any]], found: BackTest
) -> None:
    known = frozenset(decision.facts)
    if known not in replays:
        rules = replace(whole, elements=[element for element in whole.elements if element.name in known])
        replays[known] = (rules, compile_rules(rules))
    rules, evaluate = replays[known]
    passes, verdicts = decide(rules, evaluate, typed_facts(rules, decision.facts))
    failing = tuple(verdict.label for verdict in verdicts if not verdict.passed)
    passed = decision.outcome == "approved"
    found.replayed += 1
    found.passed_then += passed
    found.passes_now += passes
    found.failing.update(failing)
    if passes and not passed:
        was = tuple(verdict["label"] for verdict in decision.verdicts if not verdict["passed"])
        found.newly_accepted.append(_turned(decision, was))
    elif passed and not passes:
        found.newly_referred.append(_turned(decision, failing))


def _turned(decision: Decision, elements: tuple[str, ...]) -> Turned:
    return Turned(proposal_id=decision.proposal_id, number=decision.proposal.number, elements=elements)
