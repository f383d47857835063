"""Renewal notice and notice of declined renewal, signed like the policy (ISS-05, END-05)."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localdate

from archives.public import DocumentFact, DocumentRef, produce, qr_svg, verification_address
from core.workflow.command import Command
from underwriting.documents.policy import COMPANY
from underwriting.models import Renewal
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.selectors.kept import kept_until
from underwriting.services.renewing import DECLINED, NOTICE

TITLES = {NOTICE: "续保通知书", DECLINED: "不予续保通知书"}


def make_notice(renewal: Renewal, what: str, command: Command, *, times: int = 1) -> DocumentRef:
    """Make and keep the notice with the policy; a further one says so."""
    policy = renewal.policy
    title = TITLES[what] + (f"（第{times}次）" if times > 1 else "")
    fact = DocumentFact(
        kind=f"renewal_{what}",
        title=title,
        subject_kind=POLICY_KIND,
        subject_id=policy.pk,
        subject_number=policy.number,
        retain_until=kept_until(policy, localdate(command.at)),
    )
    content = content_of(renewal, what, command) | {"title": title}
    return produce(command.then(what), fact, template="documents/renewal.html", context=content, signed=True)


def content_of(renewal: Renewal, what: str, command: Command) -> dict[str, Any]:
    """Everything the notice says."""
    policy = renewal.policy
    address = verification_address(POLICY_KIND, policy.pk, at=command.at)
    return {
        "title": TITLES[what],
        "number": policy.number,
        "company": COMPANY,
        "unit_name": policy.unit.name,
        "verification_address": address,
        "qr": qr_svg(address),
        "printed_at": command.at,
        "holder": policy.holder_name,
        "subject": policy.insured_subject,
        "end_on": policy.end_on,
        "premium": f"{policy.premium:,.2f}",
        "losses": renewal.losses,
        "declined": what == DECLINED,
        "reason": command.reason,
    }
