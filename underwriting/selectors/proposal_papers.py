"""Which papers of a proposal are there as files, and which are asked for (B-22)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from archives.public import DocumentRef, documents_of
from core.workflow.command import Actor
from underwriting.models import FleetUpload, Proposal
from underwriting.rules.fleet import FLEET_KIND
from underwriting.rules.lifecycle import PROPOSAL_KIND
from underwriting.rules.papers_due import FLEET_PAPERS, HOW_LABELS, How, settled
from underwriting.rules.proposal_papers import DECLINE_LETTER, OTHER, PAPER, PAPER_LABELS
from underwriting.selectors.lines import product_of
from underwriting.selectors.shown import signed

ALWAYS = ("proposal_form", "questionnaire")
MADE = {DECLINE_LETTER: DECLINE_LETTER}
"""Documents of the house that are shown by their own name."""
LABELS = PAPER_LABELS | {DECLINE_LETTER: noop("Letter of decline")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper: what it is, whether it is asked for, its files, the newest first, or how else it is accounted for."""

    code: str
    label: str
    asked: bool
    files: tuple[DocumentRef, ...]
    otherwise: str = ""
    note: str = ""
    settled: bool = False


def asked_papers(proposal: Proposal) -> list[str]:
    """The signed form and the answers, and what the product names."""
    wanted = product_of(proposal).required_documents
    return list(dict.fromkeys([*(code for code in ALWAYS if code in wanted or proposal.is_motor), *wanted]))


def papers_of(proposal: Proposal, actor: Actor) -> list[Paper]:
    """What is asked for, in its order, then what else was brought."""
    kept: dict[str, list[DocumentRef]] = {}
    for one in documents_of(PROPOSAL_KIND, proposal.pk, actor):
        kind, _colon, code = one.kind.partition(":")
        kept.setdefault(code if kind == PAPER else MADE.get(kind, OTHER), []).append(one)
    asked = asked_papers(proposal)
    fleet = _of_the_fleet(proposal, actor)
    return fleet + [
        Paper(
            code=code,
            label=LABELS.get(code, code),
            asked=code in asked,
            files=tuple(kept.get(code, ())),
            otherwise=_otherwise(proposal.paper_marks.get(code, {})),
            note=proposal.paper_marks.get(code, {}).get("note", ""),
            settled=settled(proposal.paper_marks.get(code, {})),
        )
        for code in dict.fromkeys([*asked, *kept, *proposal.paper_marks])
    ]


def _of_the_fleet(proposal: Proposal, actor: Actor) -> list[Paper]:
    """The one file with the papers of all its vehicles."""
    if not any(one["how"] == How.FLEET for one in proposal.paper_marks.values()):
        return []
    upload = FleetUpload.objects.filter(number=proposal.fleet).first()
    files = papers_of_fleet(upload, actor) if upload else ()
    return [Paper(code=FLEET_PAPERS, label=_("Papers of the fleet"), asked=True, files=tuple(files))]


def papers_of_fleet(upload: FleetUpload, actor: Actor) -> list[DocumentRef]:
    """What was scanned for the whole fleet, the newest first."""
    return [one for one in documents_of(FLEET_KIND, upload.pk, actor) if one.kind == FLEET_PAPERS]


def _otherwise(mark: Mapping[str, Any]) -> str:
    """How a paper without a file of its own is accounted for, and who saw to it."""
    if not mark or mark["how"] == How.FILE:
        return ""
    label, where = _(HOW_LABELS[How(mark["how"])]), mark.get("where", "")
    named = _(PAPER_LABELS.get(where, where)) if where else ""
    return " · ".join(part for part in (label, named, signed(mark.get("by", ""))) if part)
