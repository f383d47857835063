"""Entering a proposal in four steps; each step is saved, nothing typed is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.web.commands import CommandForm
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from underwriting.forms.people import PeopleForm
from underwriting.forms.proposal import CoverForm, PapersForm, VehicleForm, initial_of
from underwriting.models import Proposal
from underwriting.rules.entry.brought import vehicle_from
from underwriting.rules.vehicle_kind import usual_covers
from underwriting.rules.words import gettext_noop as _noop
from underwriting.selectors.brought import Brought
from underwriting.selectors.lines import product_of
from underwriting.selectors.papers_due import files_bind
from underwriting.selectors.pricing import limits_on
from underwriting.selectors.proposals import proposal_for
from underwriting.selectors.questionnaire import asked_of
from underwriting.services.data import CoverData, ProposalData, VehicleData
from underwriting.services.intake import edit_proposal
from underwriting.views import closed_entry, people_step, steps, suspended
from underwriting.views.brought import brought_by, people_of, received
from underwriting.views.inspections import inspection_of
from underwriting.views.steps import Step


@needs("underwriting.receive_proposal")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The first step makes the draft: vehicle, with the usual cover; the rest is completed on it."""
    brought = brought_by(request)
    form = VehicleForm(request.POST or None, initial=vehicle_from(brought.known) if brought else None)
    if request.method == "POST" and form.is_valid():
        try:
            vehicle = form.data_of()
            cover = _usual_cover(vehicle, brought.start_on if brought else None)
            data = ProposalData(vehicle=vehicle, cover=cover, people=people_of(request))
            draft = received(request, form.command(request), data)
            return HttpResponseRedirect(steps.after(request, draft, steps.VEHICLE))
        except Refusal as refusal:
            form.refuse(refusal)
    return _show(request, None, steps.motor_steps()[0], form, brought)


def _usual_cover(vehicle: VehicleData, begins: date | None) -> CoverData:
    """Compulsory cover from tomorrow or as of the signature, of a trailer its damage; everything else is chosen in the
    next step."""
    start = begins or localdate().fromordinal(localdate().toordinal() + 1)
    covers = usual_covers(vehicle.vehicle_class)
    return CoverData(start_on=start, compulsory=covers["compulsory"], own_damage=covers["own_damage"])


