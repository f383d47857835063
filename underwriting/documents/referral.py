"""The reply of the upper level as a document, and its binding to the policies issued on it (B-40, UWR-16)."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localdate, localtime

from archives.public import DocumentFact, deposit, produce
from core.files import read
from core.models import StoredFile
from core.workflow.command import Command
from underwriting.documents.policy import COMPANY
from underwriting.models.referral import Referral, ReferralOpinion
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.rules.referral import REFERRAL_KIND
from underwriting.rules.referral_pack import ITEMS, PLAN_PARTS, Outcome
from underwriting.selectors.kept import kept_until
from underwriting.selectors.referral import opinions_of
from underwriting.selectors.shown import signed

KIND, TITLE = "referral_reply", "超权限业务批复"
LEVEL_NAMES = {"branch": "分公司承保中心", "province": "省级分公司", "head": "总公司"}
OUTCOMES = {
    Outcome.AGREE: "同意承保",
    Outcome.CONDITIONS: "同意承保（附条件）",
    Outcome.DISAGREE: "不同意承保",
    Outcome.MORE: "补充材料",
}


def make_reply(referral: Referral, command: Command) -> None:
    """Render once; the digest is kept with the report."""
    fact = DocumentFact(
        kind=KIND,
        title=f"{TITLE}（第{referral.revision}稿）",
        subject_kind=REFERRAL_KIND,
        subject_id=referral.pk,
        subject_number=referral.number,
        retain_until=kept_until(referral.proposal, localdate(command.at)),
    )
    context = content_of(referral, command)
    made = produce(command.then("reply"), fact, template=f"documents/{KIND}.html", context=context)
    referral.reply_document, referral.reply_sha256 = made.id, made.sha256
    Referral.objects.filter(pk=referral.pk).update(reply_document=made.id, reply_sha256=made.sha256)


def bind_reply(referral: Referral, command: Command) -> None:
    """The same bytes stand in the archive of every policy of the proposal; their digest is the reply's."""
    if not referral.reply_sha256:
        return
    stored = StoredFile.objects.filter(sha256=referral.reply_sha256).order_by("pk").first()
    content = read(stored) if stored else None
    for policy in referral.proposal.policies.order_by("pk"):
        fact = DocumentFact(
            kind=KIND,
            title=f"{TITLE} {referral.number}",
            subject_kind=POLICY_KIND,
            subject_id=policy.pk,
            subject_number=policy.number,
            retain_until=kept_until(policy, localdate(command.at)),
            content=content,
        )
        deposit(command.then(policy.number), fact)


def content_of(referral: Referral, command: Command) -> dict[str, Any]:
    """What was asked, what every level said, and what was decided."""
    opinions = opinions_of(referral)
    reply = next((one for one in reversed(opinions) if one.final), None)
    proposal = referral.proposal
    return {
        "title": TITLE,
        "number": referral.number,
        "company": COMPANY,
        "unit_name": referral.unit.name,
        "printed_at": command.at,
        "facts": [
            ("投保单号", proposal.number),
            ("投保人", proposal.holder_name),
            ("被保险人", proposal.insured_name or proposal.holder_name),
            ("保险期间", f"{proposal.start_on} 至 {proposal.end_on}"),
            ("保险金额/责任限额合计", f"{proposal.exposure:,.2f} 元"),
            ("保险费", f"{proposal.premium:,.2f} 元"),
            ("方案版本", f"第 {referral.revision} 稿"),
        ],
        "plan": _plan(referral.items.get("plan", {})),
        "items": [item.label for item in ITEMS],
        "opinions": [_row(one) for one in opinions if one.revision == referral.revision],
        "decision": OUTCOMES[Outcome(reply.outcome)] if reply else "",
        "conditions": reply.conditions if reply else "",
    }


def _plan(entry: dict[str, Any]) -> str:
    said = entry.get("parts", {})
    return "\n".join(text for text in (entry.get("text", ""), *(said.get(part, "") for part in PLAN_PARTS)) if text)


def _row(one: ReferralOpinion) -> tuple[str, str, str, str]:
    return (
        LEVEL_NAMES[one.level],
        OUTCOMES[Outcome(one.outcome)],
        one.text,
        f"{signed(one.given_by)} {localtime(one.given_at):%Y-%m-%d}",
    )
