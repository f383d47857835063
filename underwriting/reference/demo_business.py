"""Business of the demo branch: proposals in every state and policies, made through the services by their posts."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from archives.public import next_serial
from core.workflow.command import Actor, Command
from finance.public import receive_premium
from organisation.models import PostAssignment
from organisation.public import actor_of, system_actor
from parties.public import IdType, PartyData, PartyKind, find_parties, register_party
from underwriting.models import Proposal
from underwriting.reference.demo_photos import demo_photos, demo_scan
from underwriting.reference.demo_reports import report_upward
from underwriting.rules import lifecycle
from underwriting.rules.questionnaire import Answered
from underwriting.selectors.inspections import lacks_inspection
from underwriting.selectors.proposal_papers import asked_papers
from underwriting.selectors.questionnaire import in_force
from underwriting.services import automatic, decide, intake, issue, life, money, review
from underwriting.services.data import CoverData, PapersData, PeopleData, ProposalData, VehicleData
from underwriting.services.inspections import record_inspection
from underwriting.services.proposal_papers import attach_paper

FOLDER = Path(__file__).parents[1] / "data"
AGO = timedelta(days=2)  # policies in force were sold two days ago, so that a loss of today is covered


def build_business() -> None:
    """About thirty vehicles; how far each has come stands in the file."""
    with (FOLDER / "demo_business.csv").open(encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file)):
            DemoCase(row, number).go()


class DemoCase:
    """One row of the file on its way through the branch."""

    opinion = "车况良好，同意承保"

    def __init__(self, row: dict[str, str], number: int) -> None:
        self.row, self.number, self.steps = row, number, 0
        self.at = timezone.now() - (AGO if row["until"] == lifecycle.IN_FORCE else timedelta())
        self.today = timezone.localdate(self.at)

    def go(self) -> None:
        """As far as the row says: draft, review, returned, queue, terms, approved, issuable, issued, in_force."""
        way = self._way()
        for reached in way:
            if reached == self.row["until"]:
                break

    def _command(self, actor: Actor) -> Command:
        self.steps += 1
        return Command(key=uuid5(NAMESPACE_URL, f"demo/{self.number}/{self.steps}"), actor=actor, at=self.at)

    def _as(self, post: str, unit: str = "") -> Actor:
        held = PostAssignment.objects.filter(post_id=post, unit__code=unit or self.row["unit"])
        return actor_of(held.select_related("staff", "unit", "scope_unit").order_by("pk")[0])

    def _way(self) -> Iterator[str]:
        proposal = intake.receive_proposal(self._command(self._as("SALES")), data=self._first())
        pk = proposal.pk
        yield "received"
        intake.edit_proposal(pk, self._command(self._as("UW_ISSUE")), data=self._rest())
        self._complete(pk)
        self._inspect(pk)
        yield "draft"
        self._attach(pk)
        intake.submit_proposal(pk, self._command(self._as("UW_ISSUE")))
        yield "review"
        if self.row["until"] == "returned":
            reasons = {"vin": "车架号与行驶证照片不一致，请核对"}
            review.return_proposal(pk, self._command(self._as("UW_REVIEW")), reasons=reasons)
            yield "returned"
        passed = review.pass_review(pk, self._command(self._as("UW_REVIEW")))
        if passed.state != lifecycle.AUTO_CHECK:
            return
        decided = automatic.decide_automatically(
            pk, self._command(system_actor("auto-underwriting", unit_id=proposal.unit_id))
        )
        yield "queue"
        yield from self._decided(decided)

    def _inspect(self, pk: int) -> None:
        """The salesperson looked at it the day before, where the product asks for it."""
        proposal = Proposal.objects.get(pk=pk)
        if not lacks_inspection(proposal, self.today):
            return
        record_inspection(
            self._command(self._as("SALES")),
            proposal=pk,
            inspected_at=self.at - timedelta(hours=20),
            place=str(proposal.content.get("address") or "泉州市丰泽区刺桐路停车场"),
            result="good",
            remark="",
            photos=demo_photos(proposal.number),
        )

    def _attach(self, pk: int) -> None:
        """Everything the product asks for, scanned into one file; drafts of the demo branch still wait for it."""
        first, *more = asked_papers(Proposal.objects.get(pk=pk))
        scan = demo_scan()
        attach_paper(pk, self._command(self._as("SALES")), paper=first, content=scan, also=tuple(more))

    def _complete(self, pk: int) -> None:
        """What belongs to the entry beside its data; a vehicle needs nothing more."""

    def _decided(self, proposal: Proposal) -> Iterator[str]:
        pk = proposal.pk
        if proposal.state == lifecycle.UW_QUEUE:
            if self.row["until"] == "escalated":
                junior = self._as("UW_UND1", "350591")
                report_upward(proposal, "保额较高，建议承保，报请批复", partial(self._reasoned, junior))
                yield "escalated"
            decide.approve(pk, self._reasoned(self._as("UW_UND3", "350591"), self.opinion))
        yield "approved"
        self._pay(pk)
        yield "issuable"
        clerk = self._as("UW_ISSUE")
        serial = next_serial(issue.SIGN, clerk.staff_id or 0)
        issue.issue(pk, self._command(clerk), explained_to=self.row["name"], serial=serial)
        yield "issued"
        self._begin(pk)
        yield "in_force"

    def _reasoned(self, actor: Actor, reason: str) -> Command:
        command = self._command(actor)
        return Command(key=command.key, actor=actor, at=command.at, reason=reason)

    def _pay(self, pk: int) -> None:
        proposal = Proposal.objects.get(pk=pk)
        sections = list(proposal.sections.order_by("pk"))
        command = self._command(self._as("SUB_RP"))
        reference = f"POS2026{self.number:06d}"
        receive_premium(command, lifecycle.SECTION_KIND, [s.pk for s in sections], bank_reference=reference)
        clock = system_actor("policy-clock", unit_id=proposal.unit_id)
        for section in sections:
            money.mark_paid(pk, self._command(clock), section_id=section.pk, received_at=self.at)

    def _begin(self, pk: int) -> None:
        """The clock is told that their day has come."""
        for policy in Proposal.objects.get(pk=pk).policies.all():
            life.begin_cover(policy.pk, self._command(system_actor("policy-clock", unit_id=policy.unit_id)))

    def _first(self) -> ProposalData:
        row = self.row
        vehicle = VehicleData(
            plate=row["plate"],
            vin=row["vin"],
            engine_number=row["engine"],
            model=row["model"],
            vehicle_class=row["class"],
            first_registered_on=date.fromisoformat(row["registered"]),
            new_price=Decimal(row["price"]),
            owner_name=row["name"],
            seats=int(row["seats"]),
            tonnes=Decimal(row["tonnes"] or 0),
            displacement=Decimal(row["litres"] or 0),
            tractor_plate=row.get("drawn_by", ""),
        )
        return ProposalData(vehicle=vehicle, cover=self._cover())

    def _cover(self) -> CoverData:
        row = self.row
        years = int(row["years"])
        given: dict[str, Any] = {
            "start_on": self.today + timedelta(days=int(row["in_days"])),
            "compulsory": row["compulsory"] == "1",
            "own_damage": row["damage"] == "1",
            "third_party_limit": Decimal(row["limit"]) if row["limit"] else None,
            "driver_limit": Decimal(row["driver"]) if row.get("driver") else None,
            "passenger_limit": Decimal(row["passenger"]) if row.get("passenger") else None,
            "accident_free_years": years or None,
            "insured_years": years,
            "claim_free_years": years if years and row["claims"] == "0" else None,
            "claims_in_3_years": int(row["claims"]),
            "claims_last_year": int(row["claims"]) if years else None,
            "loss_ratio": Decimal(0) if years else None,
        }
        return CoverData(**given)

    def _rest(self) -> ProposalData:
        row = self.row
        kind = PartyKind.ORGANISATION if row["id_type"] == "credit_code" else PartyKind.PERSON
        data = PartyData(
            kind=kind, name=row["name"], id_type=IdType(row["id_type"]), id_number=row["id"], phone=row["phone"]
        )
        seller = self._as("SALES")
        known = find_parties(row["id"], seller)
        holder = known[0] if known else register_party(self._command(seller), data)
        papers = PapersData(signed=True, answered=self._answers())
        return ProposalData(people=PeopleData(holder_id=holder.id), papers=papers)

    def _answers(self) -> Answered:
        """What the customer said: nothing that matters, or what the file says."""
        asked = in_force(self.today)
        said = dict(part.split("=") for part in self.row.get("told", "").split() if part)
        usual = {question.key: "private" if question.key == "use" else "no" for question in asked.questions}
        explanation = self.row.get("explanation", "") if said else ""
        return Answered(version=asked.version, answers=usual | said, explanation=explanation)
