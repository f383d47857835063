"""The guiding opinion on implementing automatic underwriting, as a paper of which every version is kept (AUW-09)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.timezone import localdate

from archives.public import DocumentFact, DocumentRef, produce, retain_until
from core.workflow.command import Command
from organisation.models import Unit
from underwriting.documents.policy import COMPANY
from underwriting.rules.rule_file import APPROVE_PERMISSION
from underwriting.selectors.guiding_opinion import OPINION_KIND, Opinion, guiding_opinion

TEMPLATE, LANGUAGE = "documents/guiding_opinion.html", "zh-hans"
TITLE = "自动核保实施指导意见"
RETENTION = ("business_short",)


def publish_opinion(command: Command, *, branch: Unit) -> DocumentRef:
    """The next version; who approves values of the branch publishes what they are."""
    refusal = command.actor.refusal_for(APPROVE_PERMISSION)
    if refusal is not None:
        raise refusal
    on = localdate(command.at)
    with translation.override(LANGUAGE):
        shown = content_of(guiding_opinion(branch, on), printed_by=command.actor.name, at=command.at)
    fact = DocumentFact(
        kind=OPINION_KIND,
        title=TITLE,
        subject_kind=OPINION_KIND,
        subject_id=branch.pk,
        subject_number=shown["number"],
        retain_until=retain_until(RETENTION, end=on, on=on),
    )
    with transaction.atomic():
        return produce(command, fact, template=TEMPLATE, context=shown)


def content_of(found: Opinion, *, printed_by: str, at: datetime) -> dict[str, Any]:
    """Everything the paper says."""
    return {
        "title": TITLE,
        "number": f"{found.branch.code}-{found.on:%Y%m%d}",
        "company": COMPANY,
        "unit_name": found.branch.name,
        "printed_at": at,
        "printed_by": printed_by,
        "opinion": found,
    }
