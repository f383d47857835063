"""Who signs the proposal form, by the way the business came (PRO-01 … PRO-04)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from underwriting.rules.words import gettext_noop as _

CUSTOMER, INTERMEDIARY = "customer", "intermediary"
DIRECT, ONLINE = "DIRECT", "ECOM"
KINDS = {
    "AGENT": frozenset({"individual"}),
    "AGENCY": frozenset({"no_issuing", "issuing"}),
    "BROKER": frozenset({"broker"}),
    ONLINE: frozenset({"platform", "no_issuing", "issuing", "broker"}),
}
"""The kinds of intermediary that each channel goes with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """What is known of channel, intermediary and signature. ``kind`` is "" without an intermediary; ``issues_up_to``
    is the sum up to which the intermediary issues by itself."""

    channel: str
    kind: str = ""
    signed: bool = False
    signed_by: str = CUSTOMER
    may_sign: bool = False
    issues_up_to: Decimal = Decimal(0)
    sum_insured: Decimal = Decimal(0)


class SigningFault(NamedTuple):
    """The field and an English text to be translated, filled with ``values``."""

    field: str
    message: str
    values: dict[str, str]


def fault_of(case: Signing) -> SigningFault | None:
    """What stands in the way, or nothing: the channel's intermediary first, then the signature, then its authority."""
    return _fault_of_intermediary(case) or _fault_of_signature(case) or _fault_of_authority(case)


def _fault_of_intermediary(case: Signing) -> SigningFault | None:
    if case.channel == DIRECT:
        message = _("Direct business has no intermediary. Choose the channel of the intermediary, or take it out.")
        return SigningFault("intermediary_id", message, {}) if case.kind else None
    if not case.kind:
        if case.channel == ONLINE:
            return None
        return SigningFault("intermediary_id", _("Name the intermediary through whom the business came."), {})
    if case.kind not in KINDS.get(case.channel, frozenset()):
        return SigningFault("channel", _("The intermediary is of another kind than the channel."), {})
    return None


def _fault_of_signature(case: Signing) -> SigningFault | None:
    """The customer signs or seals; an intermediary only as a broker with the customer's authorisation."""
    if case.channel == ONLINE:
        return None
    if not case.signed:
        return SigningFault("signed", _("The signed proposal form is not at hand."), {})
    if case.signed_by == INTERMEDIARY and not (case.kind == "broker" and case.may_sign):
        message = _("Only a broker with the customer's authorisation signs; otherwise the customer signs or seals.")
        return SigningFault("signed_by", message, {})
    return None


def _fault_of_authority(case: Signing) -> SigningFault | None:
    """An intermediary with the right to issue sends only what is beyond its authority."""
    if case.kind != "issuing" or case.sum_insured > case.issues_up_to:
        return None
    message = _("The intermediary issues this by itself: only business above %(limit)s comes to the centre.")
    return SigningFault("intermediary_id", message, {"limit": f"{case.issues_up_to:,.2f}"})
