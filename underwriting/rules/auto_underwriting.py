"""Automatic underwriting: head-office elements × branch values, compiled once per version to plain functions.

Every condition must hold; an unknown value fails (domain 5.10, AUW-04, AUW-10).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from underwriting.rules.words import gettext_noop as _


class Operator(StrEnum):
    """How a value is compared with the branch's threshold."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    EQUAL = "equal"
    ONE_OF = "one_of"
    WITHIN = "within"
    YES = "yes"
    NONE = "none"


SIGNS = {
    Operator.AT_MOST: "≤",
    Operator.AT_LEAST: "≥",
    Operator.EQUAL: "=",
    Operator.ONE_OF: "∈",
    Operator.WITHIN: "⊆",
    Operator.YES: "✓",
    Operator.NONE: "∅",
}
FIXED = frozenset({Operator.NONE, Operator.YES})
NUMERIC = frozenset({Operator.AT_MOST, Operator.AT_LEAST})
CHOICES = frozenset({Operator.ONE_OF, Operator.WITHIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element of the combination: fixed by head office. ``unit`` says how its value is shown.

    ``bound`` and ``allowed`` are the scope within which a branch sets the value by itself; beyond it head office
    approves (AUW-05). Elements of ``FIXED`` operators have no value of the branch.
    """

    name: str
    label: str
    operator: Operator
    unit: str = ""
    basis: str = ""
    bound: str = ""
    allowed: Sequence[str] = ()

    @property
    def valued(self) -> bool:
        return self.operator not in FIXED

    @property
    def ranged(self) -> bool:
        """Whether head office left the branch a range at all."""
        return self.valued and bool(self.allowed if self.operator in CHOICES else self.bound)

    def outside(self, value: Any, before: Any) -> bool:
        """Whether the branch may not set the value by itself: beyond the range, or another one where there is none."""
        return self.beyond(value) if self.ranged else str(value) != str(before)

    def beyond(self, value: Any) -> bool:
        """Whether a value of the branch lies outside what head office left to it."""
        if self.operator in CHOICES:
            return bool(self.allowed) and not set(value) <= set(self.allowed)
        if not self.bound or not self.valued:
            return False
        figure, bound = Decimal(str(value)), Decimal(self.bound)
        return figure > bound if self.operator is Operator.AT_MOST else figure < bound


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """One version: the elements of head office with the values of a branch."""

    product: str
    version: str
    elements: Sequence[Element]
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one element said about one proposal."""

    element: str
    label: str
    value: Any
    operator: str
    threshold: Any
    passed: bool
    reason: str
    unit: str
    basis: str

    def as_json(self) -> dict[str, Any]:
        """As stored with the decision."""
        return {
            "element": self.element,
            "label": self.label,
            "value": _plain(self.value),
            "operator": self.operator,
            "threshold": _plain(self.threshold),
            "passed": self.passed,
            "reason": self.reason,
            "unit": self.unit,
            "basis": self.basis,
        }


MISSING, FAILED, PASSED = _("not known"), _("outside the range"), _("within the range")
Compiled = Callable[[Mapping[str, Any]], tuple[bool, ...]]

Check = Callable[[Any], bool]


def _at_most(threshold: Any) -> Check:
    return lambda value: value is not None and value <= threshold


def _at_least(threshold: Any) -> Check:
    return lambda value: value is not None and value >= threshold


def _equal(threshold: Any) -> Check:
    return lambda value: value is not None and value == threshold


def _one_of(threshold: Any) -> Check:
    known = frozenset(threshold)
    return lambda value: value in known


def _within(threshold: Any) -> Check:
    known = frozenset(threshold)
    return lambda value: bool(value) and known.issuperset(value)


def _yes(_threshold: Any) -> Check:
    return lambda value: value is True


def _none(_threshold: Any) -> Check:
    return lambda value: value is not None and not value


_CHECKS: Mapping[Operator, Callable[[Any], Check]] = {
    Operator.AT_MOST: _at_most,
    Operator.AT_LEAST: _at_least,
    Operator.EQUAL: _equal,
    Operator.ONE_OF: _one_of,
    Operator.WITHIN: _within,
    Operator.YES: _yes,
    Operator.NONE: _none,
}


def compile_rules(rules: RuleSet) -> Compiled:
    """Compile a version once to closures: one comparison per element, thresholds bound. Nothing is ever evaluated as
    text; a call costs about a microsecond."""
    checks = tuple((e.name, _check_of(e, rules.values[e.name])) for e in rules.elements)

    def evaluate(facts: Mapping[str, Any]) -> tuple[bool, ...]:
        return tuple([check(facts[name]) for name, check in checks])

    return evaluate


def _check_of(element: Element, threshold: Any) -> Check:
    """An element to which the branch has given no value yet lets nothing pass."""
    if element.valued and threshold in (None, "", []):
        return lambda _value: False
    return _CHECKS[element.operator](threshold)


def decide(rules: RuleSet, evaluate: Compiled, facts: Mapping[str, Any]) -> tuple[bool, tuple[Verdict, ...]]:
    """Whether the proposal passes, and what every element said."""
    known = {element.name: facts.get(element.name) for element in rules.elements}
    results = evaluate(known)
    verdicts = tuple(
        _verdict(element, known[element.name], rules.values[element.name], passed)
        for element, passed in zip(rules.elements, results, strict=True)
    )
    return all(results), verdicts


def _verdict(element: Element, value: Any, threshold: Any, passed: bool) -> Verdict:  # noqa: FBT001
    return Verdict(
        element=element.name,
        label=element.label,
        value=value,
        operator=SIGNS[element.operator],
        threshold=threshold,
        passed=passed,
        reason=PASSED if passed else MISSING if value is None else FAILED,
        unit=element.unit,
        basis=element.basis,
    )


def typed_facts(rules: RuleSet, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as they were stored: amounts come back as ``Decimal`` where the threshold is a number."""
    numeric = {e.name for e in rules.elements if e.operator in NUMERIC}
    return {k: Decimal(v) if k in numeric and isinstance(v, str) else v for k, v in facts.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Decimal) else value
