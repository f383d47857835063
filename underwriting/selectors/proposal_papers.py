"""Which papers of a proposal are there as files, and which are asked for (B-22)."""

from __future__ import annotations

from dataclasses import dataclass

from archives.public import DocumentRef, documents_of
from core.workflow.command import Actor
from underwriting.models import Proposal
from underwriting.rules.lifecycle import PROPOSAL_KIND
from underwriting.rules.proposal_papers import OTHER, PAPER, PAPER_LABELS
from underwriting.selectors.lines import product_of

ALWAYS = ("proposal_form", "questionnaire")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper: what it is, whether it is asked for, and its files, the newest first."""

    code: str
    label: str
    asked: bool
    files: tuple[DocumentRef, ...]


def asked_papers(proposal: Proposal) -> list[str]:
    """The signed form and the answers, and what the product names."""
    wanted = product_of(proposal).required_documents
    return list(dict.fromkeys([*(code for code in ALWAYS if code in wanted or proposal.is_motor), *wanted]))


def papers_of(proposal: Proposal, actor: Actor) -> list[Paper]:
    """What is asked for, in its order, then what else was brought."""
    kept: dict[str, list[DocumentRef]] = {}
    for one in documents_of(PROPOSAL_KIND, proposal.pk, actor):
        kind, _colon, code = one.kind.partition(":")
        kept.setdefault(code if kind == PAPER else OTHER, []).append(one)
    asked = asked_papers(proposal)
    return [
        Paper(code=code, label=PAPER_LABELS.get(code, code), asked=code in asked, files=tuple(kept.get(code, ())))
        for code in dict.fromkeys([*asked, *kept])
    ]
