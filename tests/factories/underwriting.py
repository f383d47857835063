"""Proposals and policies made through the services, as people make them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from stdnum.cn import ric

from archives.public import next_serial
from finance.models import Receivable
from finance.services import receipts
from organisation.public import system_actor
from parties.public import DuplicateParty, PartyData, PartyFact, find_parties, register_party
from parties.rules.identity import IdType, PartyKind
from tests.factories.organisation import actor_at, order
from underwriting.models import Inspection, Policy, Proposal
from underwriting.rules.questionnaire import Answered
from underwriting.selectors.proposal_papers import asked_papers
from underwriting.selectors.questionnaire import in_force
from underwriting.services import automatic, intake, issue, life, money, review
from underwriting.services.data import CoverData, PapersData, PeopleData, ProposalData, VehicleData

FENGZE, JINJIANG, UWC = "350503", "350582", "350591"
VINS = ("LFV3A23CXJ3086521", "LSVAU218XN2183294", "LGBH52E01NY123459")


def tomorrow(days: int = 1) -> date:
    return timezone.localdate() + timedelta(days=days)


def vehicle(**over: Any) -> VehicleData:
    given = {
        "plate": "闽C12345",
        "vin": "1M8GDM9AXKP042788",
        "engine_number": "EA211-778812",
        "model": "大众 朗逸 FV7187",
        "vehicle_class": "private_car",
        "first_registered_on": date(2021, 3, 16),
        "new_price": Decimal(150000),
        "owner_name": "陈晓东",
        "seats": 5,
        "displacement": Decimal("1.498"),
    }
    return VehicleData(**(given | over))


def cover(**over: Any) -> CoverData:
    given = {
        "start_on": tomorrow(),
        "compulsory": True,
        "own_damage": True,
        "third_party_limit": Decimal(1000000),
        "accident_free_years": 2,
        "insured_years": 2,
        "claims_last_year": 0,
        "loss_ratio": Decimal(0),
    }
    return CoverData(**(given | over))


def make_customer(name: str = "陈晓东", number: str = "350503198503124217", phone: str = "13905951234") -> PartyFact:
    """A person with a right identity number (the check digit is corrected), made once."""
    body = number[:17]
    data = PartyData(
        kind=PartyKind.PERSON,
        name=name,
        id_type=IdType.RESIDENT_ID,
        id_number=body + ric.calc_check_digit(body + "0"),
        phone=phone,
    )
    try:
        return register_party(order(actor_at("SALES", FENGZE)), data)
    except DuplicateParty:
        return find_parties(data.id_number, actor_at("SALES", FENGZE))[0]


def answers(*, explanation: str = "", **over: str) -> Answered:
    """Every question of the day answered, by default with nothing that matters."""
    asked = in_force(timezone.localdate())
    usual = {question.key: "private" if question.key == "use" else "no" for question in asked.questions}
    return Answered(version=asked.version, answers=usual | over, explanation=explanation)


def make_draft(*, holder: PartyFact | None = None, unit: str = FENGZE, **over: Any) -> Proposal:
    """Entered by the salesperson, completed by the clerk."""
    holder = holder or make_customer()
    papers = over.pop("papers", None) or PapersData(signed=True, inspected=True, answered=answers())
    data = ProposalData(vehicle=over.pop("vehicle", None) or vehicle(), cover=cover(**over))
    draft = intake.receive_proposal(order(actor_at("SALES", unit)), data=data)
    more = ProposalData(people=PeopleData(holder_id=holder.id), papers=papers)
    if papers.inspected:
        make_inspection(draft)
    return with_papers(intake.edit_proposal(draft.pk, order(actor_at("UW_ISSUE", unit)), data=more))


def with_papers(draft: Proposal, *lacking: str) -> Proposal:
    """Every paper that the product asks for is accounted for as a file, without the file itself."""
    mark = {"how": "file", "by": "陈美玲", "at": timezone.now().isoformat()}
    draft.paper_marks = {code: mark for code in asked_papers(draft) if code not in lacking}
    draft.save(update_fields=["paper_marks"])
    return draft


def make_inspection(draft: Proposal, **over: Any) -> Inspection:
    """The salesperson's record of today, without its photo files."""
    seller = actor_at("SALES", draft.unit.code)
    given = {
        "proposal": draft, "inspector_id": seller.staff_id, "inspector_name": seller.name, "place": "泉州市丰泽区",
        "inspected_at": timezone.now(), "result": "good", "photos": 3, "state": "recorded", "version": 1,
        "created_at": timezone.now(), "updated_at": timezone.now(),
    }  # fmt: skip
    made = Inspection(**(given | over))
    made.set_unit(draft.unit)
    made.save()
    return made


def make_submitted(**over: Any) -> Proposal:
    draft = make_draft(**over)
    return intake.submit_proposal(draft.pk, order(actor_at("UW_ISSUE", _unit(draft))))


def make_checked(**over: Any) -> Proposal:
    found = make_submitted(**over)
    return review.pass_review(found.pk, order(actor_at("UW_REVIEW", _unit(found))))


def make_decided(**over: Any) -> Proposal:
    """Passed or handed to the underwriter by the automatic rules."""
    found = make_checked(**over)
    return automatic.decide_automatically(found.pk, order(system_actor("auto-underwriting", unit_id=found.unit_id)))


def _unit(proposal: Proposal) -> str:
    return proposal.unit.code


def pay(proposal: Proposal) -> Proposal:
    """The receipts clerk confirms all items at once; the news reaches underwriting."""
    sections = list(proposal.sections.order_by("pk"))
    due = Receivable.objects.filter(document_kind="underwriting.section", document_id__in=[s.pk for s in sections])
    enter_receipt(list(due.order_by("pk")))
    clock = system_actor("policy-clock", unit_id=proposal.unit_id)
    for section in sections:
        money.mark_paid(proposal.pk, order(clock), section_id=section.pk, received_at=timezone.now())
    return Proposal.objects.get(pk=proposal.pk)


def enter_receipt(due: list[Receivable], *, at: datetime | None = None, **over: Any) -> Any:
    """Confirmed at the till of the sub-branch."""
    given = {
        "receivable_ids": tuple(item.pk for item in due),
        "method": "pos",
        "bank_reference": f"POS{due[0].pk:08d}",
        "amount": sum(item.amount for item in due),
        "payer_name": due[0].payer_name,
        "payer_relation": "self",
    }
    clerk = actor_at("SUB_RP", due[0].unit.code)
    return receipts.enter_receipt(order(clerk, at=at) if at else order(clerk), **(given | over))


def make_issued(**over: Any) -> list[Policy]:
    """Approved, paid and issued."""
    proposal = pay(make_decided(**over))
    clerk = actor_at("UW_ISSUE", _unit(proposal))
    serial = next_serial(issue.SIGN, clerk.staff_id)
    issue.issue(proposal.pk, order(clerk), explained_to=proposal.holder_name, serial=serial)
    return list(Policy.objects.filter(proposal=proposal).order_by("line"))


def make_policy_in_force(**over: Any) -> list[Policy]:
    """Issued, and the first day of cover has come."""
    found = make_issued(**over)
    for policy in found:
        life.begin_cover(policy.pk, order(system_actor("policy-clock", unit_id=policy.unit_id)))
    return list(Policy.objects.filter(pk__in=[policy.pk for policy in found]).order_by("line"))
