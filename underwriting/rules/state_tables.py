"""Tables that the state fixes for everybody: a branch reads them, head office enters what was decreed."""

from __future__ import annotations

# Compulsory tariff and its short rates, value added tax on premium, vehicle and vessel tax (CT-12, CT-20, domain 4.3).
FIXED_BY_STATE = frozenset({"mci.tariff", "short_rate.motor", "premium_tax", "vehicle_tax"})
PROPOSE, APPROVE = "underwriting.propose_state_table", "underwriting.approve_state_table"


def needed_to_propose(code: str, usual: str) -> str:
    """The permission that a new version of a table asks for."""
    return PROPOSE if code in FIXED_BY_STATE else usual
