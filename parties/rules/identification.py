"""Identification of customers against money laundering: when, what, and until when (domain 2.3, LAW AML 2024). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from parties.rules.lifecycle import gettext_noop as _

QUEUE = "parties.identification"
FAILED_QUEUE = "parties.identification_failed"


class Act(StrEnum):
    """What is about to be done with the customer's money."""

    PREMIUM_CASH = "premium_cash"
    PREMIUM_TRANSFER = "premium_transfer"
    REFUND = "refund"
    CLAIM_PAYMENT = "claim_payment"


ACTS: Mapping[str, str] = {
    Act.PREMIUM_CASH: _("Premium in cash"),
    Act.PREMIUM_TRANSFER: _("Premium by transfer"),
    Act.REFUND: _("Refund of premium"),
    Act.CLAIM_PAYMENT: _("Payment of a claim"),
}


class Gap(StrEnum):
    """What is missing for an identification."""

    PAPER = "paper"
    PAPER_EXPIRED = "paper_expired"
    BASIC_DATA = "basic_data"
    OWNERS = "owners"
    RECORD = "record"
    REFRESH = "refresh"


GAPS: Mapping[str, str] = {
    Gap.PAPER: _("copy of a valid identity paper"),
    Gap.PAPER_EXPIRED: _("the identity paper has expired"),
    Gap.BASIC_DATA: _("telephone, address, occupation or industry"),
    Gap.OWNERS: _("beneficial owners"),
    Gap.RECORD: _("the record of the identification"),
    Gap.REFRESH: _("the identification is due again"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a customer's identity."""

    has_papers: bool
    paper_until: date | None
    has_basic_data: bool
    needs_owners: bool
    has_owners: bool
    recorded: bool
    refresh_on: date | None


def is_needed(amount: Decimal, threshold: Decimal) -> bool:
    """At the threshold already."""
    return amount >= threshold


def open_gaps(known: Known, on: date) -> tuple[Gap, ...]:
    """What must be there before the identification can be recorded."""
    checks = (
        (not known.has_papers, Gap.PAPER),
        (known.paper_until is not None and known.paper_until < on, Gap.PAPER_EXPIRED),
        (not known.has_basic_data, Gap.BASIC_DATA),
        (known.needs_owners and not known.has_owners, Gap.OWNERS),
    )
    return tuple(gap for stands, gap in checks if stands)


def gaps(known: Known, on: date) -> tuple[Gap, ...]:
    """What stands against the act; nothing for an identified customer whose identification is not due again."""
    if not known.recorded:
        return (*open_gaps(known, on), Gap.RECORD)
    due = known.refresh_on is not None and known.refresh_on < on
    return (*open_gaps(known, on), *((Gap.REFRESH,) if due else ()))


class IdentificationState(StrEnum):
    NEEDED = auto()
    IDENTIFIED = auto()
    FAILED = auto()


REQUIRE = Creation(
    name="parties.identification.require",
    label=_("Identification needed"),
    permission="parties.require_identification",
    target=IdentificationState.NEEDED,
)
REQUIRE_AGAIN = Transition(
    name="parties.identification.require_again",
    label=_("Needed again"),
    permission="parties.require_identification",
    sources=frozenset({IdentificationState.NEEDED, IdentificationState.IDENTIFIED, IdentificationState.FAILED}),
    target=IdentificationState.NEEDED,
    needs_version=False,
)
IDENTIFY = Transition(
    name="parties.identification.identify",
    label=_("Record the identification"),
    permission="parties.identify_party",
    sources=frozenset({IdentificationState.NEEDED}),
    target=IdentificationState.IDENTIFIED,
    reason=Reason.OPTIONAL,
    style="primary",
    icon="user-check",
)
FAIL = Transition(
    name="parties.identification.fail",
    label=_("Cannot be identified"),
    permission="parties.identify_party",
    sources=frozenset({IdentificationState.NEEDED}),
    target=IdentificationState.FAILED,
    reason=Reason.REQUIRED,
    confirm=_("The business is not done and compliance decides whether a suspicious transaction is reported."),
    style="danger",
    icon="alert-triangle",
)
IDENTIFICATION = Lifecycle(
    kind="parties.identification",
    label=_("Identification"),
    states=(
        State(value=IdentificationState.NEEDED, label=_("to be identified"), tone=Tone.WAIT, queue=QUEUE),
        State(value=IdentificationState.IDENTIFIED, label=_("identified"), tone=Tone.GOOD),
        State(value=IdentificationState.FAILED, label=_("cannot be identified"), tone=Tone.BAD, queue=FAILED_QUEUE),
    ),
    creation=REQUIRE,
    transitions=(IDENTIFY, FAIL, REQUIRE_AGAIN),
)
