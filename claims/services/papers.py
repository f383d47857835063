"""Claim documents: received, checked, asked for once (LAW-22, CAS-01, CAS-02)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from claims.models import Claim
from claims.rules import claim_lifecycle as states
from claims.services.deadlines import documents_are_complete, start_deciding
from claims.services.indexing import index_claim
from claims.services.refusals import AskedAlready, DocumentsMissing, InvalidEntry, NotAssessed
from claims.services.reports import DOCUMENTS_JOB
from core import jobs
from core.workflow.command import Command
from core.workflow.engine import transition


@transition(Claim, states.RECEIVE_DOCUMENTS)
def receive_documents(claim: Claim, command: Command, /, *, codes: tuple[str, ...]) -> None:
    """Tick what came in, after looking whether it is complete, true and valid."""
    waiting = claim.documents.filter(code__in=codes, received_at=None)
    if not codes or waiting.count() != len(set(codes)):
        raise InvalidEntry(_("Choose documents that are still missing."), field="codes")
    waiting.update(received_at=command.at, received_by=command.actor.name)
    start_deciding(claim, command.at)


@transition(Claim, states.ASK_MISSING)
def ask_missing(claim: Claim, command: Command, /) -> None:
    """One notice that lists everything that is missing; the clock stands still until the customer answers."""
    if claim.supplement_asked_at is not None:
        raise AskedAlready(
            _("Missing documents were asked for already; the law allows it once."), details={"basis": "保险法 22"}
        )
    absent = claim.documents.filter(received_at=None)
    if not absent.exists():
        raise InvalidEntry(_("Nothing is missing."))
    absent.update(asked_at=command.at)
    claim.supplement_asked_at = command.at
    jobs.enqueue(DOCUMENTS_JOB, key=f"supplement:{claim.pk}", payload={"what": "supplement", "id": claim.pk})
    index_claim(claim, state=states.WAIT_DOCS)


@transition(Claim, states.COMPLETE)
def complete_documents(claim: Claim, command: Command, /) -> None:
    """Everything is here and assessed: the adjuster can calculate."""
    absent = list(claim.documents.filter(received_at=None).values_list("name", flat=True))
    if absent:
        names = "、".join(absent)
        raise DocumentsMissing(_("Documents are missing: %(names)s.") % {"names": names}, details={"documents": absent})
    if claim.assessed_at is None:
        raise NotAssessed(_("Not every object of loss is assessed yet."))
    if claim.docs_complete_at is None:  # an assessment that was returned gives no new days
        claim.docs_complete_at = command.at
        documents_are_complete(claim, command.at)
    index_claim(claim, state=states.DOCS_COMPLETE)
