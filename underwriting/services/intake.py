"""Receiving and entering a motor proposal (PRO-01 … PRO-08, B-22, B-23)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import NotPossible
from organisation.models import Unit
from organisation.public import ClientActor, parameter
from parties.public import Role, note_roles, parties
from underwriting.models import COMPULSORY, Channel, Policy, Proposal
from underwriting.rules import lifecycle
from underwriting.rules.entry.spec import heads_of
from underwriting.rules.people_list import COMPLETE, SEALED, names_mandatory
from underwriting.selectors.agreed_end import last_day_of
from underwriting.selectors.checked import entry_label, named
from underwriting.selectors.codes import code_fault
from underwriting.selectors.inspections import lacks_inspection
from underwriting.selectors.lines import entry_of_product, product_of
from underwriting.selectors.papers_due import files_bind, lacking_at_submission
from underwriting.selectors.people_list import lacking, list_of
from underwriting.selectors.proposals import overlapping_cover, renewed_policy
from underwriting.selectors.questionnaire import material_answers
from underwriting.selectors.salespeople import salespeople_of, usual_salesperson
from underwriting.services.channels import refuse_wrong_signature
from underwriting.services.consistency import (
    refuse_company_car_as_family_car,
    refuse_insured_trailer,
    refuse_without_base_policy,
)
from underwriting.services.data import ProposalData
from underwriting.services.entry import fill, lacks_displacement, refuse_closed, reprice
from underwriting.services.facultative import refuse_without_opinion
from underwriting.services.indexing import index_proposal
from underwriting.services.line_entry import refuse_agreement_of_others
from underwriting.services.loss_record import refuse_hidden_record
from underwriting.services.money import cancel_due
from underwriting.services.papers_due import refuse_lacking_papers
from underwriting.services.plans import end_plan
from underwriting.services.referral_life import end_referral
from underwriting.services.refusals import AlreadyCovered, CoverAlreadyBegun, Incomplete, InvalidEntry
from underwriting.services.risk_orders import call_off

NAMES_UP_TO = "underwriting.names_up_to"
NOT_CHECKED = frozenset(
    {
        "papers",
        "paper_marks",
        "inspected",
        "signed",
        "signed_by",
        "return_reasons",
        "check_again",
        "state",
        "version",
        "updated_at",
    }
)
WITH_OWN_ENTRY = {"proposal_form", "questionnaire"}


@creation(Proposal, lifecycle.RECEIVE)
def receive_proposal(command: Command, /, *, data: ProposalData) -> Proposal:
    """Start a proposal with its vehicle and cover; people and papers may follow."""
    if data.line is None and (data.vehicle is None or data.cover is None):
        raise Incomplete(_("A proposal begins with the vehicle and the cover."))
    proposal = Proposal(fleet=data.fleet, entered_by_id=command.actor.staff_id, signed_on=data.signed_on)
    unit = Unit.objects.get(pk=command.actor.unit_id)
    proposal.set_unit(unit)
    if command.actor.post == "SALES" and command.actor.staff_id:
        proposal.salesperson_id = command.actor.staff_id
        proposal.salesperson_name = command.actor.name
    if command.actor.post == "ECOM":
        proposal.channel = Channel.ECOM
    if isinstance(command.actor, ClientActor):
        proposal.client_id = command.actor.client_id
    fill(proposal, data, proposal.as_of(localdate(command.at)))
    reprice(proposal)
    proposal.number = business_number("T", number_line(proposal), localdate(command.at).year, unit.code, gap_free=False)
    return proposal


@transition(Proposal, lifecycle.EDIT)
def edit_proposal(proposal: Proposal, command: Command, /, *, data: ProposalData) -> None:
    """Complete or correct an entry; the premium is computed anew."""
    before = _checked(proposal)
    fill(proposal, data, proposal.as_of(localdate(command.at)))
    reprice(proposal)
    proposal.listed_at = None
    if proposal.state == lifecycle.SUPPLEMENT and _checked(proposal) != before:
        proposal.check_again = True
    changed = set(_names(data))
    proposal.return_reasons = {name: why for name, why in proposal.return_reasons.items() if name not in changed}
    index_proposal(proposal, command)


def _checked(proposal: Proposal) -> dict[str, Any]:
    """What the second person compared; papers that are brought later are none of it."""
    left_out = NOT_CHECKED | Proposal.audit_excluded
    return {f.attname: getattr(proposal, f.attname) for f in proposal._meta.fields if f.name not in left_out}


def number_line(proposal: Proposal) -> str:
    """The three letters of the line in the number of a proposal."""
    return "MOT" if proposal.is_motor else proposal.line


def _names(data: ProposalData) -> list[str]:
    parts = (data.vehicle, data.cover, data.line, data.people, data.papers)
    own = data.line.content if data.line else ()
    return [*own, *(name for part in parts if part is not None for name in part.__slots__)]


@transition(Proposal, lifecycle.SUBMIT)
def submit_proposal(proposal: Proposal, command: Command, /) -> None:
    """Hand the entry to the reviewer; complete, signed, inspected where needed, not covered twice (B-23, B-24)."""
    _refuse_open_reasons(proposal)
    refuse_unfit(proposal, localdate(command.at))
    refuse_without_opinion(proposal)
    _name_salesperson(proposal, command)
    note_roles([(proposal.holder_id or 0, Role.POLICYHOLDER), (proposal.insured_id or 0, Role.INSURED)])
    index_proposal(proposal, command, lifecycle.REVIEW)


def _name_salesperson(proposal: Proposal, command: Command) -> None:
    """Where nobody was named: who sold to the customer last, the only salesperson here, or who hands in."""
    if proposal.salesperson_id is not None or not command.actor.staff_id:
        return
    sellers = salespeople_of(proposal, localdate(command.at))
    usual = usual_salesperson(proposal, sellers)
    proposal.salesperson_id = usual or command.actor.staff_id
    proposal.salesperson_name = dict(sellers).get(usual or 0, command.actor.name)


def _refuse_open_reasons(proposal: Proposal) -> None:
    """What the reviewer sent back is looked at and saved again before it comes a second time."""
    if proposal.return_reasons:
        fields = _(", ").join(named(proposal, name) for name in proposal.return_reasons)
        message = _("Reasons of the reviewer are open: %(fields)s. Correct the entries, or save them again as right.")
        raise Incomplete(message % {"fields": fields}, details={"fields": list(proposal.return_reasons)})


def refuse_unfit(proposal: Proposal, today: date) -> None:
    """What may not go to a decision: incomplete, begun already, no renewal of ours, covered twice."""
    _refuse_incomplete(proposal, today)
    people = parties([pk for pk in (proposal.holder_id, proposal.insured_id) if pk]).values()
    refuse_closed(*people)
    refuse_company_car_as_family_car(proposal, *people)
    refuse_without_base_policy(proposal)
    refuse_insured_trailer(proposal)
    _refuse_past_start(proposal, today)
    refuse_wrong_signature(proposal, today)
    refuse_uncoded(proposal)
    refuse_agreement_of_others(proposal)
    _refuse_no_renewal(proposal)
    refuse_double_cover(proposal)
    refuse_hidden_record(proposal)


def _refuse_no_renewal(proposal: Proposal) -> None:
    """A renewal goes on from a policy of ours, after its last day: what begins before is a second insurance (5.20)."""
    if not proposal.renewal_of:
        return
    last = renewed_policy(proposal)
    if last is None:
        message = (
            _("No policy with this number covers the vehicle. Leave it empty if this is new business.")
            if proposal.is_motor
            else _("This customer has no policy of the product with this number. Leave it empty if it is new business.")
        )
        raise InvalidEntry(message, field="renewal_of")
    runs = last.state in {lifecycle.ISSUED, lifecycle.IN_FORCE} and not proposal.is_motor
    if runs and proposal.start_on <= (until := last_day_of(last)):
        message = _("Policy %(number)s runs until %(day)s: its renewal begins on the day after.")
        raise InvalidEntry(message % {"number": last.number, "day": until}, field="start_on")


def missing_entries(proposal: Proposal, today: date) -> dict[str, bool]:
    """What a proposal needs before it is handed in, and which of it is missing (B-23)."""
    return {
        "holder_id": not proposal.holder_id,
        "signed": not proposal.signed and proposal.channel != Channel.ECOM,
        "inspected": lacks_inspection(proposal, today),
        "engine_number": proposal.is_motor and not proposal.engine_number,
        "papers": bool(missing_papers(proposal) or lacking_at_submission(proposal)),
        "list": lacks_list(proposal),
        "displacement": lacks_displacement(proposal),
        "disclosures": material_answers(proposal) is None,
    }


def _refuse_incomplete(proposal: Proposal, today: date) -> None:
    fields = [name for name, lacking in missing_entries(proposal, today).items() if lacking]
    if fields == ["papers"]:
        refuse_lacking_papers(proposal)
    if fields:
        raise Incomplete(
            _("Complete these entries first: %(fields)s")
            % {"fields": _(", ").join(entry_label(name) for name in fields)},
            details={"fields": fields},
            field=fields[0],
        )


def refuse_uncoded(proposal: Proposal) -> None:
    """A clause outside the system is entered once the product department applied for its code (PRD-02)."""
    if proposal.is_motor or product_of(proposal).on_system:
        return
    if fault := code_fault(str(proposal.content.get("request", "")), proposal.branch_id):
        raise InvalidEntry(fault, field="request")


def missing_papers(proposal: Proposal) -> list[str]:
    """Papers that the product asks for and that are not at hand; the form and the answers have their own entries.
    An on-line customer sends them before the policy is issued. Where files are asked for they count instead."""
    if proposal.is_motor or proposal.channel == Channel.ECOM or files_bind(proposal):
        return []
    wanted = product_of(proposal).required_documents
    return [code for code in wanted if code not in proposal.papers and code not in WITH_OWN_ENTRY]


def lacks_list(proposal: Proposal) -> bool:
    """Groups come with every name, or with the sealed list where they are large; it fits the persons entered."""
    if proposal.is_motor or entry_of_product(product_of(proposal)).heads is None:
        return False
    listed = list_of(proposal)
    if listed is None:
        return True
    if listed.state == SEALED:
        return names_mandatory(heads_of(proposal.content), parameter(NAMES_UP_TO))
    return listed.state != COMPLETE or bool(lacking(listed))


def _refuse_past_start(proposal: Proposal, today: date) -> None:
    if proposal.start_on <= proposal.as_of(today):
        raise InvalidEntry(_("Cover begins at 00:00 of a day after today."), field="start_on")


def refuse_begun(proposal: Proposal, today: date) -> None:
    """Cover does not begin backwards: nothing is accepted once the agreed first day has come."""
    if proposal.start_on <= proposal.as_of(today):
        message = _("The agreed start %(day)s has passed; agree a new period first.") % {"day": proposal.start_on}
        raise CoverAlreadyBegun(message)


def already_covered(other: Policy) -> str:
    """Which policy covers the vehicle, and how long: a new period begins after it, or that policy ends first."""
    message = _("The vehicle has compulsory cover under policy %(number)s until %(day)s.")
    return message % {"number": other.number, "day": other.end_on}


def refuse_double_cover(proposal: Proposal) -> None:
    """Compulsory cover of one vehicle never overlaps (the database refuses it too)."""
    other = overlapping_cover(proposal, COMPULSORY) if proposal.compulsory else None
    if other is not None:
        raise AlreadyCovered(already_covered(other), details={"policy": other.number}, field="start_on")


@transition(Proposal, lifecycle.WITHDRAW)
def withdraw_proposal(proposal: Proposal, command: Command, /) -> None:
    """The customer does not want it any more; premium due is cancelled. Premium that came in goes back first."""
    if proposal.sections.exclude(paid_at=None).exists():
        raise NotPossible(_("Premium was received: give it back before the proposal is withdrawn."))
    cancel_due(proposal, command)
    end_plan(proposal, command)
    end_referral(proposal, command)
    call_off(proposal, command)
    index_proposal(proposal, command, lifecycle.WITHDRAWN)
