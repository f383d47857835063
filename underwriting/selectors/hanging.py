"""What hangs on a case, told in one statement: whoever decides reads a thing whole only where there is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from parties.public import blacklisted_since
from underwriting.models import (
    Endorsement,
    FacultativeCase,
    Inspection,
    ListedPerson,
    LossExperience,
    MaterialDemand,
    Moratorium,
    Proposal,
    RiskAssessment,
)
from underwriting.models.referral import Referral
from underwriting.rules.inspection import RECORDED, Result
from underwriting.rules.referral import DROPPED
from underwriting.rules.reinsurance.facultative import CARRIED
from underwriting.rules.risk_assessment import CANCELLED

COUNTED = (Result.GOOD, Result.REMARKS)
DEMAND, REPORT, LISTED, CLAIM, CEDED, SUSPENDED = "demand", "report", "listed", "claim", "ceded", "suspended"
ASSESSED, PERSON, DOUBTS = "assessed", "person", "doubts"


def _named(rows: QuerySet[Any], what: str, *columns: str) -> QuerySet[Any]:
    named: QuerySet[Any] = rows.order_by().annotate(hanging_as=Value(what, output_field=CharField()))
    return named.values_list("hanging_as", *columns)


def _told(parts: Sequence[QuerySet[Any]]) -> frozenset[str]:
    return frozenset(what for (what,) in parts[0].union(*parts[1:]))


def _listed_since(at: datetime | None) -> list[QuerySet[Any]]:
    """Nobody knows what was listed while nobody looked; then the lists are asked whole."""
    return [] if at is None else [_named(blacklisted_since(at), LISTED)]


def on_proposal(proposal: Proposal) -> frozenset[str]:
    """Demands for material, reports upward, and whether anybody came onto the black list since the lists were asked."""
    kept: frozenset[str] | None = proposal.__dict__.get("_hanging")
    if kept is None:
        demands = MaterialDemand.objects.filter(proposal=proposal)
        reports = Referral.objects.filter(proposal=proposal)
        kept = _told([_named(demands, DEMAND), _named(reports, REPORT), *_listed_since(proposal.listed_at)])
        proposal.__dict__["_hanging"] = kept
    return kept


def on_endorsement(endorsement: Endorsement, at: datetime) -> frozenset[str]:
    """Open claims, reinsurers on risk, suspensions of business anywhere, and the black list, at a moment."""
    kept: frozenset[str] | None = endorsement.__dict__.get("_hanging")
    if kept is None:
        policy = endorsement.policy
        parts = [
            _named(LossExperience.objects.filter(policy=policy, closed=False), CLAIM),
            _named(FacultativeCase.objects.filter(proposal_id=policy.proposal_id, state__in=CARRIED), CEDED),
            _named(Moratorium.objects.filter(effective__contains=at, new_only=False), SUSPENDED),
            *_listed_since(endorsement.listed_at),
        ]
        kept = _told(parts)
        endorsement.__dict__["_hanging"] = kept
    return kept


def _doubtful(proposals: Sequence[int]) -> QuerySet[Any]:
    """Newest inspections that refuse the object, or whose photos may not show it: a person looks at them (5.2)."""
    records = Inspection.objects.filter(state=RECORDED)
    newest = records.filter(proposal=OuterRef("proposal")).order_by("-inspected_at", "-pk").values("pk")[:1]
    first = KeyTextTransform("code", KeyTransform("0", "doubts"))
    why = Case(When(result=Result.REFUSED, then=Value(Result.REFUSED.value)), default=first, output_field=CharField())
    found = records.filter(proposal_id__in=proposals, pk=Subquery(newest)).exclude(doubts=[], result__in=COUNTED)
    doubtful: QuerySet[Any] = found.annotate(why=why)
    return doubtful


def numbers_among(proposals: Sequence[int], papers: Iterable[str]) -> Mapping[tuple[int, str], list[str]]:
    """Of many proposals: numbers of reports upward that were not dropped and of assessments that were not called off,
    why the newest inspection does not count, and which of the identity papers stand on their lists of persons."""
    reports = Referral.objects.filter(proposal_id__in=proposals).exclude(state=DROPPED)
    assessments = RiskAssessment.objects.filter(proposal_id__in=proposals).exclude(state=CANCELLED)
    parts = [
        _named(reports, REPORT, "proposal_id", "number"),
        _named(assessments, ASSESSED, "proposal_id", "number"),
        _named(_doubtful(proposals), DOUBTS, "proposal_id", "why"),
    ]
    if papers:
        people = ListedPerson.objects.filter(list__proposal_id__in=proposals, id_index__in=papers)
        parts.append(_named(people, PERSON, "list__proposal_id", "id_index"))
    found: dict[tuple[int, str], list[str]] = {}
    for what, proposal, value in sorted(parts[0].union(*parts[1:])):
        found.setdefault((proposal, what), []).append(value)
    return found
