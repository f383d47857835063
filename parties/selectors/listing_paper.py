"""What the approval sheet of a list entry says (CUS-04, 5.21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from core.workflow.command import Actor
from core.workflow.refusals import Hidden
from organisation.public import ScopedActor
from parties import permissions
from parties.models import ListEntry
from parties.rules.listing import LISTING
from parties.rules.words import LIST_KINDS, LIST_REASONS, LIST_SUBJECTS
from parties.selectors.lists import visible_entries


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntryPaper:
    """An entry in words, with who proposed and who decided it."""

    pk: int
    number: str
    unit_name: str
    kind: str
    subject: str
    shown: str
    ground: str
    evidence: str
    source: str
    valid_from: date
    valid_until: date | None
    review_on: date
    state: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None


def listing_for(actor: ScopedActor, pk: int) -> ListEntry:
    """One entry; out of scope reads as not found."""
    found = visible_entries(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def paper_of(found: ListEntry) -> ListEntryPaper:
    """In the language that is in force."""
    return ListEntryPaper(
        pk=found.pk,
        number=found.number,
        unit_name=found.unit.name,
        kind=_(LIST_KINDS[found.kind]),
        subject=_(LIST_SUBJECTS[found.subject]),
        shown=found.shown,
        ground=_(LIST_REASONS[found.reason_code]),
        evidence=found.evidence,
        source=found.source_number,
        valid_from=found.valid_from,
        valid_until=found.valid_until,
        review_on=found.review_on,
        state=_(LISTING.state(found.state).label),
        proposed_by=found.proposed_by_name,
        proposed_at=found.created_at,
        decided_by=found.decided_by_name,
        decided_at=found.decided_at,
    )


def may_see_listing(actor: Actor, pk: int) -> bool:
    """Whoever sees the lists sees the papers about them."""
    found = ListEntry.objects.filter(pk=pk).first()
    return found is not None and actor.refusal_for(permissions.VIEW_LISTS, found) is None
