"""Cargo agreements – agency ledgers and open covers: the centre reviews the conditions beforehand; what lies beyond
them is underwritten one by one before cover begins (PRD-05, UWR-03)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

AGREEMENT_KIND, REVIEW_QUEUE, MEND_QUEUE = (
    "underwriting.cargo_agreement",
    "underwriting.cargo_agreements",
    "underwriting.cargo_agreements_returned",
)
IN_REVIEW, RETURNED, AGREED, ENDED = "in_review", "returned", "agreed", "ended"
SUBMIT = Creation(
    name="underwriting.cargo_agreement.submit",
    label=_("Submit an agreement"),
    permission="underwriting.submit_cargo_agreement",
    target=IN_REVIEW,
)
MEND = Transition(
    name="underwriting.cargo_agreement.mend",
    label=_("Change and submit again"),
    permission="underwriting.submit_cargo_agreement",
    sources=frozenset({RETURNED}),
    target=IN_REVIEW,
    style="primary",
    icon="edit",
)
RETURN = Transition(
    name="underwriting.cargo_agreement.return",
    label=_("Return for changes"),
    permission="underwriting.review_cargo_agreement",
    sources=frozenset({IN_REVIEW}),
    target=RETURNED,
    duty="underwriting.decide",
    reason=Reason.REQUIRED,
    icon="arrow-back-up",
)
AGREE = Transition(
    name="underwriting.cargo_agreement.agree",
    label=_("Agree to the conditions"),
    permission="underwriting.review_cargo_agreement",
    sources=frozenset({IN_REVIEW}),
    target=AGREED,
    duty="underwriting.decide",
    reason=Reason.REQUIRED,
    style="primary",
    icon="circle-check",
)
END = Transition(
    name="underwriting.cargo_agreement.end",
    label=_("End the agreement"),
    permission="underwriting.review_cargo_agreement",
    sources=frozenset({AGREED}),
    target=ENDED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
AGREEMENT = Lifecycle(
    kind=AGREEMENT_KIND,
    label=_("Cargo agreement"),
    states=(
        State(value=IN_REVIEW, label=_("conditions in review"), tone=Tone.WAIT, queue=REVIEW_QUEUE),
        State(value=RETURNED, label=_("to be changed"), tone=Tone.BAD, queue=MEND_QUEUE),
        State(value=AGREED, label=_("conditions agreed"), tone=Tone.GOOD),
        State(value=ENDED, label=_("ended"), final=True),
    ),
    creation=SUBMIT,
    transitions=(MEND, RETURN, AGREE, END),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What the centre has agreed to."""

    agreed: bool
    product: str
    begins_on: date
    ends_on: date
    limit_each: Decimal
    limit_total: Decimal
    goods: Sequence[str]
    rate: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """One conveyance under the agreement; ``declared`` is what was declared before."""

    product: str
    goods: str
    start_on: date
    sum_insured: Decimal
    rate: Decimal
    declared: Decimal = Decimal(0)


def beyond(conditions: Conditions, shipment: Shipment) -> tuple[str, ...]:
    """What of a shipment lies beyond the agreement; empty: it may be declared without being underwritten again."""
    findings = (
        (not conditions.agreed, _("the agreement is not in force")),
        (shipment.product != conditions.product, _("another product")),
        (not conditions.begins_on <= shipment.start_on <= conditions.ends_on, _("outside the period")),
        (bool(conditions.goods) and shipment.goods not in conditions.goods, _("other goods")),
        (shipment.sum_insured > conditions.limit_each, _("above the limit per conveyance")),
        (shipment.declared + shipment.sum_insured > conditions.limit_total, _("above the limit of the agreement")),
        (shipment.rate < conditions.rate, _("below the agreed rate")),
    )
    return tuple(text for holds, text in findings if holds)
