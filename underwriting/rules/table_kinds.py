"""Which tables are tariffs, short rates, or neither (endorsements, refunds, taxes, risks)."""

from __future__ import annotations

MOTOR_TARIFFS = frozenset({"mci.tariff", "motor.commercial"})


def tariff_code(short: str) -> str:
    """The table of a tariff by its short code."""
    return f"{short}.tariff"


def can_be_copied(code: str) -> bool:
    """Whether another tariff can be made in its form; motor tariffs belong to the motor rating alone."""
    return is_tariff(code) and code not in MOTOR_TARIFFS


def is_tariff(code: str) -> bool:
    """A table by which products are priced."""
    return code.endswith(".tariff") or code in MOTOR_TARIFFS


def is_short_rate(code: str) -> bool:
    """A table of short periods."""
    return code.startswith("short_rate.")
