"""A figure that explains itself: the numbered steps by which it was reached."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a calculation.

    ``rule`` is a translatable English label, ``detail`` says with which inputs, ``factor`` is what was applied as
    it is read by people ("× 0.85", "− 2,000.00"), ``result`` is the value after the step and ``basis`` names the
    table, clause or parameter version that says so.
    """

    rule: str
    result: Decimal
    detail: str = ""
    factor: str = ""
    basis: str = ""

    def as_json(self) -> dict[str, Any]:
        """The step as stored beside the figure and shown later unchanged."""
        return {
            "rule": self.rule,
            "result": str(self.result),
            "detail": self.detail,
            "factor": self.factor,
            "basis": self.basis,
        }


@dataclass(frozen=True, slots=True)
class Explained:
    """A result with all the steps that lead to it; the last step is the result."""

    steps: tuple[Step, ...]

    @property
    def result(self) -> Decimal:
        return self.steps[-1].result

    def as_json(self) -> list[dict[str, Any]]:
        return [step.as_json() for step in self.steps]
