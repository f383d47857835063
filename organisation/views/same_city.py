"""Proposing a same-city decision, or more survey points, with the suggestion of the guide beside the form."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import files
from core.files.purposes import DOCUMENT
from core.web.detail import Crumb
from core.web.pages import needs
from core.workflow.refusals import Hidden
from organisation.forms.places import INSIDE, OUTSIDE, ApprovalForm, SameCityForm, SurveyPointsForm
from organisation.models import BRANCHES, SUB_BRANCHES, Unit
from organisation.selectors import same_city as selectors
from organisation.selectors.units import unit_in_scope
from organisation.services.same_city import UNIT, Approval, propose_decision
from organisation.services.survey_points import propose_points
from organisation.views.plain import FormPage, administration, form_page, sent_or_refused


@needs("organisation.propose_same_city")
@require_http_methods(["GET", "POST"])
def same_city(request: HttpRequest, pk: int) -> HttpResponse:
    """Inside or outside, from a day on."""
    found = _unit(request, pk, SUB_BRANCHES)
    inside = selectors.is_same_city(found, timezone.localdate())
    initial = {"side": OUTSIDE if inside else INSIDE, "effective_on": timezone.localdate() + timedelta(days=1)}
    form = SameCityForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change = sent_or_refused(form, lambda: _propose(request, form, found))
        if change is not None:
            return _proposed(request, change)
    suggestion = selectors.suggestion(found, timezone.localdate())
    notes = {
        "suggestion": suggestion,
        "conditions": [(one, _(one.label)) for one in suggestion.conditions],
        "inside": inside,
    }
    title, note = _("Decide on same-city management"), "organisation/panels/same_city_notes.html"
    return form_page(request, form, _spec(found, title, note, notes))


def _propose(request: HttpRequest, form: SameCityForm, found: Unit) -> Any:
    return propose_decision(
        form.command(request),
        unit_id=found.pk,
        inside=form.cleaned_data["side"] == INSIDE,
        effective_on=form.cleaned_data["effective_on"],
        approval=_approval(request, form, found),
    )


@needs("organisation.propose_same_city")
@require_http_methods(["GET", "POST"])
def survey_points(request: HttpRequest, pk: int) -> HttpResponse:
    """More survey points than a third of the same-city sub-branches."""
    found = _unit(request, pk, BRANCHES)
    allowed = selectors.points_allowed(found, timezone.localdate())
    initial = {"points": allowed.most + 1, "effective_on": timezone.localdate() + timedelta(days=1)}
    form = SurveyPointsForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change = sent_or_refused(form, lambda: _propose_points(request, form, found))
        if change is not None:
            return _proposed(request, change)
    note = "organisation/panels/points_notes.html"
    return form_page(request, form, _spec(found, _("More survey points"), note, {"allowed": allowed}))


def _propose_points(request: HttpRequest, form: SurveyPointsForm, found: Unit) -> Any:
    return propose_points(
        form.command(request),
        branch_id=found.pk,
        points=form.cleaned_data["points"],
        effective_on=form.cleaned_data["effective_on"],
        approval=_approval(request, form, found),
    )


def _unit(request: HttpRequest, pk: int, kinds: Any) -> Unit:
    found = unit_in_scope(request.actor, pk)  # type: ignore[attr-defined]
    if found.kind not in kinds:
        raise Hidden(_("Not found."))
    return found


def _approval(request: HttpRequest, form: ApprovalForm, found: Unit) -> Approval:
    """The letter is kept with the unit, so that whoever may see the unit may read it."""
    values, letter = form.cleaned_data, form.cleaned_data["approval_file"]
    file_id = None
    if letter:
        stored = files.store(letter, purpose=DOCUMENT, name=letter.name, actor=request.actor)  # type: ignore[attr-defined]
        file_id = files.attach(stored, subject_kind=UNIT, subject_id=found.pk).pk
    return Approval(number=values["approval_number"], on=values["approval_on"], file_id=file_id)


def _proposed(request: HttpRequest, change: Any) -> HttpResponse:
    messages.success(request, _("%(number)s waits for its approval.") % {"number": change.number}, extra_tags="good")
    return redirect("organisation:change", pk=change.pk)


def _spec(found: Unit, title: str, notes: str, content: dict[str, Any]) -> FormPage:
    back = reverse("organisation:unit", kwargs={"pk": found.pk})
    return FormPage(
        title=title,
        intro=_("%(unit)s. Another person approves it; it holds from the day stated.") % {"unit": found.name},
        crumbs=administration(Crumb(_("Units"), reverse("organisation:units")), Crumb(found.name, back)),
        back=back,
        submit=_("Propose"),
        icon="send",
        notes=notes,
        content=content,
    )
