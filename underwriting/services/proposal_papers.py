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
from underwriting.rules.papers_due import How
from underwriting.selectors.kept import kept_until
from underwriting.selectors.papers_due import mark
from underwriting.selectors.proposal_papers import asked_papers
from underwriting.services.papers_due import account_for
from underwriting.services.refusals import InvalidEntry


@transition(Proposal, life.ATTACH)
def attach_paper(
    proposal: Proposal, command: Command, /, *, paper: str, content: bytes, also: tuple[str, ...] = ()
) -> None:
    """A scan or photo of one paper; another one of the same paper is its next version, nothing is replaced. ``also``
    names further papers in the same file. A paper that the product asks for is at hand with it."""
    if not {paper, *also} <= set(life.PAPER_LABELS):
        raise InvalidEntry(_("Choose the paper."), field="paper")
    if not content:
        raise InvalidEntry(_("Attach the document."), field="file")
    keep_paper(proposal, command, paper=paper, content=content)
    inside = mark(command, How.IN_FILE, where=paper)
    more = {code: inside for code in also if code != paper}
    account_for(proposal, more | {paper: mark(command, How.FILE)}, command)
    brought = [code for code in asked_papers(proposal) if code in {paper, *also} and code not in proposal.papers]
    proposal.papers = [*proposal.papers, *brought]


def keep_paper(proposal: Proposal, command: Command, *, paper: str, content: bytes) -> None:
    """The file goes to the archive with the proposal."""
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


def note_agreement(proposal: Proposal, command: Command, *, evidence: bytes, call: str) -> None:
    """The customer's agreement to other terms is proved: by the paper that was brought for these terms, by the one
    that comes now, or by the call in which it was said (5.0 #9)."""
    if evidence:
        keep_paper(proposal, command, paper=life.TERMS, content=evidence)
        proof = mark(command, How.FILE)
    elif call.strip():
        proof = mark(command, How.CALL, where=call.strip()[:60])
    elif life.TERMS in proposal.paper_marks:
        return
    else:
        message = _("Attach the customer's agreement to the terms, or name the recorded call in which it was given.")
        raise InvalidEntry(message, field="evidence")
    proposal.paper_marks = proposal.paper_marks | {life.TERMS: proof}
