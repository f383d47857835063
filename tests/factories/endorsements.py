"""Endorsements made through the services, by the people of the demo branch."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from django.utils import timezone
from PIL import Image

from core.workflow.command import Command
from finance.models import PremiumIncome, Receivable
from finance.services.premium import recognise_premium
from organisation.public import system_actor
from tests.factories import claims
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from underwriting.models import Endorsement, Policy
from underwriting.services import endorsement_issue, endorsing
from underwriting.services.ending_notice import Delivery, deliver_letter
from underwriting.services.endorsement_entry import EndorsementEntry

FENGZE, UWC, FINANCE = made.FENGZE, made.UWC, "350593"


def scan() -> bytes:
    """A photo of the sealed request."""
    target = BytesIO()
    Image.new("RGB", (640, 480), "white").save(target, "JPEG")
    return target.getvalue()


def later(days: int = 2) -> datetime:
    """A moment in which the policies of the factory cover: they begin tomorrow."""
    return timezone.now() + timedelta(days=days)


def by(post: str, unit: str = FENGZE, *, at: datetime | None = None, **over: Any) -> Command:
    return order(actor_at(post, unit), at=at or later(), **over)


def running(line: str = "MOD", **over: Any) -> Policy:
    """In force, its premium income in the books."""
    policies = made.make_policy_in_force(**over)
    for income in PremiumIncome.objects.filter(state="waiting"):
        recognise_premium(income.pk, order(system_actor("ledger", unit_id=income.unit_id), at=later()))
    return next(policy for policy in policies if policy.line == line)


def to_come(line: str = "MOD", **over: Any) -> Policy:
    """Issued, cover begins tomorrow."""
    return next(policy for policy in made.make_issued(**over) if policy.line == line)


def requested(policy: Policy, kind: str, *, on: date | None = None, at: datetime | None = None) -> Endorsement:
    moment = at or later()
    data = endorsing.EndorsementRequest(
        policy_id=policy.pk,
        kind=kind,
        requested_on=timezone.localdate(moment),
        requested_by=policy.holder_name,
        effective_on=on or timezone.localdate(moment),
        scan=scan(),
    )
    return endorsing.request_endorsement(by("SALES", at=moment), data=data)


def entered(
    policy: Policy,
    kind: str,
    changes: Mapping[str, str] | None = None,
    *,
    on: date | None = None,
    at: datetime | None = None,
    **over: Any,
) -> Endorsement:
    """Entered by the clerk; a refund goes to the payer's account."""
    made_ = requested(policy, kind, on=on, at=at)
    over.setdefault("account_token", claims.account_of(policy.holder_id))
    over.setdefault("papers_complete", True)
    entry = EndorsementEntry(changes=changes or {}, **over)
    return endorsing.enter_endorsement(made_.pk, by("UW_ISSUE", at=at), entry=entry)


def checked(endorsement: Endorsement, *, at: datetime | None = None) -> Endorsement:
    """Checked by the reviewer; the centre needs no inspection."""
    found = endorsing.pass_review(endorsement.pk, by("UW_REVIEW", at=at), papers_complete=True)
    if found.state == "reviewed":
        found = endorsing.take_up(found.pk, by("UW_UND3", UWC, at=at))
    return found


def approved(endorsement: Endorsement, post: str = "UW_UND3", *, at: datetime | None = None) -> Endorsement:
    found = endorsing.approve_endorsement(checked(endorsement, at=at).pk, by(post, UWC, at=at))
    if found.state == "second_look":
        found = endorsing.confirm_endorsement(found.pk, by("UW_DIR", UWC, at=at, reason="复核无误"))
    return found


def delivered(endorsement: Endorsement, *, at: datetime | None = None, on: date | None = None) -> Endorsement:
    """The insurer's letter arrived, by express post."""
    arrived = Delivery(on=on or timezone.localdate(at or later()), way="post", note="EMS 1098", proof=scan())
    return deliver_letter(endorsement.pk, by("UW_ISSUE", at=at), delivery=arrived)


def settled(endorsement: Endorsement, *, at: datetime | None = None) -> Endorsement:
    """The money is there, or the finance centre lets the refund go; the insurer's letter arrived before."""
    if endorsement.state == "notice":
        endorsement = delivered(endorsement, at=at)
    if endorsement.state != "approved":
        return endorsement
    if endorsement.delta < 0:
        return endorsing.approve_refund(endorsement.pk, by("FN_AR", FINANCE, at=at))
    due = Receivable.objects.filter(document_kind="underwriting.policy", document_id=endorsement.policy_id)
    made.enter_receipt(list(due.filter(instalment=endorsement.instalment)))
    clock = system_actor("policy-clock", unit_id=endorsement.unit_id)
    return endorsing.mark_paid(endorsement.pk, order(clock, at=at or later()))


def issued(
    policy: Policy, kind: str, changes: Mapping[str, str] | None = None, *, at: datetime | None = None, **over: Any
) -> Endorsement:
    """All the way."""
    ready = settled(approved(entered(policy, kind, changes, at=at, **over), at=at), at=at)
    return endorsement_issue.issue_endorsement(ready.pk, by("UW_ISSUE", at=at))
