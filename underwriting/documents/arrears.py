"""Notice of arrears: what is due, until when it may be paid, and what follows if it is not (9.9)."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localdate

from archives.public import DocumentFact, DocumentRef, produce, qr_svg, verification_address
from core.workflow.command import Command
from underwriting.documents.policy import COMPANY
from underwriting.models import Instalment
from underwriting.rules.instalment_life import INSTALMENT_KIND
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.selectors.kept import kept_until

TITLE = "催交保险费通知书"


def make_arrears_notice(one: Instalment, command: Command) -> DocumentRef:
    """Make and keep the letter with the instalment."""
    fact = DocumentFact(
        kind="arrears_notice",
        title=TITLE,
        subject_kind=INSTALMENT_KIND,
        subject_id=one.pk,
        subject_number=str(one),
        retain_until=kept_until(one.proposal, localdate(command.at)),
    )
    content = content_of(one, command)
    return produce(command.then("notice"), fact, template="documents/arrears.html", context=content, signed=True)


def content_of(one: Instalment, command: Command) -> dict[str, Any]:
    """Everything the letter says."""
    address = verification_address(POLICY_KIND, one.policy_id or 0, at=command.at)
    return {
        "title": TITLE,
        "number": one.document_number,
        "company": COMPANY,
        "unit_name": one.unit.name,
        "verification_address": address,
        "qr": qr_svg(address),
        "printed_at": command.at,
        "holder": one.holder_name,
        "place": one.place,
        "amount": f"{one.amount:,.2f}",
        "due_on": one.due_on,
        "pay_until": one.pay_until,
    }
