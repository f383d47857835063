"""Master programmes, and what is written under them by the own unit and by others (PRO-09)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _

from core.workflow.refusals import Hidden
from organisation.models import ScopedActor, Unit
from parties.public import all_records_of
from underwriting.models import MasterProgramme, Policy, ProgrammeMember, Proposal
from underwriting.rules.lifecycle import VOIDED


def programmes(actor: ScopedActor) -> QuerySet[MasterProgramme]:
    """Programmes of the actor's scope, and those of the branch in which the actor works: all its units write under
    them."""
    branch = Unit.objects.filter(pk=actor.unit_id).values("branch_id")
    seen = MasterProgramme.objects.visible_to(actor) | MasterProgramme.objects.filter(branch_id__in=branch)
    return seen.select_related("unit").annotate(written=Count("members", distinct=True))


def programme(actor: ScopedActor, pk: int) -> MasterProgramme:
    found = programmes(actor).select_related("unit", "proposed_by", "approved_by").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def offered(proposal: Proposal) -> Sequence[MasterProgramme]:
    """The programmes of the branch that are for the customer, line and first day of a proposal. A merged customer keeps
    what was agreed under each of its records (CUS-01)."""
    customers = all_records_of(pk for pk in (proposal.holder_id, proposal.insured_id) if pk is not None)
    own = MasterProgramme.objects.filter(
        customer_id__in=customers, branch_id=proposal.branch_id, approved_by__isnull=False
    )
    return list(own.filter(lines__contains=[proposal.line], effective__contains=proposal.start_on).order_by("number"))


def programme_of(proposal_id: int) -> MasterProgramme | None:
    member = ProgrammeMember.objects.filter(proposal_id=proposal_id).select_related("programme").first()
    return member.programme if member else None


def own_policies(actor: ScopedActor, found: MasterProgramme) -> list[Policy]:
    """Policies under the programme that the actor may open."""
    rows = Policy.objects.visible_to(actor).filter(proposal__in=_proposals(found))
    return list(rows.select_related("unit", "proposal").order_by("-start_on", "-pk")[:200])


@dataclass(frozen=True, slots=True, kw_only=True)
class ElsewhereWritten:
    """What a unit outside the actor's scope wrote under a programme: its sums, not its policies."""

    unit: str
    policies: int
    premium: Decimal


def written_elsewhere(actor: ScopedActor, found: MasterProgramme) -> list[ElsewhereWritten]:
    """By unit."""
    rows = Policy.objects.filter(proposal__in=_proposals(found)).exclude(state=VOIDED)
    rows = rows.exclude(pk__in=Policy.objects.visible_to(actor).filter(proposal__in=_proposals(found)).values("pk"))
    summed = rows.order_by().values_list("unit__code", "unit__name").annotate(Count("pk"), Sum("premium"))
    return [
        ElsewhereWritten(unit=f"{code} {name}", policies=count, premium=premium)
        for code, name, count, premium in sorted(summed)
    ]


def _proposals(found: MasterProgramme) -> QuerySet[ProgrammeMember]:
    return ProgrammeMember.objects.filter(programme=found).values("proposal_id")  # type: ignore[return-value]
