"""The letter by which the insurer ends a contract: ground, facts, law, when cover ends and what goes back (5.9)."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.timezone import localdate

from archives.public import DocumentRef, produce, qr_svg, verification_address
from core.workflow.command import Command
from underwriting.documents.endorsement import CHINESE, fact_of
from underwriting.documents.policy import COMPANY
from underwriting.models import Endorsement
from underwriting.rules.ending import COMPULSORY, RETROACTIVE, days_of_notice
from underwriting.rules.grounds import Ground
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.selectors.policy_life import clocks_on, group_of

LETTER, TITLE = "ending_letter", "解除保险合同通知书"
LAW = {
    Ground.INTENT: "《中华人民共和国保险法》第十六条第二款、第四款：投保人故意不履行如实告知义务的，"
    "保险人有权解除合同；对于合同解除前发生的保险事故，不承担赔偿或者给付保险金的责任，并不退还保险费",
    Ground.NEGLIGENCE: "《中华人民共和国保险法》第十六条第二款、第五款：投保人因重大过失未履行如实告知义务，"
    "足以影响保险人决定是否同意承保或者提高保险费率的，保险人有权解除合同",
    Ground.RISK_INCREASE: "《中华人民共和国保险法》第四十九条、第五十二条：保险标的转让或者危险程度显著增加的，"
    "保险人可以解除合同，并按日退还保险费",
    Ground.SAFETY: "《中华人民共和国保险法》第五十一条：投保人、被保险人未按照约定履行其对保险标的的安全应尽责任的，"
    "保险人有权要求增加保险费或者解除合同",
    Ground.FRAUD: "《中华人民共和国保险法》第二十七条：谎称发生保险事故或者故意制造保险事故的，保险人有权解除合同，"
    "并不退还保险费",
    Ground.NON_PAYMENT: "本合同所附保险条款关于未按约定交付保险费的约定",
    Ground.PARTIAL_LOSS_INSURER: "《中华人民共和国保险法》第五十八条：保险标的发生部分损失后，除合同另有约定外，"
    "保险人可以解除合同，但应当提前通知投保人，并将保险标的未受损失部分的保险费按日计算退还",
}
CURE = (
    "根据《机动车交通事故责任强制保险条例》第十四条，请贵方自收到本通知之日起 {days} 日内履行如实告知义务。"
    "在上述期限内履行的，我公司不解除合同；逾期未履行的，合同依下列约定解除，请按该条例第十五条交回保险单和保险标志。"
)


def make_letter(endorsement: Endorsement, command: Command) -> DocumentRef:
    """Make and keep the letter with the endorsement, signed like the policy."""
    fact = fact_of(endorsement, command, kind=LETTER, title=TITLE, number=endorsement.number)
    content = content_of(endorsement, command)
    return produce(command.then("letter"), fact, template="documents/ending_letter.html", context=content, signed=True)


def content_of(endorsement: Endorsement, command: Command) -> dict[str, Any]:
    """Everything the letter says; it is Chinese."""
    policy, ground, today = endorsement.policy, Ground(endorsement.ground), localdate(command.at)
    group = group_of(policy.line, today)
    days = days_of_notice(ground, group, clocks_on(endorsement.unit, today))
    address = verification_address(POLICY_KIND, policy.pk, at=command.at)
    with translation.override(CHINESE):
        named, product = endorsement.get_ground_display(), policy.product_label
    return {
        "title": TITLE,
        "number": endorsement.number,
        "company": COMPANY,
        "unit_name": policy.unit.name,
        "verification_address": address,
        "qr": qr_svg(address),
        "printed_at": command.at,
        "holder": policy.holder_name,
        "cure": CURE.format(days=days) if group == COMPULSORY else "",
        "law": "" if group == COMPULSORY else LAW[ground],
        "ends": _ends(endorsement, days),
        "back": endorsement.refund > 0,
        "rows": [
            ("保险单号", policy.number),
            ("险种", product),
            ("被保险人", policy.insured_name),
            ("保险标的", policy.insured_subject),
            ("原保险期间", f"{policy.start_on} 0时起至 {policy.end_on} 24时止"),
            ("解除事由", named),
            ("事实", endorsement.ground_note),
            ("我公司知悉日期", str(endorsement.known_on or "–")),
            ("退还保险费", _back(endorsement, days)),
        ],
    }


def _ends(endorsement: Endorsement, days: int) -> str:
    last = f"{endorsement.effective_on} 24时"
    if days == RETROACTIVE:
        return f"上述合同自本通知送达之日起解除，我公司的保险责任终止于 {last}。"
    worked = f"之后第 {days} 日" if days else "当日"
    return f"我公司的保险责任终止于本通知送达{worked} 24时，且不早于 {last}。"


def _back(endorsement: Endorsement, days: int) -> str:
    if not endorsement.delta:
        return "不退还"
    return f"{endorsement.refund:,.2f} 元" + ("" if days == RETROACTIVE else "（以按送达之日计算的金额为准）")
