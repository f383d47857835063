"""What business can be suspended: covers of motor insurance and every other line; compulsory cover never (CT-10)."""

from __future__ import annotations

from underwriting.rules.lines import LINE_LABELS

COMPULSORY = "MCI"
LONGEST = "underwriting.suspension_longest_days"
MOTOR_COVERS = ("MOD", "MTP", "MPA")
# Weather and places strike these; people and liability lines are offered behind them.
GROUPS: tuple[tuple[str, ...], ...] = (
    MOTOR_COVERS,
    ("PRB", "PRC", "PRA", "BIL", "MBD", "HHP"),
    ("CAR", "EAR", "CGD", "CGO", "HUL"),
)
_FIRST = tuple(code for group in GROUPS for code in group)
SUSPENDABLE = (*_FIRST, *(code for code in LINE_LABELS if code not in (*_FIRST, COMPULSORY)))
