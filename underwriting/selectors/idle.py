"""Entries that nobody goes on with, and supplements that do not come (5.3, 5.0 #10)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from core.models import WorkItem
from organisation.public import parameter
from underwriting.models import Proposal, Section
from underwriting.rules import lifecycle
from underwriting.rules import proposal_clocks as rules


def _open(states: frozenset[str]) -> QuerySet[Proposal]:
    """What may end by the clock: nothing was paid, and no cover was given on paper."""
    paid = Section.objects.exclude(paid_at=None).values("proposal_id")
    rows: QuerySet[Proposal] = Proposal.objects.filter(state__in=states, signed_on=None).exclude(pk__in=paid)
    return rows


def idle(at: datetime) -> QuerySet[Proposal]:
    """Drafts and returned entries that were not touched for the days of the parameter."""
    days = int(parameter(rules.DRAFT_DAYS))
    return _open(rules.IDLE_STATES).filter(updated_at__lt=rules.idle_since(at, days))


def idle_soon(at: datetime) -> QuerySet[Proposal]:
    """Those that end within the days of the warning."""
    days = int(parameter(rules.DRAFT_DAYS)) - int(parameter(rules.WARNING_DAYS))
    since = rules.idle_since(at, max(days, 0))
    return _open(rules.IDLE_STATES).filter(updated_at__lt=since).exclude(pk__in=idle(at).values("pk"))


def unanswered(at: datetime) -> QuerySet[Proposal]:
    """Supplements whose clock has run out."""
    return _supplements(at)


def unanswered_soon(at: datetime) -> QuerySet[Proposal]:
    """Those whose clock runs out within the days of the warning."""
    soon = at + timedelta(days=int(parameter(rules.WARNING_DAYS)))
    return _supplements(soon).exclude(pk__in=_supplements(at).values("pk"))


def _supplements(until: datetime) -> QuerySet[Proposal]:
    waiting = WorkItem.objects.filter(
        subject_kind=lifecycle.PROPOSAL_KIND, queue=lifecycle.CUSTOMER, done_at=None, paused_at=None, due_at__lt=until
    )
    return _open(frozenset({lifecycle.SUPPLEMENT})).filter(pk__in=waiting.values("subject_id"))
