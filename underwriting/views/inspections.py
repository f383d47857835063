"""Inspecting what is to be insured, with the phone in the hand (5.1, B-25)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.web.commands import action
from core.web.detail import Panel
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from organisation.public import parameter
from underwriting.documents.sheets import INSPECTION_RECORD
from underwriting.forms.inspections import InspectionForm
from underwriting.models import Inspection, Proposal
from underwriting.rules import inspection as life
from underwriting.rules import lifecycle
from underwriting.rules.inspection_photos import DOUBT_LABELS
from underwriting.selectors.inspections import PHOTOS, asks_inspection, inspections_of, is_lacking, photos_of
from underwriting.selectors.proposals import proposal_for
from underwriting.services.inspections import OPEN_STATES, record_inspection
from underwriting.views import sheets, steps


@needs("underwriting.inspect")
@require_http_methods(["GET", "POST"])
def inspect(request: HttpRequest, pk: int) -> HttpResponse:
    """One page for outdoors: when, where, result, photos."""
    proposal = proposal_for(request.actor, pk)  # type: ignore[attr-defined]
    place = str(proposal.content.get("address", "")) if not proposal.is_motor else ""
    initial = {"inspected_at": localtime(), "place": place}
    form = InspectionForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            given = {name: value for name, value in form.inputs().items() if name != "photos"}
            record_inspection(form.command(request), proposal=proposal.pk, photos=form.taken(), **given)
            return HttpResponseRedirect(_after(request, proposal))
        except Refusal as refusal:
            form.refuse(refusal)
    context = {"proposal": proposal, "form": form, "least": parameter(PHOTOS, on=localdate())}
    return page(request, "underwriting/inspection.html", context, status=422 if form.errors else 200)


def _after(request: HttpRequest, proposal: Proposal) -> str:
    """Who enters goes back to the papers, everybody else to the proposal."""
    enters = request.actor.refusal_for("underwriting.edit_proposal", proposal) is None  # type: ignore[attr-defined]
    if enters and proposal.state in lifecycle.EDIT.sources:
        return steps.url_of(proposal, steps.PAPERS)
    return reverse("underwriting:proposal", kwargs={"pk": proposal.pk})


def inspection_of(request: HttpRequest, obj: Proposal) -> Mapping[str, Any]:
    """What the step of the papers says: the last record, whether one is asked for, and the way to a new one."""
    latest = next(iter(inspections_of(obj)), None)
    may = request.actor.refusal_for("underwriting.inspect", obj) is None  # type: ignore[attr-defined]
    return {
        "latest": latest,
        "lacking": is_lacking(obj, latest, localdate()),
        "asked": latest is None and asks_inspection(obj),
        "new": reverse("underwriting:inspect", kwargs={"pk": obj.pk}) if may else "",
    }


def said_doubts(one: Inspection) -> list[str]:
    """What speaks against the photos, in words."""
    return [
        _(", ").join(part for part in (row["photo"], _(DOUBT_LABELS[row["code"]]), row["value"]) if part)
        for row in one.doubts
    ]


def panel() -> Panel:
    """The inspections on the page of the proposal."""
    return Panel(
        key="inspection",
        title=_("Inspection"),
        icon="camera",
        template="underwriting/panels/inspections.html",
        context=inspections,
        tab="entry",
    )


def inspections(request: HttpRequest, obj: Proposal) -> Mapping[str, Any] | None:
    """Every record with its photos, and the way to a new one."""
    actor = request.actor  # type: ignore[attr-defined]
    found = inspections_of(obj)
    open_to = obj.state in OPEN_STATES and actor.refusal_for("underwriting.inspect", obj) is None
    if not found and not open_to:
        return None
    photos = photos_of(found)
    rows = [
        (one, said_doubts(one), photos.get(one.pk, []), action(life.PUT_ASIDE.name).url(one), _paper(request, one))
        for one in found
    ]
    return {"rows": rows, "new": reverse("underwriting:inspect", kwargs={"pk": obj.pk}) if open_to else ""}


def _paper(request: HttpRequest, found: Inspection) -> str:
    """The button that makes the record on paper."""
    may = sheets.may_make(request, found)
    return sheets.button(request, INSPECTION_RECORD, found.pk) if may else ""
