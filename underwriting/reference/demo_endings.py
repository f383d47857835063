"""Endings of the demo branch: a refund that waits because the policy was lost, certificates of the vehicle office, and
the insurer's letters before and after their delivery."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils import timezone

from underwriting.models import COMPULSORY, Endorsement, Policy
from underwriting.reference.demo_endorsing import CENTRE, Change, scan_of
from underwriting.rules import endorsement_life as life
from underwriting.rules.ending_notice import NOTICE
from underwriting.rules.ending_papers import CERTIFICATE, LOSS
from underwriting.rules.lifecycle import IN_FORCE
from underwriting.services import endorsing
from underwriting.services.ending_notice import Delivery, deliver_letter
from underwriting.services.endorsement_entry import EndorsementEntry

UNDERWRITERS = "承保中心"
# Kind, what is entered, papers that come as files, and how far it has come.
Row = tuple[str, Mapping[str, Any], tuple[str, ...], str]
MOTOR: tuple[Row, ...] = (
    ("end_holder", {"ground": "wish", "returned_papers": "发票"}, (LOSS,), life.APPROVED),
    ("end_holder", {"ground": "wish", "returned_papers": "保险卡"}, (LOSS,), life.SECOND_LOOK),
    ("end_insurer", {"ground": "negligence", "ground_note": "投保时未告知车辆从事网约车营运"}, (), NOTICE),
    (
        "end_insurer",
        {"ground": "fraud", "ground_note": "同一损失以摆放现场方式两次报案，公安机关已立案"},
        (),
        life.PAID,
    ),
)
CERTIFIED: Row = ("end_holder", {"ground": "deregistered", "papers_complete": True}, (CERTIFICATE,), life.APPROVED)


def build_endings() -> None:
    """On policies of which nothing else is told."""
    free = Policy.objects.filter(state=IN_FORCE, endorsements=None, renewal=None, losses=None).select_related("unit")
    for number, (policy, row) in enumerate(zip(free.filter(line="MOD").order_by("-pk"), MOTOR, strict=False)):
        _Ending(policy, 400 + number, row).go()
    compulsory = free.filter(line=COMPULSORY).order_by("-pk").first()
    if compulsory is not None:
        _Ending(compulsory, 420, CERTIFIED).go()


class _Ending:
    """One ending on its way through the branch."""

    def __init__(self, policy: Policy, number: int, row: Row) -> None:
        kind, given, files, until = row
        self.change = Change(policy, number, kind, given, until)
        self.papers = {paper: scan_of(policy.number) for paper in files}

    def go(self) -> None:
        change = self.change
        insurer = change.kind == "end_insurer"
        given = {"known_on": timezone.localdate(), **change.given} if insurer else change.given
        asked = replace(change.request(), requested_by=UNDERWRITERS) if insurer else change.request()
        made = endorsing.request_endorsement(change.as_post("UW_ISSUE"), data=asked)
        entry = EndorsementEntry(**given, files=self.papers, account_token=change.account())
        endorsing.enter_endorsement(made.pk, change.as_post("UW_ISSUE"), entry=entry)
        complete = bool(change.given.get("papers_complete")) or insurer
        endorsing.pass_review(made.pk, change.as_post("UW_REVIEW"), papers_complete=complete)
        self._decide(made.pk)

    def _decide(self, pk: int) -> None:
        change = self.change
        made = endorsing.approve_endorsement(pk, change.as_post("UW_UND3", CENTRE, "情况属实，同意"))
        if made.state == life.SECOND_LOOK != change.until:
            made = endorsing.confirm_endorsement(
                pk, change.as_post("UW_DIR", CENTRE, "遗失声明及交款账户已核实，同意；原件如寻回须交回")
            )
        if made.state == NOTICE != change.until:
            self._deliver(made)

    def _deliver(self, made: Endorsement) -> None:
        arrived = Delivery(
            on=timezone.localdate(),
            way="hand",
            note=f"{made.policy.holder_name} 本人签收",
            proof=scan_of(made.policy.number),
        )
        deliver_letter(made.pk, self.change.as_post("UW_ISSUE"), delivery=arrived)
