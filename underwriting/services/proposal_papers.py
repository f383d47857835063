"""Keeping the papers of a proposal as files (B-22, PRO-01)."""

from __future__ import annotations

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from archives.public import DocumentFact, deposit_upload
from core.workflow.command import Command
from core.workflow.engine import transition
from underwriting.models import Proposal
from underwriting.rules import proposal_papers as life
from underwriting.rules.lifecycle import PROPOSAL_KIND
from underwriting.selectors.kept import kept_until
from underwriting.selectors.proposal_papers import asked_papers
from underwriting.services.refusals import InvalidEntry


@transition(Proposal, life.ATTACH)
def attach_paper(proposal: Proposal, command: Command, /, *, paper: str, content: bytes) -> None:
    """A scan or photo of one paper; another one of the same paper is its next version, nothing is replaced. A paper
    that the product asks for is at hand with it."""
    if paper not in life.PAPER_LABELS:
        raise InvalidEntry(_("Choose the paper."), field="paper")
    if not content:
        raise InvalidEntry(_("Attach the document."), field="file")
    with override(settings.LANGUAGE_CODE):
        title = _(life.PAPER_LABELS[paper])
    fact = DocumentFact(
        kind=f"{life.PAPER}:{paper}",
        title=title,
        subject_kind=PROPOSAL_KIND,
        subject_id=proposal.pk,
        subject_number=proposal.number,
        content=content,
        media_type="application/pdf" if content.startswith(b"%PDF") else "image/jpeg",
        retain_until=kept_until(proposal, localdate(command.at)),
    )
    deposit_upload(command.then("paper"), fact)
    if paper in asked_papers(proposal) and paper not in proposal.papers:
        proposal.papers = [*proposal.papers, paper]
