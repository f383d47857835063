"""Registration: one claim per policy that covers the accident, with its desks, reserve and checklist (6.5, B12)."""

from __future__ import annotations

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from claims.models import Claim, ClaimDocument, LossReport, ReportCover
from claims.rules import claim_lifecycle as states
from claims.rules import lifecycle
from claims.rules.documents import needed_documents
from claims.rules.motor_calculation import Kind, Loss
from claims.selectors.accident import losses_of
from claims.selectors.reserves import first_reserves
from claims.selectors.tables import DOCUMENTS, RESERVES, Tables, document_catalogue, tables
from claims.services.assess import tell_claims
from claims.services.indexing import index_claim
from claims.services.loss_experience import tell_underwriting
from claims.services.refusals import NotCovered
from claims.services.reserves import set_reserves
from core.numbering import business_number, reserved_id
from core.workflow.command import Command
from core.workflow.engine import creation
from core.workflow.engine import transition as workflow_transition
from organisation.public import Desk, Unit, UnitKind, claims_route


@creation(Claim, states.REGISTER)
def register_claim(command: Command, /, *, cover_id: int, forced: bool = False) -> Claim:
    """One claim of one policy."""
    cover = ReportCover.objects.select_related("report__unit", "unit").get(pk=cover_id)
    report = cover.report
    claim = Claim(
        pk=reserved_id(Claim),
        report=report,
        policy_id=cover.policy_id,
        policy_number=cover.policy_number,
        line=cover.line,
        product=cover.product,
        insured_id=cover.insured_id,
        insured_name=cover.insured_name,
        plate=report.plate,
        occurred_at=report.occurred_at,
        forced=forced,
    )
    claim.set_unit(cover.unit)
    _route(claim, report.unit, cover.unit)
    losses = losses_of(report.pk)
    found = tables(localdate(report.occurred_at), DOCUMENTS)
    _list_documents(claim, report, losses, found)
    claim.number = business_number("C", cover.line[:3], localdate(command.at).year, cover.unit.code, gap_free=True)
    index_claim(claim, state=states.REGISTERED, at=command.at)
    return claim


def _route(claim: Claim, loss_unit: Unit, issuing_unit: Unit) -> None:
    """Calculation and approval where AUT-15 … AUT-20 put them."""
    route = claims_route(loss_unit, issuing_unit, localdate(claim.occurred_at))
    claim.centre = Unit.objects.get(kind=UnitKind.CLAIMS_CENTRE, branch_id=issuing_unit.branch_id)
    claim.adjusting_unit = claim.centre if route.calculate is Desk.CENTRE else issuing_unit
    claim.approving_unit = claim.centre if route.approve is Desk.CENTRE else issuing_unit
    claim.route_basis = route.basis


def _list_documents(claim: Claim, report: LossReport, losses: tuple[Loss, ...], found: Tables) -> None:
    kinds = {loss.kind for loss in losses}
    if report.third_vehicles:
        kinds.add(Kind.THIRD_VEHICLE)
    if report.injured:
        kinds.add(Kind.INJURY)
    catalogue = document_catalogue(found)
    needed = needed_documents(catalogue, line=claim.line, kinds=frozenset(kinds), police=report.police)
    ClaimDocument.objects.bulk_create(
        ClaimDocument(claim=claim, code=n.code, name=n.name, position=p) for p, n in enumerate(needed)
    )


@workflow_transition(Claim, states.OPEN_RESERVE)
def open_reserve(claim: Claim, command: Command, /) -> None:
    """The first estimate: known losses by coverage, else the usual figures of the day of the loss (domain 6.5)."""
    found = tables(localdate(claim.occurred_at), RESERVES)
    reserves = first_reserves(claim, losses_of(claim.report_id), found)
    set_reserves(claim, command, reserves, _("First estimate"), first=True)


@workflow_transition(LossReport, lifecycle.NOTE_REGISTERED)
def register_claims(report: LossReport, command: Command, /, *, forced: bool = False) -> None:
    """All claims of a report at once. A report without cover is cancelled or amended, never registered."""
    covers = list(report.covers.filter(covered=True).order_by("pk"))
    if not covers:
        raise NotCovered(_("No policy of this report covers the accident. Add the policy, or cancel the report."))
    for cover in covers:
        step = command.then(f"claim:{cover.pk}")
        claim = register_claim(step, cover_id=cover.pk, forced=forced)
        claim = open_reserve(claim.pk, step.then("reserve"))
        tell_underwriting(claim, step, closed=False)


@transaction.atomic
def register(pk: int, command: Command, *, forced: bool = False) -> LossReport:
    """``register_claims``; a case that is assessed already moves on at once."""
    report = register_claims(pk, command, forced=forced)
    tell_claims(report.pk, command)
    return report
