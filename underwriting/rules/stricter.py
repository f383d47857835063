"""Terms of an acceptance that change the entry itself: only to be stricter than what was proposed (5.0 no. 9, B-40)."""

from __future__ import annotations

from decimal import Decimal

from underwriting.rules.words import gettext_noop as _

RAISED = frozenset({"deductible_amount", "deductible_rate", "deductible_days", "autonomous_factor"})
LOWERED = frozenset({"sum_insured", "third_party_limit", "driver_limit", "passenger_limit", "limit", "aggregate"})
MOTOR_TERMS = ("sum_insured", "third_party_limit", "driver_limit", "passenger_limit", "autonomous_factor")
TOO_LOW, TOO_HIGH, NOT_ASKED = (
    _("Terms raise this entry; for less, send the entry back."),
    _("Terms lower this entry; for more, send the entry back."),
    _("Terms do not change this entry."),
)


def fault_of(name: str, old: Decimal | None, new: Decimal) -> str:
    """What is wrong with a changed entry, as an English text to be translated; nothing when it is stricter. What was
    not limited before may be limited."""
    if name in RAISED:
        return "" if new > (old or Decimal(0)) else TOO_LOW
    if name in LOWERED:
        return "" if new > 0 and (old is None or new < old) else TOO_HIGH
    return NOT_ASKED
