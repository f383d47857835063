"""Premium that may not be taken now: its cover should have begun, or is suspended (5.8, UWR-20)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from organisation.public import parameter
from underwriting.models import COMPULSORY, Endorsement, LedgerEntry, Proposal, Section
from underwriting.rules import endorsement_life, lifecycle
from underwriting.rules.endorsement_kinds import Kind
from underwriting.rules.ledger_entry import CANCEL_ASKED
from underwriting.selectors.moratoria import Suspension, suspensions

PAID_WITHIN = "underwriting.endorsement_paid_within"


def begun(proposal: Proposal, at: datetime) -> bool:
    """The agreed first day has come and nothing was issued: no cover can be given for it any more."""
    return proposal.start_on <= proposal.as_of(localdate(at))


def held_sections(section_ids: Sequence[int], at: datetime) -> Mapping[int, str]:
    """Why the premium of a section may not be taken. What is issued or given up is not judged here, and compulsory
    cover is never held by a suspension (CT-10)."""
    found = Section.objects.filter(pk__in=section_ids, proposal__state__in=lifecycle.MARK_PAID.sources)
    sections = list(found.select_related("proposal"))
    late = {one.pk: _late(one.proposal) for one in sections if begun(one.proposal, at)}
    commercial = [one for one in sections if one.line != COMPULSORY and one.pk not in late]
    met = suspensions([one.proposal for one in commercial], at) if commercial else {}
    return late | {one.pk: said(met[one.proposal_id][0]) for one in commercial if met[one.proposal_id]}


def held_endorsements(policy_ids: Sequence[int], at: datetime) -> Mapping[int, str]:
    """Why the additional premium of an approved change may not be taken: its day is longer past than the premium may
    follow, the policy has ended, or something happened since that day (LAW-20, 5.8)."""
    waiting = Endorsement.objects.filter(policy_id__in=policy_ids, state=endorsement_life.APPROVED, delta__gt=0)
    today, found = localdate(at), {}
    for one in waiting.exclude(kind=Kind.COMPLETION).filter(effective_on__lt=today).select_related("policy", "unit"):
        days = int(parameter(PAID_WITHIN, one.unit, today))
        overdue = one.effective_on + timedelta(days=days) < today or one.policy.end_on < today
        if overdue or one.policy.losses.filter(occurred_on__gte=one.effective_on).exists():
            message = _("The day of endorsement %(number)s, %(day)s, has passed; agree a new day first.")
            found[one.policy_id] = message % {"number": one.number, "day": one.effective_on}
    return found


def held_ledger_entries(entry_ids: Sequence[int], at: datetime) -> Mapping[int, str]:  # noqa: ARG001 - asked of all kinds
    """Nothing is taken for a fixed-sum policy whose cancellation is asked for: its form is back already."""
    asked = LedgerEntry.objects.filter(pk__in=entry_ids, state=CANCEL_ASKED)
    message = _("The cancellation of %(number)s is asked for; an underwriter has to keep the entry first.")
    return {pk: message % {"number": number} for pk, number in asked.values_list("pk", "number")}


def _late(proposal: Proposal) -> str:
    return _("The agreed start %(day)s has passed; agree a new period first.") % {"day": proposal.start_on}


def said(one: Suspension) -> str:
    """A suspension in words."""
    message = _("Business is suspended here: %(title)s, %(number)s, until %(until)s. Not to be written: %(covers)s.")
    return message % {
        "title": one.title,
        "number": one.number,
        "until": f"{localtime(one.until):%Y-%m-%d %H:%M}" if one.until else "–",
        "covers": _(", ").join(one.names),
    }
