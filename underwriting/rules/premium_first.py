"""No policy before the premium (见费出单, domain 5.8, 9.8)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

MOTOR = frozenset({"MCI", "MOD", "MTP", "MPA"})
PERSONAL = frozenset({"GPA", "IPA", "STP"})


class Exemption(StrEnum):
    """Approved reasons to issue a non-motor policy before the premium is there."""

    GOV_FISCAL = "GOV_FISCAL"
    GOV_SUBSIDY_PART = "GOV_SUBSIDY_PART"
    INSTALMENT_APPROVED = "INSTALMENT_APPROVED"
    COINS_LEADER_PAID = "COINS_LEADER_PAID"
    BANK_ACCEPTANCE = "BANK_ACCEPTANCE"
    FX_EVIDENCE = "FX_EVIDENCE"


CUSTOMER_CREDIT = frozenset({Exemption.INSTALMENT_APPROVED, Exemption.BANK_ACCEPTANCE, Exemption.FX_EVIDENCE})
"""Here it is the customer to whom credit is given; elsewhere the treasury or the leading insurer pays."""


def may_issue(*, line: str, start: date, paid: bool, exemption: str, rule_since: date) -> bool:
    """Motor always needs the money; other property lines since ``rule_since`` unless an exemption was approved."""
    if paid:
        return True
    if line in MOTOR:
        return False
    if line in PERSONAL or start < rule_since:
        return line in PERSONAL or bool(exemption)
    return exemption in set(Exemption)
