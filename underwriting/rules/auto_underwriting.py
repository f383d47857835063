"""Automatic underwriting: head-office elements × branch values, compiled once per version to one plain function.

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
    NONE = "none"


SIGNS = {Operator.AT_MOST: "≤", Operator.AT_LEAST: "≥", Operator.EQUAL: "=", Operator.ONE_OF: "∈", Operator.NONE: "∅"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element of the combination: fixed by head office. ``unit`` says how its value is shown."""

    name: str
    label: str
    operator: Operator
    unit: str = ""
    basis: str = ""


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
        plain = {name: getattr(self, name) for name in self.__slots__}
        return {name: _plain(value) for name, value in plain.items()}


MISSING, FAILED, PASSED = _("not known"), _("outside the range"), _("within the range")
Compiled = Callable[[Mapping[str, Any]], tuple[bool, ...]]

_COMPARISONS = {
    Operator.AT_MOST: "f[{name!r}] is not None and f[{name!r}] <= {value}",
    Operator.AT_LEAST: "f[{name!r}] is not None and f[{name!r}] >= {value}",
    Operator.EQUAL: "f[{name!r}] is not None and f[{name!r}] == {value}",
    Operator.ONE_OF: "f[{name!r}] in {value}",
    Operator.NONE: "f[{name!r}] is not None and not f[{name!r}]",
}


def source_of(rules: RuleSet) -> str:
    """The function as text: one comparison per element. Names and values are literals, never code from outside."""
    lines = [_condition(element, rules.values[element.name]) for element in rules.elements]
    return "def evaluate(f):\n    return (\n" + "".join(f"        {line},\n" for line in lines) + "    )\n"


def _condition(element: Element, threshold: Any) -> str:
    return _COMPARISONS[element.operator].format(name=element.name, value=_literal(threshold))


def _literal(value: Any) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return "frozenset((" + "".join(f"{_literal(item)}, " for item in sorted(value)) + "))"
    if isinstance(value, bool | int | str) or value is None:
        return repr(value)
    if isinstance(value, Decimal):
        return f"D({str(value)!r})"
    raise TypeError(f"no literal for {type(value).__name__}")


def compile_rules(rules: RuleSet) -> Compiled:
    """Compile a version once; a call costs about a microsecond."""
    space: dict[str, Any] = {"D": Decimal, "frozenset": frozenset, "__builtins__": {}}
    exec(compile(source_of(rules), f"<rules {rules.product} {rules.version}>", "exec"), space)  # noqa: S102 - own literals
    evaluate: Compiled = space["evaluate"]
    return evaluate


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
    numeric = {e.name for e in rules.elements if e.operator in {Operator.AT_MOST, Operator.AT_LEAST}}
    return {k: Decimal(v) if k in numeric and isinstance(v, str) else v for k, v in facts.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Decimal) else value