@needs("underwriting.edit_proposal")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One step of a draft, a returned or a supplemented proposal."""
    proposal = proposal_for(request.actor, pk)  # type: ignore[attr-defined]
    if not closed_entry.is_open(proposal):
        return closed_entry.leave(request, proposal)
    listed = steps.steps_of(proposal)
    step = next((s for s in listed if s.key == request.GET.get("step")), listed[0])
    if step.form is None:
        return HttpResponseRedirect(steps.url_of(proposal, step.key))
    form = _form(request, proposal, step.form)
    if request.method == "POST" and form.is_valid():
        try:
            _save(form, request, proposal, step)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            people_step.note_other_paper(request, form)
            return HttpResponseRedirect(steps.after(request, proposal, step.key))
    return _show(request, proposal, step, form)


def _form(request: HttpRequest, proposal: Proposal, kind: type[CommandForm]) -> CommandForm:
    extra: dict[str, Any] = {}
    if kind is CoverForm:
        extra |= limits_on(proposal.start_on)
    if kind is PeopleForm:
        extra = people_step.choices_of(request, proposal)
    if kind is PapersForm:
        extra["wanted"] = None if proposal.is_motor or files_bind(proposal) else product_of(proposal).required_documents
        extra |= {"asked": asked_of(proposal, localdate()), "covers": proposal.covers}
    initial = initial_of(kind, proposal)
    if kind is PeopleForm:
        initial |= people_step.usual_of(request, proposal, extra["sellers"])
    return kind(request.POST or None, version=proposal.version, initial=initial, **extra)


def _save(form: CommandForm, request: HttpRequest, proposal: Proposal, step: Step) -> None:
    command = form.command(request)
    if isinstance(form, PeopleForm):
        data = ProposalData(people=people_step.people_of_form(form, command))
    else:
        data = ProposalData(**{step.key: form.data_of()})  # type: ignore[attr-defined]
    edit_proposal(proposal.pk, command, data=data)


QUESTIONS, PRICED = "questions", ("vehicle", "cover")
GROUPS = {
    "vehicle": (
        (
            "",
            (
                "plate",
                "vin",
                "engine_number",
                "model",
                "vehicle_class",
                "owner_name",
                "first_registered_on",
                "new_price",
                "seats",
                "displacement",
                "tonnes",
                "special_kind",
                "tractor_plate",
            ),
        ),
    ),
    "cover": (
        (
            _noop("Cover"),
            (
                "compulsory",
                "own_damage",
                "start_on",
                "sum_insured",
                "third_party_limit",
                "driver_limit",
                "passenger_limit",
                "autonomous_factor",
            ),
        ),
        (_noop("Shorter than a year"), ("end_on", "short_term", "short_term_evidence")),
        (
            _noop("Record of the vehicle"),
            (
                "accident_free_years",
                "at_fault_accidents",
                "at_fault_death",
                "insured_years",
                "claim_free_years",
                "claims_in_3_years",
                "claims_last_year",
                "loss_ratio",
                "lapse_days",
                "transferred",
                "renewal_of",
            ),
        ),
    ),
    "people": (
        (_noop("Policyholder"), ("kind", "name", "id_type", "id_number", "phone", "address", "who", "why")),
        (_noop("By which way it came"), ("channel", "intermediary_id", "salesperson_id")),
        (
            _noop("Insured"),
            (
                "insured_kind",
                "insured_name",
                "insured_id_type",
                "insured_id_number",
                "insured_phone",
                "insured_who",
                "insured_why",
            ),
        ),
    ),
    "papers": (
        (_noop("Risk questionnaire"), (QUESTIONS, "explanation")),
        (_noop("Papers at hand"), ("papers", "signed", "signed_by", "special_terms")),
    ),
}


def _show(
    request: HttpRequest, proposal: Proposal | None, step: Step, form: CommandForm, brought: Brought | None = None
) -> HttpResponse:
    context = {
        "proposal": proposal,
        "brought": brought,
        "step": step,
        "stages": steps.stages(proposal, None, step.key),
        "form": form,
        "groups": [(_(title) if title else "", _fields(form, names)) for title, names in GROUPS[step.key]],
        "reasons": steps.reasons(proposal, form),
        "suspended": suspended.lines(proposal),
        "draft_key": f"proposal-{proposal.pk if proposal else _place(request)}-{step.key}",
        "questions": isinstance(form, PapersForm),
        "inspection": inspection_of(request, proposal) if proposal and isinstance(form, PapersForm) else None,
        "quote_url": _quote_url(proposal, step),
    }
    return page(request, "underwriting/entry.html", context, status=422 if form.errors else 200)


def _place(request: HttpRequest) -> str:
    """Under which name the browser keeps a new entry: what an enquiry fills in stands by itself."""
    return f"new-{request.GET.get('from', '').replace(':', '-')}".rstrip("-")


def _fields(form: CommandForm, names: tuple[str, ...]) -> list[Any]:
    """The fields of a group; the questions stand where the questionnaire is named."""
    listed = form.questions() if QUESTIONS in names and isinstance(form, PapersForm) else []
    wide = {*listed, "explanation", "special_terms", "papers", "who", "why", "insured_who", "insured_why"}
    ordered = (*listed, *(name for name in names if name != QUESTIONS and name in form.fields))
    return [(form[name], "6" if name in wide else "") for name in ordered]


def _quote_url(proposal: Proposal | None, step: Step) -> str:
    """Where the premium is asked while people type; the steps without a price ask nothing."""
    if step.key not in PRICED:
        return ""
    if proposal is None:
        return reverse("underwriting:quote_new")
    return f"{reverse('underwriting:quote', kwargs={'pk': proposal.pk})}?step={step.key}"
