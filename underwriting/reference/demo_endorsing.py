"""Endorsements and renewals of the demo branch, in every state, made through the services by their posts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from PIL import Image, ImageDraw
from stdnum import luhn

from core.workflow.command import Actor, Command
from finance.public import payer_accounts
from organisation.models import PostAssignment
from organisation.public import actor_of, system_actor
from parties.public import AccountData, add_account
from underwriting.models import Endorsement, Policy
from underwriting.rules import endorsement_life as life
from underwriting.rules.lifecycle import IN_FORCE, ISSUED, POLICY_KIND
from underwriting.services import endorsement_issue, endorsing, renewing
from underwriting.services.endorsement_entry import EndorsementEntry
from underwriting.services.endorsement_request import EndorsementRequest

CENTRE, FINANCE = "350591", "350593"
# Kind, new values or ending, and how far it has come.
WANTED: tuple[tuple[str, Mapping[str, Any], str], ...] = (
    ("plate", {"changes": {"plate": "闽C6K218"}}, life.EFFECTIVE),
    ("terms", {"changes": {"special_terms": "指定修理厂：泉州丰泽众信汽修"}}, life.EFFECTIVE),
    ("limit", {"changes": {"cover.MTP.limit": "2000000"}}, life.APPROVED),
    ("end_holder", {"ground": "wish", "papers_complete": True}, life.APPROVED),
    ("names", {"changes": {"address": "泉州市丰泽区东湖街道湖心社区 12 号"}}, life.UW_QUEUE),
    ("vehicle", {"changes": {"seats": "7"}}, life.REVIEWED),
    ("names", {"changes": {"address": "泉州市晋江市青阳街道 8 号"}}, life.ENTERED),
    ("plate", {}, life.REQUESTED),
    ("use", {"changes": {"vehicle_class": "taxi"}}, life.UW_QUEUE),
)


def build_endorsements() -> None:
    """One commercial policy for each row; the rest of the branch's policies stay as they are."""
    policies = list(Policy.objects.filter(state=IN_FORCE, line="MOD").select_related("unit").order_by("pk"))
    for number, (policy, row) in enumerate(zip(policies, WANTED, strict=False)):
        Change(policy, number, *row).go()
    _void()
    for number, policy in enumerate(policies[len(WANTED) : len(WANTED) + 3]):
        _renew(policy, number)


def _void() -> None:
    """A customer who does not want the cover after all, before it begins."""
    policy = Policy.objects.filter(state=ISSUED, line="MOD", start_on__gt=timezone.localdate()).order_by("pk").first()
    if policy is not None:
        Change(policy, 99, "void", {"ground": "wish", "papers_complete": True}, life.EFFECTIVE).go()


class Change:
    """One endorsement on its way through the branch."""

    def __init__(self, policy: Policy, number: int, kind: str, given: Mapping[str, Any], until: str) -> None:
        self.policy, self.number, self.kind, self.given, self.until = policy, number, kind, given, until
        self.steps = 0

    def go(self) -> None:
        for reached in self._way():
            if reached == self.until:
                break

    def as_post(self, post: str, unit: str = "", reason: str = "") -> Command:
        held = PostAssignment.objects.filter(post_id=post, unit__code=unit or self.policy.unit.code)
        return self.by(actor_of(held.select_related("staff", "unit", "scope_unit").order_by("pk")[0]), reason)

    def by(self, actor: Actor, reason: str = "") -> Command:
        self.steps += 1
        key = uuid5(NAMESPACE_URL, f"demo/endorsement/{self.number}/{self.steps}")
        return Command(key=key, actor=actor, at=timezone.now(), reason=reason)

    def _way(self) -> Iterator[str]:
        made = endorsing.request_endorsement(self.as_post("SALES"), data=self.request())
        pk = made.pk
        yield life.REQUESTED
        endorsing.enter_endorsement(pk, self.as_post("UW_ISSUE"), entry=self._entry())
        yield life.ENTERED
        made = endorsing.pass_review(pk, self.as_post("UW_REVIEW"), papers_complete=True)
        yield made.state
        if made.state == life.REVIEWED:
            endorsing.take_up(pk, self.as_post("UW_UND2", CENTRE))
            yield life.UW_QUEUE
        made = endorsing.approve_endorsement(pk, self.as_post("UW_UND3", CENTRE, "情况属实，同意"))
        yield made.state
        if made.state == life.SECOND_LOOK:
            made = endorsing.confirm_endorsement(pk, self.as_post("UW_DIR", CENTRE, "已核对交款人账户，同意"))
            yield made.state
        if made.state == life.APPROVED:
            endorsing.approve_refund(pk, self.as_post("FN_AR", FINANCE))
        yield from self._issued(made)

    def _issued(self, made: Endorsement) -> Iterator[str]:
        yield endorsement_issue.issue_endorsement(made.pk, self.as_post("UW_ISSUE")).state

    def request(self) -> EndorsementRequest:
        """What the customer asks today."""
        today = timezone.localdate()
        return EndorsementRequest(
            policy_id=self.policy.pk,
            kind=self.kind,
            requested_on=today,
            requested_by=self.policy.holder_name,
            effective_on=today,
            scan=scan_of(self.policy.number),
        )

    def _entry(self) -> EndorsementEntry:
        gives_back = self.kind in {"void", "end_holder", "transfer"}
        return EndorsementEntry(**self.given, account_token=self.account() if gives_back else "")

    def account(self) -> str:
        """An account of the one who paid; made where there is none."""
        if not payer_accounts(POLICY_KIND, self.policy.pk):
            body = f"62220214080{self.policy.pk:07d}"
            data = AccountData(
                holder=self.policy.holder_name,
                bank="中国工商银行",
                branch="泉州丰泽支行",
                number=body + luhn.calc_check_digit(body),
            )
            add_account(self.as_post("UW_ISSUE"), self.policy.holder_id, data)
        return payer_accounts(POLICY_KIND, self.policy.pk)[0][0]


def scan_of(number: str) -> bytes:
    """A sheet that stands for the sealed request."""
    sheet = Image.new("RGB", (620, 877), "white")
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((40, 40, 580, 837), outline="black")
    draw.text((60, 60), f"REQUEST {number}", fill="black")
    draw.ellipse((400, 680, 540, 820), outline="red", width=4)
    target = BytesIO()
    sheet.save(target, "JPEG")
    return target.getvalue()


def _renew(policy: Policy, number: int) -> None:
    """Listed, talked to, lost."""
    change = Change(policy, 200 + number, "", {}, "")
    clock = system_actor("policy-clock", unit_id=policy.unit_id)
    renewal = renewing.list_renewal(change.by(clock), policy_id=policy.pk)
    if number:
        words = "希望把三者险提高到 200 万，续保时一并报价"
        contact: dict[str, Any] = {"means": "phone", "answer": "thinks", "need": "sum", "words": words}
        renewing.note_contact(renewal.pk, change.as_post("SALES"), **contact)
    if number > 1:
        renewing.lose_renewal(renewal.pk, change.as_post("SALES", reason="客户换购新能源车"), lost_reason="sold")
