"""The facts behind what always sends a proposal to a person: back-entry, own wording, agreement, credit, zone,
placement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from parties.public import credit_facts
from underwriting.models import BackEntry, Proposal
from underwriting.rules.entry.territory import covers_america
from underwriting.rules.standing import AMERICA, GRADE_C, NOT_PLACED, WATCHED
from underwriting.selectors.accumulation import accumulated
from underwriting.selectors.cession import needs_facultative
from underwriting.selectors.market import beyond_agreement
from underwriting.selectors.risk_place import zone_grounds


def back_entry_of(proposal: Proposal) -> BackEntry | None:
    """The policy issued outside that this proposal enters later; nothing is asked for ordinary entries."""
    if proposal.signed_on is None:
        return None
    return BackEntry.objects.filter(proposal=proposal).first()


def accumulation_grounds(proposals: Sequence[Proposal]) -> dict[int, tuple[str, ...]]:
    """The events against which too much would be kept with each proposal, in a few statements for all (REI-14)."""
    found = accumulated(proposals)
    return {one.pk: tuple(met.limit.event for met in found.get(one.pk, ())) for one in proposals}


def standing_facts(proposal: Proposal, *, credit: tuple[str, ...], accumulation: tuple[str, ...]) -> dict[str, Any]:
    """What stands against an automatic acceptance; nothing is known to stand where the text or tuple is empty."""
    entered_later = back_entry_of(proposal)
    return {
        "back_entry": f"{entered_later.serial} · {entered_later.signed_on}" if entered_later else "",
        "manuscript": proposal.special_terms.strip(),
        "agreement": () if proposal.is_motor else beyond_agreement(proposal),
        "credit": credit,
        "america": (AMERICA,) if not proposal.is_motor and covers_america(proposal.content) else (),
        "zone": zone_grounds(proposal),
        "accumulation": accumulation,
        "unplaced": () if needs_facultative(proposal) is None else (NOT_PLACED,),
    }


def credit_grounds(proposals: Sequence[Proposal], on: date) -> dict[int, tuple[str, ...]]:
    """Why the credit of each policyholder wants a person, in one statement for all (10.3)."""
    facts = credit_facts({p.holder_id for p in proposals if p.holder_id}, on)
    found = {}
    for proposal in proposals:
        fact = facts.get(proposal.holder_id or 0)
        grounds = ((WATCHED, fact.watched), (GRADE_C, fact.prepayment)) if fact else ()
        found[proposal.pk] = tuple(code for code, holds in grounds if holds)
    return found
