"""Entering a proposal in four steps; each step is saved, nothing typed is lost."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.web.commands import CommandForm
from core.web.pages import needs, page
from core.workflow.command import Command
from core.workflow.refusals import NotPossible, Refusal
from parties.public import PartyFact, intermediaries, parties
from underwriting.forms.proposal import CoverForm, PapersForm, PeopleForm, VehicleForm, initial_of
from underwriting.models import Proposal
from underwriting.rules import lifecycle
from underwriting.rules.words import gettext_noop as _noop
from underwriting.selectors.lines import product_of
from underwriting.selectors.pricing import third_party_limits
from underwriting.selectors.proposals import proposal_for
from underwriting.selectors.questionnaire import asked_of
from underwriting.services.customers import customer_of
from underwriting.services.data import CoverData, PeopleData, ProposalData
from underwriting.services.intake import edit_proposal, receive_proposal
from underwriting.views import steps, suspended
from underwriting.views.brought import people_of
from underwriting.views.steps import Step


@needs("underwriting.receive_proposal")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The first step makes the draft: vehicle, with the usual cover; the rest is completed on it."""
    form = VehicleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            data = ProposalData(vehicle=form.data_of(), cover=_usual_cover(), people=people_of(request))
            draft = receive_proposal(form.command(request), data=data)
            return HttpResponseRedirect(steps.after(request, draft, steps.VEHICLE))
        except Refusal as refusal:
            form.refuse(refusal)
    return _show(request, None, steps.motor_steps()[0], form)


def _usual_cover() -> CoverData:
    """Compulsory cover from tomorrow; everything else is chosen in the next step."""
    start = localdate().fromordinal(localdate().toordinal() + 1)
    return CoverData(start_on=start)


@needs("underwriting.edit_proposal")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One step of a draft, a returned or a supplemented proposal."""
    proposal = proposal_for(request.actor, pk)  # type: ignore[attr-defined]
    if proposal.state not in lifecycle.EDIT.sources:
        raise NotPossible(_("This proposal can no longer be edited."))
    listed = steps.steps_of(proposal)
    step = next((s for s in listed if s.key == request.GET.get("step")), listed[0])
    if step.form is None:
        return HttpResponseRedirect(steps.url_of(proposal, step.key))
    form = _form(request, proposal, step.form)
    if request.method == "POST" and form.is_valid():
        try:
            _save(form, request, proposal, step)
            return HttpResponseRedirect(steps.after(request, proposal, step.key))
        except Refusal as refusal:
            form.refuse(refusal)
    return _show(request, proposal, step, form)


def _form(request: HttpRequest, proposal: Proposal, kind: type[CommandForm]) -> CommandForm:
    extra: dict[str, Any] = {}
    if kind is CoverForm:
        extra["limits"] = third_party_limits(proposal.start_on)
    if kind is PeopleForm:
        extra |= {"through": intermediaries(localdate())} | _named(proposal)
    if kind is PapersForm:
        extra["wanted"] = None if proposal.is_motor else product_of(proposal).required_documents
        extra |= {"asked": asked_of(proposal, localdate()), "covers": proposal.covers}
    initial = initial_of(kind, proposal)
    return kind(request.POST or None, version=proposal.version, initial=initial, **extra)


def _named(proposal: Proposal) -> dict[str, PartyFact]:
    """The customers whom the proposal names already."""
    numbers = {"holder": proposal.holder_id, "insured": proposal.insured_id}
    found = parties([pk for pk in numbers.values() if pk])
    return {name: found[pk] for name, pk in numbers.items() if pk in found}


def _save(form: CommandForm, request: HttpRequest, proposal: Proposal, step: Step) -> None:
    command = form.command(request)
    if isinstance(form, PeopleForm):
        people = _people(form, command)
        data = ProposalData(people=people)
    else:
        data = ProposalData(**{step.key: form.data_of()})  # type: ignore[attr-defined]
    edit_proposal(proposal.pk, command, data=data)


def _people(form: PeopleForm, command: Command) -> PeopleData:
    """Customers left as they were stay; others are found by their number, or registered."""
    holder = form.holder if form.holder_stays and form.holder else customer_of(command, form.party_data())
    other = form.insured_data()
    insured = holder
    if form.insured_stays and form.insured:
        insured = form.insured
    elif other:
        insured = customer_of(command.then("insured"), other)
    return PeopleData(
        holder_id=holder.id,
        insured_id=insured.id,
        channel=form.cleaned_data["channel"],
        intermediary_id=form.cleaned_data["intermediary_id"],
    )


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
            ),
        ),
    ),
    "cover": (
        (
            _noop("Cover"),
            ("compulsory", "own_damage", "start_on", "sum_insured", "third_party_limit", "autonomous_factor"),
        ),
        (_noop("Shorter than a year"), ("end_on", "short_term", "short_term_evidence")),
        (
            _noop("Record of the vehicle"),
            (
                "accident_free_years",
                "at_fault_accidents",
                "at_fault_death",
                "insured_years",
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
        (_noop("Policyholder"), ("kind", "name", "id_type", "id_number", "phone", "address")),
        (_noop("By which way it came"), ("channel", "intermediary_id")),
        (
            _noop("Insured"),
            ("insured_kind", "insured_name", "insured_id_type", "insured_id_number", "insured_phone"),
        ),
    ),
    "papers": (
        (_noop("Risk questionnaire"), (QUESTIONS, "explanation")),
        (_noop("Papers at hand"), ("papers", "signed", "signed_by", "inspected", "special_terms")),
    ),
}


def _show(request: HttpRequest, proposal: Proposal | None, step: Step, form: CommandForm) -> HttpResponse:
    context = {
        "proposal": proposal,
        "step": step,
        "stages": steps.stages(proposal, None, step.key),
        "form": form,
        "groups": [(_(title) if title else "", _fields(form, names)) for title, names in GROUPS[step.key]],
        "reasons": steps.reasons(proposal, form),
        "suspended": suspended.lines(proposal),
        "draft_key": f"proposal-{proposal.pk if proposal else 'new'}-{step.key}",
        "questions": isinstance(form, PapersForm),
        "quote_url": _quote_url(proposal, step),
    }
    return page(request, "underwriting/entry.html", context, status=422 if form.errors else 200)


def _fields(form: CommandForm, names: tuple[str, ...]) -> list[Any]:
    """The fields of a group; the questions stand where the questionnaire is named."""
    listed = form.questions() if QUESTIONS in names and isinstance(form, PapersForm) else []
    wide = {*listed, "explanation", "special_terms", "papers"}
    ordered = (*listed, *(name for name in names if name != QUESTIONS and name in form.fields))
    return [(form[name], "6" if name in wide else "") for name in ordered]


def _quote_url(proposal: Proposal | None, step: Step) -> str:
    """Where the premium is asked while people type; the steps without a price ask nothing."""
    if step.key not in PRICED:
        return ""
    if proposal is None:
        return reverse("underwriting:quote_new")
    return f"{reverse('underwriting:quote', kwargs={'pk': proposal.pk})}?step={step.key}"
