"""Why a policy ends before its last day, and whose right it is."""

from __future__ import annotations

from enum import StrEnum

from underwriting.rules.words import gettext_noop as _


class Ground(StrEnum):
    """Why a policy ends before its last day."""

    ERROR = "error"
    WISH = "wish"
    DEREGISTERED = "deregistered"
    LAID_UP = "laid_up"
    LOST = "lost"
    SOLD = "sold"
    PARTIAL_LOSS = "partial_loss"
    INTENT = "intent"
    NEGLIGENCE = "negligence"
    RISK_INCREASE = "risk_increase"
    SAFETY = "safety"
    FRAUD = "fraud"
    NON_PAYMENT = "non_payment"
    PARTIAL_LOSS_INSURER = "partial_loss_insurer"


GROUND_NAMES = {
    Ground.ERROR: _("issued in error"),
    Ground.WISH: _("wish of the policyholder"),
    Ground.DEREGISTERED: _("vehicle deregistered"),
    Ground.LAID_UP: _("vehicle laid up"),
    Ground.LOST: _("vehicle lost, confirmed by the police"),
    Ground.SOLD: _("vehicle sold"),
    Ground.PARTIAL_LOSS: _("policyholder cancels after a partial loss"),
    Ground.INTENT: _("not disclosed on purpose"),
    Ground.NEGLIGENCE: _("not disclosed by gross negligence"),
    Ground.RISK_INCREASE: _("risk increased or subject transferred"),
    Ground.SAFETY: _("safety duty neglected"),
    Ground.FRAUD: _("invented or intended accident"),
    Ground.NON_PAYMENT: _("premium not paid, as the clause says"),
    Ground.PARTIAL_LOSS_INSURER: _("insurer cancels after a partial loss"),
}
HOLDER = frozenset({Ground.WISH, Ground.DEREGISTERED, Ground.LAID_UP, Ground.LOST, Ground.SOLD, Ground.PARTIAL_LOSS})
INSURER = frozenset(Ground) - HOLDER - {Ground.ERROR}
VEHICLE = frozenset({Ground.DEREGISTERED, Ground.LAID_UP, Ground.LOST, Ground.SOLD})
BEFORE_START = frozenset({Ground.WISH, Ground.ERROR})
COMPULSORY_HOLDER = frozenset({Ground.DEREGISTERED, Ground.LAID_UP, Ground.LOST})
COMPULSORY_INSURER = frozenset({Ground.INTENT, Ground.NEGLIGENCE})


def holder_grounds(*, motor: bool) -> frozenset[Ground]:
    """Why a policyholder ends a contract; grounds of vehicles for vehicles only."""
    return HOLDER if motor else HOLDER - VEHICLE


def grounds_offered(group: str) -> frozenset[Ground]:
    """What the policyholder of a group of lines can choose from. Compulsory cover ends on the grounds of the regulation
    only; that a vehicle was sold is offered, because its answer names the transfer."""
    if group == "compulsory":
        return COMPULSORY_HOLDER | {Ground.SOLD}
    return HOLDER if group == "motor" else HOLDER - VEHICLE


def insurer_grounds(group: str) -> frozenset[Ground]:
    """On what the insurer ends a contract; compulsory cover for non-disclosure only (CT-14)."""
    return COMPULSORY_INSURER if group == "compulsory" else INSURER
