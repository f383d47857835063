"""Conditions of an acceptance that are fulfilled before cover: confirmed at the issue with a note and the paper or
photo that proves it (UWR-06)."""

from __future__ import annotations

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from archives.public import DocumentFact, deposit_upload
from core.workflow.command import Command
from underwriting.models import Proposal
from underwriting.rules.lifecycle import PROPOSAL_KIND
from underwriting.selectors.kept import kept_until
from underwriting.services.refusals import InvalidEntry

EVIDENCE = "conditions_evidence"


def note_conditions(proposal: Proposal, command: Command, *, asked: str, fulfilled: str, evidence: bytes) -> None:
    """Whoever issues says how they were fulfilled and shows it; compulsory cover waits for none (CT-10)."""
    if not asked:
        return
    if not fulfilled.strip():
        message = _("Say how this was fulfilled, with the paper that proves it: %(conditions)s")
        raise InvalidEntry(message % {"conditions": asked}, field="fulfilled")
    if not evidence:
        raise InvalidEntry(_("Attach the photo or the paper that proves it."), field="evidence")
    proposal.conditions_met = {
        "conditions": asked,
        "note": fulfilled.strip(),
        "document": _keep(proposal, command, evidence),
        "by": command.signature,
        "at": command.at.isoformat(),
    }


def _keep(proposal: Proposal, command: Command, content: bytes) -> int:
    fact = DocumentFact(
        kind=EVIDENCE,
        title=_("Evidence that the conditions are fulfilled"),
        subject_kind=PROPOSAL_KIND,
        subject_id=proposal.pk,
        subject_number=proposal.number,
        content=content,
        media_type="application/pdf" if content.startswith(b"%PDF") else "image/jpeg",
        retain_until=kept_until(proposal, localdate(command.at)),
    )
    return deposit_upload(command.then("conditions"), fact).id
