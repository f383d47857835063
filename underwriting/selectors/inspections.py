"""Inspections of a proposal, and whether one is still needed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.models import StoredFile
from core.workflow.command import Actor
from core.workflow.refusals import Hidden
from organisation.public import ScopedActor, parameter
from underwriting.models import Inspection, Policy, Proposal
from underwriting.rules.compulsory_motor import VehicleClass
from underwriting.rules.inspection import INSPECTION_KIND, RECORDED, Case, Result, is_fresh, needed
from underwriting.selectors.lines import product_of

GROWTH = "underwriting.inspection_growth"
VALID_DAYS, PHOTOS = "underwriting.inspection_valid_days", "underwriting.inspection_photos"


def inspections_of(proposal: Proposal) -> list[Inspection]:
    """The records that count, the newest first."""
    return list(Inspection.objects.filter(proposal=proposal, state=RECORDED).order_by("-inspected_at", "-pk"))


def photos_of(inspections: list[Inspection]) -> dict[int, list[StoredFile]]:
    """The photos of several records by record, in one statement."""
    files = StoredFile.objects.filter(subject_kind=INSPECTION_KIND, subject_id__in=[one.pk for one in inspections])
    found: dict[int, list[StoredFile]] = {}
    for file in files.order_by("pk"):
        found.setdefault(file.subject_id or 0, []).append(file)
    return found


def lacks_inspection(proposal: Proposal, today: date) -> bool:
    """Whether the rule of the product asks for an inspection that nobody made, or that has become stale. A record names
    day, place, inspector and photos; without one only the mark of a fleet or of a channel counts (PRO-06)."""
    return is_lacking(proposal, next(iter(inspections_of(proposal)), None), today)


def is_lacking(proposal: Proposal, latest: Inspection | None, today: date) -> bool:
    """The same, with the newest record at hand."""
    if latest is not None:
        return latest.result == Result.REFUSED or not is_fresh(
            localdate(latest.inspected_at), today, parameter(VALID_DAYS, on=today)
        )
    marked = proposal.inspected and bool(proposal.fleet or proposal.client_id)
    return not marked and needed(_case(proposal))


def asks_inspection(proposal: Proposal) -> bool:
    """Whether the rule of the product asks for one at all."""
    return needed(_case(proposal))


def _case(proposal: Proposal) -> Case:
    if proposal.is_motor:
        return Case(
            rule="motor",
            own_damage=proposal.own_damage,
            renewal=bool(proposal.renewal_of),
            lapse_days=proposal.lapse_days,
            transferred=proposal.transferred,
            limit_raised=_limit_raised(proposal),
            special=(proposal.own_damage or bool(proposal.third_party_limit)) and _is_special(proposal),
        )
    return Case(
        rule=product_of(proposal).inspection,
        renewal=bool(proposal.renewal_of),
        sum_insured=proposal.line_sum_insured,
        sum_before=_sum_before(proposal),
        growth=Decimal(parameter(GROWTH, on=proposal.start_on)),
    )


def _limit_raised(proposal: Proposal) -> bool:
    """More third-party cover than the policy that is renewed gave (5.1)."""
    if not (proposal.renewal_of and proposal.third_party_limit):
        return False
    before = Policy.objects.filter(number=proposal.renewal_of).select_related("proposal").first()
    return before is not None and (before.proposal.third_party_limit or 0) < proposal.third_party_limit


def _is_special(proposal: Proposal) -> bool:
    return proposal.vehicle_class == VehicleClass.SPECIAL


def _sum_before(proposal: Proposal) -> Decimal | None:
    """What the renewed policy insured."""
    if not proposal.renewal_of:
        return None
    before = Policy.objects.filter(number=proposal.renewal_of).select_related("proposal").first()
    return before.proposal.line_sum_insured if before else None


def inspection_for(actor: ScopedActor, pk: int) -> Inspection:
    """One record; out of scope reads as not found."""
    found = Inspection.objects.visible_to(actor).select_related("proposal__unit").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def may_see_inspection(actor: Actor, pk: int) -> bool:
    """Who may see the photos: who sees the proposal."""
    found = Inspection.objects.filter(pk=pk).first()
    return found is not None and actor.refusal_for("underwriting.view_proposals", found) is None
