"""Reading reports upward: in scope, of a proposal, with the terms that a reply freezes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.audit import plain
from core.models import AuditEntry
from core.workflow.command import Actor
from core.workflow.refusals import Hidden
from organisation.models import Unit
from organisation.public import ScopedActor, units_in_scope
from underwriting.models import Proposal
from underwriting.models.referral import Referral, ReferralOpinion
from underwriting.rules import lifecycle, off_system
from underwriting.rules.referral import CLOSED, DROPPED
from underwriting.rules.referral_pack import Voice

EARLY = "issued_before_approval"
FROZEN = (
    "product",
    "compulsory",
    "own_damage",
    "sum_insured",
    "third_party_limit",
    "driver_limit",
    "passenger_limit",
    "autonomous_factor",
    "start_on",
    "end_on",
    "compulsory_premium",
    "damage_premium",
    "third_party_premium",
    "driver_premium",
    "passenger_premium",
    "content",
    "line_premium",
    "line_sum_insured",
    "special_terms",
)


def frozen_terms(proposal: Proposal) -> dict[str, Any]:
    """Sums, limits, rate, deductible, clauses, share and period, as plain values (B-42)."""
    return {name: plain(getattr(proposal, name)) for name in FROZEN if hasattr(proposal, name)}


def referrals(actor: ScopedActor) -> QuerySet[Referral]:
    """Reports in the actor's scope."""
    return Referral.objects.visible_to(actor)


def referral_for(actor: ScopedActor, pk: int) -> Referral:
    """One of them; out of scope reads as not found."""
    found = referrals(actor).select_related("unit", "proposal__unit").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def sees_referral(actor: Actor, pk: int) -> bool:
    """Whether a report, and with it its files, may be seen."""
    found = Referral.objects.filter(pk=pk).first()
    return found is not None and actor.refusal_for("underwriting.view_referrals", found) is None


def open_referral(proposal: Proposal) -> Referral | None:
    """The report that is not over."""
    return Referral.objects.filter(proposal=proposal).exclude(state__in=(CLOSED, DROPPED)).first()


def latest_referral(proposal: Proposal) -> Referral | None:
    """The newest report, open or over."""
    return Referral.objects.filter(proposal=proposal).order_by("-pk").first()


def reports_of(proposals: Sequence[int]) -> dict[int, list[str]]:
    """Numbers of the reports of many proposals, in one statement; a dropped one does not count."""
    found: dict[int, list[str]] = {}
    rows = Referral.objects.filter(proposal_id__in=proposals).exclude(state=DROPPED).order_by("pk")
    for proposal, number in rows.values_list("proposal_id", "number"):
        found.setdefault(proposal, []).append(number)
    return found


def opinions_of(referral: Referral) -> list[ReferralOpinion]:
    """All opinions of all versions, the oldest first."""
    return list(referral.opinions.order_by("pk"))


def voices(opinions: Sequence[ReferralOpinion]) -> list[Voice]:
    """Opinions as the rules read them."""
    return [Voice(revision=one.revision, outcome=one.outcome, final=one.final, terms=one.terms) for one in opinions]


def attempts(actor: ScopedActor) -> QuerySet[AuditEntry]:
    """Attempts to issue reported business before the reply of the upper level was there (5.6)."""
    here = [unit.pk for unit in units_in_scope(actor)]
    return _attempts(Proposal.objects.visible_to(actor), here)


def attempts_of(branch_id: int, first: date, last: date) -> QuerySet[AuditEntry]:
    """Those of a branch between two days."""
    here = list(Unit.objects.filter(branch_id=branch_id).values_list("pk", flat=True))
    found = _attempts(Proposal.objects.filter(branch_id=branch_id), here)
    return found.filter(at__date__gte=first, at__date__lte=last)


def _attempts(proposals: QuerySet[Proposal], units: Sequence[int]) -> QuerySet[AuditEntry]:
    """Refused issues of reported proposals, and business that was accepted on paper before the centre knew of it."""
    reported = proposals.filter(referrals__isnull=False).values("pk")
    early = Q(subject_kind=lifecycle.PROPOSAL_KIND, subject_id__in=reported, action=lifecycle.ISSUE.name)
    paper = Q(action=off_system.REPORT.name, outcome=EARLY, unit_id__in=units)
    return AuditEntry.objects.filter(early | paper).exclude(outcome="done")


def reply_changed(old: Any, new: Any) -> list[tuple[str, str, str]]:
    """What an act did to the reply: a changed plan is a new submission, the reply to the former no longer holds
    (UWR-18). The digest itself stands beside the document."""
    if bool(old) == bool(new):
        return []
    return [(_("Reply as a document"), _("in force") if old else "", _("in force") if new else _("no longer holds"))]


def not_told(_old: Any, _new: Any) -> list[tuple[str, str, str]]:
    """A key of the system says nothing to people."""
    return []
