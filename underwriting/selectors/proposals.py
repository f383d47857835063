"""Reading proposals and policies in the actor's scope."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.workflow.command import Actor
from core.workflow.refusals import Hidden
from organisation.models import Unit
from organisation.public import ScopedActor
from underwriting.models import COMPULSORY, Decision, LossExperience, Policy, Proposal
from underwriting.rules.lifecycle import AUTO_CHECK, IN_FORCE, ISSUED

SHOWN_LOSSES = 50
LOOK_BACK = timedelta(days=400)  # more than a year: whatever a renewal may follow


def proposals(actor: ScopedActor) -> QuerySet[Proposal]:
    """Proposals the actor may see."""
    return Proposal.objects.visible_to(actor)


def proposal_for(actor: ScopedActor, pk: int) -> Proposal:
    """One proposal; out of scope reads as not found."""
    found = proposals(actor).select_related("unit").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def decision_for(actor: ScopedActor, pk: int) -> Decision:
    """An automatic decision with its proposal; out of scope reads as not found."""
    rows = Decision.objects.filter(automatic=True, proposal__in=proposals(actor)).select_related("proposal__unit")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def unit_of(actor: ScopedActor) -> Unit:
    """Where the actor works: entries made there belong to it."""
    return Unit.objects.get(pk=actor.unit_id)


def on_forms(proposal: Proposal) -> list[int]:
    """The policies of a proposal that stand on a printed serial."""
    return list(Policy.objects.filter(proposal=proposal).exclude(serial="").values_list("pk", flat=True))


def policies(actor: ScopedActor) -> QuerySet[Policy]:
    """Policies the actor may see."""
    return Policy.objects.visible_to(actor)


def policy_for(actor: ScopedActor, pk: int) -> Policy:
    """One policy; out of scope reads as not found."""
    found = policies(actor).select_related("unit", "proposal__coinsurance", "section").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def by_text(text: str) -> Q:
    """Number, plate, VIN or name as typed into a list's search."""
    plain = text.replace("·", "").replace(" ", "").upper()
    found = Q(number__startswith=plain) | Q(plate__startswith=plain) | Q(vin=plain)
    return found | Q(holder_name__contains=text) if len(text) > 1 else found


def by_proposal_text(text: str) -> Q:
    """As ``by_text``, and all proposals of a fleet by its number."""
    return by_text(text) | Q(fleet=text.strip().upper())


def overlapping_cover(proposal: Proposal, line: str) -> Policy | None:
    """A policy of the same vehicle and line whose period overlaps: compulsory cover is never doubled."""
    live = (one for one in policies_of_vehicle(proposal) if one.line == line and one.state in (ISSUED, IN_FORCE))
    return next((one for one in live if one.start_on <= proposal.end_on and one.end_on >= proposal.start_on), None)


def policies_of_vehicle(proposal: Proposal) -> list[Policy]:
    """Our policies of the vehicle that run until shortly before the new cover or longer, the newest end first; asked
    once for a proposal at hand."""
    known: tuple[object, list[Policy]] | None = proposal.__dict__.get("_vehicle_policies")
    asked = (proposal.vin, proposal.start_on)
    if known is None or known[0] != asked:
        ours = Policy.objects.filter(vin=proposal.vin, end_on__gte=proposal.start_on - LOOK_BACK).exclude(vin="")
        known = asked, list(ours.order_by("-end_on", "pk"))
        proposal.__dict__["_vehicle_policies"] = known
    return known[1]


def renewed_policy(proposal: Proposal) -> Policy | None:
    """The policy that is named as the last one, where it was written here and for the same vehicle, or in another line
    for the same customer."""
    named = Policy.objects.filter(number=proposal.renewal_of.strip().upper(), product=proposal.product)
    same = Q(vin=proposal.vin) if proposal.is_motor else Q(holder_id=proposal.holder_id)
    return named.filter(same).first()


def losses_of_vehicle(vin: str) -> list[LossExperience]:
    """What claims reported about the vehicle, newest first."""
    return list(LossExperience.objects.filter(vin=vin).exclude(vin="").order_by("-occurred_on")[:20])


def losses_to_weigh(proposal: Proposal) -> list[LossExperience]:
    """What claims reported about the vehicle, or in other lines about the policy that is renewed and the customer's
    policies of the same product; the newest first."""
    if proposal.is_motor:
        found = LossExperience.objects.filter(vin=proposal.vin).exclude(vin="")
    else:
        same = Q(policy__holder_id=proposal.holder_id, policy__product=proposal.product)
        named = Q(policy__number=proposal.renewal_of.strip().upper()) if proposal.renewal_of else Q(pk=None)
        found = LossExperience.objects.filter(same | named)
    return list(found.order_by("-occurred_on", "-pk")[:SHOWN_LOSSES])


def losses_that_count(losses: Iterable[LossExperience]) -> list[LossExperience]:
    """Claims that were withdrawn or cost nothing are no part of a record."""
    return [one for one in losses if not one.closed or one.incurred]


def sees_policy(actor: Actor, pk: int) -> bool:
    """Whether a policy, and with it its documents, may be seen."""
    model = Policy.objects.filter(pk=pk).first()
    return model is not None and actor.refusal_for("underwriting.view_policies", model) is None


def sees_proposal(actor: Actor, pk: int) -> bool:
    """Whether a proposal, and with it its papers, may be seen."""
    model = Proposal.objects.filter(pk=pk).first()
    return model is not None and actor.refusal_for("underwriting.view_proposals", model) is None


def compulsory_cover_of(vins: Iterable[str]) -> dict[str, list[Policy]]:
    """Compulsory policies in force or to come of many vehicles, in one statement."""
    live = Policy.objects.filter(vin__in=list(vins), line=COMPULSORY, state__in=(ISSUED, IN_FORCE))
    found: dict[str, list[Policy]] = {}
    for policy in live.only("vin", "number", "start_on", "end_on"):
        found.setdefault(policy.vin, []).append(policy)
    return found


class Waiting(NamedTuple):
    """A proposal that waits for the automatic rules, as a command for it needs it."""

    pk: int
    unit_id: int
    version: int


def waiting_with(pk: int, *, limit: int) -> list[Waiting]:
    """The proposal and others of its branch that wait for the automatic rules; without it when it waits no more."""
    columns = ("pk", "unit_id", "version", "branch_id")
    own = Proposal.objects.filter(pk=pk, state=AUTO_CHECK).values_list(*columns).first()
    if own is None:
        return []
    others = Proposal.objects.filter(branch_id=own[3], state=AUTO_CHECK).exclude(pk=pk)
    found = [own, *others.order_by("created_at", "pk").values_list(*columns)[: limit - 1]]
    return [Waiting(*row[:3]) for row in found]


def waiting_count() -> int:
    """How many proposals wait for the automatic rules."""
    return Proposal.objects.filter(state=AUTO_CHECK).count()


def waiting_after(pk: int, *, limit: int) -> list[Waiting]:
    """The next of them, in the order in which they were entered; none is met twice."""
    rows = Proposal.objects.filter(state=AUTO_CHECK, pk__gt=pk).order_by("pk")
    return [Waiting(*row) for row in rows.values_list("pk", "unit_id", "version")[:limit]]
