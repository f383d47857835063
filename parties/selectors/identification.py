"""When a customer must be identified, and what is missing (domain 2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from core.parameters import Declaration, Kind
from organisation.public import ScopedActor, parameter
from parties.models import BeneficialOwner, CustomerPaper, Identification, Party
from parties.rules.identification import Act, Gap, IdentificationState, Known, gaps, is_needed, open_gaps
from parties.rules.lifecycle import gettext_noop as _
from parties.rules.papers import PaperKind, PaperState, missing_papers

SOURCE = _("AML identification rule, domain 2.3")
THRESHOLDS = (
    (Act.PREMIUM_CASH, _("Identification from this premium in cash"), "10000"),
    (Act.PREMIUM_TRANSFER, _("Identification from this premium by transfer"), "200000"),
    (Act.REFUND, _("Identification from this refund"), "10000"),
    (Act.CLAIM_PAYMENT, _("Identification from this claim payment"), "10000"),
)
REFRESH = "parties.identification_years"


def aml_declarations() -> tuple[Declaration, ...]:
    """Thresholds, and how long an identification holds."""
    thresholds = (
        Declaration(
            name=f"parties.aml_{act}", label=label, kind=Kind.DECIMAL, default=Decimal(amount),
            unit_of_measure=_("CNY"), source=SOURCE,
        )
        for act, label, amount in THRESHOLDS
    )  # fmt: skip
    years = Declaration(
        name=REFRESH, label=_("An identification is due again after"), kind=Kind.INTEGER, default=3,
        unit_of_measure=_("years"), source=SOURCE, minimum=Decimal(1),
    )  # fmt: skip
    return (*thresholds, years)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmlVerdict:
    """Whether an act needs the customer to be identified, from which amount, and what is missing."""

    needed: bool
    threshold: Decimal
    missing: tuple[Gap, ...] = ()

    @property
    def is_open(self) -> bool:
        """The act needs an identification that is not there."""
        return self.needed and bool(self.missing)


def threshold_of(act: str, on: date) -> Decimal:
    return Decimal(parameter(f"parties.aml_{Act(act)}", None, on))


def aml_needed(party_id: int, act: str, amount: Decimal, on: date) -> AmlVerdict:
    """Must the customer be identified for this act, and is he?"""
    threshold = threshold_of(act, on)
    if not is_needed(amount, threshold):
        return AmlVerdict(needed=False, threshold=threshold)
    party = Party.objects.select_related("merged_into").get(pk=party_id)
    return AmlVerdict(needed=True, threshold=threshold, missing=gaps(known_of(party.merged_into or party, on), on))


def missing_for_record(party: Party, on: date) -> tuple[Gap, ...]:
    """What must be there before the identification can be recorded."""
    return open_gaps(known_of(party, on), on)


def papers_missing(party: Party, on: date) -> tuple[PaperKind, ...]:
    """Papers that the customer owes (CUS-02)."""
    held = CustomerPaper.objects.filter(party_id__in=[party.pk, *party.same_as], state=PaperState.TRUE)
    return missing_papers(party.kind, held.values_list("kind", "valid_until"), on)


def owners_of(party: Party) -> QuerySet[BeneficialOwner]:
    """Who owns or controls the organisation now."""
    return BeneficialOwner.objects.filter(party=party, ended_at=None).order_by("pk")


def identification_ends(party: Party, on: date) -> date:
    """When the identification is due again: after some years, and with the paper that it rests on."""
    years = int(parameter(REFRESH, None, on))
    later = date(on.year + years, on.month, min(on.day, 28))
    return min(later, party.id_valid_until) if party.id_valid_until else later


def recorded(party: Party) -> Identification | None:
    """The customer's identification, once one was asked for."""
    return Identification.objects.filter(party=party).first()


def known_of(party: Party, on: date) -> Known:
    """What is known of the customer's identity, with all his records."""
    record = recorded(party)
    return Known(
        has_papers=not papers_missing(party, on),
        paper_until=party.id_valid_until,
        has_basic_data=bool(party.phone_masked and party.address_masked and (party.occupation or party.industry)),
        needs_owners=not party.is_person,
        has_owners=owners_of(party).exists(),
        recorded=record is not None and record.state == IdentificationState.IDENTIFIED,
        refresh_on=record.refresh_on if record else None,
    )


def visible_identifications(actor: ScopedActor) -> QuerySet[Identification]:
    """Identifications of the units in the actor's scope."""
    rows: QuerySet[Identification] = Identification.objects.visible_to(actor).select_related("party", "unit")
    return rows
